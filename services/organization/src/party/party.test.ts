import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rungOf } from '../appointment/appointment.ts';
import { warningsOf } from '../membership/membership.ts';
import { organization } from '../organization.ts';
import { givenBuildings, givenPeople } from '../testing/given.ts';
import { aTree, county, madePublic, street } from '../testing/party.ts';
import { tierOf } from './party.ts';

const COMMUNITY = '371322001001';
const COMPOUND = `${COMMUNITY}01`;
const secretary = actorWith('secretary', `BRANCH_SECRETARY@${COMPOUND}`);
const neighbour = actorWith('neighbour', 'BRANCH_SECRETARY@37132200100102');

let service: TestSubgraph;
let tree: Awaited<ReturnType<typeof aTree>>;
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  tree = await aTree(service, COMPOUND);
  const people = ['member-9', 'person-1', 'person-2', 'person-3', 'chief-1', 'chief-2', 'chief-3', 'chief-4'];
  await givenPeople(service, COMPOUND, people);
  await givenBuildings(service, COMPOUND, ['building-r-1', 'building-r-2', 'building-r-3']);
  await givenBuildings(service, '37132200100102', ['building-21']);
});
afterAll(() => service.stop());

const unit = { code: 'X-1', name: '测试', foundedOn: '2025-01-01' };

describe('the tree of the Party', () => {
  test('is read from a compound up and down, and each unit says its tier', async () => {
    const up = 'id tier parent { __typename tier ... on GeneralBranch { code } }';
    const fields = `branch { ${up} children { tier children { tier name children { tier } } } }`;
    const { data, codes } = await service.entities(null, `... on Compound { ${fields} }`, [
      { __typename: 'Compound', code: COMPOUND },
    ]);
    expect(codes).toEqual([]);
    expect(data._entities[0].branch).toEqual({
      id: tree.branch,
      tier: 'BRANCH',
      parent: { __typename: 'GeneralBranch', tier: 'GENERAL_BRANCH', code: `d-${COMPOUND}` },
      children: [{ tier: 'GROUP', children: [{ tier: 'HUB_HOUSEHOLD', name: '党员中心户 ZXH-1', children: [] }] }],
    });
  });

  test('has one branch a compound, inside of the general branch’s community', async () => {
    const input = { ...unit, clientMutationId: 'b-2', generalBranch: tree.generalBranch };
    expect(await write(street, 'foundBranch', { ...input, compound: COMPOUND })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'compound',
    });
    expect(await write(street, 'foundBranch', { ...input, compound: '37132200100201' })).toMatchObject({
      code: 'OUT_OF_SCOPE',
      field: 'compound',
    });
    await expect(write(secretary, 'foundBranch', { ...input, compound: `${COMMUNITY}03` })).rejects.toThrow(
      'FORBIDDEN',
    );
  });

  test('has a building in one group at a time, and again when that one is dissolved', async () => {
    const found = (key: string, buildings: readonly string[]) =>
      write(secretary, 'foundGroup', { ...unit, code: key, clientMutationId: key, branch: tree.branch, buildings });
    expect(await found('g-2', ['building-3', 'building-1'])).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'buildings',
    });
    const own = await found('g-3', ['building-5', 'building-6']);
    expect(await found('g-4', ['building-6'])).toMatchObject({ code: 'ALREADY_EXISTS' });
    await write(secretary, 'dissolveGroup', { id: own.id, dissolvedOn: '2025-11-01' });
    expect(await found('g-5', ['building-6'])).toEqual({ id: expect.any(String) });
    expect(await found('g-6', ['building-8', 'building-21'])).toMatchObject({
      code: 'OUT_OF_SCOPE',
      field: 'buildings',
    });
    expect(await found('g-7', ['building-99'])).toMatchObject({ code: 'NOT_FOUND', field: 'buildings' });
    const raced = await Promise.all(['r-1', 'r-2', 'r-3'].map((key) => found(key, ['building-7', `building-${key}`])));
    expect(raced.filter(({ id }) => id)).toHaveLength(1);
    expect(raced.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
  });

  test('has hub households in the buildings of their group, whose doors the public does not know', async () => {
    const input = {
      clientMutationId: 'h-2',
      group: tree.group,
      dwelling: 'dwelling-9',
      member: 'member-9',
      plateNo: 'ZXH-9',
      services: [],
      since: '2025-01-01',
    };
    expect(await write(secretary, 'nameHubHousehold', { ...input, building: 'building-8' })).toMatchObject({
      code: 'OUT_OF_SCOPE',
      field: 'building',
    });
    expect(await write(neighbour, 'nameHubHousehold', { ...input, building: 'building-1' })).toMatchObject({
      code: 'OUT_OF_SCOPE',
      field: 'group',
    });
    const fields = '... on HubHousehold { plateNo building { id } dwelling { id } }';
    const seenBy = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.entities(actor, fields, [{ __typename: 'HubHousehold', id: tree.hubHousehold }])).data
        ._entities[0];
    const shown = { plateNo: 'ZXH-1', building: { id: 'building-1' } };
    expect(await seenBy(secretary)).toEqual({ ...shown, dwelling: { id: 'dwelling-1' } });
    expect(await seenBy(neighbour)).toEqual({ ...shown, dwelling: null });
    expect(await seenBy(null)).toEqual({ ...shown, dwelling: null });
  });
});

