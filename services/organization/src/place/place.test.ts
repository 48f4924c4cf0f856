import { describe, expect, test } from '@jest/globals';
import { countyCode, type Place, parentCode, parsePlace, streetCode } from './place.ts';

const county: Place = { code: '371322', kind: 'COUNTY', name: '郯城县' };
const street: Place = { code: '371322001', kind: 'STREET', name: '郯城街道' };
const community: Place = { code: '371322001003', kind: 'COMMUNITY', name: '第三社区' };

describe('a place', () => {
  test.each([county, street, community])('has the digits of its kind: $code', (place) => {
    expect(parsePlace(place)).toEqual(place);
  });

  test.each<[string, Place, string, string]>([
    ['a county of 9 digits', { ...county, code: '371322001' }, 'CODE_MALFORMED', 'code'],
    ['a street of 6 digits', { ...street, code: '371322' }, 'CODE_MALFORMED', 'code'],
    ['a community of 14 digits', { ...community, code: '37132200100301' }, 'CODE_MALFORMED', 'code'],
    ['a code with a line break', { ...county, code: '371322\n' }, 'CODE_MALFORMED', 'code'],
    ['no name', { ...county, name: '\u3000 ' }, 'VALUE_MISSING', 'name'],
    ['a name of 61 characters', { ...county, name: '县'.repeat(61) }, 'VALUE_TOO_LONG', 'name'],
  ])('%s is refused', (_, place, code, field) => {
    expect(parsePlace(place)).toMatchObject({ code, field });
  });

  test('lies in the place whose code its own begins with', () => {
    expect([county, street, community].map(parentCode)).toEqual([null, '371322', '371322001']);
    expect([countyCode(community.code), streetCode(community.code)]).toEqual(['371322', '371322001']);
  });
});
