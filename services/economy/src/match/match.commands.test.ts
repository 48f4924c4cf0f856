import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { payable, receivable } from '../allocation/journal.ts';
import { proofOf, reopenBankStatement, signBankStatement } from '../bank-statement/bank-statement.commands.ts';
import { bankItemId, clearingItemId } from '../book-item/book-item.ts';
import { assignBreak, commentOnBreak } from '../break/break.commands.ts';
import { ageClasses, ageClassOf, ageOf, breakCodes } from '../break/break.ts';
import { advanceOf, breakById, breaksInBook, breaksPage, cursorOf } from '../break/find-breaks.ts';
import {
  approveMatchBatch,
  confirmSuggestions,
  matchBankAccount,
  undoMatchBatch,
} from '../match-batch/match-batch.commands.ts';
import { declareShare, disputeEntry, resolveDispute } from '../statement/entry.commands.ts';
import { createTestBank, OFFICE, ownersAccount, type TestBank } from '../testing/bank.ts';
import {
  both,
  COUNTY,
  checker,
  compounds,
  createTestCounty,
  machine,
  maker,
  OPERATOR,
  otherChecker,
  period,
  person,
  type TestCounty,
} from '../testing/county.ts';
import { approveMatch, approveSetOff, approveWriteOff, confirmMatch, undoMatch } from './match.commands.ts';
import { createMatchResolvers } from './match.resolvers.ts';
import type { Match } from './match.ts';

let county: TestCounty;
let bank: TestBank;

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
  bank = await createTestBank(county);
});
afterAll(async () => {
  await bank.stop();
  await county.stop();
});

const ALL = { limit: 100, backwards: false, after: null, before: null } as const;
const operator = person('operator', `PARTNER@${OPERATOR}`);
const [first, second] = compounds;
const codeOf = (answer: unknown) => (isRefusal(answer) ? (answer as Refusal).code : 'accepted');
const about = (agreement: string, month: string, compound: string) => ({ agreement, period: month, compound });
const dueFrom = (agreement: string, month: string, compound: string) =>
  clearingItemId(COUNTY, 'economy', receivable(OPERATOR), about(agreement, month, compound));
const dueTo = (agreement: string, month: string, compound: string) =>
  clearingItemId(COUNTY, 'economy', payable(compound), about(agreement, month, compound));
const arriving = (agreement: string, month: string, compound: string) =>
  clearingItemId(COUNTY, 'owners', `1221.${compound}`, about(agreement, month, compound));
const stateOf = async (id: string) => (await county.allocations.byId(id))?.state;
const versionOf = async (id: string) => (await bank.bankStatements.byId(id))?.version ?? Number.NaN;
const openOf = async (id: string) => (await county.items.byIds([id])).get(id)?.open;
const breaksAbout = async (agreement: string) =>
  (await breaksInBook(bank, COUNTY))
    .filter((each) => each.agreement === agreement)
    .map(({ code, amount }) => [code, amount]);

/** What the graph offers the maker to do with a match. */
async function offered(id: string): Promise<readonly string[]> {
  const { BankMatch } = createMatchResolvers(bank) as Record<string, Record<string, (...given: unknown[]) => unknown>>;
  const context = createContext({ actor: maker, language: 'zh', requestId: 'test' });
  const allowed = await BankMatch?.allowedTransitions?.(await bank.matches.byId(id), {}, context);
  return (allowed as { mutation: string }[]).map(({ mutation }) => mutation);
}

async function matched(bankAccount: string, line: string, ...items: string[]) {
  const match = must(
    await confirmMatch(bank, maker, { bankAccount, lines: [{ line }], items: items.map((item) => ({ item })) }),
  );
  await bank.settle();
  return match;
}