describe('membership', () => {
  const admit = (key: string, person: string, more: object = {}) =>
    write(secretary, 'admitMember', {
      clientMutationId: key,
      person,
      unit: tree.branch,
      kind: 'PROBATIONARY',
      since: '2025-01-01',
      ...more,
    });

  test('of one person is in one branch at a time, whoever takes them in at once', async () => {
    const answers = await Promise.all(['m-1', 'm-2', 'm-3'].map((key) => admit(key, 'member-1')));
    const [first] = answers.filter(({ id }) => id);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
    expect(await write(secretary, 'confirmMember', { id: first.id }, 'kind')).toEqual({ kind: 'FULL' });
    expect(await write(secretary, 'confirmMember', { id: first.id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await write(secretary, 'endMembership', { id: first.id, until: '2025-10-01' });
    expect(await admit('m-4', 'member-1', { group: tree.group })).toEqual({ id: expect.any(String) });
  });

  test('is for those whose work needs it', async () => {
    const keys = [{ __typename: 'Branch', id: tree.branch }];
    const fields = '... on Branch { members { totalCount } warnings }';
    const seenBy = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.entities(actor, fields, keys)).data._entities[0];
    expect(await seenBy(secretary)).toEqual({ members: { totalCount: 2 }, warnings: ['TOO_FEW_FULL_MEMBERS'] });
    expect(await seenBy(neighbour)).toMatchObject({ members: null });
    expect(await seenBy(null)).toMatchObject({ members: null });
  });

  test.each([
    [{ full: 2, all: 2 }, ['TOO_FEW_FULL_MEMBERS']],
    [{ full: 3, all: 50 }, []],
    [{ full: 50, all: 51 }, ['TOO_MANY_MEMBERS']],
  ] as const)('%j is warned of as %j', (counts, warnings) => {
    expect(warningsOf(counts)).toEqual(warnings);
  });
});

describe('an appointment', () => {
  const propose = async (key: string, person: string) =>
    (
      await write(street, 'proposeAppointment', {
        clientMutationId: key,
        unit: tree.branch,
        person,
        role: 'SECRETARY',
        source: 'VETERAN',
        fullTime: true,
        since: '2025-11-01',
      })
    ).id;
  const at = (instant: string) => (service.platform.clock as unknown as { set(to: string): void }).set(instant);
  const lead = async () => {
    const fields = '... on Branch { secretary { person { id } since } vacant vacantSince }';
    return (await service.entities(null, fields, [{ __typename: 'Branch', id: tree.branch }])).data._entities[0];
  };

  test('is proposed, made public for a week, and decided by somebody else', async () => {
    expect(await lead()).toEqual({ secretary: null, vacant: true, vacantSince: '2024-07-08' });
    const id = await propose('a-1', 'person-1');
    expect(await write(county, 'confirmAppointment', { id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await madePublic(service, street, 'noticeAppointment', { type: 'Appointment', id, place: COMPOUND });
    at('2025-11-27T23:00:00+08:00');
    expect(await write(county, 'confirmAppointment', { id })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    at('2025-11-28T00:00:00+08:00');
    const both = actorWith('street', 'COUNTY_OFFICER@371322');
    expect(await write(both, 'confirmAppointment', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await write(county, 'confirmAppointment', { id }, 'state since rung')).toEqual({
      state: 'IN_FORCE',
      since: '2025-11-28',
      rung: 2,
    });
    expect(await lead()).toEqual({
      secretary: { person: { id: 'person-1' }, since: '2025-11-28' },
      vacant: false,
      vacantSince: null,
    });
  });

  test('of a second secretary is refused while one is in office, also when two are decided at once', async () => {
    const ids = [await propose('a-2', 'person-2'), await propose('a-3', 'person-3')];
    for (const id of ids)
      await madePublic(service, street, 'noticeAppointment', { type: 'Appointment', id, place: COMPOUND });
    at('2025-12-10T09:00:00+08:00');
    const confirm = (id: string) => write(county, 'confirmAppointment', { id });
    expect(await confirm(ids[0])).toMatchObject({ code: 'ALREADY_EXISTS', field: 'unit' });
    const { data } = await service.entities(county, '... on Branch { secretary { id } }', [
      { __typename: 'Branch', id: tree.branch },
    ]);
    const { id } = data._entities[0].secretary;
    for (const endReason of ['YELLOW_FLAG', 'PROMOTED'])
      expect(await write(county, 'endAppointment', { id, until: '2025-12-10', endReason })).toMatchObject({
        code: 'END_BY_PROCEDURE',
        field: 'endReason',
      });
    await write(county, 'endAppointment', { id, until: '2025-12-10', endReason: 'TERM' });
    expect(await lead()).toEqual({ secretary: null, vacant: true, vacantSince: '2025-12-10' });
    const answers = await Promise.all(ids.map(confirm));
    expect(answers.filter((answer) => answer.id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
  });

  test('is announced to who acts on it when somebody comes into office or leaves it', async () => {
    const rows = await service.platform.connection
      .collection<{ payload: { person: string; until: string | null; rung: number } }>('outbox')
      .find({ name: 'AppointmentChanged' })
      .sort({ at: 1, _id: 1 })
      .toArray();
    expect(rows.map(({ payload: { person, until, rung } }) => [person, until, rung])).toEqual([
      ['person-1', null, 2],
      ['person-1', '2025-12-10', 2],
      [expect.stringMatching(/^person-[23]$/), null, 2],
    ]);
  });

  test('that is proposed, and why one ended, the public does not read', async () => {
    const fields = '... on Branch { appointments { totalCount edges { node { state endReason } } } }';
    const keys = [{ __typename: 'Branch', id: tree.branch }];
    const [all] = (await service.entities(county, fields, keys)).data._entities;
    expect(all.appointments.edges.map(({ node }: { node: object }) => node)).toEqual([
      { state: 'NOTICED', endReason: null },
      { state: 'ENDED', endReason: 'TERM' },
      { state: 'IN_FORCE', endReason: null },
    ]);
    const [open] = (await service.entities(null, fields, keys)).data._entities;
    expect(open.appointments.totalCount).toBe(1);
  });

  test.each([
    [{ generalBranch: 'x' }, 'SECRETARY', 'BRANCH', 2],
    [{ generalBranch: 'x' }, 'DEPUTY', 'BRANCH', null],
    [{ community: 'x' }, 'MEMBER', 'GENERAL_BRANCH', 3],
    [{ community: 'x' }, 'SECRETARY', 'GENERAL_BRANCH', 4],
    [{ branch: 'x' }, 'SECRETARY', 'GROUP', null],
  ] as const)('of %j as %s is of the tier %s, on rung %s', (row, role, tier, rung) => {
    expect(tierOf(row)).toBe(tier);
    expect(rungOf(tier, role)).toBe(rung);
  });
});

describe('a post', () => {
  const assign = (key: string, change: object = {}) =>
    write(street, 'assignPost', {
      clientMutationId: key,
      kind: 'BUILDING_CHIEF',
      person: `chief-${key.slice(0, 1)}`,
      place: COMPOUND,
      building: 'building-1',
      fullTime: false,
      background: 'RETIRED_CADRE',
      since: '2025-02-01',
      ...change,
    });

  test('of a building’s chief is held by one at a time', async () => {
    const answers = await Promise.all(['1', '2', '3'].map((key) => assign(key)));
    const [first] = answers.filter(({ id }) => id);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
    expect(await write(street, 'endPost', { id: first.id, until: '2025-01-31' })).toMatchObject({
      code: 'BEFORE_ITS_BEGINNING',
    });
    await write(street, 'endPost', { id: first.id, until: '2025-03-01' });
    const next = await assign('4');
    const { data } = await service.entities(null, '... on Building { chief { id } group { id } }', [
      { __typename: 'Building', id: 'building-1' },
      { __typename: 'Building', id: 'building-99' },
    ]);
    expect(data._entities).toEqual([
      { chief: { id: next.id }, group: { id: tree.group } },
      { chief: null, group: null },
    ]);
  });

  test.each([
    [{ building: null }, 'VALUE_MISSING', 'building'],
    [{ building: 'building-21' }, 'OUT_OF_SCOPE', 'building'],
    [{ building: 'building-99' }, 'NOT_FOUND', 'building'],
    [{ kind: 'GRID_WORKER' }, 'OUT_OF_SCOPE', 'building'],
    [{ place: COMMUNITY }, 'CODE_MALFORMED', 'place'],
    [{ place: '37132200200101' }, 'OUT_OF_SCOPE', 'place'],
  ])('with %j is refused', async (change, code, field) => {
    expect(await assign(`1-${code}`, change)).toMatchObject({ code, field });
  });
});

test('a tree of compounds costs one question for each kind of unit', async () => {
  const keys = ['01', '02', '03'].map((number) => ({ __typename: 'Compound', code: `${COMMUNITY}${number}` }));
  const fields =
    '... on Compound { branch { secretary { since person { name } } children { children { code } } warnings } }';
  const reads = await service.readsDuring(() => service.entities(null, fields, keys));
  expect(reads.toSorted()).toEqual([
    'command appointments',
    'query branches',
    'query groups',
    'query hub_households',
    'query party_memberships',
  ]);
});

describe('the figures of the Party', () => {
  const figures = async (asOf: string, place: object) => {
    const fields = 'branches groups tiers buildingCoverageBp secretariesBySource { source count }';
    const of = (type: string) => `... on ${type} { organization(asOf: "${asOf}") { ${fields} } }`;
    const { data, codes } = await service.entities(null, `${of('Compound')} ${of('County')}`, [place]);
    expect(codes).toEqual([]);
    return data._entities[0].organization;
  };

  test('count what stands on a day, and the share of the buildings that are in a group', async () => {
    const county = { __typename: 'County', code: '371322' };
    const compound = { __typename: 'Compound', code: COMPOUND };
    expect(await figures('2024-07-07', county)).toMatchObject({
      branches: 0,
      groups: 0,
      tiers: 0,
      buildingCoverageBp: 0,
    });
    expect(await figures('2024-08-31', county)).toMatchObject({ branches: 1, groups: 1, tiers: 3 });
    // Two of the eleven buildings of the compound, of twelve in the county.
    expect(await figures('2024-08-31', compound)).toMatchObject({ tiers: null, buildingCoverageBp: 1_818 });
    expect(await figures('2024-08-31', county)).toMatchObject({ buildingCoverageBp: 1_666 });
    const elsewhere = { __typename: 'Compound', code: '37132200100103' };
    expect(await figures('2024-08-31', elsewhere)).toMatchObject({ branches: 0, buildingCoverageBp: null });
  });

  test('say where the secretaries in office come from', async () => {
    const county = { __typename: 'County', code: '371322' };
    expect(await figures('2025-11-26', county)).toMatchObject({ secretariesBySource: [] });
    expect(await figures('2025-12-01', county)).toMatchObject({
      secretariesBySource: [{ source: 'VETERAN', count: 1 }],
    });
  });
});
