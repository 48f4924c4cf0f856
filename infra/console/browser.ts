/** A real browser in front of the pages, as the tests and the screenshots look at them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { readFound } from '../stores/found.ts';

/** What only ends what hangs. */
const HANGS_MS = 300_000;

export interface Look {
  readonly language?: 'zh' | 'en';
  readonly width?: number;
  /** By the page of the sign-in, and to where somebody begins; left out: signed in already, and on no page yet. */
  readonly signsIn?: boolean;
}

export interface Visit {
  readonly page: Page;
  /** Goes to an address of the site and waits until it shows itself. */
  go(path: string): Promise<void>;
  /** Requests that left for elsewhere, errors in the console, exceptions: since the last look. */
  problems(): string[];
  end(): Promise<void>;
}

export async function launchBrowser(): Promise<Browser> {
  const found = readFound().chromium;
  if (!found) throw new Error('set-up has found no Chromium: node infra/setup.mjs --tests');
  return await chromium.launch({
    executablePath: found.binary,
    env: { ...process.env, ...environmentOf(found.libraries) },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    timeout: HANGS_MS,
  });
}

/** What was unpacked beside has its libraries and its fonts beside it too. */
function environmentOf(libraries: string | null): Record<string, string> {
  if (!libraries) return {};
  return { LD_LIBRARY_PATH: libraries, XDG_DATA_HOME: libraries.replace(/\/usr\/lib\/.*$/, '/usr/share') };
}

/** A tab of its own at the site `base`, of somebody of the demonstration or of nobody. */
export async function visit(
  browser: Browser,
  base: string,
  persona: string | null,
  { language = 'zh', width = 1280, signsIn = false }: Look = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: base,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    viewport: { width, height: 900 },
  });
  context.setDefaultTimeout(HANGS_MS);
  const page = await context.newPage();
  const problems = watch(context, page, base);
  if (persona && !signsIn) await context.addInitScript(keepSession, await sessionOf(base, persona));
  if (persona && signsIn) {
    await page.goto('/sign-in');
    await page.locator(`[data-persona="${persona}"]`).click();
    await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
    await shown(page);
  }
  return {
    page,
    go: async (path) => {
      await page.goto(path);
      await shown(page);
    },
    problems: () => problems.splice(0),
    end: () => context.close(),
  };
}

/** As the page of the sign-in leaves it behind. */
async function sessionOf(base: string, persona: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${base}/auth/demo`, { method: 'POST', headers, body: JSON.stringify({ persona }) });
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
  return JSON.stringify({ token: access_token, endsAt: Date.now() + expires_in * 1000, renewal: { persona } });
}

function keepSession(session: string): void {
  sessionStorage.setItem('session', session);
}

/** Nothing waits any more. */
export async function shown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  while ((await page.locator('.waiting, [aria-busy="true"]').count()) > 0) await sleep(20);
}

function watch(context: BrowserContext, page: Page, base: string): string[] {
  const problems: string[] = [];
  context.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(base) && !/^(?:data|blob|about):/.test(address)) problems.push(`a request to ${address}`);
  });
  page.on('pageerror', (error) => problems.push(`an exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`an error in the console: ${message.text()}`);
  });
  return problems;
}