describe('a share on its way through the bank', () => {
  test('a receipt pays it, the transfer and its arrival reconcile it, with journals in both books', async () => {
    const allocation = await bank.credited('JV-5001', '2025-01', 12_345_67n);
    must(
      await declareShare(county, operator, {
        agreement: 'JV-5001',
        period: period('2025-01'),
        amount: allocation.pool,
      }),
    );
    const [receipt, out1, out2] = await bank.imported(OFFICE, '0.00', [
      { on: '2025-02-20', amount: '1234.57' },
      { on: '2025-02-21', amount: '-740.74' },
      { on: '2025-02-21', amount: '-493.83' },
    ]);
    expect(await breaksAbout('JV-5001')).toEqual([]);
    await matched(OFFICE, receipt ?? '', dueFrom('JV-5001', '2025-01', first), dueFrom('JV-5001', '2025-01', second));
    expect(await stateOf(allocation.id)).toBe('PAID');
    await matched(OFFICE, out1 ?? '', dueTo('JV-5001', '2025-01', first));
    await matched(OFFICE, out2 ?? '', dueTo('JV-5001', '2025-01', second));
    expect(await breaksAbout('JV-5001')).toEqual([
      ['CREDIT_MISSING', 740_74n],
      ['CREDIT_MISSING', 493_83n],
    ]);
    const [in1] = await bank.imported(ownersAccount(first), '0.00', [{ on: '2025-02-22', amount: '740.74' }]);
    const [in2] = await bank.imported(ownersAccount(second), '0.00', [{ on: '2025-02-22', amount: '493.83' }]);
    await matched(ownersAccount(first), in1 ?? '', arriving('JV-5001', '2025-01', first));
    expect(await stateOf(allocation.id)).toBe('PAID');
    await matched(ownersAccount(second), in2 ?? '', arriving('JV-5001', '2025-01', second));
    expect(await stateOf(allocation.id)).toBe('RECONCILED');
    expect(await breaksAbout('JV-5001')).toEqual([]);
    expect(await bank.books.of(COUNTY).balance('1002.BA-0001')).toBe(0n);
    expect(await bank.ownersBook.balance(`1002.${first}`)).toBe(740_74n);
    for (const compound of [first, second])
      await county.writer.write(async (transaction) => {
        const shown = await county.allocations.published(allocation.id, compound, transaction.session);
        if (shown) await county.advance.written(shown, transaction);
        return true;
      });
    expect(await stateOf(allocation.id)).toBe('PUBLISHED');
    const announced = (await county.announced()).filter(({ name }) => name === 'AllocationReached');
    expect(announced.map(({ payload }) => (payload as { state: string }).state)).toEqual([
      'PAID',
      'RECONCILED',
      'PUBLISHED',
    ]);
  });

  test('what is undone is open again, in the books as at the bank, and can be matched once more', async () => {
    const allocation = await bank.credited('JV-5002', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '100.00' }]);
    const item = dueFrom('JV-5002', '2025-01', first);
    const match = await matched(OFFICE, line, item);
    expect(await openOf(item)).toBe(0n);
    expect(codeOf(await undoMatch(bank, maker, { match: match.id, reason: ' ' }))).toBe('REASON_MISSING');
    const undo = { match: match.id, reason: '认错户' };
    for (const undone of await Promise.all([undo, undo].map((each) => undoMatch(bank, maker, each))))
      expect(must(undone)).toMatchObject({ id: match.id, state: 'UNDOING' });
    await bank.settle();
    expect(must(await undoMatch(bank, maker, undo)).state).toBe('UNDONE');
    expect(codeOf(await undoMatch(bank, maker, { ...undo, reason: '另一个理由' }))).toBe('STATE_NOT_ALLOWED');
    expect(await openOf(item)).toBe(100_00n);
    const reversal = await bank.books.of(COUNTY).journalBySource('bank-match-reversal', match.id);
    expect(reversal?.postedBy).toBe(maker.id);
    expect(await stateOf(allocation.id)).toBe('CREDITED');
    expect((await bank.lines.byIds([line])).get(line)).toMatchObject({ open: 100_00n, recordedOn: null });
    await matched(OFFICE, line, item);
    expect(await stateOf(allocation.id)).toBe('PAID');
  });

  test('a match is booked once, however often its driver runs and wherever it was killed', async () => {
    await bank.credited('JV-5003', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '100.00' }]);
    const item = dueFrom('JV-5003', '2025-01', first);
    must(await confirmMatch(bank, maker, { bankAccount: OFFICE, lines: [{ line }], items: [{ item }] }));
    const before = await bank.books.of(COUNTY).headSeq();
    await Promise.all([bank.settle(), bank.settle(), bank.settle()]);
    await bank.settle();
    expect(await bank.books.of(COUNTY).headSeq()).toBe(before + 1);
    expect((await county.items.byIds([item])).get(item)).toMatchObject({ open: 0n, taken: 0n });
  });
});

