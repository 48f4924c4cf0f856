/** Business time is passed in, never read from the machine: the demonstration and the tests live on their own days. */
import { dateOf, type LocalDate } from './period.ts';

export interface Clock {
  now(): Date;
  today(): LocalDate;
}

/** The machine's time plus a fixed offset in milliseconds; the offset is 0 in production. */
export function offsetClock(offsetMs: number): Clock {
  const now = () => new Date(Date.now() + offsetMs);
  return { now, today: () => dateOf(now()) };
}

/** Stands still until it is set: for tests. */
export function manualClock(start: string): Clock & { set(instant: string): void } {
  let current = new Date(start);
  return {
    now: () => new Date(current),
    today: () => dateOf(current),
    set: (instant) => {
      current = new Date(instant);
    },
  };
}
