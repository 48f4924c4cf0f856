import type { manualClock } from '@hh/kernel/clock.ts';
import { createNoticeBoard } from '@hh/service/testing/notices.ts';
import {
  actorWith,
  createTestSubgraph,
  elsewhereIs,
  systemActor,
  type TestSubgraph,
} from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { aCompound, aDwelling, aPassedVote } from '../testing/compound.ts';

const COMPOUND = '37132200100101';
const EMPTY = '37132200100102';
const DRAFTED = '2025-03-01T09:00:00+08:00';
const OPENS = '2025-03-17T09:00:00+08:00';
const CLOSES = '2025-03-30T18:00:00+08:00';
const OPEN = '2025-03-20T10:00:00+08:00';
const OVER = '2025-03-30T18:00:00+08:00';

const director = actorWith('director', `COMMITTEE_DIRECTOR@${COMPOUND}`, `COMMITTEE_DIRECTOR@${EMPTY}`);
const street = actorWith('street', 'STREET_OFFICER@371322001');
const secretary = actorWith('secretary', 'COMMUNITY_SECRETARY@371322001001');
const worker = actorWith('worker', 'SOCIAL_WORKER@371322001001');
const owner = (id: string) => actorWith(id, `OWNER@${COMPOUND}`);

const board = createNoticeBoard();
let service: TestSubgraph;
const dwellings: Record<string, string> = {};
beforeAll(async () => {
  service = await createTestSubgraph(property, DRAFTED, board.closing(elsewhereIs({ notice: board.notices })));
  await aCompound(service, COMPOUND);
  await aCompound(service, EMPTY);
  const doors = [
    { no: '101', areaM2: '100', owners: ['a'] },
    { no: '102', areaM2: '80', owners: ['a'] },
    { no: '201', areaM2: '120', owners: ['b', 'c'] },
    { no: '202', areaM2: '100', owners: ['d', 'e'], representative: 'e' },
    { no: '301', areaM2: '90', owners: ['f'] },
    { no: '302', areaM2: '110', owners: ['f', 'a'] },
    { no: '401', areaM2: '70' },
    { no: '402', areaM2: '70', owners: ['g'], deliveredOn: null },
  ];
  for (const door of doors) dwellings[door.no] = await aDwelling(service, COMPOUND, door);
});
afterAll(() => service.stop());

const now = (instant: string) => (service.platform.clock as ReturnType<typeof manualClock>).set(instant);
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

let count = 0;
const draft = (change: object = {}) => {
  count += 1;
  return {
    clientMutationId: `vote-${count}`,
    ...{ compound: COMPOUND, matter: 'M4', title: '选聘物业服务企业', text: '选聘甲公司', channel: 'BOTH' },
    ...change,
  };
};

const about = (vote: string, kind: string, place = COMPOUND) => ({
  ...{ kind, place, subjectType: 'Vote', subjectId: vote },
});

/** Its notice stands from 1 March on, up to the 16th. */
function notice(id: string, opensAt = OPENS, closesAt = CLOSES) {
  board.put(`notice-${id}`, about(id, 'VOTE', '371322001001'), '2025-03-01');
  return write(director, 'noticeVote', { id, notice: `notice-${id}`, opensAt, closesAt });
}

function announce(id: string) {
  board.put(`result-${id}`, about(id, 'VOTE_RESULT'), '2025-03-30');
  return write(director, 'announceVote', { id, resultNotice: `result-${id}` }, 'announcedOn');
}

async function aVote(until: 'DRAFT' | 'NOTICED' | 'OPEN', change: object = {}): Promise<string> {
  now(DRAFTED);
  const { id } = await write(director, 'draftVote', draft(change));
  if (until === 'DRAFT') return id;
  await notice(id);
  if (until === 'NOTICED') return id;
  now(OPEN);
  expect(await write(systemActor, 'openVote', { id }, 'state')).toEqual({ state: 'OPEN' });
  return id;
}

let keys = 0;
function cast(vote: string, person: string, choice = 'FOR', more: object = {}) {
  keys += 1;
  const input = { clientMutationId: `ballot-${keys}`, vote, choice, ...more };
  return write(owner(person), 'castBallot', input, 'receivedAt');
}

