import { must } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { verifyStoredBook } from '@hh/ledger/verify.store.ts';
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
import { aPassedVote, givenCompounds } from '../testing/compound.ts';

const COUNTY = '371322';
const COMPOUND = `${COUNTY}00100101`;
const OTHER = `${COUNTY}00100102`;
const director = actorWith('director', `COMMITTEE_DIRECTOR@${COMPOUND}`, `COMMITTEE_DIRECTOR@${OTHER}`);
const checker = actorWith('checker', `FINANCE_CHECKER@${COUNTY}`);
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);

const board = createNoticeBoard();

let service: TestSubgraph;
let books: Books;
beforeAll(async () => {
  service = await createTestSubgraph(property, '2026-01-05T09:00:00+08:00', elsewhereIs({ notice: board.notices }));
  const { connection, clock } = service.platform;
  books = createBooks({ connection, book: 'owners', clock });
  await givenCompounds(service, COMPOUND, OTHER);
  await aPassedVote(service, 'on it', COMPOUND, 'M9');
  await aPassedVote(service, 'rules', COMPOUND, 'M1');
  await aPassedVote(service, 'committee', COMPOUND, 'M3');
  await aPassedVote(service, 'elsewhere', OTHER, 'M9');
  await aPassedVote(service, 'not confirmed', COMPOUND, 'M9', { state: 'TALLIED' });
  const input = `{ key: "k", allocation: "a1", agreement: "JV-0001", period: "2025-12", memo: "利润分成", lines: [
    { compound: "${COMPOUND}", amount: "500.00" }, { compound: "${OTHER}", amount: "500.00" }] }`;
  await service.ask(systemActor, `mutation { creditPublicRevenue(input: ${input}) { __typename } }`);
  await arrives(100_00n);
});
afterAll(async () => {
  await books.close();
  await service.stop();
});

/** Money that was due comes to the owners' bank. */
let arrivals = 0;
async function arrives(amount: bigint): Promise<void> {
  arrivals += 1;
  const lines = [
    { account: `1002.${COMPOUND}`, debit: amount },
    { account: `1221.${COMPOUND}`, credit: amount },
  ];
  const source = { kind: 'arrival', key: String(arrivals) };
  must(await books.of(COUNTY).post({ source, date: '2026-01-05' as never, memo: '到账', lines }));
}

let proposals = 0;
async function propose(amount: string, change: object = {}) {
  proposals += 1;
  const input = { clientMutationId: `s-${proposals}`, compound: COMPOUND, title: '门岗值班', amount, vote: 'on it' };
  return await service.write(
    director,
    'proposeSpending',
    { ...input, purpose: 'COMMUNITY_RUNNING', ...change },
    'id state',
  );
}
/** By a notice that is about it, unless told otherwise. */
const approve = (id: string, by = checker, change: object = {}) => {
  const about = { kind: 'PUBLIC_REVENUE', place: COMPOUND, subjectType: 'PublicRevenueSpending', subjectId: id };
  board.put(`notice-${id}`, { ...about, ...change }, '2026-01-05', change);
  const input = { id, notice: `notice-${id}` };
  return service.write(by, 'approveSpending', input, 'state journal decidedBy { id } notice { id } noticedOn version');
};
const revenue = async () =>
  (
    await service.ask(
      checker,
      `{ compound(code: "${COMPOUND}") { publicRevenue { balance available entries { edges { node { kind amount } } } } } }`,
    )
  ).data.compound.publicRevenue;

