import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople } from '../testing/given.ts';
import { aTree, county, later, madePublic, street } from '../testing/party.ts';
import { climbs, proposed } from './ladder.ts';

const COMPOUND = '37132200100101';

describe('the ladder', () => {
  test.each([
    [1, 2, [1], null],
    [2, 3, [1, 2], null],
    [3, 4, [3], null],
    [1, 3, [1], 'RUNG_SKIPPED'],
    [2, 1, [2], 'RUNG_SKIPPED'],
    [2, 3, [1], 'RUNG_NOT_HELD'],
    [1, 2, [], 'RUNG_NOT_HELD'],
  ])('from %d to %d by who stands on %j: %s', (fromRung, toRung, held, code) => {
    const answer = climbs({ person: 'p', fromRung, toRung }, new Map([['p', held]]));
    expect(answer?.code ?? null).toBe(code);
  });

  test.each([
    [1, { generalBranch: 'x' }, true],
    [1, { community: 'x' }, false],
    [2, { community: 'x' }, true],
    [3, { community: 'x' }, true],
    [2, { generalBranch: 'x' }, false],
  ])('from %d leads to %j: %s', (fromRung, unit, fits) => {
    const draft = { person: 'p', fromRung, toRung: fromRung + 1 };
    const facts = {
      actor: { id: 'street' },
      today: '2025-11-20',
      looked: new Map([['p', [fromRung]]]),
      found: { unit },
    };
    expect(proposed(draft, facts)).toMatchObject(fits ? { proposedBy: 'street' } : { code: 'OUT_OF_SCOPE' });
  });
});

describe('a promotion', () => {
  let service: TestSubgraph;
  let tree: Awaited<ReturnType<typeof aTree>>;
  let post: string;
  beforeAll(async () => {
    service = await createTestSubgraph(organization, '2025-10-01T09:00:00+08:00');
    await givenPeople(service, COMPOUND, ['worker', 'stranger']);
    tree = await aTree(service, COMPOUND);
    const input = { kind: 'SOCIAL_WORKER', person: 'worker', place: COMPOUND.slice(0, 12), fullTime: true };
    const more = { clientMutationId: 'post', background: 'PROFESSIONAL', since: '2025-01-01' };
    post = (await service.write(street, 'assignPost', { ...input, ...more })).id;
  });
  afterAll(() => service.stop());
  const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

  const propose = (key: string, fromRung: number, toRung: number, unit: string, person = 'worker') =>
    write(street, 'proposePromotion', { clientMutationId: key, person, fromRung, toRung, unit, evidence: '考核优秀' });
  const upToDecision = async (id: string) => {
    await write(county, 'reviewPromotion', { id, review: '符合条件' });
    await madePublic(service, county, 'noticePromotion', { type: 'Promotion', id, place: COMPOUND.slice(0, 12) });
    expect(await write(county, 'decidePromotion', { id })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    later(service, 8);
    await write(county, 'decidePromotion', { id });
  };
  const complete = (id: string) => write(county, 'completePromotion', { id }, 'state');

  test('ends the post and appoints, once, whoever completes it at the same time', async () => {
    expect(await propose('x-1', 1, 2, tree.branch, 'stranger')).toMatchObject({ code: 'RUNG_NOT_HELD' });
    expect(await propose('x-2', 1, 3, tree.generalBranch)).toMatchObject({ code: 'RUNG_SKIPPED' });
    const { id } = await propose('p-1', 1, 2, tree.branch);
    const own = actorWith('street', 'COUNTY_OFFICER@371322');
    expect(await write(own, 'reviewPromotion', { id, review: '我' })).toMatchObject({ code: 'SAME_PERSON' });
    await upToDecision(id);
    const answers = await Promise.all([1, 2, 3].map(() => complete(id)));
    expect(answers.filter(({ state }) => state === 'DONE')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2);
    const { data } = await service.entities(null, '... on Branch { secretary { rung source person { id } } }', [
      { __typename: 'Branch', id: tree.branch },
    ]);
    expect(data._entities[0].secretary).toEqual({ rung: 2, source: 'SOCIAL_WORKER', person: { id: 'worker' } });
    const [held] = (await service.entities(null, '... on Post { state until }', [{ __typename: 'Post', id: post }]))
      .data._entities;
    expect(held).toEqual({ state: 'ENDED', until: '2025-10-09' });
  });

  test('is not carried out by whom has left the rung meanwhile', async () => {
    const { id } = await propose('p-2', 2, 3, tree.generalBranch);
    await upToDecision(id);
    const { data } = await service.entities(county, '... on Branch { secretary { id } }', [
      { __typename: 'Branch', id: tree.branch },
    ]);
    const appointment = data._entities[0].secretary.id;
    await write(county, 'endAppointment', { id: appointment, until: '2025-10-15', endReason: 'RESIGNED' });
    expect(await complete(id)).toMatchObject({ code: 'RUNG_NOT_HELD' });
    expect(await write(county, 'rejectPromotion', { id, reason: '已辞职' }, 'state')).toEqual({ state: 'REJECTED' });
  });

  test('and a commendation are decided by another than who proposed them', async () => {
    const input = { title: '最美社工', person: 'worker', place: COMPOUND.slice(0, 12), year: 2025, deeds: '入户走访' };
    const proposeIt = () => write(street, 'proposeCommendation', { ...input, clientMutationId: 'c-1' });
    const { id } = await proposeIt();
    expect(await write(street, 'proposeCommendation', { ...input, clientMutationId: 'c-2' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    const subject = { type: 'Commendation', id, place: COMPOUND.slice(0, 12) };
    await madePublic(service, street, 'noticeCommendation', subject, 'COMMENDATION');
    expect(await write(county, 'publishCommendation', { id })).toMatchObject({ code: 'NOTICE_NOT_OVER' });
    const keys = [{ __typename: 'Community', code: COMPOUND.slice(0, 12) }];
    const seen = async () =>
      (await service.entities(null, '... on Community { commendations { totalCount } }', keys)).data._entities[0]
        .commendations.totalCount;
    expect(await seen()).toBe(0);
    later(service, 8);
    const own = actorWith('street', 'COUNTY_OFFICER@371322');
    expect(await write(own, 'publishCommendation', { id })).toMatchObject({ code: 'SAME_PERSON' });
    await write(county, 'publishCommendation', { id });
    expect(await seen()).toBe(1);
  });

  test('has pools beside it, that the person concerned may read', async () => {
    const input = { clientMutationId: 't-1', person: 'worker', kind: 'COMMITTEE_RESERVE', place: COMPOUND };
    const { id } = await write(street, 'addTalent', { ...input, since: '2025-10-01' });
    expect(await write(street, 'addTalent', { ...input, clientMutationId: 't-2', since: '2025-10-02' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    const read = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.entities(actor, '... on TalentPool { kind }', [{ __typename: 'TalentPool', id }])).data
        ._entities[0];
    expect(await read(actorWith('worker', `RESIDENT@${COMPOUND}`))).toEqual({ kind: 'COMMITTEE_RESERVE' });
    expect(await read(actorWith('stranger', `RESIDENT@${COMPOUND}`))).toBeNull();
    await write(street, 'closeTalent', { id, until: '2025-10-20', outcome: '已任用' });
  });
});
