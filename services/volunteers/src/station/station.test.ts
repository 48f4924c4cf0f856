/** The 15-minute circle: the rule, and the figure and the field that are answered by it. */
import { CompoundLocated } from '@hh/events/compound-located.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oneFourSystem } from '../testing/one-four-system.ts';
import { volunteers } from '../volunteers.ts';
import { coverageBp, nearestOf } from './station.ts';

const at = (latitude: number, longitude = 118.35) => ({ location: { latitude, longitude } });
/** A thousandth of a degree of latitude is 111.2 m. */
const NORTH = [at(34.6), at(34.6107), at(34.6109)] as const;

describe('a circle', () => {
  test.each([
    ['nobody', [], [at(34.6)], null],
    ['one at the station', [at(34.6)], [at(34.6)], 10_000],
    ['one at 1,190 m', [NORTH[1]], [at(34.6)], 10_000],
    ['one at 1,212 m', [NORTH[2]], [at(34.6)], 0],
    ['one of three, rounded down', [NORTH[2], at(34.7), NORTH[0]], [at(34.6)], 3_333],
    ['two of three by two stations', [NORTH[0], NORTH[2], at(34.7)], [at(34.6), at(34.612)], 6_666],
    ['nobody without a station', [at(34.6)], [], 0],
  ] as const)('covers %s', (_, positions, stations, share) => {
    expect(coverageBp(positions, stations)).toBe(share);
  });

  test('is of the nearest station, the first of two that are as far', () => {
    const [far, near] = [at(34.7), at(34.601)];
    expect(nearestOf(at(34.6).location, [far, near, at(34.599)])).toMatchObject({ station: near });
    expect(nearestOf(at(34.6).location, [])).toBeNull();
  });
});

const [FIRST, SECOND] = ['37132200100101', '37132200100102'] as const;
const officer = actorWith('officer', 'STREET_OFFICER@371322001');

let service: TestSubgraph;
let station: { id: string };
beforeAll(async () => {
  service = await createTestSubgraph(volunteers, '2025-11-20T09:00:00+08:00');
  await oneFourSystem(service);
  station = await service.write(officer, 'openVolunteerStation', {
    clientMutationId: 's-1',
    community: '371322001001',
    compound: FIRST,
    name: '和园志愿服务站',
    location: at(34.6).location,
    openedOn: '2025-03-01',
  });
  await located(FIRST, 34.605, 1);
  await located(SECOND, 34.62, 1);
});
afterAll(() => service.stop());

function located(compound: string, latitude: number, times: number) {
  const payload = { compound, ...at(latitude), times };
  const envelope = {
    id: `${compound} ${times}`,
    name: CompoundLocated.name,
    county: '371322',
    payload,
    at: new Date(),
  };
  return inTransaction(service.platform.connection, async (session) => {
    await service.running.on?.[CompoundLocated.name]?.(envelope, session);
  });
}

describe('a station', () => {
  const draft = {
    clientMutationId: 's-2',
    community: '371322001001',
    name: '第二志愿服务站',
    location: at(34.61).location,
    openedOn: '2025-12-01',
  };

  test.each([
    [{ compound: '37132200100201' }, 'PLACE_OUTSIDE', 'compound'],
    [{ community: '371322001009' }, 'NOT_FOUND', 'community'],
    [{ location: { latitude: 91, longitude: 118 } }, 'NUMBER_OUT_OF_RANGE', 'location.latitude'],
  ])('with %j is refused', async (change, code, field) => {
    expect(await service.write(officer, 'openVolunteerStation', { ...draft, ...change })).toEqual({ code, field });
  });

  test('is not closed before it was opened, and lies in the zone of its community', async () => {
    const { id, zone } = await service.write(officer, 'openVolunteerStation', draft, 'id zone { code }');
    expect(zone).toEqual({ code: '371322001-Z1' });
    const closing = { id, closedOn: '2025-11-30', reason: '场地收回' };
    expect(await service.write(officer, 'closeVolunteerStation', closing)).toEqual({
      code: 'ENDS_BEFORE_START',
      field: 'closedOn',
    });
    const closed = { ...closing, closedOn: '2025-12-01' };
    expect(await service.write(officer, 'closeVolunteerStation', closed, 'state')).toEqual({ state: 'CLOSED' });
  });
});

describe('the coverage', () => {
  const coverage = async (asOf: string, ...codes: readonly string[]) => {
    const of = (type: string) => `... on ${type} { volunteers(asOf: "${asOf}") { circleCoverageBp } }`;
    const places = codes.map((code) => ({ __typename: code.length === 14 ? 'Compound' : 'Community', code }));
    const { data } = await service.entities(null, `${of('Compound')} ${of('Community')}`, places);
    return data._entities.map(({ volunteers: found }: { volunteers: object }) => Object.values(found)[0]);
  };

  test('is of the compounds whose position is known, and of stations that are open on the day', async () => {
    expect(await coverage('2025-11-20', '371322001001', '371322001002')).toEqual([5_000, null]);
    expect(await coverage('2025-11-20', FIRST, SECOND)).toEqual([10_000, 0]);
    expect(await coverage('2025-02-28', '371322001001')).toEqual([0]);
  });

  test('follows a compound that is measured again, and no announcement that comes late', async () => {
    await located(SECOND, 34.601, 3);
    await located(SECOND, 34.7, 2);
    expect(await coverage('2025-11-20', '371322001001')).toEqual([10_000]);
    await located(SECOND, 34.62, 4);
  });

  test('of several places is two questions to the database', async () => {
    const ask = () => coverage('2025-11-20', FIRST, SECOND, '37132200100103');
    expect((await service.readsDuring(ask)).toSorted()).toEqual([
      'query compound_positions',
      'query volunteer_stations',
    ]);
  });
});

test('the nearest station is told with its distance, by the position that the compound has', async () => {
  const selection = '... on Compound { nearestStation { station { id } metres isWithinCircle } }';
  const { data } = await service.entities(null, selection, [
    { __typename: 'Compound', code: FIRST, ...at(34.605) },
    { __typename: 'Compound', code: SECOND, ...at(34.62) },
    { __typename: 'Compound', code: '37132200100103', location: null },
  ]);
  expect(data._entities).toEqual([
    { nearestStation: { station: { id: station.id }, metres: 556, isWithinCircle: true } },
    { nearestStation: { station: { id: station.id }, metres: 2224, isWithinCircle: false } },
    { nearestStation: null },
  ]);
});
