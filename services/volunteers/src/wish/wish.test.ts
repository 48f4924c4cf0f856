/** The way of a wish, by the table of its states and through the service. */
import { reachable } from '@hh/kernel/state-machine.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { volunteers } from '../volunteers.ts';
import { whyNotLapsed, wishStates } from './wish.ts';

const COMPOUND = '37132200100101';
const wisher = actorWith('wisher', `RESIDENT@${COMPOUND}`);
const neighbour = actorWith('neighbour', `RESIDENT@${COMPOUND}`);
const secretary = actorWith('secretary', `BRANCH_SECRETARY@${COMPOUND}`);
const volunteersOf = [1, 2, 3].map((n) => actorWith(`volunteer-${n}`, 'VOLUNTEER@371322001001'));
const [first, second] = volunteersOf as [typeof wisher, typeof wisher];
const stranger = actorWith('stranger', 'VOLUNTEER@371322001002');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(volunteers, '2026-01-05T09:00:00+08:00');
});
afterAll(() => service.stop());
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const step = (actor: typeof wisher, mutation: string, id: string, more: object = {}) =>
  write(actor, mutation, { id, ...more }, 'state');

let wishes = 0;
async function wish(...steps: readonly [actor: typeof wisher, mutation: string][]): Promise<string> {
  wishes += 1;
  const input = {
    clientMutationId: `w-${wishes}`,
    compound: COMPOUND,
    wisher: 'wisher',
    title: '一副老花镜',
    targetGroup: 'OLD',
  };
  const { key } = await write(wisher, 'collectWish', input, 'key: code');
  for (const [actor, mutation] of steps) expect(await step(actor, mutation, key)).toHaveProperty('state');
  return key;
}
const published = [secretary, 'publishWish'] as const;
const claimed = [first, 'claimWish'] as const;

test('the table leads to every state of a wish, and from the end of it nowhere', () => {
  expect([...reachable(wishStates, 'COLLECTED')].toSorted()).toEqual([
    'CLAIMED',
    'COLLECTED',
    'CONFIRMED',
    'DELIVERED',
    'IN_PROGRESS',
    'PUBLISHED',
    'WITHDRAWN',
  ]);
  const ends = Object.values(wishStates).flatMap(({ from }) => from as readonly string[]);
  expect(['CONFIRMED', 'WITHDRAWN'].filter((state) => ends.includes(state))).toEqual([]);
});

test.each([
  ['2026-01-22', 'CLAIM_STILL_GOOD'],
  ['2026-01-23', null],
] as const)('a claim that was due on 19 January lapses on %s: %s', (today, code) => {
  expect(whyNotLapsed({ dueOn: '2026-01-19' as never }, { today })?.code ?? null).toBe(code);
});

