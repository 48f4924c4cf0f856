import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople } from '../testing/given.ts';
import { aSecretary, aTree, county, later, street } from '../testing/party.ts';
import { drafted, ranked, scoreOf } from './flag.ts';

const COMPOUND = '37132200100101';
const criteria = [
  { code: 'SERVICE', weight: 60 },
  { code: 'GOVERNANCE', weight: 40 },
];
const points = (service: number, governance: number) => [
  { code: 'SERVICE', points: service },
  { code: 'GOVERNANCE', points: governance },
];

describe('a score', () => {
  test.each([
    [points(100, 100), 10_000],
    [points(0, 0), 0],
    [points(81, 33), 6_180],
    [points(50, 50).toReversed(), 5_000],
  ])('of %j is %d hundredths of a point', (given, score) => {
    expect(scoreOf(criteria, given)).toBe(score);
  });

  test.each([
    ['too few', points(1, 1).slice(1)],
    ['one twice', [points(1, 1)[0], points(1, 1)[0]]],
    ['another one', [...points(1, 1).slice(1), { code: 'ELSE', points: 1 }]],
  ])('of %s is refused', (_, given) => {
    expect(scoreOf(criteria, given as never)).toMatchObject({ code: 'CRITERIA_DIFFER' });
  });

  test('ranks branches, equal ones alike', () => {
    expect(ranked([5, 9, 9, 1].map((score) => ({ score }))).map(({ rank }) => rank)).toEqual([3, 1, 1, 4]);
  });

  test.each([
    [[{ code: 'A', weight: 99 }], 'WEIGHTS_NOT_WHOLE'],
    [
      [
        { code: 'A', weight: 50 },
        { code: 'A', weight: 50 },
      ],
      'ALREADY_EXISTS',
    ],
  ])('by the criteria %j is none', (given, code) => {
    expect(drafted({ criteria: given })).toMatchObject({ code, field: 'criteria' });
  });
});

