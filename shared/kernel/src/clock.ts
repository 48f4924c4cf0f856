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

/** A clock that can be told to go on from another instant for a while, as the demonstration's year is entered; null brings it back. */
export interface TravellingClock extends Clock {
  travel(to: string | null): void;
}

export function travellingClock(own: Clock): TravellingClock {
  let shiftMs = 0;
  const now = () => new Date(own.now().getTime() + shiftMs);
  return {
    now,
    today: () => dateOf(now()),
    travel: (to) => {
      shiftMs = to === null ? 0 : Date.parse(to) - own.now().getTime();
    },
  };
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
