import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { subsetSums } from './subset-sums.ts';

/** Every set of two or more, by its mask. */
function allSubsets(amounts: readonly bigint[], total: bigint): number[][] {
  const masks = Array.from({ length: 2 ** amounts.length }, (_, mask) => mask);
  const sets = masks.map((mask) => amounts.flatMap((_, at) => (mask & (1 << at) ? [at] : [])));
  return sets.filter((set) => set.length > 1 && set.reduce((sum, at) => sum + (amounts[at] as bigint), 0n) === total);
}

describe('which of some amounts add up', () => {
  test('is found as by trying every set, the fewest members first and of those the earliest', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 9n }), { maxLength: 9 });
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 0n, max: 40n }), (some, total) => {
        const byMembers = allSubsets(some, total).sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1));
        expect(subsetSums(some)(total)).toEqual(byMembers.slice(0, 3));
      }),
    );
  });

  test('is told of 24 amounts, of which thousands of sets fit, and refused of more', () => {
    const equal = Array.from({ length: 24 }, () => 100n);
    expect(subsetSums(equal)(1_200n)[0]).toEqual(Array.from({ length: 12 }, (_, at) => at));
    expect(subsetSums(equal)(50n)).toEqual([]);
    expect(() => subsetSums([...equal, 100n])).toThrow('more than 24');
  });
});
