/** Activities, who attends them, and the hours that come of it. */
import { reachable } from '@hh/kernel/state-machine.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { endOfQuarter } from '../hours/hours.ts';
import { oneFourSystem } from '../testing/one-four-system.ts';
import { volunteers } from '../volunteers.ts';
import { activityStates, checkOut, givePlaceBack, takePlace } from './activity.ts';

const [COMMUNITY, COMPOUND] = ['371322001001', '37132200100101'] as const;
const TEAM = `${COMMUNITY}-T01`;
const worker = actorWith('worker', `SOCIAL_WORKER@${COMMUNITY}`);
const volunteer = (id: string) => actorWith(id, `VOLUNTEER@${COMMUNITY}`);
const [leader, first, second, third] = ['leader', 'v-1', 'v-2', 'v-3'].map(volunteer) as [
  ReturnType<typeof volunteer>,
  ReturnType<typeof volunteer>,
  ReturnType<typeof volunteer>,
  ReturnType<typeof volunteer>,
];

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(volunteers, '2025-11-20T09:00:00+08:00');
  await oneFourSystem(service);
  const team = { code: TEAM, community: COMMUNITY, name: '和园生活服务队', category: 'LIVING', since: '2025-03-01' };
  await write(worker, 'formVolunteerTeam', { clientMutationId: 't', leader: 'leader', ...team }, 'name');
});
beforeEach(() => at('2025-11-20T09:00:00+08:00'));
afterAll(() => service.stop());
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const at = (instant: string) => (service.platform.clock as unknown as { set(now: string): void }).set(instant);
const step = (actor: typeof worker, mutation: string, id: string, more: object = {}, fields = 'state') =>
  write(actor, mutation, { id, ...more }, fields);

let planned = 0;
async function activity(capacity: number | null, ...steps: readonly string[]): Promise<string> {
  planned += 1;
  const { id } = await write(leader, 'planActivity', { ...draft, clientMutationId: `a-${planned}`, capacity });
  for (const mutation of ['openActivity', ...steps]) await step(leader, mutation, id);
  return id;
}
const draft = {
  clientMutationId: 'a',
  team: TEAM,
  title: '为老理发',
  service: 'CARE',
  place: COMPOUND,
  startsAt: '2025-11-20T09:00:00+08:00',
  endsAt: '2025-11-20T11:00:00+08:00',
  coHosts: ['red-partner-0001'],
  sponsors: [],
};
let joined = 0;
const join = (actor: typeof worker, of: string) => {
  joined += 1;
  return write(actor, 'joinActivity', { clientMutationId: `j-${joined}`, activity: of });
};

describe('the rules', () => {
  test('of an activity lead to every state, and from its ends nowhere', () => {
    expect([...reachable(activityStates, 'PLANNED')]).toEqual(['PLANNED', 'OPEN', 'CANCELLED', 'RUNNING', 'DONE']);
  });

  test.each([
    ['OPEN', 0, null, { taken: 1, state: 'OPEN' }],
    ['OPEN', 0, 2, { taken: 1, state: 'OPEN' }],
    ['OPEN', 1, 2, { taken: 2, state: 'FULL' }],
    ['FULL', 2, 2, { code: 'ACTIVITY_FULL' }],
    ['PLANNED', 0, 2, { code: 'STATE_NOT_ALLOWED' }],
    ['RUNNING', 0, 2, { code: 'STATE_NOT_ALLOWED' }],
  ])('a place in one that is %s with %d of %j taken', (state, taken, capacity, answer) => {
    expect(takePlace({ state, taken, capacity })).toMatchObject(answer);
  });

  test.each([
    ['FULL', 'OPEN'],
    ['OPEN', 'OPEN'],
    ['RUNNING', 'RUNNING'],
  ])('a place given back in one that is %s leaves it %s', (state, after) => {
    expect(givePlaceBack({ state, taken: 2, capacity: 2 })).toEqual({ taken: 1, state: after });
  });

  test.each([
    ['10:29:59', 89],
    ['11:00:00', 119],
    ['11:00:29', 119],
    ['18:00:00', 120],
  ])('who came at 9:00:30 and left at %s was there for %d minutes, of two hours at most', (out, minutes) => {
    const times = { startsAt: new Date('2025-11-20T09:00:00Z'), endsAt: new Date('2025-11-20T11:00:00Z') };
    const came = new Date('2025-11-20T09:00:30Z');
    expect(checkOut(came, new Date(`2025-11-20T${out}Z`), times)).toMatchObject({ minutes });
  });

  test.each([
    [1, '2025-03-31'],
    [2, '2025-06-30'],
    [4, '2025-12-31'],
  ])('quarter %d ends on %s', (quarter, day) => {
    expect(endOfQuarter({ year: 2025, quarter })).toBe(day);
  });
});