describe('proposing', () => {
  test.each([
    ['for the community, by a vote on it', {}, undefined],
    ['for the community, by the rules of procedure', { vote: 'rules' }, undefined],
    ['for the maintenance fund, by nobody', { purpose: 'MAINTENANCE_FUND', vote: null }, undefined],
    ['for common parts, by nobody', { purpose: 'COMMON_PARTS', vote: null }, 'DECISION_REQUIRED'],
    ['by a vote on another matter', { vote: 'committee' }, 'DECISION_REQUIRED'],
    ['by a vote of another compound', { vote: 'elsewhere' }, 'DECISION_REQUIRED'],
    ['by a vote that is not confirmed', { vote: 'not confirmed' }, 'DECISION_REQUIRED'],
    [
      'for the maintenance fund, by a vote that decides nothing',
      { purpose: 'MAINTENANCE_FUND', vote: 'committee' },
      'DECISION_REQUIRED',
    ],
    ['by a vote that is not there', { vote: 'nowhere' }, 'NOT_FOUND'],
    ['nothing', { amount: '0.00' }, 'AMOUNT_NOT_POSITIVE'],
  ])('%s', async (_, change, code) => {
    expect(await propose('1.00', change)).toMatchObject(code ? { code } : { state: 'PROPOSED' });
  });
});

describe('approving', () => {
  test('takes another person, and writes the owners’ book in the same moment', async () => {
    const { id } = await propose('30.00');
    expect(await revenue()).toMatchObject({ balance: '500.00', available: '100.00' });
    const both = actorWith('director', `FINANCE_CHECKER@${COUNTY}`);
    expect(await approve(id, both)).toMatchObject({ code: 'SAME_PERSON' });
    const approved = await approve(id);
    expect(approved).toMatchObject({ state: 'APPROVED', decidedBy: { id: 'checker' }, journal: expect.any(Number) });
    expect(approved).toMatchObject({ notice: { id: `notice-${id}` }, noticedOn: '2026-01-05' });
    expect(await revenue()).toMatchObject({ balance: '470.00', available: '70.00' });
    expect(await books.of(COUNTY).journal(approved.journal)).toMatchObject({
      source: { kind: 'spending', key: id },
      memo: '公共收益支出：社区日常运转',
      postedBy: 'director',
      approvedBy: 'checker',
      effectiveOn: '2026-01-05',
      lines: [
        { account: `2711.${COMPOUND}`, debit: 30_00n },
        { account: `1002.${COMPOUND}`, credit: 30_00n },
      ],
    });
    expect((await revenue()).entries.edges.at(-1).node).toEqual({ kind: 'SPENDING', amount: '-30.00' });
    expect(await approve(id)).toEqual(approved);
    const another = actorWith('another', `FINANCE_CHECKER@${COUNTY}`);
    expect(await approve(id, another)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await revenue()).toMatchObject({ available: '70.00' });
  });

  test.each([
    ['a draft', { state: 'DRAFT' }, 'NOTICE_NOT_PUBLIC'],
    ['withdrawn', { state: 'WITHDRAWN' }, 'NOTICE_NOT_PUBLIC'],
    ['about another spending', { subjectId: 'another' }, 'NOTICE_OF_ANOTHER'],
    ['of a vote', { kind: 'VOTE' }, 'NOTICE_OF_ANOTHER_KIND'],
    ['of another compound', { place: OTHER }, 'NOTICE_ELSEWHERE'],
  ])('takes a published notice that is about it: one that is %s is refused', async (_, change, code) => {
    const { id } = await propose('1.00');
    expect(await approve(id, checker, change)).toEqual({ code, field: 'notice' });
    expect(await books.of(COUNTY).journalBySource('spending', id)).toBeNull();
  });

  test('more than lies at the bank is refused, though more belongs to the owners', async () => {
    const { id } = await propose('70.01');
    expect(await approve(id, checker, { place: COMPOUND.slice(0, 12) })).toEqual({
      code: 'BALANCE_TOO_LOW',
      field: 'id',
    });
    await arrives(1n);
    expect(await approve(id)).toMatchObject({ state: 'APPROVED' });
    expect(await revenue()).toMatchObject({ available: '0.00' });
  });

  test('several at once never spend more than there is, and the book verifies', async () => {
    await arrives(100_00n);
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push((await propose('40.00')).id);
    const answers = await Promise.all([...ids, ids[0]].map((id) => approve(id)));
    const journaled = answers.flatMap(({ state, journal }) => (state === 'APPROVED' ? [journal] : []));
    // Whoever asks twice is answered twice.
    expect(new Set(journaled).size).toBe(2);
    expect((await revenue()).available).toBe('20.00');
    const states = await service.platform.connection
      .collection<{ _id: string }>('public_revenue_spendings')
      .find({ _id: { $in: ids }, state: 'APPROVED' })
      .toArray();
    const journals = await Promise.all(ids.map((id) => books.of(COUNTY).journalBySource('spending', id)));
    expect(journals.filter((journal) => journal !== null)).toHaveLength(states.length);
    expect((await verifyStoredBook(service.platform.connection, books.of(COUNTY))).wrong).toBeNull();
  });
});

