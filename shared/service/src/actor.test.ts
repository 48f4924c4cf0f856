import { describe, expect, test } from '@jest/globals';
import { type Actor, can, canAt, countyOf, covers, formatGrant, parseGrant, rowsVisibleTo, scopesOf } from './actor.ts';

const person = (...grants: string[]): Actor => ({
  kind: 'PERSON',
  id: 'p1',
  grants: grants.map(parseGrant).filter((grant) => grant !== null),
});
const system: Actor = { kind: 'SYSTEM', id: 'system', grants: [] };

describe('what a scope covers', () => {
  test.each([
    ['371322', '37132200100101', true],
    ['371322001001', '37132200100101', true],
    ['371322001001', '37132200100201', false],
    ['37132200100101', '371322001001', false],
    ['371322001001', '371322001001', true],
    ['91371322MA00001A5Y', '91371322MA00001A5Y', true],
    ['91371322MA00001A5Y', '91371322MA00002BX0', false],
    ['371322', '91371322MA00001A5Y', false],
  ])('%s covers %s: %s', (scope, at, answer) => {
    expect(covers(scope, at)).toBe(answer);
  });
});

describe('rights', () => {
  test('a role carries its capabilities at its scope, and nowhere else', () => {
    const secretary = person('COMMUNITY_SECRETARY@371322001001');
    expect(canAt(secretary, 'people:contact', '37132200100101')).toBe(true);
    expect(canAt(secretary, 'people:contact', '37132200100201')).toBe(false);
    expect(can(secretary, 'periods:close')).toBe(false);
  });

  test('nobody has none, the system has all', () => {
    expect(can(null, 'books:read')).toBe(false);
    expect(canAt(system, 'books:seal', 'anywhere')).toBe(true);
  });

  test('an object is reached by any of the scopes it lies at', () => {
    const clerk = person('PARTNER@91371322MA00001A5Y');
    expect(canAt(clerk, 'entries:post', '371322001001', '91371322MA00001A5Y')).toBe(true);
    expect(scopesOf(clerk, 'entries:post')).toEqual(['91371322MA00001A5Y']);
  });

  test('a grant survives being written and read', () => {
    expect(parseGrant(formatGrant({ role: 'AUDITOR', scope: '371322' }))).toEqual({ role: 'AUDITOR', scope: '371322' });
    expect(parseGrant('AUDITOR')).toBeNull();
  });

  test('the county is that of a place the actor has, none for a partner', () => {
    expect(countyOf(person('STREET_OFFICER@371322001'))).toBe('371322');
    expect(countyOf(person('PARTNER@91371322MA00001A5Y'))).toBeNull();
  });
});

describe('the rows an actor may see', () => {
  const fields = { place: 'community', enterprise: 'operator' };

  test('are those below its places and of its enterprises', () => {
    const both = person('AUDITOR@371322', 'PARTNER@91371322MA00001A5Y');
    expect(rowsVisibleTo(both, 'agreements:read', fields)).toEqual({
      $or: [{ community: { $gte: '371322', $lt: '371322:' } }, { operator: { $in: ['91371322MA00001A5Y'] } }],
    });
  });

  test('are none without the capability, and none for nobody', () => {
    expect(rowsVisibleTo(person('RESIDENT@371322'), 'agreements:read', fields)).toEqual({ _id: { $in: [] } });
    expect(rowsVisibleTo(null, 'agreements:read', fields)).toEqual({ _id: { $in: [] } });
  });
});
