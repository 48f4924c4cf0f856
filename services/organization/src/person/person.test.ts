import { describe, expect, test } from '@jest/globals';
import { type Person, parsePerson, parsePurpose } from './person.ts';

const sound: Person = {
  id: 'person-0001',
  county: '371322',
  name: '欧阳雪',
  phone: '19900000001',
  place: '37132200100101',
};

describe('a person of the register', () => {
  test.each<[string, Partial<Person>]>([
    ['a name with a point', { name: '阿卜杜拉·某某' }],
    ['a name of two rare characters', { name: '𠮷野' }],
    ['a landline', { phone: '0539-6221123' }],
    ['a place as wide as the county', { place: '371322' }],
  ])('may have %s', (_, change) => {
    expect(parsePerson({ ...sound, ...change })).toEqual({ ...sound, ...change });
  });

  test.each<[string, Partial<Person>, string, string]>([
    ['no id', { id: '' }, 'VALUE_MISSING', 'id'],
    ['a name of one character', { name: ' 张 ' }, 'VALUE_MISSING', 'name'],
    ['a name of 21 characters', { name: '张'.repeat(21) }, 'VALUE_TOO_LONG', 'name'],
    ['a phone of 10 digits', { phone: '1990000000' }, 'CODE_MALFORMED', 'phone'],
    ['a place of 7 digits', { place: '3713220' }, 'CODE_MALFORMED', 'place'],
    ['a place of another county', { place: '371323001' }, 'OUT_OF_SCOPE', 'place'],
  ])('with %s is refused', (_, change, code, field) => {
    expect(parsePerson({ ...sound, ...change })).toMatchObject({ code, field });
  });

  test('a wrong number is not repeated in the refusal', () => {
    const refusal = parsePerson({ ...sound, phone: '139000' });
    expect(JSON.stringify(refusal)).not.toContain('139000');
  });
});

describe('the purpose of reading a full number', () => {
  test.each([
    [' 上门核实水费 ', '上门核实水费'],
    ['核实', null],
    ['    ', null],
    ['𠮷𠮷', null],
    ['电'.repeat(200), '电'.repeat(200)],
    ['电'.repeat(201), null],
  ])('%j becomes %j', (given, kept) => {
    expect(parsePurpose(given)).toBe(kept);
  });
});