describe('two on one line', () => {
  test('one wins', async () => {
    await bank.credited('JV-5010', '2025-01', 1_000_00n, [1]);
    await bank.credited('JV-5011', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '100.00' }]);
    const items = ['JV-5010', 'JV-5011'].map((agreement) => dueFrom(agreement, '2025-01', first));
    const answers = await Promise.all(
      items.map((item) => confirmMatch(bank, maker, { bankAccount: OFFICE, lines: [{ line }], items: [{ item }] })),
    );
    expect(answers.map(codeOf).toSorted()).toEqual(['ALREADY_MATCHED', 'accepted']);
    await bank.settle();
  });

  test('a line is split, and never beyond what it has', async () => {
    await bank.credited('JV-5012', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '150.00' }]);
    const item = dueFrom('JV-5012', '2025-01', first);
    const part = (amount: bigint) => ({
      bankAccount: OFFICE,
      lines: [{ line, amount }],
      items: [{ item, amount }],
    });
    expect(codeOf(await confirmMatch(bank, maker, part(150_00n)))).toBe('MORE_THAN_OPEN');
    const keyed = { ...part(60_00n), clientMutationId: 'the first part' };
    const [split, again] = await Promise.all([1, 2].map(async () => must(await confirmMatch(bank, maker, keyed))));
    expect(again?.id).toBe(split?.id);
    const other = await confirmMatch(bank, maker, { ...part(40_00n), clientMutationId: 'the first part' });
    expect(other).toMatchObject({ code: 'KEY_REUSED', field: 'clientMutationId' });
    must(await confirmMatch(bank, maker, part(40_00n)));
    expect(codeOf(await confirmMatch(bank, maker, part(1_00n)))).toBe('ALREADY_MATCHED');
    await bank.settle();
    expect((await bank.lines.byIds([line])).get(line)).toMatchObject({ open: 50_00n, recordedOn: null });
    const advance = {
      bankAccount: OFFICE,
      lines: [{ line }],
      items: [],
      variance: 'ADVANCE',
      operator: OPERATOR,
    } as const;
    must(await confirmMatch(bank, maker, advance));
    await bank.settle();
    expect((await bank.lines.byIds([line])).get(line)).toMatchObject({ open: 0n, recordedOn: '2025-02-20' });
    expect((await breaksInBook(bank, COUNTY)).filter(({ code }) => code === 'OVER_PAID')).toMatchObject([
      { amount: 50_00n, operator: OPERATOR },
    ]);
    expect(await advanceOf(bank, COUNTY, OPERATOR)).toBe(50_00n);
  });
});

describe('an advance', () => {
  const advance = clearingItemId(COUNTY, 'economy', `2241.${OPERATOR}`, {
    agreement: null,
    period: null,
    compound: null,
  });
  const setOff = (...items: readonly { readonly item: string; readonly amount?: bigint }[]) => ({
    bankAccount: OFFICE,
    lines: [],
    items,
  });

  test('is set off against a later share without the bank, by two persons, and comes back when that is undone', async () => {
    const allocation = await bank.credited('JV-5013', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '130.00' }]);
    const overpaid = { bankAccount: OFFICE, lines: [{ line }], items: [], variance: 'ADVANCE', operator: OPERATOR };
    must(await confirmMatch(bank, maker, { ...overpaid, variance: 'ADVANCE' }));
    await bank.settle();
    const held = -((await openOf(advance)) ?? 0n);
    const due = dueFrom('JV-5013', '2025-01', first);
    const draft = setOff({ item: advance, amount: -100_00n }, { item: due });
    const proposed = must(await confirmMatch(bank, both, draft));
    await bank.settle();
    expect([proposed.state, await openOf(due)]).toEqual(['PROPOSED', 100_00n]);
    const waiting = await bank.matches.page(COUNTY, OFFICE, ['PROPOSED'], ALL);
    expect(waiting.map(({ id }) => id)).toEqual([proposed.id]);
    const toCheck = async (county = COUNTY) => (await bank.matches.pageToCheck(county, ALL)).map(({ id }) => id);
    expect([await toCheck(), await bank.matches.countToCheck(COUNTY)]).toEqual([[proposed.id], 1]);
    expect(await toCheck('371323')).toEqual([]);
    expect(codeOf(await confirmMatch(bank, maker, setOff({ item: due })))).toBe('ALREADY_MATCHED');
    expect(codeOf(await approveSetOff(bank, both, proposed.id))).toBe('SAME_PERSON');
    expect(codeOf(await approveWriteOff(bank, checker, proposed.id))).toBe('NOT_FOUND');
    must(await approveSetOff(bank, checker, proposed.id));
    expect(await toCheck()).toEqual([]);
    await bank.settle();
    expect([await openOf(due), await openOf(advance)]).toEqual([0n, 100_00n - held]);
    expect(await bank.books.of(COUNTY).balance(`2241.${OPERATOR}`)).toBe(100_00n - held);
    expect(await stateOf(allocation.id)).toBe('PAID');
    const booked = await bank.books.of(COUNTY).journalBySource('bank-match', proposed.id);
    expect(booked).toMatchObject({ date: '2025-06-01', postedBy: 'both', approvedBy: 'checker' });
    must(await undoMatch(bank, maker, { match: proposed.id, reason: '企业要求退款' }));
    await bank.settle();
    expect([await openOf(due), await openOf(advance)]).toEqual([100_00n, -held]);
    expect(await stateOf(allocation.id)).toBe('CREDITED');
  });

  test('pays what the same operator owes and nothing else, to the fen', async () => {
    await bank.credited('JV-5014', '2025-01', 1_000_00n, [1]);
    const due = { item: dueFrom('JV-5014', '2025-01', first) };
    const part = { item: advance, amount: -10_00n };
    expect(codeOf(await confirmMatch(bank, maker, setOff()))).toBe('LIST_SIZE');
    expect(codeOf(await confirmMatch(bank, maker, setOff(part, due)))).toBe('MATCH_DIFFERS');
    const asFee = { ...setOff(part, due), variance: 'FEE' } as const;
    expect(codeOf(await confirmMatch(bank, maker, asFee))).toBe('VARIANCE_NOT_ALLOWED');
    const owed = { item: dueTo('JV-5014', '2025-01', first) };
    expect(codeOf(await confirmMatch(bank, maker, setOff(due, owed)))).toBe('SET_OFF_NOT_ALLOWED');
    expect(codeOf(await confirmMatch(bank, maker, setOff(part, { ...due, amount: 10_00n })))).toBe('accepted');
  });
});

