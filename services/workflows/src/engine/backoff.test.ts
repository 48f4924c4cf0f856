import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { delayAfter, patientRetries } from './backoff.ts';

describe('the delay before the next try', () => {
  test.each([
    [1, 0, 125],
    [1, 0.999, 250],
    [2, 0.5, 375],
    [5, 0, 2_000],
    [11, 0, 128_000],
    [12, 0, 150_000],
    [31, 0.999, 299_850],
  ])('after %d tries with the chance %d is %d ms', (triesUsed, chance, milliseconds) => {
    expect(delayAfter(patientRetries, triesUsed, chance)).toBe(milliseconds);
  });

  test('is never longer than the longest, never shorter than half of the first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, chance) => {
          const delay = delayAfter(patientRetries, tries, chance);
          expect(delay).toBeGreaterThanOrEqual(patientRetries.firstDelayMs / 2);
          expect(delay).toBeLessThanOrEqual(patientRetries.longestDelayMs);
        },
      ),
    );
  });
});