describe('a round', () => {
  let service: TestSubgraph;
  let branch: string;
  beforeAll(async () => {
    service = await createTestSubgraph(organization, '2025-09-30T09:00:00+08:00');
    await givenPeople(service, COMPOUND, ['old', 'next', 'other']);
    ({ branch } = await aTree(service, COMPOUND));
    await aSecretary(service, branch, 'old');
  });
  afterAll(() => service.stop());

  const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
  const draft = async (quarter: string) =>
    (
      await write(street, 'draftFlagRound', {
        clientMutationId: quarter,
        scope: '371322001',
        quarter,
        criteria,
      })
    ).id as string;
  const scoreIt = (round: string, flag: string) =>
    write(street, 'scoreBranch', { clientMutationId: round, round, branch, points: points(40, 30), flag }, 'id score');
  /** Published with this flag; answers the rectification that it opened, if one. */
  const publish = async (quarter: string, flag: string): Promise<string | undefined> => {
    const round = await draft(quarter);
    await write(street, 'startScoring', { id: round });
    await scoreIt(round, flag);
    await write(street, 'submitScores', { id: round });
    await write(county, 'publishFlagRound', { id: round });
    return (await rectifications()).at(-1)?.id;
  };
  const rectifications = async () => {
    const fields = '... on Branch { rectifications { edges { node { id state dueOn award { round { quarter } } } } } }';
    const { data } = await service.entities(county, fields, [{ __typename: 'Branch', id: branch }]);
    return data._entities[0].rectifications.edges.map(({ node }: { node: object }) => node) as { id: string }[];
  };
  const seenBy = async (actor: Parameters<TestSubgraph['ask']>[0], fields: string) =>
    (await service.entities(actor, `... on Branch { ${fields} }`, [{ __typename: 'Branch', id: branch }])).data
      ._entities[0];

  test('is scored by the street and published by somebody else; until then the public sees nothing of it', async () => {
    const round = await draft('2025-Q1');
    expect(await scoreIt(round, 'NONE')).toMatchObject({ code: 'STATE_NOT_ALLOWED', field: 'round' });
    await write(street, 'startScoring', { id: round });
    expect(await write(street, 'submitScores', { id: round })).toMatchObject({ code: 'SCORES_MISSING' });
    const award = await scoreIt(round, 'NONE');
    expect(award).toEqual({ id: expect.any(String), score: 3_600 });
    expect(
      await write(street, 'rescoreBranch', { id: award.id, points: points(50, 50), flag: 'RED' }, 'score flag'),
    ).toEqual({ score: 5_000, flag: 'RED' });
    const fields = 'flag awards { totalCount edges { node { rank flag } } }';
    expect(await seenBy(null, fields)).toEqual({ flag: null, awards: { totalCount: 0, edges: [] } });
    expect((await seenBy(street, fields)).awards.totalCount).toBe(1);
    await write(street, 'submitScores', { id: round });
    expect(await write(street, 'rescoreBranch', { id: award.id, points: points(1, 1), flag: 'RED' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
      field: 'round',
    });
    const both = actorWith('street', 'COUNTY_OFFICER@371322');
    expect(await write(both, 'publishFlagRound', { id: round })).toMatchObject({ code: 'SAME_PERSON' });
    await write(county, 'publishFlagRound', { id: round });
    expect(await seenBy(null, fields)).toEqual({
      flag: 'RED',
      awards: { totalCount: 1, edges: [{ node: { rank: 1, flag: 'RED' } }] },
    });
    const board = `{ flagBoard(round: "${round}") { edges { node { rank score branch { code } } } } }`;
    expect((await service.ask(null, board)).data.flagBoard.edges).toEqual([
      { node: { rank: 1, score: 5_000, branch: { code: `b-${COMPOUND}` } } },
    ]);
    expect(await rectifications()).toEqual([]);
  });

  test('gives a yellow flag that is put right within 90 days', async () => {
    const id = await publish('2025-Q2', 'YELLOW');
    expect(await rectifications()).toEqual([
      { id, state: 'OPEN', dueOn: '2026-01-06', award: { round: { quarter: '2025-Q2' } } },
    ]);
    expect(await write(street, 'passRectification', { id, finding: '已整改' }, 'state checkedOn')).toEqual({
      state: 'PASSED',
      checkedOn: '2025-10-08',
    });
    expect(
      await write(street, 'proposeReplacement', { id, successor: 'next', source: 'VETERAN', reason: '无' }),
    ).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
  });

  test('replaces a secretary only after the recheck failed, by another person than who proposed it, and once', async () => {
    const three = {
      clientMutationId: 'three',
      county: '371322',
      name: 'YELLOW_FLAGS_BEFORE_REPLACEMENT',
      value: 3,
      since: '2025-10-08',
      basis: '县委组织部通知',
    };
    await expect(write(street, 'setCountyParameter', three)).rejects.toThrow('FORBIDDEN');
    for (const [change, code, field] of [
      [{ value: 5 }, 'NUMBER_OUT_OF_RANGE', 'value'],
      [{ since: '2025-10-07' }, 'BEFORE_ITS_BEGINNING', 'since'],
    ] as const)
      expect(await write(county, 'setCountyParameter', { ...three, ...change })).toMatchObject({ code, field });
    const later = { clientMutationId: 'later', value: 1, since: '2025-10-09' };
    for (const change of [{}, later])
      expect(await write(county, 'setCountyParameter', { ...three, ...change }, 'decidedBy { id }')).toHaveProperty(
        'decidedBy',
      );
    const id = await publish('2025-Q3', 'YELLOW');
    const propose = (rectification: string | undefined) =>
      write(street, 'proposeReplacement', {
        id: rectification,
        successor: 'next',
        source: 'SOCIAL_WORKER',
        reason: '复核未通过',
      });
    expect(await propose(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await write(street, 'failRectification', { id, finding: '未整改' });
    expect(await propose(id)).toMatchObject({ code: 'YELLOW_FLAGS_TOO_FEW' });
    const third = await publish('2025-Q4', 'YELLOW');
    await write(street, 'failRectification', { id: third, finding: '未整改' });
    await propose(third);
    const both = actorWith('street', 'COUNTY_OFFICER@371322');
    expect(await write(both, 'decideReplacement', { id: third })).toMatchObject({ code: 'SAME_PERSON' });
    const answers = await Promise.all([1, 2, 3].map(() => write(county, 'decideReplacement', { id: third }, 'state')));
    expect(answers.filter(({ state }) => state === 'REPLACED')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2);
    const shown = 'secretary { since } vacant appointments { edges { node { state endReason until } } }';
    expect(await seenBy(county, shown)).toEqual({
      secretary: null,
      vacant: true,
      appointments: { edges: [{ node: { state: 'ENDED', endReason: 'YELLOW_FLAG', until: '2025-10-08' } }] },
    });
    const { data } = await service.entities(
      county,
      '... on Compound { nominations { edges { node { id state route person { id } } } } }',
      [{ __typename: 'Compound', code: COMPOUND }],
    );
    expect(data._entities[0].nominations.edges).toEqual([
      { node: { id: `successor-${third}`, state: 'SUBMITTED', route: 'ORG', person: { id: 'next' } } },
    ]);
  });

  test('that was waived costs nobody the post', async () => {
    await aSecretary(service, branch, 'other');
    later(service, 1);
    const id = await publish('2026-Q1', 'YELLOW');
    await write(street, 'failRectification', { id, finding: '未整改' });
    expect(await write(county, 'waiveRectification', { id, reason: '已调整分工' }, 'state reason')).toEqual({
      state: 'WAIVED',
      reason: '已调整分工',
    });
    expect((await seenBy(null, 'vacant')).vacant).toBe(false);
  });
});
