import { PremisesUsed } from '@hh/events/premises-used.ts';
import { newId } from '@hh/kernel/id.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { actorWith, createTestSubgraph, elsewhereIs, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { entityStatus } from './station.ts';

const COMPOUND = '37132200100101';
const OTHER = '37132200100102';
const county = actorWith('county', 'COUNTY_OFFICER@371322');
const street = actorWith('street', 'STREET_OFFICER@371322001');
const secretary = actorWith('secretary', 'BRANCH_SECRETARY@37132200100101');

/** Compounds of which property gives the premises away as soon as it has said that they are free. */
const wanted = Array.from({ length: 6 }, (_, index) => `371322001001${20 + index}`);

/** What property answers of these premises. */
const premises: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    wanted.map((code) => [
      `premises of ${code}`,
      { state: 'RECOVERED', purpose: 'SERVICE_STATION', compound: { code } },
    ]),
  ),
  recovered: { state: 'RECOVERED', purpose: 'SERVICE_STATION', compound: { code: COMPOUND } },
  'of another': { state: 'RECOVERED', purpose: 'SERVICE_STATION', compound: { code: OTHER } },
  'in use': { state: 'IN_USE', purpose: 'SERVICE_STATION', compound: { code: COMPOUND } },
  disputed: { state: 'IN_DISPUTE', purpose: 'SERVICE_STATION', compound: { code: COMPOUND } },
  office: { state: 'RECOVERED', purpose: 'PROPERTY_OFFICE', compound: { code: COMPOUND } },
};

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00', elsewhereIs({ premises }));
  await givenPlaces(service, '371322001001');
  await givenPeople(service, COMPOUND, ['street', 'county']);
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const station = {
  compound: COMPOUND,
  name: '和园花园党群服务站',
  premises: 'recovered',
  dedicated: true,
  openedOn: '2025-03-01',
};
const open = (key: string, change: object = {}) =>
  write(street, 'openStation', { clientMutationId: key, ...station, ...change });