describe('a wish', () => {
  test('goes all its way, and says at each step what the caller may do', async () => {
    const code = await wish([...published]);
    expect(code).toMatch(/^20260105-\d{4}$/);
    expect(await write(first, 'claimWish', { id: code }, 'state dueOn claimant { id }')).toEqual({
      state: 'CLAIMED',
      dueOn: '2026-01-19',
      claimant: { id: 'volunteer-1' },
    });
    await step(first, 'startWish', code);
    expect(await step(first, 'confirmWish', code).catch(String)).toContain('FORBIDDEN');
    await step(first, 'deliverWish', code, { photos: ['photo-1'] });
    const fields = 'state feedback doneOn allowedTransitions { mutation }';
    expect((await service.ask(systemActor, `{ wish(code: "${code}") { allowedTransitions { to } } }`)).codes).toEqual(
      [],
    );
    const { data } = await service.ask(wisher, `{ wish(code: "${code}") { allowedTransitions { mutation } } }`);
    expect(data.wish.allowedTransitions).toEqual([{ mutation: 'confirmWish' }]);
    expect(await write(wisher, 'confirmWish', { id: code, feedback: '很合适' }, fields)).toEqual({
      state: 'CONFIRMED',
      feedback: '很合适',
      doneOn: '2026-01-05',
      allowedTransitions: [],
    });
  });

  test('that several claim at once is one’s, and the others are told so', async () => {
    const code = await wish([...published]);
    const answers = await Promise.all(volunteersOf.map((actor) => step(actor, 'claimWish', code)));
    expect(answers.map((answer) => answer.state ?? answer.code).toSorted()).toEqual([
      'ALREADY_CLAIMED',
      'ALREADY_CLAIMED',
      'CLAIMED',
    ]);
    const claims = await service.platform.connection
      .collection('audit')
      .countDocuments({ 'subject.id': code, action: 'claimWish' });
    expect(claims).toBe(1);
  });

  test('that is given back can be claimed by another', async () => {
    const code = await wish([...published], [...claimed]);
    expect(await step(second, 'releaseWish', code)).toMatchObject({ code: 'NOT_THE_HOLDER' });
    expect(await write(first, 'releaseWish', { id: code }, 'state claimant { id } dueOn')).toEqual({
      state: 'PUBLISHED',
      claimant: null,
      dueOn: null,
    });
    expect(await step(second, 'claimWish', code)).toEqual({ state: 'CLAIMED' });
  });

  test.each<[string, typeof wisher, string, object, string]>([
    ['claimed before it is published', secretary, 'claimWish', {}, 'STATE_NOT_ALLOWED'],
    ['known to a volunteer before it is published', first, 'claimWish', {}, 'NOT_FOUND'],
    ['known to a neighbour before it is published', neighbour, 'withdrawWish', { reason: '不需要' }, 'NOT_FOUND'],
    ['lapsed before it was claimed', systemActor, 'lapseWishClaim', {}, 'STATE_NOT_ALLOWED'],
  ])('is not %s', async (_, actor, mutation, more, code) => {
    expect(await step(actor, mutation, await wish(), more)).toMatchObject({ code });
  });

  test('is not claimed from another community, nor withdrawn by a neighbour', async () => {
    const code = await wish([...published]);
    expect(await step(stranger, 'claimWish', code)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await step(neighbour, 'withdrawWish', code, { reason: '不需要' })).toMatchObject({ code: 'NOT_THE_HOLDER' });
  });

  test('is everybody’s to see once it is published', async () => {
    const code = await wish();
    const ask = async (actor: typeof wisher | null) => {
      const selection = '... on Compound { wishes(first: 200) { edges { node { code } } } }';
      const listed = await service.entities(actor, selection, [{ __typename: 'Compound', code: COMPOUND }]);
      const { data } = await service.ask(actor, `{ wish(code: "${code}") { code } }`);
      return [data.wish !== null, JSON.stringify(listed.data).includes(code)];
    };
    expect([await ask(null), await ask(neighbour)]).toEqual([
      [false, false],
      [false, false],
    ]);
    expect([await ask(wisher), await ask(secretary)]).toEqual([
      [true, true],
      [true, true],
    ]);
    await step(secretary, 'publishWish', code);
    expect(await ask(null)).toEqual([true, true]);
  });

  test('is in the lists of who wished it and of who claimed it, which nobody else reads', async () => {
    const codes = [await wish([...published], [...claimed]), await wish()];
    const listed = async (actor: typeof wisher, of: typeof wisher) => {
      const lists = 'wishes(last: 2) { edges { node { code } } } claimedWishes(last: 1) { edges { node { code } } }';
      const person = { __typename: 'Person', id: of.id };
      const { data } = await service.entities(actor, `... on Person { ${lists} }`, [person]);
      const { wishes: own, claimedWishes: taken } = data._entities[0];
      return [own, taken].map((list) => list?.edges.map(({ node }: { node: { code: string } }) => node.code) ?? null);
    };
    expect(await listed(wisher, wisher)).toEqual([codes, []]);
    expect(await listed(first, first)).toEqual([[], [codes[0]]]);
    expect(await listed(neighbour, wisher)).toEqual([null, null]);
    expect(await listed(secretary, first)).toEqual([null, null]);
  });

  test('is not wished for a neighbour, but by the branch for anybody', async () => {
    const input = {
      clientMutationId: 'for',
      compound: COMPOUND,
      wisher: 'wisher',
      title: '一盏台灯',
      targetGroup: 'CHILDREN',
    };
    expect(await write(neighbour, 'collectWish', input, 'state')).toEqual({ code: 'NOT_THE_HOLDER', field: 'wisher' });
    expect(await write(secretary, 'collectWish', input, 'state')).toEqual({ state: 'COLLECTED' });
  });

  test('is never confirmed by who fulfilled it, not even by the branch', async () => {
    const code = await wish(
      [...published],
      [secretary, 'claimWish'],
      [secretary, 'startWish'],
      [secretary, 'deliverWish'],
    );
    expect(await step(secretary, 'confirmWish', code)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await step(neighbour, 'confirmWish', code)).toMatchObject({ code: 'NOT_THE_HOLDER' });
    expect(await step(wisher, 'confirmWish', code)).toEqual({ state: 'CONFIRMED' });
  });

  test('whose claim is old is published again by the system alone', async () => {
    const code = await wish([...published], [...claimed]);
    expect(await step(systemActor, 'lapseWishClaim', code)).toMatchObject({ code: 'CLAIM_STILL_GOOD' });
    await expect(step(secretary, 'lapseWishClaim', code)).rejects.toThrow('FORBIDDEN');
  });
});

test('the wishes of compounds by their state are one question, the pages and the counts', async () => {
  const fields = 'wishes(filter: { state: PUBLISHED }, first: 1) { totalCount edges { node { title targetGroup } } }';
  const compounds = [COMPOUND, '37132200100102'].map((code) => ({ __typename: 'Compound', code }));
  const reads = await service.readsDuring(async () => {
    const { data } = await service.entities(null, `... on Compound { ${fields} }`, compounds);
    const published = await service.platform.connection.collection('wishes').countDocuments({ state: 'PUBLISHED' });
    expect(data._entities).toEqual([
      {
        wishes: {
          totalCount: published,
          edges: published > 0 ? [{ node: { title: '一副老花镜', targetGroup: 'OLD' } }] : [],
        },
      },
      { wishes: { totalCount: 0, edges: [] } },
    ]);
  });
  expect(reads.filter((read) => read !== 'command wishes')).toHaveLength(1);
});
