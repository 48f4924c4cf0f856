import { newId } from '@hh/kernel/id.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import type { Writer } from '@hh/service/writer.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { payable, receivable } from '../allocation/journal.ts';
import { clearingItemId } from '../book-item/book-item.ts';
import { bookMatch } from '../match/booking.ts';
import { undoMatch } from '../match/match.commands.ts';
import { createTestBank, OFFICE, ownersAccount, type TestBank } from '../testing/bank.ts';
import {
  COUNTY,
  checker,
  compounds,
  createTestCounty,
  maker,
  OPERATOR,
  person,
  type TestCounty,
} from '../testing/county.ts';
import { suggestionId } from './choice.ts';
import { approveMatchBatch, confirmSuggestions, matchBankAccount, undoMatchBatch } from './match-batch.commands.ts';
import { createMatchBatchStore, type MatchBatch } from './match-batch.store.ts';
import { workOffBatch } from './work-off-batch.ts';

let county: TestCounty;
let bank: TestBank;
const [first] = compounds;
const item = (account: string, agreement: string, compound: string, book: 'economy' | 'owners' = 'economy') =>
  clearingItemId(COUNTY, book, account, { agreement, period: '2025-01', compound });

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
  bank = await createTestBank(county);
});
afterAll(async () => {
  await bank.stop();
  await county.stop();
});

/** Of an account with so little open that it is looked through at once. */
function found(answer: Awaited<ReturnType<typeof matchBankAccount>>) {
  const done = must(answer);
  if ('id' in done) throw new Error('a batch was begun');
  return done;
}

const lineOf = async (id: string | undefined) => (await bank.lines.byIds([id ?? ''])).get(id ?? '');

test('what a memo names is matched, also for several shares in one, and booked; the rest is suggested', async () => {
  await bank.credited('XT-6001', '2025-01', 12_345_67n);
  await bank.credited('JV-6002', '2025-01', 5_000_00n, [1]);
  const [whole, short, odd] = await bank.imported(OFFICE, '0.00', [
    { on: '2025-02-20', amount: '1234.57', memo: 'XT-6001 2025年1月分成' },
    { on: '2025-02-20', amount: '450.00', memo: 'JV6002 202501 部分' },
    { on: '2025-02-21', amount: '12.34', memo: '不明' },
  ]);
  expect(found(await matchBankAccount(bank, maker, OFFICE))).toEqual({ matched: 1, suggested: 1, left: 1 });
  await bank.settle();
  expect(await lineOf(whole)).toMatchObject({ open: 0n, recordedOn: '2025-02-20' });
  const [match] = (await bank.matches.ofLines([whole ?? ''])).get(whole ?? '') ?? [];
  expect(match).toMatchObject({ state: 'BOOKED', rule: 'SUM_BY_REFERENCE', madeBy: null });
  expect(match?.items).toHaveLength(2);
  expect((await lineOf(short))?.suggestions).toMatchObject([
    { rule: 'PART_PAYMENT', items: [{ item: item(receivable(OPERATOR), 'JV-6002', first), amount: 450_00n }] },
  ]);
  expect((await lineOf(odd))?.suggestions).toEqual([]);
  // Nothing is found twice.
  expect(found(await matchBankAccount(bank, maker, OFFICE))).toEqual({ matched: 0, suggested: 1, left: 1 });
});

test('a transfer that is named leaves the office, and arrives at the owners’ bank', async () => {
  await bank.credited('JV-6003', '2025-01', 1_000_00n, [1]);
  await bank.imported(OFFICE, '0.00', [{ on: '2025-02-22', amount: '-100.00', memo: '转付 JV-6003 2025-01' }]);
  await bank.imported(ownersAccount(first), '0.00', [{ on: '2025-02-23', amount: '100.00', memo: 'JV-6003 2025-01' }]);
  found(await matchBankAccount(bank, maker, OFFICE));
  found(await matchBankAccount(bank, maker, ownersAccount(first)));
  await bank.settle();
  const ids = [item(payable(first), 'JV-6003', first), item(`1221.${first}`, 'JV-6003', first, 'owners')];
  expect([...(await county.items.byIds(ids)).values()].map(({ open }) => open)).toEqual([0n, 0n]);
});

test('two runs at once match a line once', async () => {
  await bank.credited('JV-6004', '2025-01', 1_000_00n, [1]);
  const [line] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-24', amount: '100.00', memo: 'JV-6004 2025-01' }]);
  const runs = await Promise.all([1, 2, 3].map(() => matchBankAccount(bank, maker, OFFICE)));
  await bank.settle();
  expect(runs.map((run) => found(run).matched).reduce((sum, matched) => sum + matched, 0)).toBe(1);
  expect((await bank.matches.ofLines([line ?? ''])).get(line ?? '')).toHaveLength(1);
});