describe('an activity', () => {
  test.each<[string, typeof worker, object, string, string]>([
    ['by somebody else than the leader', first, {}, 'NOT_THE_HOLDER', 'team'],
    ['that ends before it begins', leader, { endsAt: '2025-11-20T09:00:00+08:00' }, 'ENDS_BEFORE_START', 'endsAt'],
    ['of another community', leader, { place: '371322001002' }, 'OUT_OF_SCOPE', 'place'],
    ['for nobody', leader, { capacity: 0 }, 'NUMBER_OUT_OF_RANGE', 'capacity'],
  ])('is not planned %s', async (_, actor, change, code, field) => {
    expect(await write(actor, 'planActivity', { ...draft, ...change })).toEqual({ code, field });
  });

  test('is full when its last place is taken: of three who want two places at once, one is told so', async () => {
    const id = await activity(2);
    const answers = await Promise.all([first, second, third].map((actor) => join(actor, id)));
    expect(answers.map(({ code }) => code ?? 'JOINED').toSorted()).toEqual(['ACTIVITY_FULL', 'JOINED', 'JOINED']);
    const ask = `{ volunteerActivity(id: "${id}") { state taken attendances { totalCount } } }`;
    expect((await service.ask(worker, ask)).data.volunteerActivity).toEqual({
      state: 'FULL',
      taken: 2,
      attendances: { totalCount: 2 },
    });
    expect((await service.ask(null, ask)).data.volunteerActivity.attendances).toBeNull();
  });

  test('is open again when somebody withdraws, who may join again', async () => {
    const id = await activity(1);
    const attendance = await join(first, id);
    expect(await step(second, 'cancelAttendance', attendance.id)).toMatchObject({ code: 'NOT_THE_HOLDER' });
    await step(first, 'cancelAttendance', attendance.id);
    const other = await join(second, id);
    expect(await step(first, 'rejoinActivity', attendance.id)).toMatchObject({ code: 'ACTIVITY_FULL' });
    await step(second, 'cancelAttendance', other.id);
    expect(await step(first, 'rejoinActivity', attendance.id)).toEqual({ state: 'SIGNED_UP' });
    expect(await join(first, id)).toMatchObject({ code: 'ALREADY_EXISTS' });
    const own = `{ volunteerActivity(id: "${id}") { myAttendance { id state } } }`;
    const mine = async (actor: typeof first) => (await service.ask(actor, own)).data.volunteerActivity.myAttendance;
    expect(await mine(first)).toEqual({ id: attendance.id, state: 'SIGNED_UP' });
    expect(await mine(second)).toEqual({ id: other.id, state: 'WITHDRAWN' });
    expect(await mine(third)).toBeNull();
  });

  test('is led by whoever leads the team now', async () => {
    const id = await activity(5);
    await step(worker, 'appointTeamLeader', TEAM, { leader: 'v-3' });
    expect(await step(leader, 'startActivity', id)).toMatchObject({ code: 'NOT_THE_HOLDER' });
    const { data } = await service.ask(third, `{ volunteerActivity(id: "${id}") { allowedTransitions { mutation } } }`);
    expect(data.volunteerActivity.allowedTransitions).toEqual([
      { mutation: 'startActivity' },
      { mutation: 'cancelActivity' },
    ]);
    await step(worker, 'appointTeamLeader', TEAM, { leader: 'leader' });
  });
});

