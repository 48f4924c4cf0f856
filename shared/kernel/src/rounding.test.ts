import fc from '@hh/testing/property.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { compare, floorDiv, halfEven, largestRemainder, type Weighted } from './rounding.ts';

const anyAmount = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
const anyDivisor = fc.bigInt({ min: 1n, max: 2n ** 40n });

describe('rounding down', () => {
  test.each(
    parseTable<'amount' | 'by' | 'floor'>(`
    amount | by | floor
     7     | 2  |  3
    -7     | 2  | -4
     6     | 2  |  3
    -6     | 2  | -3
    -1     | 3  | -1
     0     | 3  |  0
  `),
  )('$amount ÷ $by is $floor', ({ amount, by, floor }) => {
    expect(floorDiv(BigInt(amount), BigInt(by))).toBe(BigInt(floor));
  });

  test('leaves a remainder that is never negative and less than the divisor', () => {
    fc.assert(
      fc.property(anyAmount, anyDivisor, (amount, divisor) => {
        const remainder = amount - floorDiv(amount, divisor) * divisor;
        expect(remainder >= 0n && remainder < divisor).toBe(true);
      }),
    );
  });
});

describe('rounding half to even', () => {
  test.each(
    parseTable<'amount' | 'by' | 'rounded'>(`
    amount                 | by    | rounded
     5                     | 10    |  0
     15                    | 10    |  2
     25                    | 10    |  2
     14                    | 10    |  1
     16                    | 10    |  2
    -5                     | 10    |  0
    -15                    | 10    | -2
    -25                    | 10    | -2
    -14                    | 10    | -1
    -16                    | 10    | -2
     4                     | 3     |  1
     5                     | 3     |  2
     90071992547409930000  | 10000 |  9007199254740993
     90071992547409935000  | 10000 |  9007199254740994
     90071992547409945000  | 10000 |  9007199254740994
  `),
  )('$amount ÷ $by is $rounded', ({ amount, by, rounded }) => {
    expect(halfEven(BigInt(amount), BigInt(by))).toBe(BigInt(rounded));
  });

  test('is off by half at most, and even where it is off by exactly half', () => {
    fc.assert(
      fc.property(anyAmount, fc.constantFrom(2n, 3n, 10n, 10_000n), (amount, divisor) => {
        const rounded = halfEven(amount, divisor);
        const twiceOff = 2n * (rounded * divisor - amount);
        expect(twiceOff <= divisor && twiceOff >= -divisor).toBe(true);
        if (twiceOff === divisor || twiceOff === -divisor) expect(rounded % 2n).toBe(0n);
      }),
    );
  });

  test('treats gains and losses alike', () => {
    fc.assert(
      fc.property(anyAmount, anyDivisor, (amount, divisor) => {
        expect(halfEven(-amount, divisor)).toBe(-halfEven(amount, divisor));
      }),
    );
  });
});

describe('the largest remainder', () => {
  const weighted = (text: string): Weighted[] =>
    text.split(' ').map((pair) => {
      const [code = '', weight = ''] = pair.split(':');
      return { code, weight: BigInt(weight) };
    });

  test.each(
    parseTable<'total' | 'weights' | 'parts'>(`
    total            | weights     | parts
    0                | A:1 B:2     | 0 0
    100              | A:1 B:1 C:1 | 34 33 33
    101              | A:1 B:1 C:1 | 34 34 33
    100              | C:1 B:1 A:1 | 33 33 34
    2                | B:1 A:1 C:1 | 1 1 0
    10               | A:1 B:2     | 3 7
    7                | A:3         | 7
    5                | A:1 B:1     | 3 2
    5                | 小区乙:1 小区甲:1 | 3 2
    9007199254740993 | A:1 B:1     | 4503599627370497 4503599627370496
  `),
  )('$total by $weights is $parts', ({ total, weights, parts }) => {
    expect(largestRemainder(BigInt(total), weighted(weights)).join(' ')).toBe(parts);
  });

  test('sums to the total, and is less than one off the exact share on either side', () => {
    const weights = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), weights, (total, numbers) => {
        const parts = largestRemainder(
          total,
          numbers.map((weight, index) => ({ code: String(index), weight })),
        );
        const sum = numbers.reduce((all, weight) => all + weight, 0n);
        expect(parts.reduce((all, part) => all + part, 0n)).toBe(total);
        for (const [index, weight] of numbers.entries()) {
          const off = (parts[index] as bigint) * sum - total * weight;
          expect(off < sum && off > -sum).toBe(true);
        }
      }),
    );
  });
});

describe('the order of codes', () => {
  test('is by code point: a rare character beyond the first plane comes after a full-width one', () => {
    expect(['𠮷', 'Ｂ', '里', 'B02', 'B1', 'B'].sort(compare)).toEqual(['B', 'B02', 'B1', '里', 'Ｂ', '𠮷']);
  });

  test('is that of the bytes of UTF-8, as the store sorts', () => {
    const words = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});