function papers(vote: string, ballots: readonly object[], actor = worker) {
  keys += 1;
  const each = { choice: 'FOR', receivedAt: OPEN, evidence: '档案 1-1' };
  const input = { clientMutationId: `papers-${keys}`, vote, ballots: ballots.map((one) => ({ ...each, ...one })) };
  return write(actor, 'recordPaperBallots', input, 'count');
}

const taken = { receivedAt: expect.any(String) };
const recorded = (number: number) => ({ count: number });

describe('a vote is drafted and noticed', () => {
  test('its class follows from its matter, and silence never follows the majority', async () => {
    const fields = 'state class silentFollowsMajority ownersBp isPassed roll { owners } tally { owners }';
    expect(await write(director, 'draftVote', draft({ matter: 'M8', ownersBp: 3000 }), fields)).toEqual({
      state: 'DRAFT',
      class: 'QUALIFIED',
      silentFollowsMajority: false,
      ownersBp: 3000,
      isPassed: false,
      roll: null,
      tally: null,
    });
    expect(await write(director, 'draftVote', draft({ ownersBp: 3000 }))).toMatchObject({ code: 'MATTER_NOT_ALLOWED' });
  });

  test('within an assembly of its own compound', async () => {
    const convene = (compound: string) =>
      write(director, 'conveneAssembly', {
        clientMutationId: `assembly-${compound}`,
        ...{ compound, kind: 'REGULAR', form: 'WRITTEN', heldOn: '2025-03-30', agenda: '选聘物业' },
      });
    const [own, other] = [await convene(COMPOUND), await convene(EMPTY)];
    const list = '... on Assembly { votes { totalCount } }';
    await write(director, 'draftVote', draft({ assembly: own.id }));
    const { data } = await service.entities(null, list, [{ __typename: 'Assembly', id: own.id }]);
    expect(data._entities[0].votes.totalCount).toBe(1);
    expect(await write(director, 'draftVote', draft({ assembly: other.id }))).toMatchObject({
      code: 'NOT_FOUND',
      field: 'assembly',
    });
  });

  test.each([
    ['2025-03-16T23:59:59+08:00', CLOSES, 'NOTICE_TOO_SHORT', 'opensAt'],
    [OPENS, '2025-03-23T18:00:00+08:00', 'VOTING_TIME', 'closesAt'],
    [OPENS, '2025-04-17T18:00:00+08:00', 'VOTING_TIME', 'closesAt'],
  ])('on 1 March, to open %s and close %s: %s', async (opensAt, closesAt, code, field) => {
    const id = await aVote('DRAFT');
    expect(await notice(id, opensAt, closesAt)).toMatchObject({ code, field });
  });

  test.each([
    ['that is none', null, 'NOT_FOUND'],
    ['that is withdrawn', { state: 'WITHDRAWN' }, 'NOTICE_NOT_PUBLIC'],
    ['about another vote', { subjectId: 'another' }, 'NOTICE_OF_ANOTHER'],
    ['of the result', { kind: 'VOTE_RESULT' }, 'NOTICE_OF_ANOTHER_KIND'],
    ['in another compound', { place: EMPTY }, 'NOTICE_ELSEWHERE'],
  ])('not by a notice %s', async (what, change, code) => {
    const id = await aVote('DRAFT');
    if (change) board.put(what, about(id, 'VOTE'), '2025-03-01', change);
    const input = { id, notice: what, opensAt: OPENS, closesAt: CLOSES };
    expect(await write(director, 'noticeVote', input)).toEqual({ code, field: 'notice' });
  });

  test('and can be given up before it opens, not later', async () => {
    const [early, late] = [await aVote('NOTICED'), await aVote('OPEN')];
    const cancel = (id: string) => write(director, 'cancelVote', { id, reason: '文本有误' }, 'state');
    expect(await cancel(early)).toEqual({ state: 'CANCELLED' });
    expect(await cancel(late)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await write(street, 'invalidateVote', { id: late, reason: '名册有误' }, 'state reason')).toEqual({
      state: 'INVALID',
      reason: '名册有误',
    });
  });
});