describe('an attendance', () => {
  test('is of one activity at a time, also for one who checks in twice at once', async () => {
    const [one, other] = [await activity(5), await activity(5)];
    const here = await join(first, one);
    const there = await join(first, other);
    expect(await step(first, 'checkInAttendance', here.id)).toEqual({ code: 'STATE_NOT_ALLOWED', field: 'id' });
    await step(leader, 'startActivity', one);
    await step(leader, 'startActivity', other);
    const answers = await Promise.all([here, there].map(({ id }) => step(first, 'checkInAttendance', id)));
    expect(answers.map(({ state, code }) => state ?? code).toSorted()).toEqual(['ATTENDANCE_OVERLAPS', 'CHECKED_IN']);
    at('2025-11-20T12:30:00+08:00');
    await step(leader, 'finishActivity', one, { beneficiaries: 156 });
    await step(leader, 'finishActivity', other, { beneficiaries: 10 });
    const { data } = await service.entities(
      first,
      '... on Person { attendances { edges { node { state minutes } } } }',
      [{ __typename: 'Person', id: 'v-1' }],
    );
    const ended = data._entities[0].attendances.edges.map(({ node }: { node: object }) => node);
    expect(ended).toContainEqual({ state: 'CHECKED_OUT', minutes: 120 });
    expect(ended).not.toContainEqual(expect.objectContaining({ state: 'CHECKED_IN' }));
  });

  test('that is confirmed by the leader or the community, not by oneself, becomes hours', async () => {
    const id = await activity(5);
    const [own, others] = [await join(leader, id), await join(second, id)];
    await step(leader, 'startActivity', id);
    for (const [actor, { id: attendance }] of [
      [leader, own],
      [second, others],
    ] as const) {
      await step(actor, 'checkInAttendance', attendance);
      at('2025-11-20T10:31:00+08:00');
      expect(await step(actor, 'checkOutAttendance', attendance, {}, 'minutes')).toEqual({
        minutes: actor === leader ? 91 : 0,
      });
    }
    expect(await step(leader, 'confirmAttendance', own.id)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await step(third, 'confirmAttendance', own.id)).toMatchObject({ code: 'NOT_THE_HOLDER' });
    expect(await step(worker, 'confirmAttendance', own.id)).toEqual({ state: 'CONFIRMED' });
    expect(await step(leader, 'confirmAttendance', others.id)).toEqual({ state: 'CONFIRMED' });
    expect(await hoursOf(leader)).toEqual([{ minutes: 91, earnedOn: '2025-11-20', year: 2025, settledIn: null }]);
    expect(await hoursOf(second, leader)).toBeNull();
    expect([await minutesOf(leader, 2025), await minutesOf(leader, 2026)]).toEqual([91, 0]);
    expect(await minutesOf(leader, 2025, worker)).toBeNull();
  });
});

async function minutesOf(person: typeof worker, year: number, asking = person) {
  const { data } = await service.entities(asking, `... on Person { minutesServed(year: ${year}) }`, [
    { __typename: 'Person', id: person.id },
  ]);
  return data._entities[0].minutesServed;
}

async function hoursOf(person: typeof worker, asking = person) {
  const fields = 'hours { edges { node { minutes earnedOn year settledIn { quarter } } } }';
  const { data } = await service.entities(asking, `... on Person { ${fields} }`, [
    { __typename: 'Person', id: person.id },
  ]);
  return data._entities[0].hours?.edges.map(({ node }: { node: object }) => node) ?? null;
}