describe('a difference', () => {
  test('is borne by somebody who is named, and never by a compound', async () => {
    await bank.credited('JV-5020', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '99.50' }]);
    const item = dueFrom('JV-5020', '2025-01', first);
    const draft = { bankAccount: OFFICE, lines: [{ line }], items: [{ item }] };
    expect(codeOf(await confirmMatch(bank, maker, draft))).toBe('MATCH_DIFFERS');
    expect(codeOf(await confirmMatch(bank, maker, { ...draft, variance: 'INTEREST' }))).toBe('VARIANCE_NOT_ALLOWED');
    const proposed = must(await confirmMatch(bank, both, { ...draft, variance: 'WRITE_OFF' }));
    expect(proposed.state).toBe('PROPOSED');
    await bank.settle();
    expect(await openOf(item)).toBe(100_00n);
    expect(codeOf(await approveWriteOff(bank, both, proposed.id))).toBe('SAME_PERSON');
    must(await approveWriteOff(bank, checker, proposed.id));
    expect(must(await approveWriteOff(bank, checker, proposed.id)).approvedBy).toBe(checker.id);
    await bank.settle();
    expect(await openOf(item)).toBe(0n);
    expect(await bank.books.of(COUNTY).balance(`5711.${COUNTY}`)).toBe(50n);
  });

  test('beyond the tolerance is not written off', async () => {
    await bank.credited('JV-5021', '2025-01', 1_000_00n, [1]);
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-20', amount: '98.00' }]);
    const item = dueFrom('JV-5021', '2025-01', first);
    const draft = { bankAccount: OFFICE, lines: [{ line }], items: [{ item }], variance: 'WRITE_OFF' } as const;
    expect(codeOf(await confirmMatch(bank, maker, draft))).toBe('BEYOND_TOLERANCE');
    const fee = must(await confirmMatch(bank, maker, { ...draft, variance: 'FEE' }));
    await bank.settle();
    expect((await bank.matches.byId(fee.id))?.state).toBe('BOOKED');
  });

  test('is written off up to the cap of its month, however many try at once, and again once one is taken back', async () => {
    const upTo = (monthly: bigint) => ({ ...bank, writeOffs: { each: 1_00n, monthly } });
    const codes = ['JV-5022', 'JV-5023', 'JV-5024'];
    for (const code of codes) await bank.credited(code, '2025-01', 1_000_00n, [1]);
    const lines = await bank.imported(OFFICE, '0.00', [
      { on: '2025-03-20', amount: '99.25' },
      { on: '2025-03-21', amount: '99.25' },
      { on: '2025-04-01', amount: '99.25' },
    ]);
    const drafts = codes.map((code, index) => ({
      bankAccount: OFFICE,
      lines: [{ line: lines[index] ?? '' }],
      items: [{ item: dueFrom(code, '2025-01', first) }],
      variance: 'WRITE_OFF' as const,
    }));
    const [one, two, other] = drafts;
    if (!one || !two || !other) throw new Error('three shares are short');
    const tried = await Promise.all([one, two].map((draft) => confirmMatch(upTo(1_49n), maker, draft)));
    expect(tried.map(codeOf).toSorted()).toEqual(['WRITE_OFF_CAP', 'accepted']);
    const made = tried.map((each) => (isRefusal(each) ? null : each)).find((each) => each !== null);
    const refused = made?.lines[0]?.line === one.lines[0]?.line ? two : one;
    // Another month has a cap of its own.
    expect(codeOf(await confirmMatch(upTo(1_49n), maker, other))).toBe('accepted');
    must(await undoMatch(bank, maker, { match: made?.id ?? '', reason: '企业补付' }));
    await bank.settle();
    expect(codeOf(await confirmMatch(upTo(1_49n), maker, refused))).toBe('accepted');
    // What comes to the cap is not beyond it.
    expect(codeOf(await confirmMatch(upTo(1_50n), maker, refused === one ? two : one))).toBe('accepted');
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['match', () => confirmMatch(bank, machine, { bankAccount: OFFICE, lines: [], items: [] })],
  ['look for matches', () => matchBankAccount(bank, machine, OFFICE)],
  ['approve a match', () => approveMatch(bank, machine, 'any')],
  ['take a match back', () => undoMatch(bank, machine, { match: 'any', reason: '误记' })],
  [
    'confirm suggestions',
    () => confirmSuggestions(bank, machine, { bankAccount: OFFICE, clientMutationId: 'machine', suggestions: [] }),
  ],
  ['approve a batch', () => approveMatchBatch(bank, machine, { batch: 'any', clientMutationId: 'machine' })],
  [
    'take a batch back',
    () => undoMatchBatch(bank, machine, { batch: 'any', clientMutationId: 'machine', reason: '误记' }),
  ],
  ['assign a break', () => assignBreak(bank, machine, { break: 'any' })],
  [
    'comment on a break',
    () => commentOnBreak(bank, machine, { break: 'any', clientMutationId: 'machine', text: '误付' }),
  ],
  ['dispute an entry', () => disputeEntry(county, machine, { agreement: 'any', externalRef: 'any', reason: '误记' })],
  [
    'resolve a dispute',
    () => resolveDispute(county, machine, { agreement: 'any', externalRef: 'any', resolution: '无误' }),
  ],
])('no machine may %s, whatever it has been granted', async (_, command) => {
  expect(codeOf(await command())).toBe('MACHINE_NOT_ALLOWED');
});

