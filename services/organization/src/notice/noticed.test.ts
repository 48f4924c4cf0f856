/** What has to be made public is decided after its notice: the same for everything that this service decides so. */
import type { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { aNotice, aTree, county, street } from '../testing/party.ts';

const COMPOUND = '37132200100101';
const COMMUNITY = '371322001001';
const BEGUN = '2025-11-20T09:00:00+08:00';
const LAST_MOMENT = '2025-11-27T23:59:59+08:00';
const OVER = '2025-11-28T00:00:00+08:00';
const secretary = actorWith('secretary', `COMMUNITY_SECRETARY@${COMMUNITY}`);
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);

let service: TestSubgraph;
let tree: Awaited<ReturnType<typeof aTree>>;
beforeAll(async () => {
  service = await createTestSubgraph(organization, BEGUN);
  tree = await aTree(service, COMPOUND);
  await givenPlaces(service, '371322001002');
  await givenPeople(service, COMPOUND, ['worker', 'resident']);
  const post = { kind: 'SOCIAL_WORKER', person: 'worker', place: COMMUNITY, fullTime: true, since: '2025-01-01' };
  await service.write(street, 'assignPost', { ...post, clientMutationId: 'post', background: 'PROFESSIONAL' });
});
afterAll(() => service.stop());

const at = (instant: string) => (service.platform.clock as ReturnType<typeof manualClock>).set(instant);
beforeEach(() => at(BEGUN));
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

interface Noticed {
  readonly kind: string;
  readonly notice: readonly [by: Actor, mutation: string];
  readonly decide: readonly [by: Actor, mutation: string, state: string];
  readonly place: string;
  /** A new one, as far as its notice. */
  readonly begin: () => Promise<string>;
}

const entered = async (by: Actor, mutation: string, input: object) =>
  (await write(by, mutation, { clientMutationId: newId(), person: 'worker', ...input })).id as string;

const everything: Readonly<Record<string, Noticed>> = {
  Appointment: {
    kind: 'APPOINTMENT',
    notice: [street, 'noticeAppointment'],
    decide: [county, 'confirmAppointment', 'IN_FORCE'],
    place: COMPOUND,
    begin: () => {
      const input = { unit: tree.branch, role: 'MEMBER', source: 'VETERAN', fullTime: false, since: '2025-11-01' };
      return entered(street, 'proposeAppointment', input);
    },
  },
  Nomination: {
    kind: 'APPOINTMENT',
    notice: [street, 'noticeNomination'],
    decide: [county, 'appointNominee', 'APPOINTED'],
    place: COMMUNITY,
    begin: async () => {
      const input = { postKind: 'STATION_STAFF', place: COMMUNITY, route: 'ORG', statement: '热心社区事务' };
      const id = await entered(street, 'submitNomination', { ...input, background: 'OTHER' });
      await write(secretary, 'recommendNomination', { id, recommendation: '同意' });
      await write(street, 'reviewNomination', { id, review: '符合条件' });
      return id;
    },
  },
  Promotion: {
    kind: 'APPOINTMENT',
    notice: [county, 'noticePromotion'],
    decide: [county, 'decidePromotion', 'DECIDED'],
    place: COMPOUND,
    begin: async () => {
      const input = { fromRung: 1, toRung: 2, unit: tree.branch, evidence: '考核优秀' };
      const id = await entered(street, 'proposePromotion', input);
      await write(county, 'reviewPromotion', { id, review: '符合条件' });
      return id;
    },
  },
  Commendation: {
    kind: 'COMMENDATION',
    notice: [street, 'noticeCommendation'],
    decide: [county, 'publishCommendation', 'PUBLISHED'],
    place: COMMUNITY,
    begin: () => {
      const input = { title: newId(), place: COMMUNITY, year: 2025, deeds: '入户走访' };
      return entered(street, 'proposeCommendation', input);
    },
  },
};