describe('a vote opens', () => {
  test('in its time, and freezes a roll on which the same buyers and the developer are one owner each', async () => {
    const id = await aVote('NOTICED');
    expect(await write(street, 'openVote', { id })).toMatchObject({ code: 'NOT_DUE' });
    now(OPENS);
    const put = (change: object) => board.put(`notice-${id}`, about(id, 'VOTE'), '2025-03-01', change);
    for (const [change, code] of [
      [{ state: 'OBJECTED' }, 'OBJECTION_OPEN'],
      [{ needsCorrection: true }, 'CORRECTION_DUE'],
      [{ state: 'WITHDRAWN' }, 'NOTICE_WITHDRAWN'],
      [{ state: 'WITHDRAWN', correctedBy: { id: `correction-${id}` } }, 'NOTICE_NOT_OVER'],
    ] as const) {
      put(change);
      board.put(`correction-${id}`, about(id, 'VOTE'), '2025-03-02');
      expect(await write(street, 'openVote', { id })).toEqual({ code, field: 'id' });
    }
    put({ state: 'CLOSED' });
    const opened = await Promise.all(
      [1, 2, 3].map(() => write(street, 'openVote', { id }, 'roll { owners dwellings areaM2 frozenAt }')),
    );
    const roll = { owners: 6, dwellings: 8, areaM2: '740.00', frozenAt: '2025-03-17T09:00:00.000+08:00' };
    expect(opened.filter((each) => each.roll)).toEqual([{ roll }]);
    expect(opened.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2);
    await aDwelling(service, COMPOUND, { no: '501', areaM2: '100', owners: ['late'] });
    const { data } = await service.ask(null, `{ vote(id: "${id}") { roll { owners dwellings } } }`);
    expect(data.vote.roll).toEqual({ owners: 6, dwellings: 8 });
    expect(await cast(id, 'late')).toMatchObject({ code: 'NOT_ON_ROLL' });
  });

  test('not after its end, and not where nobody could vote', async () => {
    const [late, empty] = [await aVote('NOTICED'), await aVote('NOTICED', { compound: EMPTY })];
    now(OPEN);
    expect(await write(street, 'openVote', { id: empty })).toMatchObject({ code: 'ROLL_EMPTY' });
    now(OVER);
    expect(await write(street, 'openVote', { id: late })).toMatchObject({ code: 'VOTE_CLOSED' });
  });
});

