/** The pages as people see them: the whole program, and a real browser in front of it that goes nowhere else. */
import { until } from '@hh/service/testing/until.ts';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { readFound } from '../../infra/stores/found.ts';
import { createWholeProgram, type WholeProgram } from '../program.ts';

/** What only ends what hangs. */
const HANGS_MS = 60_000;

export type Look = { readonly language?: 'zh' | 'en'; readonly width?: number };

export interface Visit {
  readonly page: Page;
  /** Goes to an address of the site and waits until it shows itself. */
  go(path: string): Promise<void>;
  /** Requests that left for elsewhere, errors in the console, exceptions: since the last look. */
  problems(): string[];
  /** What axe calls serious or worse, in a line each. */
  barriers(): Promise<string[]>;
  end(): Promise<void>;
}

export interface Site {
  readonly program: WholeProgram;
  /** A tab of its own, of somebody of the demonstration or of nobody. */
  visit(persona: string | null, look?: Look): Promise<Visit>;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const program = await createWholeProgram();
  await program.start();
  const found = readFound().chromium;
  if (!found) throw new Error('set-up has found no Chromium: node infra/setup.mjs --tests');
  const browser = await chromium.launch({
    executablePath: found.binary,
    ...(found.libraries ? { env: { ...process.env, LD_LIBRARY_PATH: found.libraries } } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    timeout: HANGS_MS,
  });
  return {
    program,
    visit: (persona, look = {}) => visit(browser, program, persona, look),
    close: async () => {
      await browser.close();
      await program.stop();
      program.remove();
    },
  };
}

async function visit(
  browser: Browser,
  program: WholeProgram,
  persona: string | null,
  { language = 'zh', width = 1280 }: Look,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: program.base,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    viewport: { width, height: 900 },
  });
  context.setDefaultTimeout(HANGS_MS);
  const page = await context.newPage();
  const problems = watch(context, page, program.base);
  if (persona) {
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
    barriers: () => barriers(page),
    end: () => context.close(),
  };
}

/** Nothing waits any more. */
export async function shown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await until(async () => (await page.locator('.ant-skeleton, .ant-spin-spinning').count()) === 0);
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

async function barriers(page: Page): Promise<string[]> {
  // Through the debugger, which the policy of the pages does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<import('axe-core').AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