describe('the statement of reconciliation', () => {
  test('proves itself on any day, is signed by a second person, and then its lines are frozen', async () => {
    const own = third();
    await bank.credited('JV-5030', '2025-01', 1_000_00n, [1, 1, 1]);
    const account = must(await bank.accounts.byCode(COUNTY, own).then((found) => found ?? refuseMissing()));
    const [arrived = '', unknown = ''] = await bank.imported(own, '0.00', [
      { on: '2025-03-01', amount: '33.33' },
      { on: '2025-03-05', amount: '0.10' },
    ]);
    const on = async (day: string) => {
      await bank.follow(COUNTY, account.book);
      return await proofOf(bank, account, day as LocalDate);
    };
    expect(await on('2025-03-05')).toMatchObject({
      bookBalance: 0n,
      notRecorded: 33_43n,
      bankBalance: 33_43n,
      balanced: true,
    });
    const match = await matched(own, arrived, arriving('JV-5030', '2025-01', compounds[2]));
    expect(await on('2025-03-01')).toMatchObject({
      bookBalance: 33_33n,
      notRecorded: 0n,
      bankBalance: 33_33n,
      balanced: true,
    });
    expect(await on('2025-03-05')).toMatchObject({ notRecorded: 10n, balanced: true });
    const statement = (await bank.bankStatements.last(COUNTY, own))?.id ?? '';
    const asChecker = person('maker', `FINANCE_CHECKER@${COUNTY}`);
    // A line that the book is said to know and does not: whatever made it so, nobody signs it.
    const bankLines = bank.connection.collection<{ _id: string }>('bankLines');
    await bankLines.updateOne({ _id: unknown }, { $set: { recordedOn: '2025-03-05' } });
    expect(await signBankStatement(bank, checker, { statement })).toMatchObject({
      code: 'PROOF_FAILS',
      field: 'statement',
    });
    await bankLines.updateOne({ _id: unknown }, { $set: { recordedOn: null } });
    expect(codeOf(await signBankStatement(bank, asChecker, { statement }))).toBe('SAME_PERSON');
    const seen = await versionOf(statement);
    const sign = { statement, version: seen };
    expect(await offered(match.id)).toEqual(['undoMatch']);
    must(await signBankStatement(bank, checker, sign));
    expect(must(await signBankStatement(bank, checker, sign)).state).toBe('SIGNED');
    expect(await offered(match.id)).toEqual([]);
    expect(codeOf(await undoMatch(bank, maker, { match: match.id, reason: '再看' }))).toBe('STATEMENT_SIGNED');
    const reopen = { statement, reason: '漏记利息' };
    expect(codeOf(await reopenBankStatement(bank, checker, reopen))).toBe('SAME_PERSON');
    must(await reopenBankStatement(bank, otherChecker, { ...reopen, version: seen + 1 }));
    expect(await offered(match.id)).toEqual(['undoMatch']);
    // What was held back on its way means what its sender saw: neither signs what was reopened nor reopens it once more.
    expect(await signBankStatement(bank, checker, sign)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
    must(await undoMatch(bank, maker, { match: match.id, reason: '再看' }));
    expect(codeOf(await signBankStatement(bank, checker, { statement }))).toBe('MATCHES_UNDER_WAY');
    await bank.settle();
    must(await signBankStatement(bank, checker, { statement, version: await versionOf(statement) }));
    const late = await reopenBankStatement(bank, otherChecker, { ...reopen, version: seen + 1 });
    expect(late).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
    must(await reopenBankStatement(bank, otherChecker, reopen));
    await matched(own, arrived, arriving('JV-5030', '2025-01', compounds[2]));
  });

  test('is not signed while what was proved changes', async () => {
    const own = third();
    const [odd = ''] = await bank.imported(own, '33.43', [{ on: '2025-03-06', amount: '0.20' }]);
    const statement = (await bank.bankStatements.last(COUNTY, own))?.id ?? '';
    const follow = async (...of: Parameters<typeof bank.follow>) => {
      await bank.follow(...of);
      await bank.connection
        .collection<{ _id: string }>('bankStatements')
        .updateOne({ _id: statement }, { $inc: { touched: 1 } });
    };
    expect(odd).not.toBe('');
    const answer = await signBankStatement({ ...bank, follow }, checker, { statement });
    expect(answer).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'statement' });
    expect((await bank.bankStatements.byId(statement))?.state).toBe('IMPORTED');
  });
});