describe('a ballot', () => {
  test('comes from the roll: of whoever owns in common, unless they have named somebody', async () => {
    const vote = await aVote('OPEN');
    expect(await cast(vote, 'c')).toEqual(taken);
    expect(await cast(vote, 'd')).toMatchObject({ code: 'OWNER_REPRESENTED' });
    expect(await cast(vote, 'e')).toEqual(taken);
    expect(await cast(vote, 'stranger')).toMatchObject({ code: 'NOT_ON_ROLL' });
    expect(await cast(vote, 'g')).toMatchObject({ code: 'NOT_ON_ROLL' });
    expect(await cast('no-vote', 'c')).toMatchObject({ code: 'NOT_FOUND', field: 'vote' });
    const input = { clientMutationId: 'x', vote, choice: 'FOR' };
    await expect(write(worker, 'castBallot', input, 'receivedAt')).rejects.toThrow('FORBIDDEN');
  });

  test('names the dwelling where a person owns some alone and some with others', async () => {
    const vote = await aVote('OPEN');
    expect(await cast(vote, 'f')).toMatchObject({ code: 'VALUE_MISSING', field: 'dwelling' });
    expect(await cast(vote, 'f', 'FOR', { dwelling: dwellings['301'] })).toEqual(taken);
    expect(await cast(vote, 'f', 'FOR', { dwelling: dwellings['302'] })).toEqual(taken);
    expect(await cast(vote, 'f', 'FOR', { dwelling: dwellings['101'] })).toMatchObject({ code: 'NOT_ON_ROLL' });
  });

  test('goes one way for an owner, online or on paper, also when both come at once', async () => {
    const vote = await aVote('OPEN');
    const paper = { dwelling: dwellings['201'], castBy: 'b' };
    for (let round = 0; round < 5; round += 1) {
      const both = await aVote('OPEN');
      const answers = await Promise.all([
        cast(both, 'c'),
        papers(both, [paper]),
        cast(both, 'b'),
        papers(both, [paper]),
      ]);
      const used = answers.filter(({ code }) => code === 'CHANNEL_USED');
      expect(used).toHaveLength(2);
      const stored = service.platform.connection.collection('ballots').find({ vote: both });
      expect(new Set((await stored.toArray()).map(({ channel }) => channel)).size).toBe(1);
    }
    expect(await papers(vote, [paper])).toEqual(recorded(1));
    expect(await cast(vote, 'c')).toMatchObject({ code: 'CHANNEL_USED' });
    expect(await papers(vote, [{ ...paper, choice: 'AGAINST' }])).toEqual(recorded(1));
    await cast(vote, 'e');
    const late = { dwelling: dwellings['202'], castBy: 'e' };
    const used = { code: 'CHANNEL_USED', field: 'ballots.1.dwelling' };
    expect(await papers(vote, [paper, late])).toMatchObject(used);
  });

  test('by the same key is cast once, and by another one again', async () => {
    const vote = await aVote('OPEN');
    const input = { clientMutationId: 'same', vote, choice: 'FOR' };
    const twice = await Promise.all([1, 2].map(() => write(owner('c'), 'castBallot', input, 'receivedAt')));
    expect(twice).toEqual([taken, taken]);
    const other = { ...input, choice: 'AGAINST' };
    expect(await write(owner('c'), 'castBallot', other, 'receivedAt')).toMatchObject({ code: 'KEY_REUSED' });
    await Promise.all(['AGAINST', 'ABSTAIN', 'FOR'].map((choice) => cast(vote, 'b', choice)));
    const stored = await service.platform.connection.collection('ballots').find({ vote }).toArray();
    expect(stored.map(({ seq }) => seq).toSorted()).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ['a proxy without an owner', { dwelling: '101', castBy: 'neighbour' }, 'NOT_ON_ROLL', 'castBy'],
    ['a proxy of a stranger', { dwelling: '101', castBy: 'x', proxyOf: 'b' }, 'NOT_ON_ROLL', 'proxyOf'],
    ['a proxy of who is represented', { dwelling: '202', castBy: 'x', proxyOf: 'd' }, 'OWNER_REPRESENTED', 'proxyOf'],
    ['nobody', { dwelling: '101' }, 'VALUE_MISSING', 'castBy'],
    ['a door that is none', { dwelling: '999', castBy: 'a' }, 'NOT_ON_ROLL', 'dwelling'],
    ['a time before', { dwelling: '101', castBy: 'a', receivedAt: DRAFTED }, 'BEFORE_VOTING', 'receivedAt'],
    ['a time to come', { dwelling: '101', castBy: 'a', receivedAt: CLOSES }, 'BEFORE_VOTING', 'receivedAt'],
    ['no file', { dwelling: '101', castBy: 'a', evidence: '' }, 'VALUE_MISSING', 'evidence'],
  ])('on paper of %s is refused, with the papers beside it', async (_, paper, code, field) => {
    const vote = await aVote('OPEN');
    const good = { dwelling: dwellings['301'], castBy: 'f' };
    const bad = { ...paper, dwelling: dwellings[paper.dwelling] ?? paper.dwelling };
    expect(await papers(vote, [good, bad])).toMatchObject({ code, field: `ballots.1.${field}` });
    expect(await service.platform.connection.collection('ballots').countDocuments({ vote })).toBe(0);
  });

  test('comes in the way that the vote takes, at its place', async () => {
    const [online, paper] = [await aVote('OPEN', { channel: 'ONLINE' }), await aVote('OPEN', { channel: 'PAPER' })];
    const one = [{ dwelling: dwellings['201'], castBy: 'b' }];
    expect(await papers(online, one)).toMatchObject({ code: 'CHANNEL_NOT_OFFERED' });
    expect(await cast(paper, 'c')).toMatchObject({ code: 'CHANNEL_NOT_OFFERED' });
    const elsewhere = actorWith('elsewhere', 'SOCIAL_WORKER@371322001002');
    expect(await papers(paper, one, elsewhere)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await papers(paper, [])).toMatchObject({ code: 'LIST_SIZE', field: 'ballots' });
  });

  test('on paper is entered by whoever may, while it can be: each is told', async () => {
    const can = async (vote: string, actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.ask(actor, `{ vote(id: "${vote}") { canRecordPapers } }`)).data.vote.canRecordPapers;
    const [noticed, vote] = [await aVote('NOTICED'), await aVote('OPEN')];
    const online = await aVote('OPEN', { channel: 'ONLINE' });
    expect(await Promise.all([worker, director, secretary].map((actor) => can(vote, actor)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(await Promise.all([street, owner('a'), systemActor, null].map((actor) => can(vote, actor)))).toEqual([
      ...[false, false, false, false],
    ]);
    expect([await can(noticed, worker), await can(online, worker)]).toEqual([false, false]);
    now(OVER);
    await write(systemActor, 'closeVote', { id: vote });
    expect(await can(vote, worker)).toBe(true);
    await write(systemActor, 'tallyVote', { id: vote });
    expect(await can(vote, worker)).toBe(false);
  });

  test('is over with the vote; a paper from the box may still be entered until it is counted', async () => {
    const vote = await aVote('OPEN');
    now(OVER);
    expect(await cast(vote, 'c')).toMatchObject({ code: 'VOTE_CLOSED' });
    await write(systemActor, 'closeVote', { id: vote });
    expect(await cast(vote, 'c')).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const paper = { dwelling: dwellings['201'], castBy: 'b' };
    expect(await papers(vote, [paper])).toEqual(recorded(1));
    expect(await papers(vote, [{ ...paper, receivedAt: OVER }])).toMatchObject({ code: 'VOTE_CLOSED' });
    await write(systemActor, 'tallyVote', { id: vote });
    expect(await papers(vote, [paper])).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('at the moment in which its vote is counted is in the tally, or refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const vote = await aVote('OPEN');
      now(OVER);
      await write(systemActor, 'closeVote', { id: vote });
      const boxes = ['101', '201', '301', '302'].map((no) => [
        { dwelling: dwellings[no], castBy: no === '201' ? 'b' : no === '101' ? 'a' : 'f' },
      ]);
      const [tallied, ...answers] = await Promise.all([
        write(systemActor, 'tallyVote', { id: vote }, 'tally { participatingOwners } papers'),
        ...boxes.map((box) => papers(vote, box)),
      ]);
      const entered = answers.filter(({ count: number }) => number === 1).length;
      expect(tallied).toEqual({ tally: { participatingOwners: entered }, papers: entered });
      expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(4 - entered);
    }
  });
});

describe('whether I can vote', () => {
  const asks = async (person: string, vote: string) => {
    const query = `{ canIVote(vote: "${vote}") { canVote reason hasVoted dwellings } }`;
    return (await service.ask(owner(person), query)).data.canIVote;
  };

  test('is told with the reason', async () => {
    const vote = await aVote('NOTICED');
    expect(await asks('c', vote)).toMatchObject({ canVote: false, reason: 'STATE_NOT_ALLOWED', dwellings: [] });
    now(OPEN);
    await write(systemActor, 'openVote', { id: vote });
    const own = [dwellings['201']];
    expect(await asks('c', vote)).toEqual({ canVote: true, reason: null, hasVoted: false, dwellings: own });
    await cast(vote, 'b');
    expect(await asks('c', vote)).toEqual({ canVote: true, reason: null, hasVoted: true, dwellings: own });
    expect(await asks('d', vote)).toMatchObject({ canVote: false, reason: 'OWNER_REPRESENTED' });
    expect(await asks('stranger', vote)).toMatchObject({ canVote: false, reason: 'NOT_ON_ROLL', dwellings: [] });
    await papers(vote, [{ dwelling: dwellings['301'], castBy: 'f' }]);
    expect(await asks('f', vote)).toMatchObject({
      canVote: true,
      dwellings: [dwellings['301'], dwellings['302']].toSorted(),
    });
    await papers(vote, [{ dwelling: dwellings['302'], castBy: 'a' }]);
    expect(await asks('f', vote)).toMatchObject({ canVote: false, reason: 'CHANNEL_USED', hasVoted: true });
    now(OVER);
    expect(await asks('c', vote)).toMatchObject({ canVote: false, reason: 'VOTE_CLOSED' });
    expect(await asks('c', 'no-vote')).toBeNull();
  });
});

describe('a vote is counted', () => {
  /** Of 840 m² and 7 owners: a 180, b and c 120, d and e 100, f 90, a and f 110, the developer 140, late 100. */
  const tallied = async (matter: string, choices: Readonly<Record<string, string>>) => {
    const vote = await aVote('OPEN', { matter });
    const ballots = Object.entries(choices).map(([person, choice]) =>
      person === 'developer'
        ? papers(vote, [{ dwelling: dwellings['401'], choice }])
        : cast(vote, person, choice, person === 'a' ? { dwelling: dwellings['101'] } : {}),
    );
    for (const answer of await Promise.all(ballots)) expect(answer.code).toBeUndefined();
    now(OVER);
    await write(systemActor, 'closeVote', { id: vote });
    await write(systemActor, 'tallyVote', { id: vote });
    return vote;
  };
  const shown = async (id: string, fields: string) =>
    (await service.ask(null, `{ vote(id: "${id}") { ${fields} } }`)).data.vote;
  const four = { a: 'FOR', b: 'FOR', e: 'FOR', developer: 'ABSTAIN' };
  const confirm = (id: string) => write(secretary, 'confirmVote', { id }, 'isPassed confirmedBy { id }');

  test('not before it is over, and without a quorum it is invalid', async () => {
    const id = await tallied('M4', four);
    const fields = 'state isPassed tally { owners participatingOwners hasQuorum isCarried }';
    expect(await shown(id, fields)).toEqual({
      state: 'INVALID',
      isPassed: false,
      tally: { owners: 7, participatingOwners: 4, hasQuorum: false, isCarried: false },
    });
    expect(await confirm(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const early = await aVote('OPEN');
    expect(await write(systemActor, 'closeVote', { id: early })).toMatchObject({ code: 'NOT_DUE' });
    expect(await write(systemActor, 'tallyVote', { id: early })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('confirmed by another person than who organised it, announced, and an election is filed', async () => {
    const id = await tallied('M3', { ...four, late: 'AGAINST' });
    expect(
      await shown(
        id,
        'state isPassed tally { areaM2 participatingAreaM2 forAreaM2 forOwners abstainAreaM2 againstOwners isCarried }',
      ),
    ).toEqual({
      state: 'TALLIED',
      isPassed: false,
      tally: {
        ...{ areaM2: '840.00', participatingAreaM2: '640.00', forAreaM2: '400.00', forOwners: 3 },
        ...{ abstainAreaM2: '140.00', againstOwners: 1, isCarried: true },
      },
    });
    const both = actorWith('director', 'COMMUNITY_SECRETARY@371322001001');
    expect(await write(both, 'confirmVote', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await confirm(id)).toEqual({ isPassed: true, confirmedBy: { id: 'secretary' } });
    expect(await write(street, 'fileVote', { id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await announce(id)).toEqual({ announcedOn: '2025-03-30' });
    expect(await write(street, 'fileVote', { id }, 'state filedOn isPassed')).toEqual({
      state: 'FILED',
      filedOn: '2025-03-30',
      isPassed: true,
    });
  });

  test('and is filed where it is a passed election only', async () => {
    const [lost, other] = [
      await tallied('M3', { ...four, e: 'AGAINST', late: 'AGAINST' }),
      await tallied('M4', { ...four, late: 'FOR' }),
    ];
    for (const [id, isPassed] of [
      [lost, false],
      [other, true],
    ] as const) {
      expect(await confirm(id)).toMatchObject({ isPassed });
      board.put(`another-${id}`, about(id, 'VOTE'), '2025-04-01');
      const other = { id, resultNotice: `another-${id}` };
      expect(await write(director, 'announceVote', other)).toEqual({
        code: 'NOTICE_OF_ANOTHER_KIND',
        field: 'resultNotice',
      });
      await announce(id);
    }
    expect(await write(street, 'fileVote', { id: lost })).toMatchObject({ code: 'VOTE_NOT_PASSED' });
    expect(await write(street, 'fileVote', { id: other })).toMatchObject({ code: 'MATTER_NOT_ALLOWED' });
  });

  test('by three quarters where common parts are used', async () => {
    const [three, of5] = [
      { ...four, late: 'AGAINST' },
      { ...four, developer: 'FOR', late: 'AGAINST' },
    ];
    const [lost, won] = [await tallied('M8', three), await tallied('M8', of5)];
    expect([await confirm(lost), await confirm(won)]).toMatchObject([{ isPassed: false }, { isPassed: true }]);
  });

  test('a ballot at the moment in which the street declares it invalid is in before, or refused', async () => {
    const vote = await aVote('OPEN');
    const answers = await Promise.all([
      write(street, 'invalidateVote', { id: vote, reason: '名册有误' }, 'papers'),
      cast(vote, 'b'),
      cast(vote, 'e'),
    ]);
    const [invalid, ...ballots] = answers;
    expect(ballots.filter(({ receivedAt }) => receivedAt)).toHaveLength(invalid.papers);
    expect(ballots.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2 - invalid.papers);
  });

  test('how anybody voted stands in no answer of the graph and not in the trail', async () => {
    const choices = /"(?:FOR|AGAINST|ABSTAIN)"/;
    const rows = await service.platform.connection.collection('audit').find({ 'subject.type': 'Vote' }).toArray();
    const trail = rows.filter(({ action }) => ['castBallot', 'recordPaperBallots'].includes(action));
    expect(trail.length).toBeGreaterThan(10);
    expect(trail.filter((row) => choices.test(JSON.stringify(row)))).toEqual([]);
    const outputs = await service.ask(
      null,
      '{ __schema { types { kind name fields { name type { name ofType { name } } } } } }',
    );
    const types: {
      kind: string;
      name: string;
      fields: { type: { name: string | null; ofType: { name: string } | null } }[] | null;
    }[] = outputs.data.__schema.types;
    const answering = types.filter(({ fields }) =>
      fields?.some(({ type }) => [type.name, type.ofType?.name].includes('BallotChoice')),
    );
    expect(types.map(({ name }) => name)).toContain('BallotChoice');
    expect(answering).toEqual([]);
  });
});

describe('the votes of a place', () => {
  const HERE = '37132200900101';
  const shown = async (field: string, filter: string, page = '') => {
    const list = `votes(${page} filter: ${filter}) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } }`;
    const { data } = await service.entities(null, `... on ${field} { ${list} }`, [
      { __typename: field, code: field === 'Compound' ? HERE : HERE.slice(0, field === 'Street' ? 9 : 12) },
    ]);
    const { totalCount, edges, pageInfo } = data._entities[0].votes;
    return { totalCount, pageInfo, ids: edges.map(({ node }: { node: { id: string } }) => node.id) };
  };

  test('are there for its street, its community and itself, a page at a time, under way or not', async () => {
    await aCompound(service, HERE);
    now(DRAFTED);
    const organiser = actorWith('organiser', `COMMITTEE_DIRECTOR@${HERE}`);
    const drafted = async (matter: string) =>
      (await write(organiser, 'draftVote', draft({ compound: HERE, matter, title: matter }))).id as string;
    const [first, second] = [await drafted('M4'), await drafted('M8')];
    await write(organiser, 'cancelVote', { id: second, reason: '文本有误' });
    const elected = await aPassedVote(service, 'elected', HERE, 'M3', { state: 'ANNOUNCED' });
    const filed = await aPassedVote(service, 'filed', HERE, 'M3', { state: 'FILED' });
    const announced = await aPassedVote(service, 'announced', HERE, 'M4', { state: 'ANNOUNCED' });
    for (const at of ['Street', 'Community', 'Compound']) {
      const [all, going, over] = [
        await shown(at, '{}'),
        await shown(at, '{ isUnderWay: true }'),
        await shown(at, '{ isUnderWay: false }'),
      ];
      expect(all.totalCount).toBe(5);
      expect(going.ids.toSorted()).toEqual([first, elected].toSorted());
      expect(over.ids.toSorted()).toEqual([second, filed, announced].toSorted());
      const one = await shown(at, '{}', 'first: 2');
      const next = await shown(at, '{}', `first: 200 after: "${one.pageInfo.endCursor}"`);
      expect(one).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
      expect([...one.ids, ...next.ids]).toEqual(all.ids);
    }
    expect((await shown('Street', '{ state: [CANCELLED] matter: [M8] }')).ids).toEqual([second]);
  });
});
