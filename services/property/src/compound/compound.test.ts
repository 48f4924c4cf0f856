import { describe, expect, test } from '@jest/globals';
import { type Compound, communityCode, countyCode, formatArea, parseCompound } from './compound.ts';

const sound: Compound = { code: '37132200100101', name: '和园花园', households: 1_160, grossAreaM2x100: 12_180_000 };

describe('a compound', () => {
  test('is kept with its name trimmed and composed', () => {
    expect(parseCompound({ ...sound, name: ' cafe\u0301园 ' })).toEqual({ ...sound, name: 'caf\u00e9园' });
  });

  test.each<[string, Partial<Compound>, string, string]>([
    ['a code of 12 digits', { code: '371322001001' }, 'CODE_MALFORMED', 'code'],
    ['a code with a letter', { code: '3713220010010A' }, 'CODE_MALFORMED', 'code'],
    ['full-width digits', { code: '３７１３２２００１００１０１' }, 'CODE_MALFORMED', 'code'],
    ['no name', { name: ' ' }, 'VALUE_MISSING', 'name'],
    ['a name of 61 characters', { name: '园'.repeat(61) }, 'VALUE_TOO_LONG', 'name'],
    ['less than no household', { households: -1 }, 'NUMBER_OUT_OF_RANGE', 'households'],
    ['half a household', { households: 0.5 }, 'NUMBER_OUT_OF_RANGE', 'households'],
    ['an area that is no number', { grossAreaM2x100: Number.NaN }, 'NUMBER_OUT_OF_RANGE', 'grossAreaM2x100'],
    ['a latitude of 91°', { location: { latitude: 91, longitude: 118 } }, 'NUMBER_OUT_OF_RANGE', 'location.latitude'],
  ])('with %s is refused', (_, change, code, field) => {
    expect(parseCompound({ ...sound, ...change })).toMatchObject({ code, field });
  });

  test('a rare character counts as one', () => {
    expect(parseCompound({ ...sound, name: '𠮷'.repeat(60) })).toMatchObject({ code: sound.code });
  });

  test('lies where its code says', () => {
    expect([communityCode(sound.code), countyCode(sound.code)]).toEqual(['371322001001', '371322']);
  });

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [100, '1.00'],
    [12_180_045, '121800.45'],
  ])('%d hundredths of a square metre are written %s', (hundredths, text) => {
    expect(formatArea(hundredths)).toBe(text);
  });
});
