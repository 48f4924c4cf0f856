import fc from '@hh/testing/property.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { isRefusal } from './refusal.ts';
import { parseUscc, usccFor } from './uscc.ts';

const DEMONSTRATION = ['91371322MA00001A5Y', '91371322MA00002BX0', '91371322MA00003C49'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a unified social credit code', () => {
  test.each([
    '91350100M000100Y43',
    '91440300708461136T',
    '91110108551385082Q',
    '91110000802100433B',
    '91310110666007217T',
    ...DEMONSTRATION,
  ])('%s is right', (code) => {
    expect(parseUscc(code)).toBe(code);
  });

  test.each(
    parseTable<'code' | 'why'>(`
    code                | why
    91350100M000100Y42  | the last check character is wrong
    91350100M000101Y43  | a character was misread
    91440300708461163T  | two characters changed places
    91350211M00013FA1N  | issued before the standard: the check character of the organisation is wrong
    91350100M000100Y4   | a character is missing
    91350100M000100Y433 | there is one too many
    91350100M00010OY43  | the letter O
    9135O100M000100Y43  | a letter in the place
    S1350100M000100Y43  | the letter S
    91371322MA00001A5I  | the letter I
                        | nothing
    九一350100M000100Y43 | other characters
  `),
  )('"$code" is refused: $why', ({ code }) => {
    expect(parseUscc(code)).toMatchObject({ code: 'USCC_INVALID' });
  });

  test('is read without the spaces around it, in small letters too', () => {
    expect(parseUscc(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
  });

  test('is text', () => {
    expect([null, undefined, 9.13501e17, ['91350100M000100Y43']].map((value) => isRefusal(parseUscc(value)))).toEqual(
      Array(4).fill(true),
    );
  });

  test('with one character changed is never right', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 17 }),
        fc.constantFrom(...ALPHABET),
        fc.constantFrom(...DEMONSTRATION),
        (at, other, code) => {
          const changed = code.slice(0, at) + other + code.slice(at + 1);
          expect(isRefusal(parseUscc(changed))).toBe(changed !== code);
        },
      ),
    );
  });
});

describe('a code for the demonstration', () => {
  test('is the one that the standard computes', () => {
    expect(['MA00001A', 'MA00002B', 'MA00003C'].map((serial) => usccFor('371322', serial))).toEqual(DEMONSTRATION);
  });

  test('is right for every serial', () => {
    const serials = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(serials, (serial) => {
        expect(isRefusal(parseUscc(usccFor('371322', serial)))).toBe(false);
      }),
    );
  });

  test('is not made from a serial that the standard does not know', () => {
    expect(() => usccFor('371322', 'MA0000O1')).toThrow('USCC_INVALID');
    expect(() => usccFor('3713', 'MA000001')).toThrow('USCC_INVALID');
  });
});
