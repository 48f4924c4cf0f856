/** The steps of set-up, in order, under a lock; what they found is kept in `.tools/stores.json` for the next start. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { endRunningCommands, findSetpriv } from './command.mjs';
import { ensureConsole, isConsoleBuilt } from './console.mjs';
import { readDotEnv } from './dot-env.mjs';
import { takeLock } from './folder-lock.mjs';
import { findMongod } from './mongod.mjs';
import { ensurePackages, installedNode } from './packages.mjs';
import { isUnchanged } from './program.mjs';
import { SetupError, say, seconds } from './progress.mjs';
import { findRedis } from './redis.mjs';

/**
 * @typedef {import('./program.mjs').Program} Program
 * @typedef {{ mongod: Program | null, redis: Program | null, chromium: Program | null, setpriv: string | null }} Found
 * `chromium` is for the tests alone.
 */

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const foundPath = join(root, '.tools', 'stores.json');
const OTHER_SETUP_MS = 600_000;

/** @param {{ forTests: boolean }} options */
export async function setUp({ forTests }) {
  const startedAt = Date.now();
  readDotEnv(root);
  const uriNames = forTests ? ['HH_TEST_MONGODB_URI', 'HH_TEST_REDIS_URL'] : ['MONGODB_URI', 'REDIS_URL'];
  const [mongoUriName = '', redisUriName = ''] = uriNames;
  const there = await allThere(mongoUriName, redisUriName, forTests);
  if (there) return tell(there, mongoUriName, redisUriName, startedAt);
  const toolsDir = resolve(root, process.env.HH_TOOLS_DIR || '.tools');
  mkdirSync(join(root, '.tools'), { recursive: true });
  mkdirSync(toolsDir, { recursive: true });
  const release = await lock();
  const interrupted = endWhenInterrupted(release);
  try {
    sweepPartial(toolsDir);
    const before = readFound();
    const node = await ensurePackages(root);
    const mongod = process.env[mongoUriName]
      ? (before?.mongod ?? null)
      : await stillThere(before?.mongod, 'MONGOD_BINARY', () => findMongod(toolsDir, { uriName: mongoUriName }));
    const redis = process.env[redisUriName]
      ? (before?.redis ?? null)
      : await stillThere(before?.redis, 'REDIS_BINARY', () => findRedis(toolsDir, { uriName: redisUriName }));
    await ensureConsole(root);
    const chromium = forTests
      ? await stillThere(before?.chromium, 'CHROMIUM_BINARY', () => findChromium(toolsDir))
      : (before?.chromium ?? null);
    const found = { mongod, redis, chromium, setpriv: findSetpriv() };
    keepFound(found, before);
    tell({ node, ...found }, mongoUriName, redisUriName, startedAt);
  } finally {
    interrupted.forget();
    release();
  }
}

/**
 * When nothing is to do, nothing is locked or written: the checkout may belong to somebody else.
 * @param {string} mongoUriName @param {string} redisUriName @param {boolean} forTests
 */
async function allThere(mongoUriName, redisUriName, forTests) {
  const found = readFound();
  if (!found || found.setpriv !== findSetpriv()) return null;
  if (!process.env[mongoUriName] && !isAsAsked(found.mongod, 'MONGOD_BINARY')) return null;
  if (!process.env[redisUriName] && !isAsAsked(found.redis, 'REDIS_BINARY')) return null;
  if (forTests && !isAsAsked(found.chromium, 'CHROMIUM_BINARY')) return null;
  const node = await installedNode(root);
  return node && isConsoleBuilt(root) ? { node, ...found } : null;
}

/** Prints what an earlier set-up found, and whether it is still there. */
export function check() {
  const found = readFound();
  const stores = [found?.mongod, found?.redis];
  console.log(JSON.stringify({ found, unchanged: stores.map((program) => isUnchanged(program)) }, null, 2));
  return stores.every((program) => isUnchanged(program));
}

/**
 * A program that was tried before and is still the same file is not tried again, unless another is asked for.
 * @param {Program | null | undefined} program @param {string} named @param {() => Promise<Program>} find
 */
async function stillThere(program, named, find) {
  if (program && isAsAsked(program, named)) return program;
  const found = await find();
  say(
    named.replace('_BINARY', '').toLowerCase(),
    `${found.version} from ${found.from} (${relative(root, found.binary).startsWith('..') ? found.binary : relative(root, found.binary)})`,
  );
  return found;
}

/** @param {Program | null | undefined} program @param {string} named */
function isAsAsked(program, named) {
  const asked = process.env[named];
  return isUnchanged(program) && (!asked || resolve(asked) === program?.binary);
}

/**
 * @param {Found & { node: string }} found @param {string} mongoUriName @param {string} redisUriName
 * @param {number} startedAt
 */
function tell({ node, mongod, redis }, mongoUriName, redisUriName, startedAt) {
  /** @param {string} name @param {Program | null} program @param {string} uriName */
  const one = (name, program, uriName) =>
    process.env[uriName] ? `${name} as ${uriName} says` : `${name} ${program?.version}`;
  const stores = [one('mongod', mongod, mongoUriName), one('Redis', redis, redisUriName)];
  say('set-up', [`Node ${node}`, ...stores, seconds(startedAt)].join(' · '));
}

async function lock() {
  const path = join(root, '.tools', 'setup.lock');
  const patienceEnds = Date.now() + OTHER_SETUP_MS;
  for (let waited = false; ; waited = true) {
    const attempt = takeLock(path);
    if (attempt.taken) return attempt.release;
    if (Date.now() > patienceEnds)
      throw new SetupError([
        `Another set-up (pid ${attempt.owner}) has been at work for ten minutes. 另一个安装进程仍在运行。`,
        'End it and start again.',
      ]);
    if (!waited) say('set-up', `another one is at work (pid ${attempt.owner}); waiting for it …`);
    await sleep(200);
  }
}

/** @param {() => void} release */
function endWhenInterrupted(release) {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    endRunningCommands();
    release();
    console.error('\n  set-up was interrupted; start again and it carries on. 安装中断，重新运行即可继续。');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  return { forget: () => process.off('SIGINT', end).off('SIGTERM', end) };
}

/** What a killed set-up left unfinished. @param {string} toolsDir */
function sweepPartial(toolsDir) {
  for (const folder of new Set([toolsDir, join(root, '.tools')]))
    for (const name of readdirSync(folder))
      if (name.endsWith('.partial')) rmSync(join(folder, name), { recursive: true, force: true });
}

/** @returns {Found | null} */
function readFound() {
  try {
    return JSON.parse(readFileSync(foundPath, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {Found} found @param {Found | null} before */
function keepFound(found, before) {
  if (JSON.stringify(found) === JSON.stringify(before)) return;
  writeFileSync(`${foundPath}.partial`, `${JSON.stringify(found, null, 2)}\n`);
  renameSync(`${foundPath}.partial`, foundPath);
}
