import { createHash } from 'node:crypto';
import type { manualClock } from '@hh/kernel/clock.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { canonicalText, type Notice } from './notice.ts';
import { lastDayOf, type NoticeKind, noticeKinds, ruleOf } from './notice-kinds.ts';

const COMPOUND = '37132200100101';
const COMMUNITY = '371322001001';
const county = actorWith('county', 'COUNTY_OFFICER@371322');
const secretary = actorWith('secretary', `BRANCH_SECRETARY@${COMPOUND}`);
const street = actorWith('street', 'STREET_OFFICER@371322001');
const checker = actorWith('checker', 'FINANCE_CHECKER@371322');
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);
const owner = actorWith('owner', `OWNER@${COMPOUND}`);
const stranger = actorWith('stranger', 'RESIDENT@37132200100201');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, '371322001001', '371322001002');
  await givenPeople(service, COMPOUND, ['county', 'secretary', 'street', 'resident', 'owner', 'stranger']);
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const setNow = (instant: string) => (service.platform.clock as ReturnType<typeof manualClock>).set(instant);

let keys = 0;
const draft = (change: object = {}, actor = street) => {
  keys += 1;
  const input = {
    clientMutationId: `n-${keys}`,
    kind: 'COMMUNITY_AFFAIRS',
    place: COMPOUND,
    title: '居务公开',
    body: '第一行  \n第二行',
  };
  return write(actor, 'draftNotice', { ...input, ...change });
};
const publish = async (change: object = {}, fields = 'id') =>
  write(street, 'publishNotice', { id: (await draft(change)).id }, fields);
const object = (notice: string, actor = resident, compound = COMPOUND) => {
  keys += 1;
  return write(actor, 'fileObjection', { clientMutationId: `o-${keys}`, notice, compound, text: '收入不符' });
};
const stateOf = async (id: string) =>
  (await service.ask(street, `{ notice(id: "${id}") { state needsCorrection openObjections correctedBy { id } } }`))
    .data.notice;

describe('how long a notice is public', () => {
  /** National Day 2025. */
  const calendar = new Map<string, boolean>([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, false] as const),
    ['2025-09-28', true],
    ['2025-10-11', true],
  ]);
  test.each<[NoticeKind, number, string, string]>([
    ['COMMUNITY_AFFAIRS', 15, '2025-11-20', '2025-12-05'],
    ['VOTE_RESULT', 7, '2025-11-20', '2025-11-27'],
    ['APPOINTMENT', 1, '2025-11-20', '2025-11-27'],
    ['APPOINTMENT', 1, '2025-09-30', '2025-10-14'],
    ['COMMENDATION', 7, '2025-11-20', '2025-11-27'],
    ['COMMENDATION', 7, '2025-09-30', '2025-10-14'],
    ['PRESS_MINUTES', 0, '2025-11-20', '2025-11-20'],
  ])('%s for %d days from %s: up to %s', (kind, days, from, last) => {
    expect(lastDayOf(kind, days, from as LocalDate, calendar)).toBe(last);
  });

  test.each(noticeKinds)('%s has a rule with a source and somebody who answers', (kind) => {
    const { leastDays, usualDays, source, answeredBy, decideWithin } = ruleOf(kind);
    expect(usualDays).toBeGreaterThanOrEqual(leastDays);
    expect([source.length > 5, answeredBy.length > 0, decideWithin > 0]).toEqual([true, true, true]);
  });

  test.each<[object, string, string]>([
    [{ days: 14 }, 'NOTICE_DAYS_TOO_FEW', 'days'],
    [{ subjectType: 'Compound' }, 'VALUE_MISSING', 'subjectId'],
    [{ place: '371322001009' }, 'NOT_FOUND', 'place'],
    [{ corrects: 'nothing' }, 'NOT_FOUND', 'corrects'],
  ])('a draft with %j is refused', async (change, code, field) => {
    expect(await draft(change)).toMatchObject({ code, field });
  });
});

