import { formatInstant } from '@hh/kernel/period.ts';
import { reachable } from '@hh/kernel/state-machine.ts';
import { type Capability, isCapability } from '@hh/service/actor.ts';
import {
  actorWith,
  createTestSubgraph,
  elsewhereIs,
  systemActor,
  type TestSubgraph,
} from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenBuildings, givenPeople, givenPlaces } from '../testing/given.ts';
import { aDraft } from '../testing/request.ts';
import { above, categories, postAt, routeOf } from './holder.ts';
import { deadlines, defaultPolicy } from './policy.ts';
import { requests } from './request.store.ts';
import { requestStates } from './states.ts';

const COMPOUND = '37132200100101';
const resident = actorWith('resident-1', `RESIDENT@${COMPOUND}`);
const neighbour = actorWith('resident-2', `RESIDENT@${COMPOUND}`);
const grid = actorWith('grid-1', 'GRID_WORKER@371322001001');
const otherGrid = actorWith('grid-9', 'GRID_WORKER@371322001002');
const secretary = actorWith('secretary-1', `BRANCH_SECRETARY@${COMPOUND}`);
const social = actorWith('social-1', 'SOCIAL_WORKER@371322001001');
const community = actorWith('community-1', 'COMMUNITY_SECRETARY@371322001001');
const community2 = actorWith('community-2', 'COMMUNITY_SECRETARY@371322001002');
const street = actorWith('street-1', 'STREET_OFFICER@371322001');
const county = actorWith('county-1', 'COUNTY_OFFICER@371322');

/** What property answers of items of consultations. */
const items: Readonly<Record<string, object>> = {
  'item-1': { consultation: { compound: { code: COMPOUND } } },
  'item-2': { consultation: { compound: { code: '37132200100102' } } },
};

