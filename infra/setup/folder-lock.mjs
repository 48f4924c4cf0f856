/**
 * One owner per folder: a file that names its process by pid, start time and boot. A killed owner leaves the file
 * behind, but no living process has that name any more, so the lock never goes stale.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { identityOf } from './processes.mjs';

/**
 * @param {string} path
 * @returns {{ taken: true, release: () => void } | { taken: false, owner: number }}
 */
export function takeLock(path) {
  const mine = identityOf(process.pid) ?? String(process.pid);
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, mine);
    while (!linkIfFree(draft, path)) {
      const seen = readOrNull(path);
      if (seen === null) continue;
      const owner = Number.parseInt(seen, 10);
      if (identityOf(owner) === seen) return { taken: false, owner };
      removeStale(path, seen);
    }
    return { taken: true, release: () => readOrNull(path) === mine && unlinkSync(path) };
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * The pid of the living process that owns the lock, or null.
 * @param {string} path
 */
export function lockOwner(path) {
  const seen = readOrNull(path);
  if (seen === null) return null;
  const owner = Number.parseInt(seen, 10);
  return identityOf(owner) === seen ? owner : null;
}

/**
 * Two processes may find the same stale lock. Renaming decides between them; whoever took away a lock that was
 * already the other's puts it back.
 * @param {string} path @param {string} stale
 */
function removeStale(path, stale) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) linkIfFree(aside, path);
  unlinkSync(aside);
}

/** @param {string} from @param {string} to */
function linkIfFree(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {{ code?: string }} */ (error).code;
}
