import fc from '@hh/testing/property.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { fitsFen, formatMoney, groupedMoney, parseMoney, sumFen } from './money.ts';
import { isRefusal } from './refusal.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

function read(value: unknown): string {
  const fen = parseMoney(value);
  return isRefusal(fen) ? fen.code : String(fen);
}

describe('money as text', () => {
  test.each(
    parseTable<'text' | 'fen'>(`
    text                   | fen
    1234                   | 123400
    1234.5                 | 123450
    1234.50                | 123450
    0.05                   | 5
    0                      | 0
    -0.01                  | -1
    -1234.50               | -123450
    007                    | 700
    92233720368547758.07   | 9223372036854775807
    -92233720368547758.08  | -9223372036854775808
    92233720368547758.08   | AMOUNT_TOO_LARGE
    -92233720368547758.09  | AMOUNT_TOO_LARGE
    99999999999999999999   | AMOUNT_TOO_LARGE
    1234.567               | AMOUNT_MALFORMED
    1,234.50               | AMOUNT_MALFORMED
    1e3                    | AMOUNT_MALFORMED
    +5                     | AMOUNT_MALFORMED
    ¥5                     | AMOUNT_MALFORMED
    .5                     | AMOUNT_MALFORMED
    5.                     | AMOUNT_MALFORMED
    --5                    | AMOUNT_MALFORMED
    0x10                   | AMOUNT_MALFORMED
    １２                   | AMOUNT_MALFORMED
    NaN                    | AMOUNT_MALFORMED
                           | AMOUNT_MALFORMED
  `),
  )('"$text" reads as $fen', ({ text, fen }) => {
    expect(read(text)).toBe(fen);
  });

  test('white space and line ends are no part of an amount', () => {
    expect([' 5', '5 ', '5\n', '5\u00a0'].map(read)).toEqual(Array(4).fill('AMOUNT_MALFORMED'));
  });

  test('a number of JSON is not money: it may have lost its digits already', () => {
    expect([5, 0.1, null, undefined, true, {}, Object.create(null), ['5'], 5n].map(read)).toEqual(
      Array(9).fill('AMOUNT_MALFORMED'),
    );
  });

  test('a refusal shows what was given, cut short', () => {
    const refusal = parseMoney('9x'.repeat(1_000));
    expect(isRefusal(refusal) && refusal.message('en')).toContain(`"${'9x'.repeat(20)}"`);
  });

  test('a number of a million digits is refused without being read', () => {
    expect(read('9'.repeat(1_000_000))).toBe('AMOUNT_TOO_LARGE');
  });

  test.each(
    parseTable<'fen' | 'text'>(`
    fen                  | text
    123450               | 1234.50
    5                    | 0.05
    0                    | 0.00
    -1                   | -0.01
    -100                 | -1.00
    9223372036854775807  | 92233720368547758.07
    -9223372036854775808 | -92233720368547758.08
  `),
  )('$fen fen are written $text', ({ fen, text }) => {
    expect(formatMoney(BigInt(fen))).toBe(text);
  });

  test.each([
    [0n, '0.00'],
    [99_999n, '999.99'],
    [-123_450n, '-1,234.50'],
    [123_456_789_012n, '1,234,567,890.12'],
  ])('%s fen are read as %s', (fen, text) => {
    expect(groupedMoney(fen)).toBe(text);
  });

  test('every amount reads back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: MIN, max: MAX }), (fen) => {
        expect(parseMoney(formatMoney(fen))).toBe(fen);
      }),
    );
  });
});

describe('sums of money', () => {
  test('are exact beyond what a JavaScript number holds', () => {
    expect(sumFen([2n ** 53n, 1n, 1n, 1n])).toBe(2n ** 53n + 3n);
    expect(sumFen([])).toBe(0n);
  });

  test('are refused beyond int64, never wrapped', () => {
    expect(sumFen([MAX, 1n])).toMatchObject({ code: 'AMOUNT_TOO_LARGE' });
    expect(sumFen([MIN, -1n])).toMatchObject({ code: 'AMOUNT_TOO_LARGE' });
  });

  test('may pass beyond int64 on the way, since only the sum is kept', () => {
    expect(sumFen([MAX, 1n, -1n])).toBe(MAX);
  });

  test('fit a signed 64-bit integer from end to end', () => {
    expect([MIN - 1n, MIN, MAX, MAX + 1n].map(fitsFen)).toEqual([false, true, true, false]);
  });
});
