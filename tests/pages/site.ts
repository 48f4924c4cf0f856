/** The pages as people see them: the whole program, and a real browser in front of it that goes nowhere else. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type Look, launchBrowser, type Visit, visit } from '../../infra/console/browser.ts';
import type { Environment } from '../../infra/program.ts';
import { isConsoleBuilt } from '../../infra/setup/console.mjs';
import { createWholeProgram, type WholeProgram } from '../program.ts';
import { type Keys, keysOn } from './keys.ts';

const root = join(import.meta.dirname, '../..');

export interface CheckedVisit extends Visit {
  /** What axe calls serious or worse, in a line each. */
  barriers(): Promise<string[]>;
  readonly keys: Keys;
}

export interface Site {
  readonly program: WholeProgram;
  /** A tab of its own, of somebody of the demonstration or of nobody. */
  visit(persona: string | null, look?: Look): Promise<CheckedVisit>;
  close(): Promise<void>;
}

export async function openSite(environment: Environment = {}): Promise<Site> {
  if (!isConsoleBuilt(root))
    throw new Error('the pages have changed since they were built: node infra/setup.mjs --tests');
  const program = await createWholeProgram(environment);
  await program.start();
  const browser = await launchBrowser();
  return {
    program,
    visit: async (persona, look) => {
      const visited = await visit(browser, program.base, persona, look);
      return { ...visited, barriers: () => barriers(visited.page), keys: keysOn(visited.page) };
    },
    close: async () => {
      await browser.close();
      await program.stop();
      program.remove();
    },
  };
}

async function barriers(page: Page): Promise<string[]> {
  // Through the debugger, which the policy of the pages does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<import('axe-core').AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
