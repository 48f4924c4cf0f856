/** Runs other programs for set-up, each with a limit. None outlives it: an `npm ci` left alone would ruin the next one. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {{ ok: boolean, code: number | null, output: string, trouble: string | null }} Outcome
 * `output` is what it wrote to both streams; `trouble` says why it could not run or was ended.
 */

/**
 * @param {string} command @param {readonly string[]} args
 * @param {{ limitMs: number, env?: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { limitMs, env = process.env, cwd }) {
  return new Promise((resolve) => {
    const setpriv = findSetpriv();
    const words = setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', command, ...args] : [command, ...args];
    const child = spawn(String(words[0]), words.slice(1), { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    /** @type {string | null} */
    let trouble = null;
    const limit = setTimeout(() => {
      trouble = `gave no answer within ${Math.round(limitMs / 1000)} s`;
      child.kill('SIGKILL');
    }, limitMs);
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok: code === 0 && trouble === null, code, output, trouble });
    };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-100_000);
      });
    child.once('error', (error) => {
      trouble = /** @type {{ code?: string }} */ (error).code === 'ENOENT' ? 'is not there' : error.message;
      finish(null);
    });
    child.once('close', finish);
  });
}

export function endRunningCommands() {
  for (const child of running) child.kill('SIGKILL');
}

/** @type {string | null | undefined} */
let setprivFound;

/** setpriv ends a child with the process that started it, even one that is killed; busybox has one that can't. */
export function findSetpriv() {
  if (setprivFound !== undefined) return setprivFound;
  const path = onPath('setpriv');
  const isAble =
    path !== null && spawnSync(path, ['--pdeathsig', 'keep', '--', 'true'], { stdio: 'ignore' }).status === 0;
  setprivFound = isAble ? path : null;
  return setprivFound;
}

/**
 * The first of the names that stands on PATH. `node_modules/.bin`, which npm puts in front, is left out.
 * @param {readonly string[]} names
 * @returns {string | null}
 */
export function onPath(...names) {
  for (const name of names)
    for (const folder of pathFolders()) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  return null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The environment with the host's own programs first, so that npm and pip run as they do outside of npm scripts. */
export function hostEnvironment() {
  return { ...process.env, PATH: pathFolders().join(delimiter) };
}

function pathFolders() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => folder !== '' && !/node_modules[\\/]\.bin|node-gyp-bin/.test(folder));
}
