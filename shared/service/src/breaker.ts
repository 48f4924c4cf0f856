/**
 * A circuit breaker: after some failures in a row nothing is sent for a while, so that what is down answers at once
 * instead of holding up everybody who asks for it. It is greeted meanwhile, and closes when the greeting is answered:
 * no caller's request is ever the one that finds out.
 */
const FAILURES = 3;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

export type BreakerState =
  | { readonly kind: 'CLOSED'; readonly failures: number }
  /** It said that it is about to go, or it failed. The next greeting comes after the pause. */
  | { readonly kind: 'LEAVING' | 'OPEN'; readonly pauseMs: number };

export type BreakerEvent =
  | 'ANSWERED'
  /** It answered, and said with it that it is about to go. */
  | 'LEAVES'
  | 'FAILED'
  /** One failure that says it all: nobody listens there. */
  | 'REFUSED'
  | 'GREETED'
  | 'NOT_GREETED';

export const closed: BreakerState = { kind: 'CLOSED', failures: 0 };

export function next(state: BreakerState, event: BreakerEvent): BreakerState {
  switch (event) {
    case 'ANSWERED':
      // Where it is not closed, the answer is to something sent before.
      return state.kind === 'CLOSED' ? closed : state;
    case 'LEAVES':
      return state.kind === 'CLOSED' ? { kind: 'LEAVING', pauseMs: FIRST_PAUSE_MS } : state;
    case 'FAILED':
      if (state.kind !== 'CLOSED') return { ...state, kind: 'OPEN' };
      return state.failures + 1 < FAILURES
        ? { kind: 'CLOSED', failures: state.failures + 1 }
        : { kind: 'OPEN', pauseMs: FIRST_PAUSE_MS };
    case 'REFUSED':
      return { kind: 'OPEN', pauseMs: state.kind === 'CLOSED' ? FIRST_PAUSE_MS : state.pauseMs };
    case 'GREETED':
      return closed;
    case 'NOT_GREETED':
      return state.kind === 'CLOSED'
        ? state
        : { kind: state.kind, pauseMs: Math.min(state.pauseMs * 2, LONGEST_PAUSE_MS) };
  }
}
