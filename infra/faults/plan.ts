/**
 * Which fault strikes where: a schedule follows from the seed, its number and the failpoints there are, and from nothing
 * else. Failpoints are taken in turn, each at its first, middle and last occurrence in the job; what happens there, and
 * beside it, is drawn.
 */
import { pick } from '../demo/random.ts';

export interface Strike {
  readonly point: string;
  /** The how manieth time, from 1. */
  readonly occurrence: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/**
 * `kill` the process; `again`, and at the same place when it has come back; `flush` all of Redis; `outage`, Redis is gone
 * for a while; `hang`, it answers nobody for a while; `mongod` is killed; `power`, process and mongod at once;
 * `replica`, the process is killed and another goes on; `pause`, it sleeps longer than its leases and another goes on.
 */
export type Fault = 'kill' | 'again' | 'flush' | 'outage' | 'hang' | 'mongod' | 'power' | 'replica' | 'pause';

/** The main job, and the one at the bank. */
export type JobKind = 'MAIN' | 'BANK';

export interface Schedule {
  readonly job: JobKind;
  readonly seed: number;
  readonly index: number;
  readonly fault: Fault;
  /** The program that is struck. */
  readonly part: string;
  readonly strike: Strike;
  /** Is every request sent by two clients at once? */
  readonly isTwice: boolean;
  /** Of an outage of Redis; otherwise it lasts as long as the job. */
  readonly outageMs: number | null;
}

const weights: readonly (readonly [Fault, number])[] = [
  ['kill', 46],
  ['again', 6],
  ['flush', 9],
  ['outage', 4],
  ['hang', 4],
  ['mongod', 8],
  ['power', 6],
  ['replica', 9],
  ['pause', 8],
];
const LONG_OUTAGE_MS = 20_000;

/** A failpoint, the program that has it, and how often a job reaches it there. */
export interface Reached {
  readonly job: JobKind;
  readonly part: string;
  readonly point: string;
  readonly count: number;
}

export interface Place {
  readonly job: JobKind;
  readonly part: string;
  readonly point: string;
  readonly occurrence: number;
}

/** The places of the matrix in the order of a seed. */
export function placesOf(seed: number, reached: readonly Reached[]): readonly Place[] {
  const places = reached.flatMap(({ job, part, point, count }) =>
    [...new Set([1, Math.ceil(count / 2), count])].map((occurrence) => ({ job, part, point, occurrence })),
  );
  const order = ({ job, part, point, occurrence }: Place) =>
    pick(`${seed} ${job} ${part} ${point}`, occurrence, 2 ** 48);
  return places.sort((one, other) => order(one) - order(other));
}

export function scheduleOf(seed: number, index: number, places: readonly Place[]): Schedule {
  const place = places[index % places.length];
  if (!place) throw new Error('the job reaches no failpoint');
  const fault = faultOf(pick(`${seed} fault`, index, 100));
  // Two processes share the work: either is struck, the first time that it comes there.
  const hasOther = fault === 'replica' || fault === 'pause';
  const dies = fault === 'kill' || fault === 'again' || fault === 'power' || fault === 'replica';
  return {
    job: place.job,
    seed,
    index,
    fault,
    part: place.part,
    strike: { point: place.point, occurrence: hasOther ? 1 : place.occurrence, signal: dies ? 'SIGKILL' : 'SIGSTOP' },
    isTwice: pick(`${seed} twice`, index, 5) === 0,
    outageMs: pick(`${seed} outage`, index, 8) === 0 ? LONG_OUTAGE_MS : null,
  };
}

function faultOf(drawn: number): Fault {
  let rest = drawn;
  for (const [fault, weight] of weights) {
    if (rest < weight) return fault;
    rest -= weight;
  }
  throw new Error('the weights add up to 100');
}

export function wordsOf({ job, fault, part, strike, isTwice, outageMs }: Schedule): string {
  const where = job === 'BANK' ? ' at the bank' : '';
  const besides = [isTwice ? ', every request twice' : '', outageMs && fault === 'outage' ? `, ${outageMs} ms` : ''];
  return `${fault} of ${part} at ${strike.point} (${strike.occurrence})${where}${besides.join('')}`;
}