test('what was approved is accounted for by receipts; what was rejected stays out of the book', async () => {
  const { id } = await propose('5.00');
  const receipts = { id, receipts: ['发票 0001'] };
  expect(await service.write(director, 'accountForSpending', receipts)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  await approve(id);
  expect(await service.write(director, 'accountForSpending', receipts, 'state receipts')).toEqual({
    state: 'ACCOUNTED',
    receipts: ['发票 0001'],
  });
  const other = await propose('5.00');
  await service.write(checker, 'rejectSpending', { id: other.id, reason: '不在公示范围' });
  expect(await books.of(COUNTY).journalBySource('spending', other.id)).toBeNull();
});

test('what is spent is shown to those who see public revenue as it stands', async () => {
  const asked = `{ compound(code: "${COMPOUND}") { publicRevenueSpending(filter: { state: [ACCOUNTED] }) { totalCount } } }`;
  const seen = async (actor: typeof director | null) =>
    (await service.ask(actor, asked)).data.compound.publicRevenueSpending;
  expect(await seen(director)).toEqual({ totalCount: 1 });
  expect([await seen(resident), await seen(null)]).toEqual([null, null]);
});

describe('what is spent in a place', () => {
  const elsewhere = { compound: OTHER, purpose: 'MAINTENANCE_FUND', vote: null };
  const here = actorWith('here', `COMMITTEE_DIRECTOR@${COMPOUND}`);
  const listed = async (actor: typeof director | null, place: string, args: string) =>
    (await service.ask(actor, asks(place, args))).data._entities[0].publicRevenueSpending;
  const asks = (place: string, args: string) => {
    const type = place.length === 6 ? 'County' : 'Community';
    return `{ _entities(representations: [{ __typename: "${type}", code: "${place}" }]) { ... on ${type} {
      publicRevenueSpending(${args}) { totalCount edges { cursor node { id compound { code } } } } } } }`;
  };

  test('is listed for the county and for a community, each compound with it, a page at a time', async () => {
    const ids = [(await propose('3.00', elsewhere)).id, (await propose('4.00')).id];
    const PAGE = 'filter: { state: [PROPOSED, REVERSAL_PROPOSED] }, first: 200';
    for (const place of [COUNTY, COMPOUND.slice(0, 12)]) {
      const { edges, totalCount } = await listed(checker, place, PAGE);
      expect(totalCount).toBe(edges.length);
      expect(edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(expect.arrayContaining(ids));
      const [first, second] = edges;
      const after = await listed(checker, place, `${PAGE.replace('200', '1')}, after: "${first.cursor}"`);
      expect(after).toMatchObject({ totalCount, edges: [second] });
    }
    expect(await listed(checker, `${COUNTY}999999`, 'first: 1')).toEqual({ totalCount: 0, edges: [] });
  });

  test('is that of their own compound for its people, and nothing for who sees no public revenue', async () => {
    const { edges } = await listed(here, COUNTY, 'first: 200');
    const compounds = edges.map(({ node }: { node: { compound: { code: string } } }) => node.compound.code);
    expect(new Set(compounds)).toEqual(new Set([COMPOUND]));
    expect([await listed(resident, COUNTY, 'first: 1'), await listed(null, COUNTY, 'first: 1')]).toEqual([null, null]);
  });

  test('is found by its id, where the caller sees it', async () => {
    const { id } = await propose('3.00', elsewhere);
    const found = async (actor: typeof director) =>
      (await service.ask(actor, `{ publicRevenueSpending(id: "${id}") { amount } }`)).data?.publicRevenueSpending ??
      null;
    expect(await found(checker)).toEqual({ amount: '3.00' });
    expect([await found(here), await found(resident)]).toEqual([null, null]);
  });
});

describe('taking back what was spent', () => {
  const asking = (id: string, reason = '供应商退款') =>
    service.write(director, 'proposeSpendingReversal', { id, reason }, 'state reversalProposedBy { id }');
  const reverse = (id: string, by = checker) =>
    service.write(by, 'approveSpendingReversal', { id }, 'state reversalJournal reversalDecidedBy { id } reversedOn');
  const spent = async (amount: string): Promise<{ id: string; journal: number }> => {
    await arrives(BigInt(amount.replace('.', '')));
    const { id } = await propose(amount);
    return { id, ...(await approve(id)) };
  };

  test('takes two persons, and a journal that names the one it reverses', async () => {
    const before = await revenue();
    const { id, journal } = await spent('8.00');
    expect(await reverse(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect(await asking(id)).toEqual({ state: 'REVERSAL_PROPOSED', reversalProposedBy: { id: 'director' } });
    expect(await reverse(id, actorWith('director', `FINANCE_CHECKER@${COUNTY}`))).toMatchObject({
      code: 'SAME_PERSON',
    });
    const reversed = await reverse(id);
    expect(reversed).toEqual({
      state: 'REVERSED',
      reversalDecidedBy: { id: 'checker' },
      reversedOn: '2026-01-05',
      reversalJournal: expect.any(Number),
    });
    expect(await books.of(COUNTY).journal(reversed.reversalJournal)).toMatchObject({
      source: { kind: 'spending-reversal', key: id },
      reverses: journal,
      postedBy: 'director',
      approvedBy: 'checker',
      lines: [
        { account: `2711.${COMPOUND}`, credit: 8_00n },
        { account: `1002.${COMPOUND}`, debit: 8_00n },
      ],
    });
    const after = await revenue();
    expect(after.balance).toBe(before.balance);
    expect(after.entries.edges.slice(-2).map(({ node }: { node: object }) => node)).toEqual([
      { kind: 'SPENDING', amount: '-8.00' },
      { kind: 'REVERSAL', amount: '8.00' },
    ]);
    expect(await asking(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('happens once, however many approve it at the same time, and the book verifies', async () => {
    const { id } = await spent('9.00');
    await asking(id);
    const before = await revenue();
    const answers = await Promise.all(
      [0, 1, 2, 3].map((n) => reverse(id, actorWith(`checker-${n}`, `FINANCE_CHECKER@${COUNTY}`))),
    );
    expect(answers.filter(({ state }) => state === 'REVERSED')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(3);
    const cents = (text: string) => Number(text.replace('.', ''));
    expect(cents((await revenue()).available) - cents(before.available)).toBe(9_00);
    expect((await verifyStoredBook(service.platform.connection, books.of(COUNTY))).wrong).toBeNull();
  });

  test('that is rejected leaves it as it stood, with its receipts or without', async () => {
    for (const receipts of [[], ['发票 0002']]) {
      const { id } = await spent('2.00');
      if (receipts.length > 0) await service.write(director, 'accountForSpending', { id, receipts });
      await asking(id);
      const rejected = { id, reason: '款项已支付' };
      expect(await service.write(checker, 'rejectSpendingReversal', rejected, 'state reason reversedOn')).toEqual({
        state: receipts.length > 0 ? 'ACCOUNTED' : 'APPROVED',
        reason: '款项已支付',
        reversedOn: null,
      });
      expect(await books.of(COUNTY).journalBySource('spending-reversal', id)).toBeNull();
      await asking(id, '再次提出');
      expect(await reverse(id)).toMatchObject({ state: 'REVERSED' });
    }
  });

  test('is nothing for what is not spent', async () => {
    const { id } = await propose('1.00');
    expect(await asking(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await service.write(checker, 'rejectSpending', { id, reason: '不在公示范围' });
    expect(await asking(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });
});
