import { expect, test } from '@jest/globals';
import { judge } from './soak-flat.ts';

/** A sawtooth of 60 MB over a floor, as garbage collection makes it, measured every second for ten minutes. */
const sawtooth = (floorAt: (seconds: number) => number) =>
  Array.from({ length: 600 }, (_, seconds) => ({ seconds, megabytes: floorAt(seconds) + 60 * ((seconds % 17) / 17) }));

test.each([
  ['a floor that stays is flat', () => 300, true, 0],
  ['one that wavers by a few percent is flat', (s: number) => 300 + 6 * Math.sin(s / 40), true, null],
  ['one that grows by 10 MB a minute is not', (s: number) => 300 + s / 6, false, 600],
  ['one that falls is flat', (s: number) => 300 - s / 60, true, -60],
])('%s', (_, floorAt, isFlat, perHour) => {
  const verdict = judge(sawtooth(floorAt));
  expect(verdict.isFlat).toBe(isFlat);
  if (perHour !== null) expect(Math.abs(verdict.perHour - perHour)).toBeLessThan(20);
});

test('a leak that is smaller than the garbage is seen all the same', () => {
  const { isFlat, start, end } = judge(sawtooth((seconds) => 300 + seconds / 10));
  expect(isFlat).toBe(false);
  expect(end - start).toBeGreaterThan(40);
});
