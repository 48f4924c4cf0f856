/**
 * Keeps package-lock.json one that `npm ci` accepts on every platform. npm leaves out optional packages that the
 * registry in use does not have, and `npm ci` then refuses the lock it wrote. Run it after every `npm install`.
 *   node infra/lockfile.mjs           repairs
 *   node infra/lockfile.mjs --check   names what is wrong, changes nothing
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {Record<string, string>} Ranges
 * @typedef {{
 *   version?: string, resolved?: string, link?: boolean, dev?: boolean, optional?: boolean, extraneous?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[],
 *   dependencies?: Ranges, devDependencies?: Ranges, optionalDependencies?: Ranges,
 * }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 * @typedef {{ parent: string, name: string, range: string, isOptional: boolean }} Wanted
 */

const platforms = {
  os: ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'wasi', 'win32'],
  cpu: ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'],
};
const otherWords = /** @type {Record<string, string>} */ ({
  64: 'x64',
  windows: 'win32',
  aarch64: 'arm64',
  ppc64le: 'ppc64',
});

/**
 * Adds the missing platform packages, takes over what the package.json files ask for, drops what nothing asks for and
 * the addresses of registries.
 * @param {Lock} lock @param {Record<string, Entry>} manifests the package.json files by folder, '' for the root
 * @returns {string[]} what was changed
 */
export function repair(lock, manifests) {
  const changes = differences(lock, manifests);
  for (const [folder, manifest] of Object.entries(manifests)) takeOver(lock, folder, manifest);
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.extraneous) {
      delete lock.packages[path];
      changes.push(`dropped ${path}, which nothing asks for`);
    } else if (isAddress(entry)) {
      delete entry.resolved;
      changes.push(`dropped the address of ${path}`);
    }
  }
  for (const { parent, name, range } of missing(lock).filter(({ isOptional }) => isOptional)) {
    const platform = platformOf(name);
    if (!platform) continue;
    const isDev = lock.packages[parent]?.dev === true;
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[^\d]*/, ''),
      ...platform,
      ...(isDev ? { dev: true } : {}),
      optional: true,
    };
    changes.push(`added ${name} for ${parent}`);
  }
  const sorted = Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
  lock.packages = Object.fromEntries(sorted);
  return changes;
}

/**
 * @param {Lock} lock @param {Record<string, Entry>} manifests the package.json files by folder, '' for the root
 * @returns {string[]} what `npm ci` would refuse, and what should not stand in a lock; empty when it is right
 */
export function problems(lock, manifests) {
  const absent = missing(lock).map(
    ({ parent, name, range }) => `${parent || 'the root'} needs ${name}@${range}, which the lock lacks`,
  );
  const entries = Object.entries(lock.packages);
  const extraneous = entries.filter(([, entry]) => entry.extraneous).map(([path]) => `nothing asks for ${path}`);
  const addresses = entries.filter(([, entry]) => isAddress(entry)).map(([path]) => `${path} names a registry`);
  return [...absent, ...extraneous, ...addresses, ...differences(lock, manifests)];
}

const kinds = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies']);

/** @param {Lock} lock @param {string} folder @param {Entry} manifest */
function takeOver(lock, folder, manifest) {
  const entry = lock.packages[folder];
  if (!entry) return;
  for (const kind of kinds) {
    if (manifest[kind]) entry[kind] = manifest[kind];
    else delete entry[kind];
  }
}

/** @param {Lock} lock @param {Record<string, Entry>} manifests */
function differences(lock, manifests) {
  return Object.entries(manifests).flatMap(([folder, manifest]) =>
    kinds.flatMap((kind) => {
      const written = manifest[kind] ?? {};
      const locked = lock.packages[folder]?.[kind] ?? {};
      const names = new Set([...Object.keys(written), ...Object.keys(locked)]);
      return [...names]
        .filter((name) => written[name] !== locked[name])
        .map(
          (name) =>
            `${folder || 'the root'} asks for ${name}@${written[name] ?? 'none'}, the lock for ${locked[name] ?? 'none'}`,
        );
    }),
  );
}

/** @param {Lock} lock @returns {Wanted[]} */
function missing(lock) {
  return Object.entries(lock.packages).flatMap(([parent, entry]) => {
    if (entry.link || entry.extraneous) return [];
    const own = parent.includes('node_modules/') ? {} : (entry.devDependencies ?? {});
    const required = { ...entry.dependencies, ...own };
    const wanted = [
      ...Object.entries(required).map(([name, range]) => ({ parent, name, range, isOptional: false })),
      ...Object.entries(entry.optionalDependencies ?? {}).map(([name, range]) => ({
        parent,
        name,
        range,
        isOptional: true,
      })),
    ];
    return wanted.filter(({ name }) => !isFound(lock, parent, name));
  });
}

/** Node's search: in the package's own node_modules, then in those of each folder above. @param {Lock} lock @param {string} from @param {string} name */
function isFound(lock, from, name) {
  for (let folder = from; ; folder = dirname(folder) === '.' ? '' : dirname(folder)) {
    if (`${folder ? `${folder}/` : ''}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
  }
}

/**
 * `@biomejs/cli-linux-arm64-musl` is for linux, arm64, musl. Null for a name that tells no platform.
 * @param {string} name
 * @returns {Pick<Entry, 'os' | 'cpu' | 'libc'> | null}
 */
function platformOf(name) {
  const words = name.split(/[-/.@_]/).map((word) => otherWords[word] ?? word);
  const os = words.find((word) => platforms.os.includes(word));
  const cpu = words.find((word) => platforms.cpu.includes(word));
  if (!os && !cpu) return null;
  const libc = words.includes('musl') ? 'musl' : words.some((word) => /^gnu/.test(word)) ? 'glibc' : null;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) };
}

/** @param {Entry} entry */
function isAddress(entry) {
  return !entry.link && entry.resolved !== undefined && /^(?:https?|git\+)/.test(entry.resolved);
}

/** @param {string} root @returns {Lock} */
export function readLock(root) {
  return readJson(join(root, 'package-lock.json'));
}

/** @param {string} root @returns {Record<string, Entry>} the package.json files by folder, '' for the root */
export function readManifests(root) {
  /** @type {string[]} */
  const patterns = readJson(join(root, 'package.json')).workspaces ?? [];
  const folders = patterns
    .flatMap((pattern) => (pattern.endsWith('/*') ? foldersIn(root, pattern.slice(0, -2)) : [pattern]))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
  return Object.fromEntries(['', ...folders].map((folder) => [folder, readJson(join(root, folder, 'package.json'))]));
}

/** @param {string} root @param {string} parent */
function foldersIn(root, parent) {
  return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The folders that have a lockfile of their own: the repository, and the peers of the benchmarks. */
const folders = ['..', 'bench/peers'];

/** @param {string} folder @param {boolean} isCheck */
function main(folder, isCheck) {
  const root = fileURLToPath(new URL(folder, import.meta.url));
  const path = join(root, 'package-lock.json');
  const lock = readLock(root);
  const manifests = readManifests(root);
  if (!isCheck) {
    const changes = repair(lock, manifests);
    for (const change of changes) console.log(change);
    writeFileSync(`${path}.partial`, `${JSON.stringify(lock, null, 2)}\n`);
    renameSync(`${path}.partial`, path);
  }
  const left = problems(lock, manifests);
  for (const problem of left) console.error(problem);
  if (left.length > 0) {
    console.error(`${path} would be refused: run \`npm install\` there, then \`npm run lock\`. 锁文件不一致。`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const folder of folders) main(folder, process.argv.includes('--check'));