describe('a station', () => {
  test.each([
    [{ premises: 'nowhere' }, 'NOT_FOUND', 'premises'],
    [{ premises: 'of another' }, 'OUT_OF_SCOPE', 'premises'],
    [{ premises: 'disputed' }, 'PREMISES_NOT_RECOVERED', 'premises'],
    [{ premises: 'office' }, 'PREMISES_NOT_RECOVERED', 'premises'],
    [{ premises: 'in use' }, 'PREMISES_IN_USE', 'premises'],
    [{ openedOn: '2025-11-21' }, 'DATE_IN_FUTURE', 'openedOn'],
  ])('does not open with %j', async (change, code, field) => {
    expect(await open(`no ${JSON.stringify(change)}`, change)).toMatchObject({ code, field });
  });

  test('opens once in a compound, whoever is first', async () => {
    const answers = await Promise.all(['s-1', 's-2', 's-3'].map((key) => open(key)));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
    await expect(write(secretary, 'openStation', { clientMutationId: 's', ...station })).rejects.toThrow('FORBIDDEN');
  });

  test('and another body never both have premises, whoever is first', async () => {
    const { connection, clock } = service.platform;
    const used = (of: string) => {
      const payload = { premises: `premises of ${of}` };
      const event = { id: newId(), name: PremisesUsed.name, county: '371322', payload, at: clock.now() };
      const handle = service.running.on?.[PremisesUsed.name];
      return inTransaction(connection, async (session) => await handle?.(event, session));
    };
    const opened = (of: string) =>
      write(
        street,
        'openStation',
        { clientMutationId: of, ...station, compound: of, premises: `premises of ${of}` },
        'id',
      );
    const [early, late, ...atOnce] = wanted as [string, string, ...string[]];
    await used(early);
    expect(await opened(early)).toEqual({ code: 'PREMISES_IN_USE', field: 'premises' });
    const { id } = await opened(late);
    for (const _ of [1, 2]) await used(late);
    await Promise.all(atOnce.flatMap((of) => [opened(of), used(of)]));
    const stations = connection.collection<{ _id: string; state: string; openedOn: string; closedOn: string }>(
      'service_stations',
    );
    const found = await stations.find({ compound: { $in: wanted } }).toArray();
    expect(found).toContainEqual(expect.objectContaining({ _id: id, compound: late }));
    expect(found.filter((row) => row.state !== 'CLOSED' || row.closedOn !== row.openedOn)).toEqual([]);
    const trail = await connection.collection('audit').find({ 'subject.id': id, action: 'closeStation' }).toArray();
    expect(trail).toMatchObject([{ actor: { kind: 'SYSTEM' }, after: { state: 'CLOSED', closedOn: '2025-03-01' } }]);
  });

  test('is found by the premises that it stands in', async () => {
    const of = ['recovered', 'office'].map((id) => ({ __typename: 'Premises', id }));
    const reads = await service.readsDuring(async () => {
      const found = await service.entities(null, '... on Premises { station { name } }', of);
      expect(found.data._entities).toEqual([{ station: { name: '和园花园党群服务站' } }, { station: null }]);
    });
    expect(reads).toEqual(['query service_stations']);
  });

  test('meets the standard by its latest assessment, of which each item is met', async () => {
    const [{ id }] = (
      await service.entities(null, '... on Compound { station { id } }', [compound(COMPOUND)])
    ).data._entities.map(({ station: found }: { station: { id: string } }) => found);
    const assess = (assessedOn: string, ...met: readonly boolean[]) => ({
      clientMutationId: assessedOn,
      station: id,
      standard: '建设标准',
      assessedOn,
      items: met.map((each, index) => ({ item: `项目${index}`, met: each })),
    });
    const fields = 'passed assessedBy { id }';
    expect(await write(street, 'recordStationAssessment', assess('2025-02-28', true))).toMatchObject({
      code: 'BEFORE_ITS_BEGINNING',
    });
    expect(await write(street, 'recordStationAssessment', assess('2025-04-01', true, false), fields)).toEqual({
      passed: false,
      assessedBy: { id: 'street' },
    });
    expect(await write(county, 'recordStationAssessment', assess('2025-05-01', true, true), fields)).toMatchObject({
      passed: true,
    });
    const latest = '... on Compound { station { assessment { assessedOn passed } } }';
    expect((await service.entities(null, latest, [compound(COMPOUND)])).data._entities).toEqual([
      { station: { assessment: { assessedOn: '2025-05-01', passed: true } } },
    ]);
  });

  test('counts from the day it opened to the day it closed, and its money from the day it was paid', async () => {
    const { data } = await service.entities(null, '... on Compound { station { id } }', [compound(COMPOUND)]);
    const { id } = data._entities[0].station;
    const paid = { clientMutationId: 'i-1', station: id, amount: '14520.00', paidOn: '2025-02-20', source: 'COUNTY' };
    await write(street, 'recordStationInvestment', paid);
    expect(await write(street, 'closeStation', { id, closedOn: '2025-02-01' })).toMatchObject({
      code: 'BEFORE_ITS_BEGINNING',
    });
    await write(street, 'closeStation', { id, closedOn: '2025-11-01' });
    const figures = async (asOf: string) => {
      const of = `... on Community { organization(asOf: "${asOf}") { stations stationInvestment stationStandardBp } }`;
      const at = [{ __typename: 'Community', code: '371322001001' }];
      const found = (await service.entities(null, of, at)).data._entities[0].organization;
      return [found.stations, found.stationInvestment, found.stationStandardBp];
    };
    expect(
      await Promise.all(
        ['2025-02-19', '2025-02-20', '2025-03-01', '2025-04-30', '2025-05-01', '2025-11-01'].map(figures),
      ),
    ).toEqual([
      [0, '0.00', null],
      [0, '14520.00', null],
      [1, '14520.00', 0],
      [1, '14520.00', 0],
      [1, '14520.00', 10000],
      [0, '14520.00', null],
    ]);
    expect(await open('s-4')).toEqual({ id: expect.any(String) });
  });
});

