/**
 * A circuit breaker: after some failures in a row nothing is tried for a while, then one call is let through, and its
 * outcome decides. What is down answers at once instead of holding up everybody who asks for it.
 */
const FAILURES = 3;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface Breaker {
  state(): BreakerState;
  /** May a call go out now? The one call that a half-open breaker lets through is taken by asking. */
  admits(): boolean;
  succeeded(): void;
  /** `isCertain` where one failure says it all: nobody listens there. */
  failed(isCertain: boolean): void;
}

/** `now` is a monotonic clock in milliseconds. */
export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let pause = FIRST_PAUSE_MS;
  let opensAgainAt: number | null = null;
  let isTrying = false;

  const state = (): BreakerState => {
    if (opensAgainAt === null) return 'CLOSED';
    return now() < opensAgainAt ? 'OPEN' : 'HALF_OPEN';
  };
  return {
    state,
    admits: () => {
      const current = state();
      if (current !== 'HALF_OPEN') return current === 'CLOSED';
      if (isTrying) return false;
      isTrying = true;
      return true;
    },
    succeeded: () => {
      failures = 0;
      pause = FIRST_PAUSE_MS;
      opensAgainAt = null;
      isTrying = false;
    },
    failed: (isCertain) => {
      failures += 1;
      // Calls that were under way when it opened fail later, and say nothing new.
      if (opensAgainAt !== null && !isTrying) return;
      if (!isTrying && !isCertain && failures < FAILURES) return;
      if (isTrying) pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      isTrying = false;
      opensAgainAt = now() + pause;
    },
  };
}
