/** Which processes live, read from /proc. Where there is no /proc, only whether a pid lives is known. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A pid comes back after a while and after a reboot; with its start time and the boot it names one process for ever.
 * @param {number} pid
 * @returns {string | null} null when there is no such process
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return null;
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold spaces; the 22nd is the start in ticks since boot.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${pid} ${fields?.[19] ?? '-'} ${read('/proc/sys/kernel/random/boot_id')?.trim() ?? '-'}`;
}

/** @param {number} pid */
export function isAlive(pid) {
  const stat = read(`/proc/${pid}/stat`);
  if (stat !== null) return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {{ code?: string }} */ (error).code === 'EPERM';
  }
}

/**
 * The processes started with exactly these two arguments beside each other, such as `--dbpath` and our folder.
 * @param {string} flag @param {string} value
 * @returns {number[]}
 */
export function processesWith(flag, value) {
  return listProcesses().filter((pid) => {
    if (pid === process.pid) return false;
    const words = read(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
    return words.some((word, at) => word === flag && words[at + 1] === value);
  });
}

/**
 * Asks a process to end, and ends it by force when it has not after the grace.
 * @param {number} pid @param {number} graceMs
 */
export async function endProcess(pid, graceMs) {
  signal(pid, 'SIGTERM');
  const patienceEnds = Date.now() + graceMs;
  while (isAlive(pid) && Date.now() < patienceEnds) await sleep(10);
  if (!isAlive(pid)) return;
  signal(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(10);
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== 'ESRCH') throw error;
  }
}

function listProcesses() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