const compound = (code: string) => ({ __typename: 'Compound', code });

test('a Red Partner is a committee or a company only where it is of that kind, and one of a name at a time', async () => {
  const partner = {
    community: '371322001001',
    kind: 'SOCIAL_ORG',
    name: '社会工作服务中心',
    pledges: ['提供场地'],
    since: '2025-01-01',
  };
  const join = (key: string, change: object = {}) =>
    write(street, 'joinRedPartner', { clientMutationId: key, ...partner, ...change });
  expect(await join('p-1', { ownersCommittee: 'committee-1' })).toMatchObject({
    code: 'PARTNER_KIND',
    field: 'ownersCommittee',
  });
  expect(await join('p-2', { propertyCompany: '91371322MA00001A5Y' })).toMatchObject({ code: 'PARTNER_KIND' });
  expect(await join('p-3', { uscc: '91371322MA00001A5Z' })).toMatchObject({ code: 'USCC_INVALID', field: 'uscc' });
  const first = await write(street, 'joinRedPartner', { clientMutationId: 'p-4', ...partner });
  expect(await write(street, 'joinRedPartner', { clientMutationId: 'p-5', ...partner })).toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(await write(street, 'endRedPartner', { ...first, until: '2024-12-31', reason: '撤离' })).toMatchObject({
    code: 'BEFORE_ITS_BEGINNING',
  });
  expect(await write(street, 'endRedPartner', { ...first, until: '2025-06-01', reason: '撤离' }, 'until')).toEqual({
    until: '2025-06-01',
  });
  expect(await write(street, 'joinRedPartner', { clientMutationId: 'p-6', ...partner })).toEqual({
    id: expect.any(String),
  });
});

test('a milestone lies in the county of its initiative, and is reached or given up', async () => {
  const initiative = await write(county, 'beginInitiative', {
    clientMutationId: 'i',
    county: '371322',
    code: 'COMPOUND_UPGRADE',
    name: '小区优化提升行动',
    goal: '支部建在小区',
    since: '2024-07-01',
  });
  const milestone = { initiative: initiative.id, place: COMPOUND, title: '服务站启用', dueOn: '2025-12-01' };
  const abroad = actorWith('abroad', 'COUNTY_OFFICER@371323');
  expect(
    await write(abroad, 'planMilestone', { clientMutationId: 'm-0', ...milestone, place: '371323' }),
  ).toMatchObject({ code: 'NOT_FOUND', field: 'place' });
  const { id } = await write(street, 'planMilestone', { clientMutationId: 'm-1', ...milestone });
  const reached = { id, evidence: '验收记录' };
  expect(await write(street, 'reachMilestone', { ...reached, reachedOn: '2025-11-21' })).toMatchObject({
    code: 'DATE_IN_FUTURE',
  });
  expect(await write(street, 'reachMilestone', { ...reached, reachedOn: '2025-11-20' }, 'state')).toEqual({
    state: 'REACHED',
  });
  expect(await write(county, 'dropMilestone', { id, reason: '不再需要' })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
});

describe('a branch is an entity', () => {
  test.each([
    [{ fullTime: true }, { dedicated: true }, { passed: true }, true],
    [{ fullTime: false }, { dedicated: true }, { passed: true }, false],
    [{ fullTime: true }, { dedicated: false }, { passed: true }, false],
    [{ fullTime: true }, { dedicated: true }, { passed: false }, false],
    [null, { dedicated: true }, { passed: true }, false],
    [{ fullTime: true }, null, null, false],
    [{ fullTime: true }, { dedicated: true }, null, false],
  ])('with the secretary %j, the station %j and its assessment %j: %s', (secretary, station, assessment, is) => {
    expect(entityStatus(secretary, station, assessment).isEntity).toBe(is);
  });
});
