import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople } from '../testing/given.ts';
import { aTree, county, later, madePublic, street } from '../testing/party.ts';
import { submitted } from './nomination.ts';

const COMPOUND = '37132200100101';
const community = actorWith('community', 'COMMUNITY_SECRETARY@371322001001');
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);
const input = {
  person: 'resident',
  postKind: 'BUILDING_CHIEF',
  place: COMPOUND,
  building: 'building-1',
  route: 'SELF',
  source: null,
  background: 'RETIRED_CADRE',
  statement: '热心楼栋事务',
};

describe('a nomination', () => {
  test.each([
    ['of oneself', {}, resident, null],
    ['of oneself by somebody else', {}, community, 'ROUTE_NOT_OPEN'],
    ['of a neighbour by a resident', { route: 'ORG', person: 'neighbour' }, resident, 'ROUTE_NOT_OPEN'],
    ['by an organization', { route: 'ORG' }, community, null],
    ['of a chief without a building', { building: null }, resident, 'VALUE_MISSING'],
    ['of a social worker with a building', { postKind: 'SOCIAL_WORKER' }, resident, 'OUT_OF_SCOPE'],
    ['of a chief of a building elsewhere', { place: '37132200100102' }, resident, 'OUT_OF_SCOPE'],
    ['of a chief of no building', { building: 'building-99' }, resident, 'NOT_FOUND'],
    ['of a chief of a community', { place: '371322001001' }, resident, 'CODE_MALFORMED'],
    ['of a secretary from nowhere', { postKind: 'BRANCH_SECRETARY', building: null }, resident, 'VALUE_MISSING'],
  ])('%s is judged', (_, change, actor, code) => {
    const answer = submitted(
      { ...input, ...change },
      { actor, today: '2025-11-20', looked: new Map([['building-1', COMPOUND]]) },
    );
    expect(answer).toMatchObject(code ? { code } : { submittedBy: actor.id });
  });
});

describe('the way of a nomination', () => {
  let service: TestSubgraph;
  let branch: string;
  beforeAll(async () => {
    service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
    await givenPeople(service, COMPOUND, ['resident', 'neighbour', 'successor']);
    ({ branch } = await aTree(service, COMPOUND));
  });
  afterAll(() => service.stop());
  const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

  const upToNotice = async (id: string) => {
    await write(community, 'recommendNomination', { id, recommendation: '同意' });
    await write(street, 'reviewNomination', { id, review: '符合条件' });
    await madePublic(service, street, 'noticeNomination', { type: 'Nomination', id, place: COMPOUND });
  };

  test('leads to the post: recommended, reviewed, public, and decided by another', async () => {
    const { id } = await write(resident, 'submitNomination', { ...input, clientMutationId: 'n-1' });
    expect(await write(street, 'reviewNomination', { id, review: '符合条件' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    const own = actorWith('resident', 'COMMUNITY_SECRETARY@371322001001');
    expect(await write(own, 'recommendNomination', { id, recommendation: '我' })).toMatchObject({
      code: 'SAME_PERSON',
    });
    await upToNotice(id);
    expect(await write(street, 'appointNominee', { id })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    later(service, 8);
    const both = actorWith('community', 'COUNTY_OFFICER@371322');
    expect(await write(both, 'appointNominee', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await write(street, 'appointNominee', { id }, 'state')).toEqual({ state: 'APPOINTED' });
    const { data } = await service.entities(null, '... on Building { chief { person { id } since fullTime } }', [
      { __typename: 'Building', id: 'building-1' },
    ]);
    expect(data._entities[0].chief).toEqual({ person: { id: 'resident' }, since: '2025-11-28', fullTime: false });
  });

  test('to a secretary’s post ends where one is in office, and leads there where none is', async () => {
    const secretary = { ...input, route: 'ORG', postKind: 'BRANCH_SECRETARY', building: null, source: 'VETERAN' };
    const ids = [];
    for (const person of ['successor', 'neighbour']) {
      const entered = { ...secretary, person, clientMutationId: person };
      const { id } = await write(street, 'submitNomination', entered);
      await upToNotice(id);
      ids.push(id);
    }
    later(service, 8);
    const answers = await Promise.all(ids.map((id) => write(county, 'appointNominee', { id }, 'state')));
    expect(answers.filter(({ state }) => state === 'APPOINTED')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
    const { data } = await service.entities(null, '... on Branch { secretary { rung source fullTime } }', [
      { __typename: 'Branch', id: branch },
    ]);
    expect(data._entities[0].secretary).toEqual({ rung: 2, source: 'VETERAN', fullTime: true });
  });

  test('is taken back by who began it, and read by whom it concerns', async () => {
    const mine = { ...input, clientMutationId: 'n-9', building: 'building-2' };
    const { id } = await write(resident, 'submitNomination', mine);
    const query = `{ nomination(id: "${id}") { state person { id } } }`;
    expect((await service.ask(resident, query)).data.nomination).toEqual({
      state: 'SUBMITTED',
      person: { id: 'resident' },
    });
    expect((await service.ask(actorWith('neighbour', `RESIDENT@${COMPOUND}`), query)).data.nomination).toBeNull();
    expect(await write(street, 'withdrawNomination', { id, reason: '不合适' })).toMatchObject({
      code: 'NOT_THE_HOLDER',
    });
    expect(await write(resident, 'withdrawNomination', { id, reason: '工作变动' }, 'state')).toEqual({
      state: 'WITHDRAWN',
    });
  });
});