describe.each(Object.entries(everything))('a %s', (type, { kind, notice, decide, place, begin }) => {
  const name = (id: string, of: string) => write(notice[0], notice[1], { id, notice: of }, 'state');
  const decideIt = (id: string) => write(decide[0], decide[1], { id }, 'state notice { id state } noticedOn');
  const object = (of: string) =>
    write(resident, 'fileObjection', { clientMutationId: newId(), notice: of, compound: COMPOUND, text: '不实' });
  const begun = async () => {
    const id = await begin();
    const subject = { type, id, place };
    const of = await aNotice(service, subject, kind);
    expect(await name(id, of)).toEqual({ state: 'NOTICED' });
    return { id, of, subject };
  };
  const offered = async (id: string, [by, wanted]: readonly [Actor, string, ...unknown[]] = decide) => {
    const fields = `... on ${type} { allowedTransitions { mutation } }`;
    const { data } = await service.entities(by, fields, [{ __typename: type, id }]);
    const named: { mutation: string }[] = data._entities[0].allowedTransitions;
    return named.some(({ mutation }) => mutation === wanted);
  };

  test('names a notice that is public, about it, of its kind, where it lies', async () => {
    const [id, other] = [await begin(), await begin()];
    const subject = { type, id, place };
    const refused = async (of: string, code: string) => expect(await name(id, of)).toEqual({ code, field: 'notice' });
    await refused('nothing', 'NOT_FOUND');
    await refused(await aNotice(service, { ...subject, id: other }, kind), 'NOTICE_OF_ANOTHER');
    await refused(await aNotice(service, { ...subject, type: 'Vote' }, kind), 'NOTICE_OF_ANOTHER');
    await refused(await aNotice(service, subject, 'HUB_HOUSEHOLDS'), 'NOTICE_OF_ANOTHER_KIND');
    await refused(await aNotice(service, subject, kind, { place: '371322001002' }), 'NOTICE_ELSEWHERE');
    const withdrawn = await aNotice(service, subject, kind);
    await write(street, 'withdrawNotice', { id: withdrawn, reason: '有误' });
    await refused(withdrawn, 'NOTICE_NOT_PUBLIC');
    const about = { kind, place, subjectType: type, subjectId: id, title: '公示', body: '见公示栏' };
    const draft = await write(street, 'draftNotice', { clientMutationId: newId(), ...about });
    await refused(draft.id, 'NOTICE_NOT_PUBLIC');
    expect(await decideIt(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    // What covers the place covers it: the county's board too.
    expect(await name(id, await aNotice(service, subject, kind, { place: '371322' }))).toEqual({ state: 'NOTICED' });
  });

  test('is decided when the days of its notice are over, not a moment sooner, which closes the notice', async () => {
    const { id, of } = await begun();
    at(LAST_MOMENT);
    expect([await decideIt(id), await offered(id)]).toEqual([{ code: 'NOTICE_NOT_OVER', field: 'id' }, false]);
    at(OVER);
    expect(await offered(id)).toBe(true);
    const decided = { state: decide[2], notice: { id: of, state: 'CLOSED' }, noticedOn: '2025-11-20' };
    expect(await decideIt(id)).toEqual(decided);
    expect(await object(of)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const { data } = await service.ask(
      county,
      `{ notice(id: "${of}") { subject { __typename ... on ${type} { id } } } }`,
    );
    expect(data.notice.subject).toEqual({ __typename: type, id });
  });

  test('waits for the objections to its notice', async () => {
    const { id, of } = await begun();
    const { id: objection } = await object(of);
    at(OVER);
    expect(await decideIt(id)).toEqual({ code: 'OBJECTION_OPEN', field: 'id' });
    await write(county, 'rejectObjection', { id: objection, decision: '不成立' });
    expect(await decideIt(id)).toMatchObject({ state: decide[2] });
  });

  test('waits for the correction where one was right, and for the days of the correction', async () => {
    const { id, of, subject } = await begun();
    const { id: objection } = await object(of);
    await write(county, 'upholdObjection', { id: objection, decision: '成立' });
    at(OVER);
    expect(await decideIt(id)).toEqual({ code: 'CORRECTION_DUE', field: 'id' });
    const correction = await aNotice(service, subject, kind, { corrects: of });
    expect(await decideIt(id)).toEqual({ code: 'NOTICE_NOT_OVER', field: 'id' });
    at('2025-12-06T00:00:00+08:00');
    expect(await decideIt(id)).toEqual({
      state: decide[2],
      notice: { id: correction, state: 'CLOSED' },
      noticedOn: '2025-11-28',
    });
  });

  test('is not decided after a correction that is about something else', async () => {
    const { id, of, subject } = await begun();
    await aNotice(service, { ...subject, id: await begin() }, kind, { corrects: of });
    at('2025-12-20T00:00:00+08:00');
    expect(await decideIt(id)).toEqual({ code: 'NOTICE_OF_ANOTHER', field: 'id' });
  });

  test('is not decided where its notice was withdrawn, until another one corrects that', async () => {
    const { id, of, subject } = await begun();
    await write(street, 'withdrawNotice', { id: of, reason: '有误' });
    at(OVER);
    expect(await decideIt(id)).toEqual({ code: 'NOTICE_WITHDRAWN', field: 'id' });
    await aNotice(service, subject, kind, { corrects: of });
    at('2025-12-06T00:00:00+08:00');
    expect(await decideIt(id)).toMatchObject({ state: decide[2] });
  });

  test('that was noticed when nothing had to name a notice names one now, once, and waits for that', async () => {
    const { id, of, subject } = await begun();
    expect(await offered(id, notice)).toBe(false);
    expect(await name(id, of)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const rows = service.platform.connection.collection<{ _id: string }>(`${type.toLowerCase()}s`);
    const before = { notice: null, noticedOn: null, noticedUntil: null };
    expect((await rows.updateOne({ _id: id, state: 'NOTICED' }, { $set: before })).modifiedCount).toBe(1);
    at(OVER);
    expect([await decideIt(id), await offered(id), await offered(id, notice)]).toEqual([
      { code: 'NOTICE_MISSING', field: 'id' },
      false,
      true,
    ]);
    const again = await aNotice(service, subject, kind);
    expect(await name(id, again)).toEqual({ state: 'NOTICED' });
    expect(await name(id, again)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await decideIt(id)).toEqual({ code: 'NOTICE_NOT_OVER', field: 'id' });
    at('2025-12-06T00:00:00+08:00');
    expect(await decideIt(id)).toMatchObject({ state: decide[2], notice: { id: again } });
  });

  test('and an objection at the same moment: whichever comes first, the other one sees it', async () => {
    for (let round = 0; round < 4; round += 1) {
      at(BEGUN);
      const { id, of } = await begun();
      at(OVER);
      const [decided, objected] = await Promise.all([decideIt(id), object(of)]);
      if (objected.id) expect(decided).toEqual({ code: 'OBJECTION_OPEN', field: 'id' });
      else expect([decided.state, objected.code]).toEqual([decide[2], 'STATE_NOT_ALLOWED']);
    }
  });
});