describe('the breaks of a county', () => {
  type Filter = Parameters<typeof breaksPage>[2];

  /** All of them, page by page. */
  async function paged(filter: Filter, limit: number, backwards = false) {
    const pages = [];
    for (let cursor: readonly string[] | null = null; ; ) {
      const bounds = backwards ? { after: null, before: cursor } : { after: cursor, before: null };
      const { rows, count } = await breaksPage(bank, COUNTY, filter, { limit, backwards, ...bounds });
      const kept = rows.slice(0, limit);
      pages.push(...kept);
      const last = kept.at(-1);
      if (rows.length <= limit || !last) return { all: pages, count: await count() };
      cursor = cursorOf(last);
    }
  }

  test('are paged by the database where they are of bank lines: none is cut, in one order with those of shares', async () => {
    const days = Array.from({ length: 40 }, (_, index) => ({
      on: `2025-0${1 + (index % 5)}-15`,
      amount: index % 3 === 0 ? '-1.00' : '2.00',
    }));
    await bank.imported(OFFICE, '100.00', days);
    const { all, count } = await paged({}, 7);
    const keys = all.map((each) => cursorOf(each).join(' '));
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(count);
    expect(all.length).toBe(count);
    const ofBook = (await breaksInBook(bank, COUNTY)).map(({ id }) => id);
    expect(ofBook.length).toBeGreaterThan(3);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(ofBook));
    expect(all.length - ofBook.length).toBe(await bank.lines.countOpen(COUNTY, {}));
    expect((await paged({}, 9, true)).all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
    const today = county.clock.today();
    for (const code of breakCodes)
      for (const age of ageClasses) {
        const wanted = all.filter((each) => each.code === code && ageClassOf(ageOf(each, today)) === age);
        const some = await paged({ code: [code], age }, 5);
        expect([code, age, some.all.map(({ id }) => id)]).toEqual([code, age, wanted.map(({ id }) => id)]);
        expect(some.count).toBe(wanted.length);
      }
    expect((await paged({ agreement: 'JV-5014' }, 5)).all.every(({ agreement }) => agreement === 'JV-5014')).toBe(true);
    const one = all.find(({ code }) => code === 'UNEXPLAINED_PAYMENT');
    const toNobody = await assignBreak(bank, maker, { break: one?.id ?? '', assignee: 'auditor' });
    expect(toNobody).toMatchObject({ code: 'NOT_AN_ASSIGNEE', field: 'assignee' });
    must(await assignBreak(bank, maker, { break: one?.id ?? '', assignee: 'clerk' }));
    expect((await paged({ assignee: 'clerk' }, 5)).all).toEqual([one]);
    // Two who saw it with the clerk: the second does not take it from the first unseen, and the first may ask again.
    const seen = { break: one?.id ?? '', assignments: 1 };
    must(await assignBreak(bank, maker, { ...seen, assignee: 'maker' }));
    expect(codeOf(await assignBreak(bank, checker, { ...seen, assignee: 'checker' }))).toBe('CHANGED_MEANWHILE');
    expect(codeOf(await assignBreak(bank, checker, seen))).toBe('CHANGED_MEANWHILE');
    must(await assignBreak(bank, maker, { ...seen, assignee: 'maker' }));
    const assigned = await bank.breaks.byIds([seen.break]);
    expect(assigned.get(seen.break)).toMatchObject({ assignee: 'maker', assignments: 2 });
    expect(await breakById(bank, COUNTY, `${COUNTY}/unknown/UNEXPECTED_RECEIPT`)).toBeNull();
  });
});

