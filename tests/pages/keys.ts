/**
 * Somebody without a mouse. Wherever the keys lead, what has the focus is there to be seen and shows that it has it; and
 * it is not lost where a page, a list or a dialogue goes away from under it.
 */
import type { Locator, Page } from 'playwright-core';
import { shown } from '../../infra/console/browser.ts';

export interface Keys {
  /** By Tab on to this; `back`: by Shift+Tab. */
  to(target: Locator, back?: 'back'): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  type(words: string): Promise<void>;
  /** There by Tab, and pressed. */
  enter(target: Locator, back?: 'back'): Promise<void>;
}

const MOST_STEPS = 150;
const NOWHERE = 'the focus is nowhere';
/**
 * Dialogues, drawers and what opens below its title, on their way. The sign in a button that its command is running stays
 * in its last step, unseen, where the answer was there before it had begun to grow: no transition, no end of one.
 */
const MOVING =
  ':is([class*="-enter-active"], [class*="-appear-active"], [class*="-leave-active"]):not(.ant-btn-loading-icon), .ant-motion-collapse';

export function keysOn(page: Page): Keys {
  // A page that has just been loaded begins before its first link.
  let isUnderWay = false;
  page.on('domcontentloaded', () => {
    isUnderWay = false;
  });

  /** Nothing is on its way in or out, and something has the focus. */
  async function settled(): Promise<void> {
    await page.waitForFunction((moving) => !document.querySelector(moving), MOVING);
    if (isUnderWay) await page.waitForFunction(() => document.activeElement !== document.body);
  }

  async function to(target: Locator, back?: 'back'): Promise<void> {
    await target.waitFor({ state: 'attached' });
    await settled();
    isUnderWay = true;
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    if (await isThere()) return;
    const passed: string[] = [];
    // Past the last link of a page lies the browser's own bar, and past that the first link: once on a way.
    let isBeyond = false;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
      const trouble = await page.evaluate(troubleOfFocus);
      if (trouble === NOWHERE && !isBeyond) {
        isBeyond = true;
        continue;
      }
      if (trouble) throw new Error(`${trouble}, on the way to ${target} by ${passed.join(' › ')}`);
      if (await isThere()) return;
      passed.push(await page.evaluate(() => document.activeElement?.textContent?.slice(0, 20) ?? ''));
    }
    throw new Error(`no way to ${target} by ${passed.join(' › ')}`);
  }

  async function press(...keys: readonly string[]): Promise<void> {
    await settled();
    for (const key of keys) await page.keyboard.press(key);
    await shown(page);
  }

  return {
    to,
    press,
    type: async (words) => await page.keyboard.type(words),
    enter: async (target, back) => {
      await to(target, back);
      await press('Enter');
    },
  };
}

/** In the page: what is wrong with where the focus is, null where nothing is. */
function troubleOfFocus(): string | null {
  const { activeElement: focused, body } = document;
  if (!focused || focused === body) return 'the focus is nowhere';
  const name = `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 30)}`;
  // What is drawn for it, where it is itself not drawn.
  const drawn = focused.closest('label, .ant-select, .ant-picker') ?? focused;
  const { top, bottom, left, right } = drawn.getBoundingClientRect();
  const [x, y] = [
    (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  ];
  const seen = document.elementFromPoint(x, y);
  if (!seen || !(drawn.contains(seen) || seen.contains(drawn))) return `${name} is not seen`;
  // Where somebody writes, the caret tells.
  if (focused.matches('textarea, input:not([type=checkbox], [type=radio], [type=file])')) return null;
  const ringed = [focused, drawn, ...drawn.children, ...(focused.parentElement?.children ?? [])];
  const isRinged = ringed
    .map((each) => getComputedStyle(each))
    .some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  return isRinged ? null : `${name} does not show that it has the focus`;
}