let service: TestSubgraph;
let clock: { set(instant: string): void };
beforeAll(async () => {
  service = await createTestSubgraph(
    organization,
    '2025-11-20T09:00:00+08:00',
    elsewhereIs({ consultationItem: items }),
  );
  clock = service.platform.clock as unknown as typeof clock;
  await givenPeople(service, COMPOUND, ['resident-1', 'resident-2', 'secretary-1']);
  await givenPlaces(service, '371322001001', '371323');
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const draft = (change: object = {}) => aDraft(COMPOUND, change);
const raise = async (change: object = {}, fields = 'id') => await write(grid, 'raiseRequest', draft(change), fields);
/** Raised, accepted and begun by the grid worker. */
const begun = async (change: object = {}) => {
  const { id } = await raise(change);
  await write(grid, 'acceptRequest', { id });
  await write(grid, 'startRequest', { id });
  return id as string;
};
const state = 'state level dueAt allowedTransitions { mutation }';
const rated = { contacted: true, resolved: true, satisfaction: 'SATISFIED' };

describe('a new request', () => {
  test.each([
    ['GOVERNANCE', 'BRANCH_SECRETARY', COMPOUND],
    ['LIVELIHOOD', 'GRID_WORKER', '371322001001'],
    ['NEIGHBOURS', 'GRID_WORKER', '371322001001'],
    ['PROPERTY_SERVICE', 'BRANCH_SECRETARY', COMPOUND],
    ['SAFETY', 'COMMUNITY_SECRETARY', '371322001001'],
    ['OTHER', 'SOCIAL_WORKER', '371322001001'],
  ] as const)('about %s goes to the %s of %s', (category, role, place) => {
    expect(postAt(routeOf(category), COMPOUND, () => null)).toEqual({ role, place, person: null });
  });

  test('about anything goes to a post that there is', () => {
    expect(categories.map(routeOf)).toHaveLength(6);
    expect([1, 2, 3, 4].map((level) => above(level, COMPOUND, () => null).role)).toEqual([
      'COMMUNITY_SECRETARY',
      'STREET_OFFICER',
      'COUNTY_OFFICER',
      'COUNTY_OFFICER',
    ]);
  });

  test.each([
    ['URGENT', '2025-11-21T17:00:00', '2025-11-21T19:00', '2025-11-22T17:00'],
    ['NORMAL', '2025-11-21T17:00:00', '2025-11-24T17:00', '2025-11-28T17:00'],
    ['COMPLEX', '2025-11-21T17:00:00', '2025-11-24T17:00', '2025-12-12T17:00'],
    ['NORMAL', '2025-11-22T08:00:00', '2025-11-24T08:00', '2025-11-28T08:00'],
  ] as const)('that is %s of %s is to be accepted by %s and resolved by %s', (urgency, at, accept, due) => {
    const terms = { policy: defaultPolicy, calendar: new Map() };
    const { acceptBy, dueAt } = deadlines(terms, urgency, new Date(`${at}+08:00`));
    expect([acceptBy, dueAt].map((each) => formatInstant(each).slice(0, 16))).toEqual([accept, due]);
  });

  test.each(['HOTLINE_12345', 'GRID_PATROL', 'CONSULTATION', 'OTHER', 'RESIDENT_APP'])(
    'by %s has a number, one holder and a deadline',
    async (channel) => {
      expect(await raise({ channel }, `no proactive ${state} holder { name role place person { name } }`)).toEqual({
        no: expect.stringMatching(/^20251120-\d{4}$/),
        proactive: channel === 'GRID_PATROL',
        state: 'RECEIVED',
        level: 1,
        dueAt: '2025-11-27T09:00:00.000+08:00',
        allowedTransitions: ['acceptRequest', 'returnRequest', 'mergeRequest'].map((mutation) => ({ mutation })),
        holder: { name: '第371322001001社区网格员', role: 'GRID_WORKER', place: '371322001001', person: null },
      });
    },
  );

  test('that affects many is urgent, whatever was said', async () => {
    expect(await raise({ affectedCount: 20 }, 'urgency dueAt')).toEqual({
      urgency: 'URGENT',
      dueAt: '2025-11-21T09:00:00.000+08:00',
    });
  });

  test('of a resident is in the own name and on the channel of residents', async () => {
    const own = { channel: 'RESIDENT_APP', reporter: null };
    const id = await write(resident, 'raiseRequest', draft(own), 'id title reporter { id }');
    expect(id).toMatchObject({ title: '路灯不亮' });
    expect(await write(resident, 'raiseRequest', draft())).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'channel' });
    const forOther = draft({ ...own, reporter: 'resident-2' });
    expect(await write(resident, 'raiseRequest', forOther)).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'reporter' });
    const elsewhere = draft({ ...own, compound: '37132200100102' });
    expect(await write(resident, 'raiseRequest', elsewhere)).toMatchObject({
      code: 'OUT_OF_SCOPE',
      field: 'compound',
    });
  });

  test('comes from a duty shift of its own compound and channel', async () => {
    const shift = { clientMutationId: 's-1', compound: COMPOUND, date: '2025-11-15', by: 'secretary-1' };
    const { id: source } = await write(secretary, 'recordDutyShift', shift);
    const fields = 'source { ... on DutyShift { date requests { totalCount } } }';
    expect(await raise({ source, channel: 'SECRETARY_DAY' }, fields)).toEqual({
      source: { date: '2025-11-15', requests: { totalCount: 1 } },
    });
    for (const [change, code] of [
      [{ source }, 'SOURCE_DIFFERS'],
      [{ source, channel: 'BUILDING_VISIT' }, 'SOURCE_DIFFERS'],
      [{ source, channel: 'CONSULTATION' }, 'SOURCE_DIFFERS'],
      [{ source, channel: 'SECRETARY_DAY', compound: '37132200100102' }, 'SOURCE_DIFFERS'],
      [{ source: 'nowhere', channel: 'SECRETARY_DAY' }, 'NOT_FOUND'],
    ] as const)
      expect(await raise(change)).toMatchObject({ code, field: 'source' });
  });

  test('comes from an item of a consultation that property knows, of the same compound', async () => {
    const from = (source: string) =>
      raise(
        { source, channel: 'CONSULTATION' },
        'source { __typename ... on ConsultationItem { id requests { totalCount } } }',
      );
    expect(await from('item-1')).toEqual({
      source: { __typename: 'ConsultationItem', id: 'item-1', requests: { totalCount: 1 } },
    });
    expect(await from('item-2')).toMatchObject({ code: 'SOURCE_DIFFERS', field: 'source' });
    expect(await from('item-3')).toMatchObject({ code: 'NOT_FOUND', field: 'source' });
  });

  test('of somebody without a name has a number to call: masked, and in full for a purpose that is kept', async () => {
    const contact = '19899991234';
    const from = (change: object) => raise({ reporter: null, contact, ...change }, 'id contact reporter { id }');
    expect(await from({ reporter: 'resident-1' })).toMatchObject({ code: 'CONTACT_OF_REPORTER', field: 'contact' });
    expect(await from({ contact: '12345' })).toMatchObject({ code: 'CODE_MALFORMED', field: 'contact' });
    const { id, ...shown } = await from({});
    expect(shown).toEqual({ contact: '198****1234', reporter: null });
    const call = async (purpose: string, actor = grid) =>
      (await service.ask(actor, `{ serviceRequest(id: "${id}") { contactPhone(purpose: "${purpose}") } }`)).data
        .serviceRequest?.contactPhone;
    expect(await call('回访办理结果')).toBe(contact);
    const { connection } = service.platform;
    const records = await connection
      .collection('access_records')
      .find({ person: `contact-${id}` })
      .toArray();
    expect(records).toMatchObject([{ by: 'grid-1', purpose: '回访办理结果', field: 'phone' }]);
    expect(await call('回访办理结果', street)).toBeNull();
    const kept = await Promise.all(
      ['service_requests', 'audit', 'commands'].map((name) => connection.collection(name).find().toArray()),
    );
    expect(JSON.stringify(kept)).not.toContain(contact);
    const found = `{ search(text: "匿名") { people { id } } person(id: "contact-${id}") { id } }`;
    expect((await service.ask(grid, found)).data).toEqual({ search: { people: [] }, person: null });
  });

  test('and the number is erased with the request that is closed, and with those that are part of it', async () => {
    const contacts = service.platform.connection.collection<{ _id: string }>('request_contacts');
    const from = async (contact: string) => (await raise({ reporter: null, contact })).id as string;
    const [id, merged, open] = [await from('19899991001'), await from('19899991002'), await from('19899991003')];
    const kept = async () =>
      (await contacts.find({ _id: { $in: [id, merged, open] } }).toArray()).map(({ _id }) => _id);
    await write(grid, 'mergeRequest', { id: merged, mergedInto: id });
    await write(grid, 'acceptRequest', { id });
    await write(grid, 'startRequest', { id });
    await write(grid, 'resolveRequest', { id, reply: '已修' });
    const call = (answered: boolean) =>
      write(social, 'recordCallBack', { id, answered, ...(answered ? rated : {}) }, 'state');
    await call(false);
    expect((await kept()).toSorted()).toEqual([id, merged, open].toSorted());
    expect(await call(true)).toEqual({ state: 'CLOSED' });
    expect(await kept()).toEqual([open]);
    const shown = '... on ServiceRequest { state contact contactPhone(purpose: "回访办理结果") }';
    const at = [id, merged].map((each) => ({ __typename: 'ServiceRequest', id: each }));
    expect((await service.entities(grid, shown, at)).data._entities).toEqual([
      { state: 'CLOSED', contact: null, contactPhone: null },
      { state: 'MERGED', contact: null, contactPhone: null },
    ]);
  });

  test('is about a building of its compound', async () => {
    await givenBuildings(service, COMPOUND, ['building-1']);
    await givenBuildings(service, '37132200100102', ['building-2']);
    expect(await raise({ building: 'building-1' }, 'building { id }')).toEqual({ building: { id: 'building-1' } });
    expect(await raise({ building: 'building-2' })).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'building' });
    expect(await raise({ building: 'building-3' })).toMatchObject({ code: 'NOT_FOUND', field: 'building' });
  });

  test('goes to who is in the post now, and of several to the one with the fewest', async () => {
    const compound = '37132200100201';
    await givenPlaces(service, '371322001002');
    await givenPeople(service, compound, ['worker-1', 'worker-2', 'worker-3']);
    const post = {
      kind: 'GRID_WORKER',
      place: '371322001002',
      fullTime: true,
      background: 'OTHER',
      since: '2025-01-01',
    };
    const assign = (person: string) =>
      write(community2, 'assignPost', { clientMutationId: `post ${person}`, ...post, person });
    const [left] = [await assign('worker-1'), await assign('worker-2'), await assign('worker-3')];
    await write(community2, 'endPost', { id: left.id, until: '2025-11-01' });
    const persons: string[] = [];
    for (const _ of [1, 2, 3]) {
      const { holder } = await write(otherGrid, 'raiseRequest', draft({ compound }), 'holder { person { id } }');
      persons.push(holder.person.id);
    }
    expect(persons).toEqual(['worker-2', 'worker-3', 'worker-2']);
  });

  test('of several people at once: each has a number of its own', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => raise({}, 'no')));
    expect(new Set(answers.map(({ no }) => no)).size).toBe(5);
  });
});

