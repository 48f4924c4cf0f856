/** Projects, brands, measures and micro-services, asked through the service. */
import { reachable } from '@hh/kernel/state-machine.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { volunteers } from '../volunteers.ts';
import { projectStates, proposeProject, retireProject } from './project.ts';

const COMPOUND = '37132200100101';
const county = actorWith('county', 'COUNTY_OFFICER@371322');
const street = actorWith('street', 'STREET_OFFICER@371322001');
const secretary = actorWith('secretary', `BRANCH_SECRETARY@${COMPOUND}`);
const community = actorWith('community', 'COMMUNITY_SECRETARY@371322001001');

let service: TestSubgraph;
let category: { id: string };
beforeAll(async () => {
  service = await createTestSubgraph(volunteers, '2026-01-05T09:00:00+08:00');
  const draft = { clientMutationId: 'c-1', county: '371322', no: 1, name: '红色物业', since: '2025-01-01' };
  category = await write(county, 'defineProjectCategory', draft);
});
afterAll(() => service.stop());
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

const propose = (clientMutationId: string, more: object = {}, actor = secretary) =>
  write(actor, 'proposeProject', {
    clientMutationId,
    category: category.id,
    compound: COMPOUND,
    name: '直饮水站',
    secretaryProject: false,
    ...more,
  });

test('the table leads from a proposal to the end, and nowhere from there', () => {
  expect([...reachable(projectStates, 'PROPOSED')]).toEqual([
    'PROPOSED',
    'CONFIRMED',
    'BUILDING',
    'IN_SERVICE',
    'RETIRED',
  ]);
});

test.each([
  [false, null, null],
  [false, 'branch-1', null],
  [true, 'branch-1', null],
  [true, null, 'VALUE_MISSING'],
])('a project that is a secretary’s (%s) of %j is refused with %j', (secretaryProject, branch, code) => {
  expect((proposeProject({ secretaryProject, branch }) as { code?: string }).code ?? null).toBe(code);
});

test.each([
  ['2025-05-31', 'ENDS_BEFORE_START'],
  ['2025-06-01', undefined],
])('a project confirmed on 1 June is retired on %s: %s', (retiredOn, code) => {
  const answer = retireProject(
    { confirmedOn: '2025-06-01' as never },
    { retiredOn: retiredOn as never, reason: '更新' },
  );
  expect((answer as { code?: string }).code).toBe(code);
});

