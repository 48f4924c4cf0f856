/** The time that processors spent on us: it says what a thing costs, whatever else the machine is doing. */
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Of this process, of those that it started (the stores among them) and of those that ended, in milliseconds. */
export function cpuMs(): number {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? statOf(Number(name)) : []));
  const family = new Set([process.pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  const own = processes.filter(({ pid }) => family.has(pid));
  return own.reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS;
}

/** Of one process alone, in milliseconds. */
export function cpuMsOf(pid: number): number {
  return statOf(pid).reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS;
}

/** Nothing for a process that has ended meanwhile. The name of the program, in brackets, may hold anything. */
function statOf(pid: number): { pid: number; parent: number; ticks: number }[] {
  const text = readOf(`/proc/${pid}/stat`);
  if (text === null) return [];
  const words = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = words.slice(11, 15).reduce((sum, word) => sum + Number(word), 0);
  return [{ pid, parent: Number(words[1]), ticks }];
}

export function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readOf(`/proc/${pid}/status`) ?? '')?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

function readOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
