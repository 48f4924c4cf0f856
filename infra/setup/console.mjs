/** Builds the pages when one of their sources has changed: a hash of them all is kept beside what was built of them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hostEnvironment, run } from './command.mjs';
import { lastLines, SetupError, say, seconds } from './progress.mjs';

const SOURCES = [
  'index.html',
  'package.json',
  'vite.config.ts',
  'public',
  'src',
  '../../shared/ledger/src/proof-check.ts',
];
const BUILT_FROM = 'built-from.txt';

/** @param {string} root */
export function isConsoleBuilt(root) {
  const folder = join(root, 'services', 'console');
  const path = join(folder, 'dist', BUILT_FROM);
  return existsSync(path) && readFileSync(path, 'utf8') === hashOfSources(folder);
}

/** Built beside and then put in place, so that a running graph never serves half of it. @param {string} root */
export async function ensureConsole(root) {
  if (isConsoleBuilt(root)) return;
  const folder = join(root, 'services', 'console');
  const startedAt = Date.now();
  const hash = hashOfSources(folder);
  const [made, dist] = [join(folder, 'dist.partial'), join(folder, 'dist')];
  const node = join(root, 'node_modules', '.bin', 'node');
  const built = await run(
    existsSync(node) ? node : process.execPath,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', made, '--emptyOutDir'],
    { limitMs: 300_000, env: { ...hostEnvironment(), NODE_ENV: 'production' }, cwd: folder },
  );
  if (!built.ok)
    throw new SetupError([
      `The pages could not be built (${built.trouble ?? `vite ended with ${built.code}`}). 页面构建失败。`,
      ...lastLines(built.output, 20),
    ]);
  writeFileSync(join(made, BUILT_FROM), hash);
  rmSync(dist, { recursive: true, force: true });
  renameSync(made, dist);
  say('pages', `built in ${seconds(startedAt)}`);
}

/** @param {string} folder */
function hashOfSources(folder) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((name) => filesAt(join(folder, name))).filter(
    (path) => !path.endsWith('.test.ts'),
  ))
    hash
      .update(`${relative(folder, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesAt(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesAt(join(path, name)));
}
