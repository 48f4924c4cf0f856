/**
 * Debian packages without root and without touching the system: apt says what is missing, downloads it with lists of
 * its own, and it is unpacked beside. No service is installed, and an interruption leaves no broken package database.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostEnvironment, onPath, run } from './command.mjs';
import { lastLines } from './progress.mjs';

/**
 * @typedef {{ root: string } | { why: string }} Unpacked  the folder they were unpacked to, or why they could not be
 * @param {string} toolsDir @param {readonly string[]} packages
 * @returns {Promise<Unpacked>}
 */
export async function unpackBeside(toolsDir, packages) {
  const aptGet = onPath('apt-get');
  const dpkgDeb = onPath('dpkg-deb');
  if (!aptGet || !dpkgDeb) return { why: 'there is no apt-get here' };
  const root = join(toolsDir, 'apt');
  const work = join(toolsDir, 'apt.partial');
  mkdirSync(join(work, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
  const env = { ...hostEnvironment(), LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const own = [`Dir::State::lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`, 'Debug::NoLocking=1'];
  const options = [...own, 'APT::Update::Post-Invoke=', 'Acquire::http::Timeout=15', 'Acquire::Retries=1'].flatMap(
    (option) => ['-o', option],
  );
  /** @param {string[]} words @param {string} [cwd] */
  const apt = (words, cwd) =>
    run(aptGet, [...options, '-q', ...words], { limitMs: 180_000, env, ...(cwd ? { cwd } : {}) });
  try {
    const update = await apt(['update']);
    const plan = await apt(['install', '--simulate', '--no-install-recommends', ...packages]);
    if (!plan.ok) {
      const isOffline = /^(?:W|E): (?:Failed to fetch|Some index files failed)/m.test(update.output);
      const why = isOffline ? 'apt-get could not reach its archive' : 'apt-get does not know them';
      return { why: `${why}:\n${lastLines(isOffline ? update.output : plan.output, 2).join('\n')}` };
    }
    const missing = [...plan.output.matchAll(/^Inst (\S+)/gm)].map((match) => String(match[1]));
    if (missing.length === 0) return { root };
    const fetched = await apt(['download', ...missing], work);
    if (!fetched.ok) return { why: `apt-get could not download them:\n${lastLines(fetched.output, 3).join('\n')}` };
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      const unpacked = await run(dpkgDeb, ['-x', join(work, file), root], { limitMs: 60_000, env });
      if (!unpacked.ok)
        return { why: `dpkg-deb could not unpack ${file}:\n${lastLines(unpacked.output, 3).join('\n')}` };
    }
    return { root };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Where the libraries of what was unpacked lie, for LD_LIBRARY_PATH; null when there are none. A package's private
 * folder (`pulseaudio/`) counts too: a library's own search path names it from the root of the system.
 * @param {string} root
 */
export function librariesIn(root) {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const folders = ['usr/lib', 'lib']
    .map((folder) => join(root, folder, triplet))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...foldersIn(folder).filter(hasLibraries)]);
  return folders.length > 0 ? folders.join(':') : null;
}

/** @param {string} folder */
function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

/** @param {string} folder */
function hasLibraries(folder) {
  return readdirSync(folder).some((name) => /^lib.+\.so/.test(name));
}