describe('the text of a notice', () => {
  test('is the same on paper: its hash is what sha256sum says of it, and finds it', async () => {
    const found = await publish(
      { attachments: [{ name: '明细.csv', sha256: 'a'.repeat(64) }], subjectType: 'Compound', subjectId: COMPOUND },
      'id no text contentHash lastDay closesAt subject { __typename ... on Compound { code } }',
    );
    expect(found).toMatchObject({
      lastDay: '2025-12-05',
      closesAt: '2025-12-06T00:00:00.000+08:00',
      subject: { __typename: 'Compound', code: COMPOUND },
      text: `公示 ${found.no}\n种类：COMMUNITY_AFFAIRS\n地点：${COMPOUND}\n标题：居务公开\n公示期：2025-11-20 至 2025-12-05\n事项：Compound ${COMPOUND}\n\n第一行\n第二行\n\n附件：明细.csv ${'a'.repeat(64)}\n`,
      contentHash: createHash('sha256').update(found.text, 'utf8').digest('hex'),
    });
    const verify = (hash: string) => service.ask(null, `{ verifyNotice(hash: "${hash}") { id state } }`);
    expect((await verify(found.contentHash.toUpperCase())).data.verifyNotice).toEqual({
      id: found.id,
      state: 'PUBLISHED',
    });
    expect((await verify('0'.repeat(64))).data.verifyNotice).toBeNull();
  });

  test('leads to what it is about, here and in other services, where the caller may see it', async () => {
    const of = '__typename ... on Community { name street { code } } ... on Vote { id } ... on Appointment { id }';
    const subject = async (subjectType: string, subjectId: string) =>
      (await publish({ subjectType, subjectId }, `subject { ${of} }`)).subject;
    expect(await subject('Community', COMMUNITY)).toMatchObject({
      __typename: 'Community',
      street: { code: '371322001' },
    });
    expect(await subject('Vote', 'vote-1')).toEqual({ __typename: 'Vote', id: 'vote-1' });
    expect(await subject('Appointment', 'nothing')).toBeNull();
  });

  test('differs where a word differs', () => {
    const notice = {
      no: '1',
      kind: 'OTHER',
      place: COMPOUND,
      title: '甲',
      body: '乙',
      corrects: null,
      subjectType: null,
      subjectId: null,
      attachments: null,
      publishedOn: '2025-11-20',
      lastDay: '2025-12-05',
    } as unknown as Notice & { publishedOn: string; lastDay: string };
    expect(canonicalText(notice)).not.toBe(canonicalText({ ...notice, body: '丙' }));
    expect(canonicalText({ ...notice, body: '乙 \t' })).toBe(canonicalText(notice));
  });
});

describe('a draft', () => {
  test('is seen by those who write or publish notices, and by nobody else; published, by all', async () => {
    const { id } = await draft();
    const see = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.ask(actor, `{ notice(id: "${id}") { state } }`)).data.notice;
    expect([await see(null), await see(resident)]).toEqual([null, null]);
    expect([await see(secretary), await see(checker)]).toEqual([{ state: 'DRAFT' }, { state: 'DRAFT' }]);
    await write(secretary, 'publishNotice', { id });
    expect([await see(null), await see(resident)]).toEqual([{ state: 'PUBLISHED' }, { state: 'PUBLISHED' }]);
    expect(await write(street, 'reviseNotice', { id, title: '改', body: '改' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
  });

  test('that is withdrawn stays unseen', async () => {
    const { id } = await draft();
    await write(street, 'withdrawNotice', { id, reason: '不需要' });
    expect((await service.ask(null, `{ notice(id: "${id}") { state } }`)).data.notice).toBeNull();
  });

  test('is written by who holds the place', async () => {
    expect(await draft({ place: COMMUNITY }, secretary)).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'place' });
    await expect(draft({}, resident)).rejects.toThrow('FORBIDDEN');
  });
});

