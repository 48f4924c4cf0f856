import { describe, expect, test } from '@jest/globals';
import { isRefusal } from './refusal.ts';
import {
  area,
  boolean,
  bsonOf,
  choice,
  date,
  decimal,
  type Field,
  instant,
  integer,
  lines,
  list,
  money,
  object,
  optional,
  parseShape,
  period,
  place,
  placeType,
  reference,
  text,
  uscc,
} from './shape.ts';

const outcome = (field: Field<unknown>, value: unknown) => {
  const parsed = field.parse(value);
  return isRefusal(parsed) ? `${parsed.code}${parsed.field === null ? '' : ` at ${parsed.field}`}` : parsed;
};

describe('a field', () => {
  test.each<[string, Field<unknown>, unknown, unknown]>([
    ['text is trimmed and composed', text(5), ' cafe\u0301 ', 'caf\u00e9'],
    ['rare characters count as one', text(2), '𠮷𠮷', '𠮷𠮷'],
    ['text that is too long', text(2), '三个字', 'VALUE_TOO_LONG'],
    ['empty text', text(2), ' \u3000', 'VALUE_MISSING'],
    ['text with a line break', text(9), 'a\nb', 'TEXT_MALFORMED'],
    ['lines with a line break', lines(9), 'a\nb', 'a\nb'],
    ['lines with a null character', lines(9), 'a\0b', 'TEXT_MALFORMED'],
    ['a number in text', text(9), 5, 'VALUE_MISSING'],
    ['a whole number', integer(1, 5), 5, 5],
    ['a big integer', integer(1, 5), 5n, 5],
    ['a number above', integer(1, 5), 6, 'NUMBER_OUT_OF_RANGE'],
    ['half a number', integer(1, 5), 1.5, 'NUMBER_OUT_OF_RANGE'],
    ['a degree', decimal(-90, 90), 34.6, 34.6],
    ['no number', decimal(-90, 90), Number.NaN, 'NUMBER_OUT_OF_RANGE'],
    ['an area', area, '136.7', 13_670],
    ['an area in hundredths', area, 13_670, 13_670],
    ['a third decimal', area, '1.234', 'NUMBER_OUT_OF_RANGE'],
    ['an amount', money, 1n, 1n],
    ['no amount', money, 0n, 'AMOUNT_NOT_POSITIVE'],
    ['an amount beyond', money, 2n ** 63n, 'AMOUNT_TOO_LARGE'],
    ['a number for an amount', money, 5, 'AMOUNT_MALFORMED'],
    ['a day', date, '2025-02-28', '2025-02-28'],
    ['a day that is none', date, '2025-02-29', 'DATE_MALFORMED'],
    ['a month', period, '2025-13', 'PERIOD_MALFORMED'],
    ['text for an instant', instant, '2025-01-01T00:00:00Z', 'DATE_MALFORMED'],
    ['a truth', boolean, false, false],
    ['no truth', boolean, 'false', 'VALUE_MISSING'],
    ['a word of the list', choice('A', 'B'), 'B', 'B'],
    ['another word', choice('A', 'B'), 'C', 'CHOICE_UNKNOWN'],
    ['a compound', place('Compound'), '37132200100101', '37132200100101'],
    ['a community for a compound', place('Compound'), '371322001001', 'CODE_MALFORMED'],
    ['a community or compound', place('Community', 'Compound'), '371322001001', '371322001001'],
    ['a key', reference('Person'), 'person-0001', 'person-0001'],
    ['a key that is too long', reference('Person'), 'x'.repeat(101), 'CODE_MALFORMED'],
    ['a key with a line break', reference('Person'), 'a\n', 'CODE_MALFORMED'],
    ['a wrong credit code', uscc, '91371322MA00001A5X', 'USCC_INVALID'],
    ['a list', list(text(3), 1, 2), ['a', ' b '], ['a', 'b']],
    ['too many', list(text(3), 1, 2), ['a', 'b', 'c'], 'LIST_SIZE'],
    ['a wrong item, by its number', list(text(3), 1, 2), ['a', 'long'], 'VALUE_TOO_LONG at 1'],
    ['a wrong field inside', object({ at: date }), { at: 'x' }, 'DATE_MALFORMED at at'],
    ['a wrong field of an item', list(object({ at: date }), 1, 2), [{ at: 'x' }], 'DATE_MALFORMED at 0.at'],
  ])('%s', (_, field, value, expected) => {
    expect(outcome(field, value)).toEqual(expected);
  });
});

describe('a row', () => {
  const shape = { name: text(5), due: optional(date), leads: list(reference('Person'), 0, 2) };

  test('has the fields of its shape, in their order, and no others', () => {
    expect(parseShape(shape, { leads: [], other: 1, name: ' 甲 ' })).toEqual({ name: '甲', due: null, leads: [] });
  });

  test.each([
    [{ leads: [] }, 'VALUE_MISSING', 'name'],
    [{ name: '甲', leads: [''] }, 'CODE_MALFORMED', 'leads.0'],
    [{ name: '甲', due: 'soon', leads: [] }, 'DATE_MALFORMED', 'due'],
    [{ name: '甲' }, 'VALUE_MISSING', 'leads'],
  ])('%j is refused, and the field is named', (input, code, field) => {
    expect(parseShape(shape, input)).toMatchObject({ code, field });
  });

  test('is asserted by the database too, where an optional field may be null', () => {
    const { required, properties } = bsonOf(shape);
    expect(required).toEqual(['name', 'due', 'leads']);
    expect(properties.due).toEqual({
      anyOf: [{ bsonType: 'string', pattern: expect.any(String) }, { bsonType: 'null' }],
    });
  });
});

test.each([
  ['371322', 'County'],
  ['371322001', 'Street'],
  ['371322001001', 'Community'],
  ['37132200100101', 'Compound'],
  ['3713220', null],
])('%s is the code of %s', (code, type) => {
  expect(placeType(code)).toBe(type);
});