test('is for who makes matches, on accounts that are there', async () => {
  expect(await matchBankAccount(bank, checker, OFFICE)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  expect(await matchBankAccount(bank, maker, 'BA-0002')).toMatchObject({ code: 'NOT_FOUND' });
});

const PAID = 45_00n;
const wholePage = { limit: 1_000, backwards: false, after: null, before: null } as const;

/** Shares of an agreement in as many periods, a payment of each that is short of it, and what is suggested of these. */
async function suggested(agreement: string, shares: number, paid = PAID): Promise<readonly string[]> {
  const lines = await shortPaid(agreement, shares, paid);
  await matchBankAccount(bank, maker, OFFICE);
  return await Promise.all(
    lines.map(async (id) => {
      const [suggestion] = (await lineOf(id))?.suggestions ?? [];
      if (!suggestion) throw new Error(`nothing is suggested for ${id}`);
      return suggestionId(suggestion);
    }),
  );
}

async function shortPaid(agreement: string, shares: number, paid: bigint): Promise<readonly string[]> {
  const periods = Array.from({ length: shares }, (_, index) => `${2001 + Math.floor(index / 12)}-${month(index)}`);
  must(
    await bank.books.of(COUNTY).post({
      source: { kind: 'shares', key: agreement },
      date: '2025-02-10' as LocalDate,
      memo: '利润分成',
      lines: periods.flatMap((period) => {
        const dimensions = { agreement, period, compound: first };
        return [
          { account: receivable(OPERATOR), debit: 100_00n, dimensions },
          { account: payable(first), credit: 100_00n, dimensions },
        ];
      }),
    }),
  );
  return await bank.imported(
    OFFICE,
    '0.00',
    periods.map((period) => ({ on: '2025-02-25', amount: formatMoney(paid), memo: `${agreement} ${period}` })),
  );
}

const month = (index: number) => String((index % 12) + 1).padStart(2, '0');
const confirm = (key: string, suggestions: readonly string[], more: object = {}) =>
  confirmSuggestions(bank, maker, {
    bankAccount: OFFICE,
    clientMutationId: key,
    suggestions: suggestions.map((suggestion) => ({ suggestion, ...more })),
  });
const batchOf = async (id: string) => (await bank.batches.find(id)) as MatchBatch;
const matchesOf = (id: string) => bank.matches.pageOfBatch(id, wholePage);
const refusalsOf = async (id: string) =>
  (await bank.batches.refusals(id, wholePage)).map(({ index, problem }) => [index, problem.code, problem.field]);
/** Which match each of them speaks of. */
const refusedMatchesOf = async (id: string) =>
  (await bank.batches.refusals(id, wholePage)).map(({ problem, match }) => [problem.code, problem.field, match]);

describe('many suggestions in one act', () => {
  test('are confirmed each by its own rule: what may not be is refused with its reason, the good rest goes through', async () => {
    const ids = await suggested('JV-7001', 115);
    const likely = { suggestedBy: 'PART_PAYMENT', confidenceFrom: 6_000n };
    expect(await bank.lines.count(COUNTY, OFFICE, likely)).toBeGreaterThanOrEqual(115);
    expect(await bank.lines.count(COUNTY, OFFICE, { ...likely, confidenceFrom: 6_001n })).toBe(0);
    expect(await bank.lines.count(COUNTY, OFFICE, { suggestedBy: 'REVERSED', state: 'MATCHED' })).toBe(0);
    const [one = '', two = ''] = ids;
    const changed = `${two.split('/')[0]}/0000000000000000`;
    const asked = [one, changed, ...ids.slice(1), one, 'unknown/1'];
    const begun = must(await confirm('act-1', asked));
    expect(begun).toMatchObject({ state: 'RUNNING', total: 118, done: 0, madeBy: 'maker' });
    await bank.settle();
    expect(await batchOf(begun.id)).toMatchObject({ state: 'DONE', done: 118, matched: 115, refused: 3 });
    expect(await refusalsOf(begun.id)).toEqual([
      [1, 'CHANGED_MEANWHILE', 'suggestion'],
      [116, 'ALREADY_MATCHED', 'suggestion'],
      [117, 'NOT_FOUND', 'suggestion'],
    ]);
    const made = await matchesOf(begun.id);
    expect(made).toHaveLength(115);
    for (const match of made) expect(match).toMatchObject({ rule: 'PART_PAYMENT', madeBy: 'maker', state: 'BOOKED' });
    expect((await lineOf(one.split('/')[0]))?.open).toBe(0n);
    const audit = (await county.auditOf('confirmSuggestions')).filter(({ subject }) => subject.id === begun.id);
    expect(audit).toMatchObject([{ actor: { id: 'maker' }, after: { bankAccount: OFFICE, total: 118 } }]);
    // The same key answers the same batch; with other content it is refused.
    expect(must(await confirm('act-1', asked)).id).toBe(begun.id);
    expect(await confirm('act-1', [one])).toMatchObject({ code: 'KEY_REUSED' });
    const [match] = made;
    must(await undoMatch(bank, maker, { match: match?.id ?? '', reason: '认错' }));
    await bank.settle();
    expect(await matchesOf(begun.id)).toHaveLength(115);
  });

  test('bear the difference that was seen and no other, and a write-off waits for its second person', async () => {
    const ids = await suggested('JV-7002', 4, 99_50n);
    const [bare, fee, off, split] = ids.map((suggestion) => ({ suggestion }));
    if (!bare || !fee || !off || !split) throw new Error('four are suggested');
    const [line = ''] = split.suggestion.split('/');
    // Of the fourth a part is taken meanwhile: a fee for the rest would be one of 50.50.
    const [kept] = (await lineOf(line))?.suggestions ?? [];
    await bank.connection
      .collection<{ _id: string }>('bankLines')
      .updateOne({ _id: line }, { $set: { open: 49_50n, suggestions: [kept] } });
    const begun = must(
      await confirmSuggestions(bank, maker, {
        bankAccount: OFFICE,
        clientMutationId: 'act-2',
        suggestions: [
          bare,
          { ...fee, variance: 'FEE' },
          { ...off, variance: 'WRITE_OFF' },
          { ...split, variance: 'FEE' },
        ],
      }),
    );
    await bank.settle();
    expect(await refusalsOf(begun.id)).toEqual([
      [0, 'MATCH_DIFFERS', 'items'],
      [3, 'CHANGED_MEANWHILE', 'suggestion'],
    ]);
    expect((await matchesOf(begun.id)).map(({ variance, state }) => [variance, state]).toSorted()).toEqual([
      ['FEE', 'BOOKED'],
      ['WRITE_OFF', 'PROPOSED'],
    ]);
    expect(await bank.matches.countStanding(begun.id, ['PROPOSED'])).toBe(1);
  });

  test('are for who makes matches, and have a number', async () => {
    expect(await confirm('none', [])).toMatchObject({ code: 'LIST_SIZE' });
    expect(await confirm('many', Array.from({ length: 10_001 }, String))).toMatchObject({ code: 'LIST_SIZE' });
    const input = { bankAccount: OFFICE, clientMutationId: 'checker', suggestions: [{ suggestion: 'x/1' }] };
    expect(await confirmSuggestions(bank, checker, input)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });
});

describe('a batch', () => {
  /** Breaks off before its nth write, in it, or after it. */
  function breaking(at: number, when: 'before' | 'in' | 'after'): Writer['write'] {
    let writes = 0;
    return async (work, once) => {
      writes += 1;
      const strike = writes === at ? when : null;
      if (strike === 'before') throw new Error('killed');
      const answer = await bank.writer.write(async (transaction) => {
        const done = await work(transaction);
        if (strike === 'in') throw new Error('killed');
        return done;
      }, once);
      if (strike === 'after') throw new Error('killed');
      return answer;
    };
  }

  test.each([
    ['before', 1],
    ['in', 1],
    ['after', 1],
    ['in', 2],
    ['after', 2],
  ] as const)('that is broken off %s its write %i goes on, and loses and doubles nothing', async (when, at) => {
    const agreement = `JV-71${at}${when.length}`;
    const ids = await suggested(agreement, 101);
    const begun = must(await confirm(agreement, [...ids, ids[0] ?? '']));
    const write = breaking(at, when);
    await expect(workOffBatch({ ...bank, writer: { ...bank.writer, write } }, begun.id, () => false)).rejects.toThrow(
      'killed',
    );
    await workOffBatch(bank, begun.id, () => false);
    expect(await batchOf(begun.id)).toMatchObject({ state: 'DONE', done: 102, matched: 101, refused: 1 });
    expect(await matchesOf(begun.id)).toHaveLength(101);
    expect(await refusalsOf(begun.id)).toEqual([[101, 'ALREADY_MATCHED', 'suggestion']]);
  });

  test('that is broken off again and again where it stands is given up; what was done before stands', async () => {
    const ids = await suggested('JV-7251', 101);
    const begun = must(await confirm('given-up', ids));
    const broken = (at: number) => {
      const writer = { ...bank.writer, write: breaking(at, 'before') };
      return expect(workOffBatch({ ...bank, writer }, begun.id, () => false)).rejects.toThrow('killed');
    };
    // How often is counted from the last step that went through.
    await broken(1);
    await broken(2);
    for (let attempt = 0; attempt < 20; attempt += 1) await broken(1);
    expect(await batchOf(begun.id)).toMatchObject({ state: 'RUNNING', done: 100, problem: null });
    await workOffBatch(bank, begun.id, () => false);
    expect(await batchOf(begun.id)).toMatchObject({ state: 'FAILED', done: 100, problem: { code: 'GIVEN_UP' } });
    expect(await matchesOf(begun.id)).toHaveLength(100);
    expect((await lineOf(ids.at(-1)?.split('/')[0]))?.open).toBe(PAID);
    // Whoever confirms the rest once more can.
    const again = must(await confirm('given-up-again', ids.slice(100)));
    await workOffBatch(bank, again.id, () => false);
    expect(await batchOf(again.id)).toMatchObject({ state: 'DONE', matched: 1 });
  });

  test('stops between its steps, and is worked off by one of two', async () => {
    const ids = await suggested('JV-7201', 101);
    const begun = must(await confirm('stops', ids));
    const answers = [false, true];
    await workOffBatch(bank, begun.id, () => answers.shift() ?? true);
    expect(await batchOf(begun.id)).toMatchObject({ state: 'RUNNING', done: 100 });
    const other = { ...bank, batches: createMatchBatchStore(county.connection, newId()) };
    await Promise.all([bank, other].map((parts) => workOffBatch(parts, begun.id, () => false)));
    expect(await batchOf(begun.id)).toMatchObject({ state: 'DONE', done: 101, matched: 101, refused: 0 });
    expect(await matchesOf(begun.id)).toHaveLength(101);
  });

  test('is taken back as a whole, but for what is signed, and a broken-off undoing goes on', async () => {
    const ids = [...(await suggested('JV-7401', 101)), ...(await suggested('JV-7402', 2))];
    const begun = must(await confirm('to-undo', ids));
    const undo = (key: string, reason = '认错一批') =>
      undoMatchBatch(bank, maker, { batch: begun.id, clientMutationId: key, reason });
    expect(await undo('early')).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await workOffBatch(bank, begun.id, () => false);
    expect(await undo('bare', ' ')).toMatchObject({ code: 'REASON_MISSING' });
    const signed = await lineOf(ids.at(-1)?.split('/')[0]);
    await bank.connection
      .collection<{ _id: string }>('bankStatements')
      .updateOne({ _id: signed?.statement ?? '' }, { $set: { state: 'SIGNED' } });
    const undoing = must(await undo('all'));
    expect(undoing).toMatchObject({ kind: 'UNDO', undoes: begun.id, total: 103 });
    const write = breaking(1, 'after');
    const broken = workOffBatch({ ...bank, writer: { ...bank.writer, write } }, undoing.id, () => false);
    await expect(broken).rejects.toThrow('killed');
    await workOffBatch(bank, undoing.id, () => false);
    expect(await batchOf(undoing.id)).toMatchObject({ state: 'DONE', total: 103, done: 103, matched: 101, refused: 2 });
    const left = (await matchesOf(begun.id)).filter(({ state }) => !state.startsWith('UNDO'));
    expect(await refusedMatchesOf(undoing.id)).toEqual(left.map(({ id }) => ['STATEMENT_SIGNED', 'match', id]));
    const undone = (await matchesOf(begun.id)).filter(({ state }) => state === 'UNDOING');
    expect(undone).toHaveLength(101);
    for (const match of undone) expect(match).toMatchObject({ undoneBy: 'maker', reason: '认错一批' });
    await bookMatch(bank, undone[0]?.id ?? '');
    expect((await lineOf(undone[0]?.lines[0]?.line))?.open).toBe(PAID);
    expect(must(await undo('all')).id).toBe(undoing.id);
    // What was left is tried again, and nothing is taken back twice.
    const again = must(await undo('again'));
    await workOffBatch(bank, again.id, () => false);
    expect(await batchOf(again.id)).toMatchObject({ state: 'DONE', total: 2, done: 2, matched: 0, refused: 2 });
    await bank.connection
      .collection<{ _id: string }>('bankStatements')
      .updateOne({ _id: signed?.statement ?? '' }, { $set: { state: 'IMPORTED' } });
  });

  test('is approved as a whole by another person; a broken-off approval goes on, and says what it could not approve', async () => {
    const ids = await suggested('JV-7501', 103, 99_90n);
    const begun = must(await confirm('write-offs', ids, { variance: 'WRITE_OFF' }));
    const approve = (key: string, by = checker) =>
      approveMatchBatch(bank, by, { batch: begun.id, clientMutationId: key });
    expect(await approve('early')).toMatchObject({ code: 'STATE_NOT_ALLOWED', field: 'batch' });
    await workOffBatch(bank, begun.id, () => false);
    const waiting = await matchesOf(begun.id);
    expect(waiting.map(({ state }) => state)).toEqual(ids.map(() => 'PROPOSED'));
    expect(await approve('own', person('maker', `FINANCE_CHECKER@${COUNTY}`))).toMatchObject({ code: 'SAME_PERSON' });
    expect(await approve('maker', maker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    const approving = must(await approve('all'));
    expect(approving).toMatchObject({ kind: 'APPROVE', approves: begun.id, total: 103, madeBy: 'checker' });
    const write = breaking(1, 'after');
    const broken = workOffBatch({ ...bank, writer: { ...bank.writer, write } }, approving.id, () => false);
    await expect(broken).rejects.toThrow('killed');
    // The last but one is taken back after it was looked up, and before it is approved.
    const late = waiting.at(-2)?.id ?? '';
    const standing: typeof bank.matches.standing = async (...of) => {
      const found = await bank.matches.standing(...of);
      must(await undoMatch(bank, maker, { match: late, reason: '企业已补付' }));
      return found;
    };
    await workOffBatch({ ...bank, matches: { ...bank.matches, standing } }, approving.id, () => false);
    const done = { state: 'DONE', total: 103, done: 103, matched: 102, refused: 1 };
    expect(await batchOf(approving.id)).toMatchObject(done);
    expect(await refusalsOf(approving.id)).toEqual([[101, 'STATE_NOT_ALLOWED', 'match']]);
    const approved = (await matchesOf(begun.id)).filter(({ id }) => id !== late);
    expect(approved.every(({ approvedBy, state }) => approvedBy === 'checker' && state === 'CONFIRMED')).toBe(true);
    expect(await county.auditOf('approveMatchBatch')).toMatchObject([{ subject: { id: approving.id } }]);
    await bookMatch(bank, approved[0]?.id ?? '');
    expect((await bank.matches.byId(approved[0]?.id ?? ''))?.state).toBe('BOOKED');
    expect(must(await approve('all')).id).toBe(approving.id);
    const again = must(await approve('again'));
    await workOffBatch(bank, again.id, () => false);
    expect(await batchOf(again.id)).toMatchObject({ state: 'DONE', total: 0, done: 0, matched: 0, refused: 0 });
  });

  test('looks through an account where much is open, one at a time, and says how far it is', async () => {
    await shortPaid('JV-7301', 3, 100_00n);
    await bank.imported(
      OFFICE,
      '0.00',
      Array.from({ length: 1_000 }, (_, index) => ({ on: '2025-03-01', amount: formatMoney(BigInt(index + 900_000)) })),
    );
    const open = await bank.lines.count(COUNTY, OFFICE, { state: 'UNMATCHED' });
    const [begun, same] = await Promise.all([1, 2].map(() => matchBankAccount(bank, maker, OFFICE)));
    expect(begun).toMatchObject({ kind: 'OPEN_LINES', state: 'RUNNING', total: open });
    expect(must(same as MatchBatch).id).toBe((begun as MatchBatch).id);
    const write = breaking(1, 'after');
    const { id } = begun as MatchBatch;
    await expect(workOffBatch({ ...bank, writer: { ...bank.writer, write } }, id, () => false)).rejects.toThrow(
      'killed',
    );
    await workOffBatch(bank, id, () => false);
    const made = await matchesOf(id);
    expect(made.map(({ rule, madeBy }) => [rule, madeBy])).toEqual(made.map(() => ['REFERENCE_AND_AMOUNT', null]));
    expect(made).toHaveLength(3);
    expect(await batchOf(id)).toMatchObject({ state: 'DONE', total: open, done: open, matched: 3 });
  });
});
