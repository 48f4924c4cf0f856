import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { isInFull, monthIn, referenceNumber, withoutMonth } from './reference-number.ts';
import { namesIn, withoutMonth as textWithoutMonth } from './references.ts';
import { NONE } from './timeline.ts';

const SERIES = ['JV', 'PX'];
const numberOf = (text: string) => referenceNumber(text, SERIES);

/** Few digits and months, so that two of them are often alike. */
const digits = fc.array(fc.constantFrom('0', '1', '9'), { minLength: 4, maxLength: 8 }).map((each) => each.join(''));
const code = fc.oneof(
  fc.tuple(fc.constantFrom(...SERIES), digits).map((parts) => parts.join('-')),
  fc.integer({ min: 1, max: 999_999 }).map((number) => `记-${String(number).padStart(4, '0')}`),
);
const month = fc.constantFrom('', '', '2025-01', '2025-12', '2026-01', '2099-12');
const reference = fc.tuple(code, month).map(([named, period]) => {
  if (period === '') return named;
  return named.startsWith('记') ? `${period} ${named}` : `${named} ${period}`;
});

describe('the number of a reference', () => {
  test('is of one text only', () => {
    fc.assert(
      fc.property(fc.uniqueArray(reference, { maxLength: 60 }), (texts) => {
        expect(texts.map(numberOf)).not.toContain(NONE);
        expect(new Set(texts.map(numberOf)).size).toBe(texts.length);
      }),
    );
  });

  test('is there for whatever a memo names', () => {
    fc.assert(
      fc.property(reference, (text) => {
        expect(namesIn(text, SERIES).references.map(numberOf)).toEqual([numberOf(text)]);
      }),
    );
  });

  test('says whether it has a month, and what it is without', () => {
    fc.assert(
      fc.property(reference, (text) => {
        expect(isInFull(numberOf(text))).toBe(text.includes(' '));
        expect(withoutMonth(numberOf(text))).toBe(numberOf(textWithoutMonth(text)));
      }),
    );
  });

  test.each([
    '',
    ' ',
    'JV',
    'JV-',
    'JV-0001 ',
    'JV-0001 2025',
    'JV-0001 2025-13',
    'JV-0001 2025-1',
    'JV-0001 2025-11 ',
    '2025-11 JV-0001',
    'JV-000000001',
    'JV-00a1',
    'ZZ-0001',
    'jv-0001',
    '记0042',
    '记-',
    '记-0042 2025-11',
    '2025/11 记-0042',
    '合同甲',
  ])('no memo names %p', (text) => {
    expect(numberOf(text)).toBe(NONE);
  });
});

test('a month is counted from the year 0', () => {
  expect([monthIn('0000-01'), monthIn('2025-12'), monthIn('2026-01')]).toEqual([1, 24_312, 24_313]);
  expect(['2025-00', '2025-13', '2025_11', '20251-1', ''].map((text) => monthIn(text))).toEqual(Array(5).fill(NONE));
});