describe('a project', () => {
  test('is confirmed by somebody else than who proposed it, and counts from that day', async () => {
    const { id } = await propose('p-1', { secretaryProject: true, branch: 'branch-0001' }, community);
    expect(await write(community, 'confirmProject', { id })).toMatchObject({ code: 'SAME_PERSON' });
    const fields = 'state confirmedOn branch { id } category { no name }';
    expect(await write(street, 'confirmProject', { id }, fields)).toEqual({
      state: 'CONFIRMED',
      confirmedOn: '2026-01-05',
      branch: { id: 'branch-0001' },
      category: { no: 1, name: '红色物业' },
    });
    expect(await write(secretary, 'putProjectInService', { id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await write(secretary, 'buildProject', { id });
    expect(await write(secretary, 'putProjectInService', { id }, 'inServiceOn')).toEqual({ inServiceOn: '2026-01-05' });
  });

  test('is counted while it is confirmed and not retired', async () => {
    const { id } = await propose('p-2');
    await propose('p-3');
    await write(street, 'confirmProject', { id });
    const count = async (asOf: string) => {
      const selection = `... on Compound { volunteers(asOf: "${asOf}") { convenienceProjects } }`;
      const { data } = await service.entities(null, selection, [{ __typename: 'Compound', code: COMPOUND }]);
      return data._entities[0].volunteers.convenienceProjects;
    };
    expect([await count('2026-01-04'), await count('2026-01-05')]).toEqual([0, 2]);
    await write(secretary, 'buildProject', { id });
    await write(secretary, 'putProjectInService', { id });
    await write(secretary, 'retireProject', { id, retiredOn: '2026-02-01', reason: '设备更新' });
    expect([await count('2026-01-31'), await count('2026-02-01')]).toEqual([2, 1]);
  });

  test('is shown by the branch whose secretary answers for it', async () => {
    const selection = '... on Branch { secretaryProjects { edges { node { name secretaryProject } } } }';
    const { data } = await service.entities(null, selection, [{ __typename: 'Branch', id: 'branch-0001' }]);
    expect(data._entities[0].secretaryProjects.edges).toEqual([{ node: { name: '直饮水站', secretaryProject: true } }]);
  });
});

test('there is one category and one measure of a number, and one brand of a name while it is in service', async () => {
  const since = '2025-01-01';
  const again = { clientMutationId: 'c-2', county: '371322', no: 1, name: '另一类', since };
  expect(await write(county, 'defineProjectCategory', again)).toEqual({ code: 'ALREADY_EXISTS', field: 'no' });
  const measure = {
    clientMutationId: 'm-1',
    county: '371322',
    no: 36,
    name: '小哥驿站',
    targetGroup: 'NEW_EMPLOYMENT',
    since,
  };
  expect(await write(county, 'defineServiceMeasure', measure)).toHaveProperty('id');
  expect(await write(county, 'defineServiceMeasure', { ...measure, clientMutationId: 'm-2' })).toMatchObject({
    field: 'no',
  });
  expect(await write(county, 'defineServiceMeasure', { ...measure, clientMutationId: 'm-3', no: 37 })).toEqual({
    code: 'NUMBER_OUT_OF_RANGE',
    field: 'no',
  });
  const brand = {
    clientMutationId: 'b-1',
    street: '371322001',
    name: '幸福食堂',
    kind: 'DINING',
    sites: [COMPOUND],
    since,
  };
  const { id } = await write(street, 'launchServiceBrand', brand);
  expect(await write(street, 'launchServiceBrand', { ...brand, clientMutationId: 'b-2' })).toMatchObject({
    field: 'name',
  });
  await write(street, 'endServiceBrand', { id, until: '2025-12-31' });
  expect(await write(street, 'launchServiceBrand', { ...brand, clientMutationId: 'b-3' })).toHaveProperty('id');
});

describe('a micro-service', () => {
  test('is recorded once it was held, and its person-times are counted by day and place', async () => {
    const { data } = await service.entities(null, '... on County { serviceMeasures { edges { node { id } } } }', [
      { __typename: 'County', code: '371322' },
    ]);
    const measure = data._entities[0].serviceMeasures.edges[0].node.id;
    const held = {
      clientMutationId: 's-1',
      measure,
      kind: 'CHARITY',
      compound: COMPOUND,
      heldOn: '2026-01-05',
      personTimes: 99,
    };
    expect(await write(secretary, 'recordMicroService', held)).toHaveProperty('id');
    const tomorrow = { ...held, clientMutationId: 's-2', heldOn: '2026-01-06' };
    expect(await write(secretary, 'recordMicroService', tomorrow)).toEqual({ code: 'DATE_IN_FUTURE', field: 'heldOn' });
    await write(secretary, 'recordMicroService', {
      ...held,
      clientMutationId: 's-3',
      heldOn: '2025-12-31',
      personTimes: 100,
    });
    const figures = 'microServices microServicePersonTimes';
    const selection = `... on Compound { volunteers { ${figures} } }`;
    const before = `... on Community { volunteers(asOf: "2025-12-31") { ${figures} } }`;
    const { data: counted } = await service.entities(null, `${selection} ${before}`, [
      { __typename: 'Compound', code: COMPOUND },
      { __typename: 'Community', code: '371322001001' },
    ]);
    expect(counted._entities.map(({ volunteers: found }: { volunteers: object }) => found)).toEqual([
      { microServices: 2, microServicePersonTimes: 199 },
      { microServices: 1, microServicePersonTimes: 100 },
    ]);
  });
});