describe('an objection', () => {
  test('is filed by who lives where the notice is public, once at a time, while it is', async () => {
    const { id } = await publish({ place: COMMUNITY });
    expect(await object(id, stranger, '37132200100201')).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'compound' });
    expect(await object(id, stranger, COMPOUND)).toMatchObject({ code: 'OUT_OF_SCOPE', field: 'compound' });
    const answers = await Promise.all([object(id), object(id), object(id)]);
    expect(answers.filter((answer) => answer.id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
    expect(await object(id, owner)).toEqual({ id: expect.any(String) });
    expect(await stateOf(id)).toMatchObject({ state: 'OBJECTED', openObjections: 2 });
    const { id: other } = await draft();
    expect(await object(other)).toMatchObject({ code: 'STATE_NOT_ALLOWED', field: 'notice' });
  });

  test('is named to the staff and to who filed it, and to nobody else', async () => {
    const { id } = await publish();
    const { id: objection } = await object(id);
    const ask = `{ objection(id: "${objection}") { by { id } text } notice(id: "${id}") { openObjections objections { totalCount } } }`;
    const seen = async (actor: Parameters<TestSubgraph['ask']>[0]) => (await service.ask(actor, ask)).data;
    expect((await seen(street)).objection).toEqual({ by: { id: 'resident' }, text: '收入不符' });
    expect(await seen(resident)).toEqual({
      objection: { by: { id: 'resident' }, text: '收入不符' },
      notice: { openObjections: 1, objections: { totalCount: 1 } },
    });
    expect(await seen(owner)).toEqual({
      objection: null,
      notice: { openObjections: 1, objections: { totalCount: 0 } },
    });
    expect(await seen(null)).toEqual({ objection: null, notice: { openObjections: 1, objections: null } });
  });

  test('is listed by place for those who handle it, and for who filed it', async () => {
    const { id } = await publish({ kind: 'PUBLIC_REVENUE' });
    await object(id);
    const ask = `{ compound: _entities(representations: [{ __typename: "Compound", code: "${COMPOUND}" }]) {
      ... on Compound { objections(filter: { isOpen: true, kind: [PUBLIC_REVENUE] }) { totalCount edges { node { notice { id } } } } } } }`;
    const listed = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
      (await service.ask(actor, ask)).data.compound[0];
    const one = { objections: { totalCount: 1, edges: [{ node: { notice: { id } } }] } };
    expect(await listed(street)).toEqual(one);
    expect(await listed(resident)).toEqual(one);
    expect(await listed(owner)).toEqual({ objections: { totalCount: 0, edges: [] } });
    expect(await listed(null)).toEqual({ objections: null });
  });

  test('is told to everybody once it is decided, a page at a time, without who objected and what they wrote', async () => {
    const { id } = await publish();
    const [{ id: first }, { id: second }] = [await object(id), await object(id, owner)];
    const ask = async (page: string) => {
      const { data } = await service.ask(
        null,
        `{ notice(id: "${id}") { objectionDecisions(${page}) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { filedOn state decision decidedAt } } } } }`,
      );
      return data.notice.objectionDecisions;
    };
    await write(street, 'acknowledgeObjection', { id: first });
    expect(await ask('first: 1')).toMatchObject({ totalCount: 0, edges: [] });
    await write(street, 'upholdObjection', { id: first, decision: '少计一笔' });
    await write(street, 'rejectObjection', { id: second, decision: '与合同一致' });
    const [before, after] = [await ask('first: 1'), await ask('last: 1')];
    expect(before).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect((await ask(`first: 1, after: "${before.pageInfo.endCursor}"`)).edges).toEqual(after.edges);
    const nodes = [...before.edges, ...after.edges].map(({ node }) => node);
    expect(nodes.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { filedOn: '2025-11-20', state: 'REJECTED', decision: '与合同一致', decidedAt: '2025-11-20T09:00:00.000+08:00' },
      { filedOn: '2025-11-20', state: 'UPHELD', decision: '少计一笔', decidedAt: '2025-11-20T09:00:00.000+08:00' },
    ]);
    const { id: third } = await publish();
    const { id: taken } = await object(third);
    await write(resident, 'withdrawObjection', { id: taken });
    const { data } = await service.ask(null, `{ notice(id: "${third}") { objectionDecisions { totalCount } } }`);
    expect(data.notice.objectionDecisions.totalCount).toBe(0);
  });

  test('is answered by whom the kind of the notice says, within ten working days', async () => {
    const { id } = await publish({ kind: 'APPOINTMENT' });
    const { id: objection } = await object(id);
    expect(await write(street, 'rejectObjection', { id: objection, decision: '不成立' })).toMatchObject({
      code: 'ANSWERED_BY_OTHERS',
      field: 'id',
    });
    const answer = await write(
      county,
      'acknowledgeObjection',
      { id: objection },
      'state acknowledgeBy dueOn handledBy { id }',
    );
    expect(answer).toEqual({
      state: 'ACKNOWLEDGED',
      acknowledgeBy: '2025-11-21',
      dueOn: '2025-12-04',
      handledBy: { id: 'county' },
    });
    const both = actorWith('resident', 'COUNTY_OFFICER@371322');
    expect(await write(both, 'upholdObjection', { id: objection, decision: '成立' })).toMatchObject({
      code: 'SAME_PERSON',
    });
    expect(await write(owner, 'withdrawObjection', { id: objection })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await write(resident, 'withdrawObjection', { id: objection }, 'state')).toEqual({ state: 'WITHDRAWN' });
    expect(await stateOf(id)).toMatchObject({ state: 'PUBLISHED', openObjections: 0 });
  });
});