function third(): string {
  return ownersAccount(compounds[2]);
}

function refuseMissing(): never {
  throw new Error('the account is there');
}

test('a spending of public revenue leads to the bank line that paid it, for those who may see bank lines', async () => {
  const dimensions = { compound: first };
  const spent = must(
    await bank.ownersBook.post({
      source: { kind: 'spending', key: 'spending-1' },
      date: '2025-05-20' as LocalDate,
      memo: '公共收益支出：社区日常运转',
      lines: [
        { account: `2711.${first}`, debit: 120_00n, dimensions },
        { account: `1002.${first}`, credit: 120_00n, dimensions },
      ],
    }),
  );
  const [line = ''] = await bank.imported(ownersAccount(first), '740.74', [{ on: '2025-05-21', amount: '-120.00' }]);
  const { PublicRevenueSpending: spending } = createMatchResolvers(bank);
  const paidBy = (actor: Actor, journal: number | null): Promise<readonly Match[] | null> =>
    (spending as Record<string, (...given: unknown[]) => never>).matches?.(
      { id: 'spending-1', compound: { code: first }, journal },
      {},
      createContext({ actor, language: 'zh', requestId: 'test' }),
    ) as never;
  expect(await paidBy(maker, spent.seq)).toEqual([]);
  const item = bankItemId(COUNTY, 'owners', spent.seq, 1);
  const part = {
    bankAccount: ownersAccount(first),
    lines: [{ line, amount: -70_00n }],
    items: [{ item, amount: -70_00n }],
  };
  expect(codeOf(await confirmMatch(bank, maker, part))).toBe('BOOKED_IN_PART');
  const match = await matched(ownersAccount(first), line, item);
  expect((await paidBy(maker, spent.seq))?.map(({ id, lines }) => [id, lines.map((each) => each.line)])).toEqual([
    [match.id, [line]],
  ]);
  expect(await paidBy(maker, null)).toEqual([]);
  expect(await paidBy(operator, spent.seq)).toBeNull();
});

