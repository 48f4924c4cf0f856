/**
 * `npm run screenshots [-- --at URL --only TEXT]`: every page as its people see it, in Chinese and English, on a desk and
 * on a phone, as files in `screenshots/`. Without an address it starts the demonstration for it, in a folder of its own.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, visit } from './console/browser.ts';
import { looks } from './console/looks.ts';
import { createProgram } from './program.ts';
import { freePort } from './stores/store-process.ts';

const FOLDER = 'screenshots';
const sizes = { desk: 1280, phone: 390 } as const;

const { values } = parseArgs({ options: { at: { type: 'string' }, only: { type: 'string', default: '' } } });
mkdirSync(FOLDER, { recursive: true });
const site = values.at ? { base: values.at, end: async () => undefined } : await startDemonstration();
const browser = await launchBrowser();
const chosen = looks.filter(([path]) => path.includes(values.only));
let taken = 0;
try {
  for (const [path, persona] of chosen) {
    for (const language of ['zh', 'en'] as const)
      for (const [size, width] of Object.entries(sizes)) {
        const { page, go, problems, end } = await visit(browser, site.base, persona, {
          language,
          width,
          isQuick: true,
        });
        await go(path);
        const name = [path.slice(1).replaceAll(/[^\w-]+/g, '_') || 'start', persona ?? 'nobody', language, size];
        await page.screenshot({ path: join(FOLDER, `${name.join('.')}.png`), fullPage: true });
        for (const problem of problems()) console.log(`${path} (${language}, ${size}): ${problem}`);
        taken += 1;
        await end();
      }
  }
} finally {
  await browser.close();
  await site.end();
}
console.log(`${taken} screenshots in ${FOLDER}/`);

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
