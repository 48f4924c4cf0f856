import { expect, test } from '@jest/globals';
import { type BreakerEvent, closed, next } from './breaker.ts';

const after = (...events: readonly BreakerEvent[]) => events.reduce(next, closed);

test.each<[string, readonly BreakerEvent[], ReturnType<typeof after>]>([
  ['stays closed for two failures in a row', ['FAILED', 'FAILED'], { kind: 'CLOSED', failures: 2 }],
  ['opens with the third', ['FAILED', 'FAILED', 'FAILED'], { kind: 'OPEN', pauseMs: 250 }],
  ['counts only failures in a row', ['FAILED', 'FAILED', 'ANSWERED', 'FAILED'], { kind: 'CLOSED', failures: 1 }],
  ['opens at once where nobody listens', ['REFUSED'], { kind: 'OPEN', pauseMs: 250 }],
  ['is not closed by an answer to what was sent before', ['REFUSED', 'ANSWERED'], { kind: 'OPEN', pauseMs: 250 }],
  ['is not kept open longer by what was sent before', ['REFUSED', 'FAILED', 'REFUSED'], { kind: 'OPEN', pauseMs: 250 }],
  [
    'waits longer after each greeting in vain',
    ['REFUSED', 'NOT_GREETED', 'NOT_GREETED'],
    { kind: 'OPEN', pauseMs: 1_000 },
  ],
  [
    'waits no longer than two seconds',
    ['REFUSED', ...new Array<BreakerEvent>(9).fill('NOT_GREETED')],
    { kind: 'OPEN', pauseMs: 2_000 },
  ],
  ['closes when its greeting is answered', ['REFUSED', 'NOT_GREETED', 'GREETED'], { kind: 'CLOSED', failures: 0 }],
  ['begins with short pauses again', ['REFUSED', 'NOT_GREETED', 'GREETED', 'REFUSED'], { kind: 'OPEN', pauseMs: 250 }],
  ['knows who is about to go', ['LEAVES', 'LEAVES', 'ANSWERED'], { kind: 'LEAVING', pauseMs: 250 }],
  ['opens where who was about to go has gone', ['LEAVES', 'NOT_GREETED', 'REFUSED'], { kind: 'OPEN', pauseMs: 500 }],
  ['closes when who was about to go is back', ['LEAVES', 'NOT_GREETED', 'GREETED'], { kind: 'CLOSED', failures: 0 }],
])('a breaker %s', (_, events, state) => {
  expect(after(...events)).toEqual(state);
});
