/**
 * Finds the browser that the tests of the pages drive: the person's own, PATH, an earlier one, Debian's unpacked beside,
 * with a font that has Chinese characters. Chromium's headless shell is preferred: it is the same engine without the
 * windows that nobody sees, and takes less than half of the processors' time for a page.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { librariesIn, unpackBeside } from './apt.mjs';
import { onPath } from './command.mjs';
import { tryProgram } from './program.mjs';
import { SetupError, say, seconds } from './progress.mjs';

/** @typedef {import('./program.mjs').Program} Program */

const wanted = { pattern: /(\d+\.\d+\.\d+)/, atLeast: '120.0.0' };
/** Debian's /usr/bin/chromium is a script that knows only its own place. */
const PROGRAM = 'usr/lib/chromium/chromium-headless-shell';

/**
 * @param {string} toolsDir
 * @returns {Promise<Program>}
 */
export async function findChromium(toolsDir) {
  /** @type {string[]} */
  const tried = [];
  for (const way of [given, kept, fromDebian]) {
    const program = await way(toolsDir, tried);
    if (program) return program;
  }
  throw new SetupError([
    'No Chromium was found for the tests of the pages, and none could be brought. 找不到 Chromium，也无法获取。',
    ...tried.map((line) => `  - ${line}`),
    'What helps: install Chromium or Chrome, or set CHROMIUM_BINARY to one, and start again.',
  ]);
}

/** @param {string} _toolsDir @param {string[]} tried */
async function given(_toolsDir, tried) {
  const named = process.env.CHROMIUM_BINARY;
  const binary = named
    ? resolve(named)
    : onPath('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome');
  if (binary) return await accept({ binary, from: named ? 'CHROMIUM_BINARY' : 'PATH' }, tried);
  tried.push('CHROMIUM_BINARY is not set, and no chromium stands on PATH');
  return null;
}

/** @param {string} toolsDir @param {string[]} tried */
async function kept(toolsDir, tried) {
  const binary = join(toolsDir, 'apt', PROGRAM);
  if (!existsSync(binary)) return null;
  return await accept({ binary, libraries: librariesIn(join(toolsDir, 'apt')), from: 'an earlier set-up' }, tried);
}

/** @param {string} toolsDir @param {string[]} tried */
async function fromDebian(toolsDir, tried) {
  const startedAt = Date.now();
  say('chromium', "not here; taking Debian's, unpacked beside, about half a minute …");
  const unpacked = await unpackBeside(toolsDir, ['chromium-headless-shell', 'fonts-noto-cjk']);
  if ('why' in unpacked) {
    tried.push(`apt's chromium: ${unpacked.why}`);
    return null;
  }
  say('chromium', `brought in ${seconds(startedAt)}`);
  const binary = join(unpacked.root, PROGRAM);
  return await accept(
    { binary, libraries: librariesIn(unpacked.root), from: "Debian's package, unpacked beside" },
    tried,
  );
}

/** @param {Parameters<typeof tryProgram>[0]} candidate @param {string[]} tried */
async function accept(candidate, tried) {
  const outcome = await tryProgram(candidate, wanted);
  if ('program' in outcome) return outcome.program;
  tried.push(outcome.why);
  return null;
}
