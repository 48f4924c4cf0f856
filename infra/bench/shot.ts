/** One measurement of an operation over HTTP: how many in a second, how long each, and what it cost the processors. */
import { readFileSync } from 'node:fs';
import { closedLoop, type Round } from './closed-loop.ts';
import { cpuMs } from './cpu.ts';
import { runPeer } from './peers.ts';
import { median, type Result } from './table.ts';

export interface Shot {
  readonly perSecond: number;
  readonly p95: number;
  /** The processors' time for one answer: of everything but the load, the database and the services included. */
  readonly cpuMs: number;
}

const units = { perSecond: 'requests/s', p95: 'ms p95', cpuMs: 'ms CPU/request' } as const;

export async function shoot(task: object): Promise<Shot> {
  const before = cpuMs();
  const answer = await runPeer<Omit<Shot, 'cpuMs'> & { answers: number; ownCpuMs: number }>('load', task);
  return { ...answer, cpuMs: (cpuMs() - before - answer.ownCpuMs) / answer.answers };
}

/** The same asked from this process; `loadMs` is what the processors have spent on the load so far, which is left out. */
export async function shootHere(
  ask: (before: number) => Promise<unknown>,
  round: Round,
  loadMs: () => number,
): Promise<Shot> {
  const before = cpuMs() - loadMs();
  const answered = await closedLoop(ask, round);
  return { ...answered, cpuMs: (cpuMs() - loadMs() - before) / answered.answers };
}

/** A row for each figure, of the medians of each contender; `ours` is one of them. */
export function resultsOf(what: string, shots: ReadonlyMap<string, readonly Shot[]>): Result[] {
  return (['perSecond', 'p95', 'cpuMs'] as const).map((figure) => {
    const medians = [...shots].map(([name, all]) => [name, median(all.map((shot) => shot[figure]))] as const);
    const { ours = Number.NaN, ...peers } = Object.fromEntries(medians);
    return { case: what, unit: units[figure], ours, peers };
  });
}

/** An operation of ours, by its name. */
export function textOf(operation: string): string {
  return readFileSync(new URL(`../../gateway/query-plans/${operation}.graphql`, import.meta.url), 'utf8');
}