describe('who holds it', () => {
  test('alone may move it, whoever is in the post', async () => {
    const { id } = await raise();
    expect(await write(otherGrid, 'acceptRequest', { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await write(social, 'acceptRequest', { id })).toMatchObject({ code: 'NOT_THE_HOLDER' });
    const colleague = actorWith('grid-2', 'GRID_WORKER@371322001001');
    expect(await write(colleague, 'acceptRequest', { id }, 'state acceptedAt')).toEqual({
      state: 'ACCEPTED',
      acceptedAt: '2025-11-20T09:00:00.000+08:00',
    });
  });

  test('sends it back once, and the level above gives it to another post', async () => {
    const { id } = await raise();
    const reason = '不属于网格职责';
    expect(await write(grid, 'returnRequest', { id, reason }, 'state holder { role }')).toEqual({
      state: 'RETURNED',
      holder: { role: 'COMMUNITY_SECRETARY' },
    });
    expect(await write(grid, 'dispatchRequest', { id, role: 'SOCIAL_WORKER' })).toMatchObject({
      code: 'NOT_THE_HOLDER',
    });
    const dispatched = { state: 'RECEIVED', level: 1, isHandedOn: true, holder: { role: 'SOCIAL_WORKER' } };
    expect(
      await write(
        community,
        'dispatchRequest',
        { id, role: 'SOCIAL_WORKER' },
        'state level isHandedOn holder { role }',
      ),
    ).toEqual(dispatched);
    expect(await write(social, 'returnRequest', { id, reason })).toMatchObject({ code: 'RETURNED_ALREADY' });
  });

  test('passes it to the level above, up to the county', async () => {
    const id = await begun();
    const reason = '需上级协调';
    for (const [actor, level] of [
      [grid, 2],
      [community, 3],
      [street, 4],
    ] as const) {
      const fields = 'level state isHandedOn';
      expect(await write(actor, 'escalateRequest', { id, reason }, fields)).toEqual({
        level,
        state: 'ESCALATED',
        isHandedOn: true,
      });
      const next = [community, street, county][level - 2] as typeof county;
      await write(next, 'acceptRequest', { id });
      await write(next, 'startRequest', { id });
    }
    expect(await write(county, 'escalateRequest', { id, reason })).toMatchObject({ code: 'LEVEL_TOP' });
  });

  test('declines it from level 2 on only', async () => {
    const id = await begun();
    const declined = { id, reason: '产权争议未决', reply: '须待法院判决' };
    expect(await write(grid, 'declareNotFeasible', declined)).toMatchObject({ code: 'LEVEL_TOO_LOW' });
    await write(grid, 'escalateRequest', { id, reason: '无法办理' });
    await write(community, 'acceptRequest', { id });
    await write(community, 'startRequest', { id });
    expect(await write(community, 'declareNotFeasible', declined, 'state reply resolvedAt')).toEqual({
      state: 'NOT_FEASIBLE',
      reply: '须待法院判决',
      resolvedAt: null,
    });
  });

  test('resolves it with a reply; two at once, and one does', async () => {
    const id = await begun();
    await expect(write(grid, 'resolveRequest', { id })).rejects.toThrow();
    expect(await write(grid, 'resolveRequest', { id, reply: '  ' })).toMatchObject({ code: 'VALUE_MISSING' });
    const answers = await Promise.all([1, 2, 3].map((n) => write(grid, 'resolveRequest', { id, reply: `已修${n}` })));
    expect(answers.filter((answer) => answer.id)).toHaveLength(1);
  });
});

describe('the deadline', () => {
  test('stands still while it waits, and moves by the working days, ten at most', async () => {
    clock.set('2025-11-20T09:00:00+08:00');
    const id = await begun();
    const waiting = { id, waitingFor: 'THIRD_PARTY', reason: '等待供电公司' };
    expect(await write(grid, 'waitForRequest', waiting, 'state dueAt')).toEqual({
      state: 'WAITING',
      dueAt: '2025-11-27T09:00:00.000+08:00',
    });
    clock.set('2025-11-28T10:00:00+08:00');
    const { data } = await service.ask(grid, `{ serviceRequest(id: "${id}") { overdue } }`);
    expect(data.serviceRequest.overdue).toBe(false);
    expect(await write(grid, 'resumeRequest', { id }, 'dueAt overdue')).toEqual({
      dueAt: '2025-12-05T09:00:00.000+08:00',
      overdue: false,
    });
    expect(await write(grid, 'waitForRequest', waiting)).toMatchObject({ code: 'LEVEL_TOO_LOW' });
    await write(community, 'waitForRequest', waiting);
    clock.set('2026-01-20T10:00:00+08:00');
    expect(await write(grid, 'resumeRequest', { id }, 'dueAt overdue')).toEqual({
      dueAt: '2025-12-19T09:00:00.000+08:00',
      overdue: true,
    });
    clock.set('2025-11-20T09:00:00+08:00');
  });

  test('is extended once, by the level above and never by who asked', async () => {
    const id = await begun();
    const asked = { id, extensionDays: 3, reason: '配件采购' };
    expect(await write(community, 'approveExtension', { id })).toMatchObject({ code: 'EXTENSION_NOT_ASKED' });
    await write(grid, 'askForExtension', asked);
    expect(await write(social, 'approveExtension', { id })).toMatchObject({ code: 'LEVEL_TOO_LOW' });
    const both = actorWith('grid-1', 'COMMUNITY_SECRETARY@371322001001');
    expect(await write(both, 'approveExtension', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await write(community, 'approveExtension', { id }, 'dueAt')).toEqual({
      dueAt: '2025-12-02T09:00:00.000+08:00',
    });
    expect(await write(grid, 'askForExtension', asked)).toMatchObject({ code: 'EXTENDED_ALREADY' });
  });

  test('is counted by the parameters of the county and its holidays', async () => {
    const elsewhere = '37132300100101';
    const officer = actorWith('county-2', 'COUNTY_OFFICER@371323');
    const { isBasicCounted: _, ...days } = defaultPolicy;
    const policy = { ...days, resolveNormalDays: 2, isBasicCounted: false };
    await write(officer, 'setRequestPolicy', { clientMutationId: 'p-1', county: '371323', ...policy });
    const holiday = { clientMutationId: 'w-1', county: '371323', date: '2025-11-21', working: false, label: '县庆' };
    await write(officer, 'nameWorkday', holiday);
    expect(await write(officer, 'nameWorkday', { ...holiday, clientMutationId: 'w-2' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    expect(await write(officer, 'raiseRequest', draft({ compound: elsewhere }), 'acceptBy dueAt')).toEqual({
      acceptBy: '2025-11-24T09:00:00.000+08:00',
      dueAt: '2025-11-25T09:00:00.000+08:00',
    });
  });
});

describe('what is merged', () => {
  test('counts with the other, and is taken out again', async () => {
    const [first, second, third] = [
      await raise({ affectedCount: 2 }),
      await raise({ affectedCount: 3 }),
      await raise(),
    ];
    const merged = await write(
      grid,
      'mergeRequest',
      { id: second.id, mergedInto: first.id },
      'state mergedInto { affectedCount }',
    );
    expect(merged).toEqual({ state: 'MERGED', mergedInto: { affectedCount: 5 } });
    for (const [id, mergedInto] of [
      [first.id, first.id],
      [third.id, second.id],
      [first.id, third.id],
      [third.id, 'nobody'],
    ])
      expect((await write(grid, 'mergeRequest', { id, mergedInto })).code).toMatch(/MERGE_NOT_POSSIBLE|NOT_FOUND/);
    expect(await write(grid, 'unmergeRequest', { id: second.id }, 'state mergedInto { id }')).toEqual({
      state: 'RECEIVED',
      mergedInto: null,
    });
    const { data } = await service.ask(grid, `{ serviceRequest(id: "${first.id}") { affectedCount } }`);
    expect(data.serviceRequest.affectedCount).toBe(2);
  });

  test('into one another at once: one of them is', async () => {
    const [first, second] = [await raise(), await raise()];
    const answers = await Promise.all([
      write(grid, 'mergeRequest', { id: first.id, mergedInto: second.id }),
      write(grid, 'mergeRequest', { id: second.id, mergedInto: first.id }),
    ]);
    expect(answers.filter(({ code }) => code === 'MERGE_NOT_POSSIBLE')).toHaveLength(1);
  });
});

describe('the end', () => {
  const resolved = async () => {
    const id = await begun();
    await write(grid, 'resolveRequest', { id, reply: '已更换灯具' });
    return id;
  };

  test('is rated by who reported it, which closes it', async () => {
    const id = await resolved();
    expect(await write(neighbour, 'rateRequest', { id, ...rated })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await write(resident, 'rateRequest', { id, ...rated }, 'state rating { resolved satisfaction }')).toEqual({
      state: 'CLOSED',
      rating: { resolved: true, satisfaction: 'SATISFIED' },
    });
  });

  test('is asked by telephone, never by who replied; without an answer it stays', async () => {
    const id = await resolved();
    const both = actorWith('grid-1', 'SOCIAL_WORKER@371322001001');
    expect(await write(both, 'recordCallBack', { id, answered: false })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await write(social, 'recordCallBack', { id, answered: false }, 'state rating { resolved }')).toEqual({
      state: 'RESOLVED',
      rating: null,
    });
    expect(await write(social, 'recordCallBack', { id, answered: true, resolved: true })).toMatchObject({
      code: 'VALUE_MISSING',
    });
    expect(await write(social, 'recordCallBack', { id, answered: true, ...rated }, 'state')).toEqual({
      state: 'CLOSED',
    });
  });

  test('comes by itself after the days for it, by the system alone', async () => {
    const id = await resolved();
    expect(await write(systemActor, 'closeUnratedRequest', { id })).toMatchObject({ code: 'RATING_STILL_POSSIBLE' });
    await expect(write(county, 'closeUnratedRequest', { id })).rejects.toThrow('FORBIDDEN');
    clock.set('2025-11-27T09:00:00+08:00');
    expect(await write(systemActor, 'closeUnratedRequest', { id }, 'state')).toEqual({ state: 'CLOSED' });
    clock.set('2025-11-20T09:00:00+08:00');
  });

  test('is not the end: reopened once by who reported it, again by level 2, and not after fifteen days', async () => {
    const id = await resolved();
    const reason = '仍不亮';
    expect(await write(social, 'rateRequest', { id, ...rated }).catch((error: Error) => error.message)).toContain(
      'FORBIDDEN',
    );
    const fields = 'state level overseer { role } reply resolvedAt reopenedCount';
    expect(await write(resident, 'reopenRequest', { id, reason }, fields)).toEqual({
      state: 'REOPENED',
      level: 1,
      overseer: { role: 'COMMUNITY_SECRETARY' },
      reply: null,
      resolvedAt: null,
      reopenedCount: 1,
    });
    await write(grid, 'acceptRequest', { id });
    await write(grid, 'startRequest', { id });
    await write(grid, 'resolveRequest', { id, reply: '再次维修' });
    expect(await write(resident, 'reopenRequest', { id, reason })).toMatchObject({ code: 'LEVEL_TOO_LOW' });
    clock.set('2025-12-05T09:00:01+08:00');
    expect(await write(community, 'reopenRequest', { id, reason })).toMatchObject({ code: 'REOPENING_TOO_LATE' });
    clock.set('2025-12-05T09:00:00+08:00');
    expect(await write(community, 'reopenRequest', { id, reason }, 'reopenedCount timeline { action state }')).toEqual({
      reopenedCount: 2,
      timeline: [
        ['raiseRequest', 'RECEIVED'],
        ['acceptRequest', 'ACCEPTED'],
        ['startRequest', 'IN_PROGRESS'],
        ['resolveRequest', 'RESOLVED'],
        ['reopenRequest', 'REOPENED'],
        ['acceptRequest', 'ACCEPTED'],
        ['startRequest', 'IN_PROGRESS'],
        ['resolveRequest', 'RESOLVED'],
        ['reopenRequest', 'REOPENED'],
      ].map(([action, state]) => ({ action, state })),
    });
    clock.set('2025-11-20T09:00:00+08:00');
  });

  test('of an opinion is that it is adopted or answered, with a reply', async () => {
    const { id } = await raise({ kind: 'OPINION' });
    await write(grid, 'acceptRequest', { id });
    expect(await write(grid, 'startRequest', { id })).toMatchObject({ code: 'REQUEST_KIND' });
    expect(await write(grid, 'adoptOpinion', { id, reply: '采纳' }, 'state resolvedAt')).toEqual({
      state: 'ADOPTED',
      resolvedAt: null,
    });
    expect(await write(resident, 'rateRequest', { id, ...rated }, 'state')).toEqual({ state: 'CLOSED' });
  });
});

describe('who sees a request', () => {
  const list = (place: string) =>
    `... on Compound { requests(first: 1) { totalCount edges { node { title } } } }${place}`;
  const at = [{ __typename: 'Compound', code: COMPOUND }];

  test('the staff of the place, and nobody else', async () => {
    const seen = await service.entities(community, list(''), at);
    expect(seen.data._entities[0].requests.edges[0].node.title).toBe('路灯不亮');
    const other = await service.entities(otherGrid, list(''), at);
    expect(other.data._entities[0].requests).toBeNull();
    const anybody = await service.entities(null, list(''), at);
    expect([anybody.data._entities[0].requests, anybody.codes]).toEqual([null, ['UNAUTHENTICATED']]);
  });

  test('a resident the own ones, by id', async () => {
    const [own, others] = [await raise(), await raise({ reporter: 'resident-2' })];
    const { data } = await service.ask(
      resident,
      `{ own: serviceRequest(id: "${own.id}") { title } others: serviceRequest(id: "${others.id}") { title } }`,
    );
    expect(data).toEqual({ own: { title: '路灯不亮' }, others: null });
  });

  test('a list below many compounds is one question, also where they are counted', async () => {
    const many = ['37132200100101', '37132200100102', '37132200100103'].map((code) => ({
      __typename: 'Compound',
      code,
    }));
    const selection =
      '... on Compound { requests(filter: { open: true }, first: 5) { totalCount edges { node { no holder { role } } } } }';
    const reads = await service.readsDuring(() => service.entities(community, selection, many));
    expect(reads).toHaveLength(1);
  });
});

test('every state can be reached, and every right is one', () => {
  const machine = requestStates as unknown as Parameters<typeof reachable>[0];
  expect(reachable(machine, 'RECEIVED').size).toBe(13);
  const rights = Object.values(requestStates).map(({ may }) => may as string);
  expect(rights.filter((may) => may !== 'system' && !isCapability(may as Capability))).toEqual([]);
  expect(requests.create.state).toBe('RECEIVED');
});
