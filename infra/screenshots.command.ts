/**
 * `npm run screenshots [-- --at URL --only TEXT]`: every page as its people see it and what opens on it, in Chinese and
 * English, on a desk and on a phone, as files in `screenshots/`. Without an address it starts the demonstration for it,
 * in a folder of its own.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readCommand } from './command-line.ts';
import { launchBrowser, shown, type Visit, visit } from './console/browser.ts';
import { looks, opened } from './console/looks.ts';
import { createProgram } from './program.ts';
import { freePort } from './stores/store-process.ts';

const FOLDER = 'screenshots';
const sizes = { desk: 1280, phone: 390 } as const;

const { options: values } = readCommand('npm run screenshots [-- --at URL --only TEXT]', {
  at: z.url().optional(),
  only: z.string().default(''),
});
mkdirSync(FOLDER, { recursive: true });
const site = values.at ? { base: values.at, end: async () => undefined } : await startDemonstration();
const browser = await launchBrowser();
const shots = [...looks.map(([path, persona]) => [path, persona, '', []] as const), ...opened].filter(([path]) =>
  path.includes(values.only),
);
let taken = 0;
try {
  for (const persona of new Set(shots.map((shot) => shot[1])))
    for (const language of ['zh', 'en'] as const)
      for (const [size, width] of Object.entries(sizes)) {
        // One tab for all of somebody's pages: a browser keeps what it has compiled of them.
        const visited = await visit(browser, site.base, persona, { language, width });
        for (const [path, , opens, clicks] of shots.filter((shot) => shot[1] === persona)) {
          const address = path.slice(1).replaceAll(/[^\w-]+/g, '_') || 'start';
          const name = [opens ? `${address}.${opens}` : address, persona ?? 'nobody', language, size].join('.');
          await take(visited, path, clicks, join(FOLDER, `${name}.png`)).catch((error: Error) =>
            console.log(`${name}: ${error.message}`),
          );
          for (const problem of visited.problems()) console.log(`${name}: ${problem}`);
        }
        await visited.end();
      }
} finally {
  await browser.close();
  await site.end();
}
console.log(`${taken} screenshots in ${FOLDER}/`);

async function take({ page, go }: Visit, path: string, clicks: readonly string[], file: string): Promise<void> {
  await go(path);
  for (const selector of clicks) {
    await page.locator(selector).first().click({ timeout: 10_000 });
    // What a click asks for begins a moment later, and a button changes its colour slowly.
    await page.waitForTimeout(500);
    await shown(page);
  }
  const isCovered = (await page.locator('[role=dialog], .ant-popover').count()) > 0;
  // What opens over a page is moved into its place, and covers no more than the window.
  if (isCovered) await page.waitForTimeout(500);
  await page.screenshot({ path: file, fullPage: !isCovered });
  taken += 1;
}

async function startDemonstration() {
  const dataDir = mkdtempSync(join(tmpdir(), 'hh-screenshots-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const program = createProgram({ args: ['infra/start.ts'], port: await freePort(), environment });
  await program.start();
  return {
    base: program.url,
    end: async () => {
      await program.end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