describe('what one side has and the other does not', () => {
  /** As somebody finds it who reads all there is. */
  async function counted(code: string, on: LocalDate) {
    const lines = await bank.lines.page(COUNTY, code, {}, { ...ALL, limit: 1_000 });
    const unknown = lines.filter(
      ({ bookedOn, recordedOn }) => bookedOn <= on && (recordedOn === null || recordedOn > on),
    );
    const known = await bank.matches.recordedBy(
      unknown.map(({ id }) => id),
      on,
    );
    const booked = { county: COUNTY, account: `1002.${code.replace(/^BA-(?=3)/, '')}`, kind: 'BOOKED' };
    const items = await county.connection
      .collection<{ _id: string; on: string; clearedOn?: string | null; debit: bigint; credit: bigint }>('bookItems')
      .find(booked)
      .sort({ on: 1, _id: 1 })
      .toArray();
    const transit = items.filter((item) => item.on <= on && !(item.clearedOn && item.clearedOn <= on));
    const sums = (amounts: readonly bigint[]) => ({
      cameIn: amounts.filter((each) => each > 0n).reduce((sum, each) => sum + each, 0n),
      wentOut: amounts.filter((each) => each < 0n).reduce((sum, each) => sum + each, 0n),
      count: amounts.length,
    });
    return {
      unrecorded: sums(unknown.map(({ id, amount }) => amount - (known.get(id) ?? 0n))),
      transit: sums(transit.map(({ debit, credit }) => debit - credit)),
      known: known.size,
      oldest: [unknown.slice(0, 2).map(({ id }) => id), transit.slice(0, 2).map(({ _id }) => _id)],
    };
  }

  test('is added up as whoever reads all of it would, on any day, and its list begins with the oldest', async () => {
    await bank.credited('JV-5060', '2025-01', 2_000_00n, [1]);
    const item = dueFrom('JV-5060', '2025-01', first);
    const [early = '', late = '', split = ''] = await bank.imported(OFFICE, '0.00', [
      { on: '2025-05-10', amount: '60.00' },
      { on: '2025-05-12', amount: '40.00' },
      { on: '2025-05-12', amount: '150.00' },
      { on: '2025-05-13', amount: '-7.00' },
    ]);
    // Two lines for one item are known on the later day; of a third a part is known, of which another day knows nothing.
    const together = { lines: [{ line: early }, { line: late }], items: [{ item, amount: 100_00n }] };
    const part = { lines: [{ line: split, amount: 60_00n }], items: [{ item, amount: 60_00n }] };
    for (const what of [together, part]) must(await confirmMatch(bank, maker, { bankAccount: OFFICE, ...what }));
    await bank.settle();
    expect((await bank.lines.byIds([early])).get(early)?.recordedOn).toBe('2025-05-12');
    const dimensions = { compound: first };
    must(
      await bank.ownersBook.post({
        source: { kind: 'spending', key: 'spending-2' },
        date: '2025-05-22' as LocalDate,
        memo: '公共收益支出：尚未付款',
        lines: [
          { account: `2711.${first}`, debit: 5_00n, dimensions },
          { account: `1002.${first}`, credit: 5_00n, dimensions },
        ],
      }),
    );
    const found: { code: string; on: string; known: number; unrecorded: number; transit: number }[] = [];
    for (const code of [OFFICE, ...compounds.map(ownersAccount)]) {
      const account = must((await bank.accounts.byCode(COUNTY, code)) ?? refuseMissing());
      await bank.follow(COUNTY, account.book);
      for (const day of [
        '2025-02-20',
        '2025-05-10',
        '2025-05-11',
        '2025-05-12',
        '2025-05-20',
        '2025-05-21',
        '2025-06-01',
      ]) {
        const on = day as LocalDate;
        const { known, oldest, ...sums } = await counted(code, on);
        const proof = await proofOf(bank, account, on);
        expect({ code, on, unrecorded: proof.unrecorded, transit: proof.transit }).toEqual({ code, on, ...sums });
        const lists = await Promise.all([
          bank.oneSided.notRecordedFirst(account, on, 2),
          bank.oneSided.inTransitFirst(account, on, 2),
        ]);
        expect(lists.map((list) => list.map(({ id }) => id))).toEqual(oldest);
        found.push({ code, on, known, unrecorded: proof.unrecorded.count, transit: proof.transit.count });
      }
    }
    const at = (code: string, on: string) => found.find((each) => each.code === code && each.on === on);
    expect(at(OFFICE, '2025-05-12')?.known).toBe(1);
    expect(at(ownersAccount(first), '2025-05-20')?.transit).toBe(1);
    expect(at(ownersAccount(first), '2025-05-21')?.transit).toBe(0);
    expect(at(ownersAccount(first), '2025-06-01')?.transit).toBe(1);
  });

  test('is no longer than what is asked for, and a sum leaves int64 as a whole number', async () => {
    const account = must((await bank.accounts.byCode(COUNTY, ownersAccount(second))) ?? refuseMissing());
    const on = '2025-06-01' as LocalDate;
    const before = await proofOf(bank, account, on);
    const most = 9_007_199_254_740_993n;
    const template = {
      county: COUNTY,
      account: account.code,
      statement: 'large',
      open: most,
      isOpen: true,
      recordedOn: null,
    };
    await county.connection.collection<{ _id: string }>('bankLines').insertMany(
      Array.from({ length: 1_100 }, (_, index) => ({
        ...template,
        _id: `large ${index}`,
        identity: `large ${index}`,
        bookedOn: '2025-05-30',
        amount: most,
      })) as never[],
    );
    const after = await proofOf(bank, account, on);
    expect(after.unrecorded.count - before.unrecorded.count).toBe(1_100);
    expect(after.notRecorded - before.notRecorded).toBe(most * 1_100n);
    expect(await bank.oneSided.notRecordedFirst(account, on, 1_000)).toHaveLength(1_000);
  });
});
