/** The rule of zones, and their register asked through the service. */
import { must } from '@hh/kernel/refusal.ts';
import { createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { volunteers } from '../volunteers.ts';
import { registerZones } from './zone.commands.ts';
import { createZoneStore } from './zone.store.ts';
import { parseZone, type Zone } from './zone.ts';

const [A, B, C] = ['371322001001', '371322001002', '371322001003'] as const;
const zone = (number: number, ...communities: readonly string[]): Zone => ({
  code: `371322001-Z${number}`,
  county: '371322',
  name: `第${number}片区`,
  communities,
});

describe('a zone', () => {
  test('keeps its communities in the order of their codes', () => {
    expect(parseZone(zone(1, B, A))).toMatchObject({ communities: [A, B] });
  });

  test.each<[string, Zone, string, string]>([
    ['a code without its number', { ...zone(1, A), code: '371322001-Z' }, 'CODE_MALFORMED', 'code'],
    ['a code of another county', { ...zone(1, A), county: '371323' }, 'CODE_MALFORMED', 'code'],
    ['no name', { ...zone(1, A), name: '' }, 'VALUE_MISSING', 'name'],
    ['a name of 61 characters', { ...zone(1, A), name: '区'.repeat(61) }, 'VALUE_TOO_LONG', 'name'],
    ['no community', zone(1), 'LIST_SIZE', 'communities'],
    ['a community of another county', zone(1, A, '371323001001'), 'CODE_MALFORMED', 'communities.1'],
    ['a compound for a community', zone(1, '37132200100101'), 'CODE_MALFORMED', 'communities.0'],
    ['a community twice', zone(1, A, B, A), 'ALREADY_EXISTS', 'communities'],
  ])('with %s is refused', (_, given, code, field) => {
    expect(parseZone(given)).toMatchObject({ code, field });
  });
});

describe('the register of zones', () => {
  let service: TestSubgraph;
  const register = (...zones: readonly Zone[]) => {
    const { connection, writer } = service.platform;
    return registerZones({ writer, zones: createZoneStore(connection) }, systemActor, zones);
  };
  const zonesOf = async (...communities: readonly string[]) => {
    const keys = communities.map((code) => ({ __typename: 'Community', code }));
    const { data } = await service.entities(null, '... on Community { zone { code } }', keys);
    return data._entities.map(({ zone: found }: { zone: { code: string } | null }) => found?.code ?? null);
  };

  beforeEach(async () => {
    service ??= await createTestSubgraph(volunteers, '2026-01-05T09:00:00+08:00');
    await service.platform.connection.collection('zones').deleteMany({});
    must(await register(zone(1, A, B), zone(2, C)));
  });
  afterAll(() => service.stop());

  test('says of each community its zone, null for one in none, with one question for all', async () => {
    const ask = async () => {
      expect(await zonesOf(A, B, C, '371322001009')).toEqual(['371322001-Z1', '371322001-Z1', '371322001-Z2', null]);
    };
    expect(await service.readsDuring(ask)).toEqual(['query zones']);
  });

  test('says of a zone its communities', async () => {
    const { data } = await service.entities(null, '... on VolunteerZone { name communities { code } }', [
      { __typename: 'VolunteerZone', code: '371322001-Z1' },
    ]);
    expect(data._entities).toEqual([{ name: '第1片区', communities: [{ code: A }, { code: B }] }]);
  });

  test.each([
    ['that another zone has', [zone(3, C)]],
    ['that two of the same request have', [zone(3, '371322001009'), zone(4, '371322001009')]],
  ])('refuses a community %s, and takes nothing', async (_, drafts) => {
    expect(await register(...drafts)).toMatchObject({ code: 'ALREADY_EXISTS', field: 'zones' });
    expect(await zonesOf(C, '371322001009')).toEqual(['371322001-Z2', null]);
  });

  test('lets communities change places between zones that are divided anew', async () => {
    must(await register(zone(1, A, C), zone(2, B)));
    expect(await zonesOf(A, B, C)).toEqual(['371322001-Z1', '371322001-Z2', '371322001-Z1']);
  });

  test('of two who want the same community at once, one gets it and the other is told', async () => {
    const answers = await Promise.all([register(zone(3, '371322001009')), register(zone(4, '371322001009'))]);
    expect(answers.filter((answer) => answer === 1)).toHaveLength(1);
    expect(answers.find((answer) => answer !== 1)).toMatchObject({ code: 'ALREADY_EXISTS' });
  });
});
