import { describe, expect, test } from '@jest/globals';
import { manualClock, offsetClock } from './clock.ts';

describe('a clock for tests', () => {
  test('stands still until it is set, and knows the day in Shanghai', () => {
    const clock = manualClock('2026-11-30T15:59:59Z');
    expect([clock.now().toISOString(), clock.today()]).toEqual(['2026-11-30T15:59:59.000Z', '2026-11-30']);
    clock.set('2026-11-30T16:00:00Z');
    expect([clock.now().toISOString(), clock.today()]).toEqual(['2026-11-30T16:00:00.000Z', '2026-12-01']);
  });

  test('gives an instant that nobody can move for the others', () => {
    const clock = manualClock('2026-11-30T00:00:00Z');
    clock.now().setUTCFullYear(1999);
    expect(clock.today()).toBe('2026-11-30');
  });
});

describe('the clock of a running system', () => {
  test('is the time of the machine, moved by a fixed offset', () => {
    const day = 86_400_000;
    const before = Date.now();
    const instants = [offsetClock(0), offsetClock(-40 * day)].map((clock) => clock.now().getTime());
    const after = Date.now();
    const [present = 0, past = 0] = instants;
    expect(present >= before && present <= after).toBe(true);
    expect(past + 40 * day >= before && past + 40 * day <= after).toBe(true);
  });
});
