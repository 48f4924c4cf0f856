/** How long to wait before the next try: twice as long each time, up to a longest, and spread out by chance. */

export interface Retries {
  /** How often a step is tried before its run is parked. */
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** A quarter of a second, then longer and longer: about two hours in all, so that a night's trouble is rarely a person's. */
export const patientRetries: Retries = { tries: 32, firstDelayMs: 250, longestDelayMs: 300_000 };

/** Milliseconds after this many tries, `chance` from 0 up to 1: between half of the step of the ladder and all of it. */
export function delayAfter(retries: Retries, triesUsed: number, chance: number): number {
  const ladder = Math.min(retries.longestDelayMs, retries.firstDelayMs * 2 ** (triesUsed - 1));
  return Math.round((ladder * (1 + chance)) / 2);
}