describe('the hours of a quarter', () => {
  const settle = (clientMutationId: string, quarter: number) =>
    write(
      worker,
      'settleHours',
      { clientMutationId, community: COMMUNITY, year: 2025, quarter },
      'id minutes entries persons',
    );

  test('are settled when it is over, and once, also where two settle at once', async () => {
    expect(await settle('s-0', 4)).toEqual({ code: 'PERIOD_NOT_OVER', field: 'quarter' });
    at('2026-01-05T09:00:00+08:00');
    const answers = await Promise.all(['s-1', 's-2'].map((key) => settle(key, 4)));
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
    expect(answers.find(({ id }) => id)).toMatchObject({ minutes: 91, entries: 2, persons: 2 });
    expect(await hoursOf(leader)).toMatchObject([{ settledIn: { quarter: 4 } }]);
    const list = '... on Community { hourSettlements { edges { node { hours { edges { node { minutes } } } } } } }';
    const { data } = await service.entities(worker, list, [{ __typename: 'Community', code: COMMUNITY }]);
    const [{ node }] = data._entities[0].hourSettlements.edges;
    expect(node.hours.edges.map((each: { node: { minutes: number } }) => each.node.minutes).toSorted()).toEqual([
      0, 91,
    ]);
  });

  test('are taken back by an entry that the next quarter settles, once, and that is not taken back itself', async () => {
    at('2026-01-06T09:00:00+08:00');
    const { data } = await service.entities(worker, '... on Person { hours { edges { node { id } } } }', [
      { __typename: 'Person', id: 'leader' },
    ]);
    const [{ node }] = data._entities[0].hours.edges;
    const reason = '未实际参加';
    const answers = await Promise.all([1, 2].map(() => step(worker, 'reverseHours', node.id, { reason })));
    expect(answers.map(({ state, code }) => state ?? code).toSorted()).toEqual(['REVERSED', 'STATE_NOT_ALLOWED']);
    const entries = await service.platform.connection
      .collection<{ _id: string }>('hour_entries')
      .find({ person: 'leader' })
      .sort({ earnedOn: 1 })
      .toArray();
    expect(entries).toMatchObject([
      { minutes: 91, state: 'REVERSED', settledIn: expect.any(String) },
      { minutes: -91, state: 'POSTED', reverses: node.id, reason, settledIn: null, year: 2026 },
    ]);
    expect(await step(worker, 'reverseHours', entries[1]?._id as string, { reason })).toMatchObject({
      code: 'REVERSAL_OF_REVERSAL',
    });
  });
});

describe('a check-in', () => {
  const since = '2025-01-01';
  const checkIn = (clientMutationId: string, more: object) =>
    write(worker, 'registerCheckIn', { clientMutationId, community: COMMUNITY, since, ...more });

  test.each([
    [{ kind: 'UNIT' }, 'VALUE_MISSING', 'unit'],
    [{ kind: 'MEMBER', unit: 'red-partner-1' }, 'VALUE_MISSING', 'person'],
    [{ kind: 'MEMBER', unit: 'red-partner-1', person: 'm-1' }, 'VALUE_NOT_WANTED', 'unit'],
  ])('with %j is refused', async (more, code, field) => {
    expect(await checkIn('c', more)).toEqual({ code, field });
  });

  test('of a member holds once at a time, and is for those who may read it; that of a unit is public', async () => {
    const { id } = await checkIn('c-1', { kind: 'MEMBER', person: 'm-1', homeUnitName: '县医院' });
    await checkIn('c-2', { kind: 'UNIT', unit: 'red-partner-1' });
    expect(await checkIn('c-3', { kind: 'MEMBER', person: 'm-1' })).toEqual({
      code: 'ALREADY_EXISTS',
      field: 'person',
    });
    const kinds = async (actor: typeof worker | null) => {
      const { data } = await service.entities(actor, '... on Community { checkIns { edges { node { kind } } } }', [
        { __typename: 'Community', code: COMMUNITY },
      ]);
      return data._entities[0].checkIns.edges.map(({ node }: { node: { kind: string } }) => node.kind);
    };
    expect(await kinds(null)).toEqual(['UNIT']);
    expect((await kinds(worker)).toSorted()).toEqual(['MEMBER', 'UNIT']);
    await step(worker, 'endCheckIn', id, { until: '2025-06-01' });
    expect(await checkIn('c-4', { kind: 'MEMBER', person: 'm-1' })).toHaveProperty('id');
  });
});