describe('a notice is closed', () => {
  const close = (id: string) => write(street, 'closeNotice', { id });

  test('not before its last day is over, nor while an objection is open, nor before what was upheld is corrected', async () => {
    const { id } = await publish();
    const [{ id: first }, { id: second }] = [await object(id), await object(id, owner)];
    expect(await close(id)).toMatchObject({ code: 'OBJECTION_OPEN' });
    setNow('2025-12-06T00:00:00+08:00');
    expect(await close(id)).toMatchObject({ code: 'OBJECTION_OPEN' });
    // Both are decided at once: neither may take the other's for still open.
    await Promise.all([
      write(street, 'upholdObjection', { id: first, decision: '成立' }),
      write(street, 'rejectObjection', { id: second, decision: '不成立' }),
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'PUBLISHED', needsCorrection: true, openObjections: 0 });
    expect(await close(id)).toMatchObject({ code: 'CORRECTION_DUE' });

    expect(await draft({ corrects: id, kind: 'OTHER' })).toMatchObject({
      code: 'CORRECTION_DIFFERS',
      field: 'corrects',
    });
    const drafts = [await draft({ corrects: id, body: '更正一' }), await draft({ corrects: id, body: '更正二' })];
    const answers = await Promise.all(
      drafts.map(({ id: correction }) => write(street, 'publishNotice', { id: correction })),
    );
    const [published] = answers.filter((answer) => answer.id);
    expect(answers.map(({ code }) => code).toSorted()).toEqual(['CORRECTED_ALREADY', undefined]);
    expect(await stateOf(id)).toEqual({
      state: 'WITHDRAWN',
      needsCorrection: false,
      openObjections: 0,
      correctedBy: { id: published.id },
    });
    setNow('2025-11-20T09:00:00+08:00');
  });

  test('at the end of its last day, and not a moment before', async () => {
    const { id } = await publish();
    setNow('2025-12-05T23:59:59+08:00');
    expect(await close(id)).toMatchObject({ code: 'NOTICE_STILL_PUBLIC' });
    const allowed = `{ notice(id: "${id}") { allowedTransitions { mutation } } }`;
    const offered = async () =>
      (await service.ask(street, allowed)).data.notice.allowedTransitions.map(
        ({ mutation }: { mutation: string }) => mutation,
      );
    expect(await offered()).toEqual(['withdrawNotice']);
    setNow('2025-12-06T00:00:00+08:00');
    expect(await offered()).toEqual(['closeNotice', 'withdrawNotice']);
    expect(await close(id)).toEqual({ id });
    setNow('2025-11-20T09:00:00+08:00');
  });

  test('or objected to: whichever comes first, the other sees it', async () => {
    const { id } = await publish();
    setNow('2025-12-06T00:00:00+08:00');
    const answers = await Promise.all([close(id), object(id), object(id, owner)]);
    const { state, openObjections } = await stateOf(id);
    expect(state === 'CLOSED' ? openObjections : openObjections > 0).toBe(state === 'CLOSED' ? 0 : true);
    expect(answers.filter((answer) => answer.id)).not.toHaveLength(3);
    setNow('2025-11-20T09:00:00+08:00');
  });

  test('stays readable by its hash when a later one corrects it', async () => {
    const { id } = await publish();
    setNow('2025-12-06T00:00:00+08:00');
    await close(id);
    const { id: correction } = await publish({ corrects: id, body: '更正' });
    expect(await stateOf(id)).toMatchObject({ state: 'CLOSED', correctedBy: { id: correction } });
    expect(await draft({ corrects: id })).toMatchObject({ code: 'CORRECTED_ALREADY', field: 'corrects' });
    setNow('2025-11-20T09:00:00+08:00');
  });
});
