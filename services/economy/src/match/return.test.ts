import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { payable, receivable } from '../allocation/journal.ts';
import { clearingItemId } from '../book-item/book-item.ts';
import { breaksInBook, breaksPage } from '../break/find-breaks.ts';
import { suggestionId } from '../match-batch/choice.ts';
import { confirmSuggestions, matchBankAccount } from '../match-batch/match-batch.commands.ts';
import { returnsAmong } from '../reconciliation/returns.ts';
import { declareShare } from '../statement/entry.commands.ts';
import { createTestBank, OFFICE, ownersAccount, type TestBank, type TestLine } from '../testing/bank.ts';
import {
  both,
  COUNTY,
  checker,
  compounds,
  createTestCounty,
  maker,
  OPERATOR,
  period,
  person,
  type TestCounty,
} from '../testing/county.ts';
import type { MatchDraft } from './make-match.ts';
import { approveMatch, approveWriteOff, confirmMatch, undoMatch } from './match.commands.ts';
import { statesOf } from './match.ts';

const NOW = '2025-06-01T09:00:00+08:00';
let county: TestCounty;
let bank: TestBank;
const [first, second] = compounds;

beforeAll(async () => {
  county = await createTestCounty(NOW);
  bank = await createTestBank(county);
});
afterAll(async () => {
  await bank.stop();
  await county.stop();
});

const ALL = { limit: 200, backwards: false, after: null, before: null } as const;
const codeOf = (answer: unknown) => (isRefusal(answer) ? (answer as Refusal).code : 'accepted');
const about = (agreement: string) => ({ agreement, period: '2025-01', compound: first });
const dueFrom = (agreement: string) => clearingItemId(COUNTY, 'economy', receivable(OPERATOR), about(agreement));
const dueTo = (agreement: string) => clearingItemId(COUNTY, 'economy', payable(first), about(agreement));
const arriving = (agreement: string) => clearingItemId(COUNTY, 'owners', `1221.${first}`, about(agreement));
const openOf = async (id: string) => (await county.items.byIds([id])).get(id)?.open ?? 0n;
const stateOf = async (id: string) => (await county.allocations.byId(id))?.state;
const lineOf = async (id: string) => must((await bank.lines.byIds([id])).get(id) ?? (missing() as never));
/** As they stand when all of it is due. */
const breaksOf = async (agreement: string) => {
  county.clock.set('2025-12-01T09:00:00+08:00');
  const found = await breaksInBook(bank, COUNTY);
  county.clock.set(NOW);
  return found.filter((each) => each.agreement === agreement).map(({ code, amount }) => [code, amount]);
};
const lineBreak = async (line: string) => {
  const { rows } = await breaksPage(bank, COUNTY, {}, ALL);
  return rows.find(({ bankLine }) => bankLine === line)?.code;
};

async function booked(bankAccount: string, line: TestLine, item: string) {
  const [id = ''] = await bank.imported(bankAccount, '0.00', [line]);
  const match = must(await confirmMatch(bank, maker, { bankAccount, lines: [{ line: id }], items: [{ item }] }));
  await bank.settle();
  return match;
}

async function returned(bankAccount: string, line: TestLine, returns: string) {
  const [id = ''] = await bank.imported(bankAccount, '0.00', [line]);
  const draft: MatchDraft = { bankAccount, lines: [{ line: id }], items: [], returns };
  const match = must(await confirmMatch(bank, maker, draft));
  must(await approveMatch(bank, checker, match.id));
  await bank.settle();
  return match;
}

function missing(): never {
  throw new Error('it is not there');
}

/** A share of 100.00 that is declared, received and transferred, and arrives. */
async function settled(agreement: string) {
  const allocation = await bank.credited(agreement, '2025-01', 1_000_00n, [1]);
  const partner = person('operator', `PARTNER@${OPERATOR}`);
  const amount = allocation.pool;
  must(await declareShare(county, partner, { agreement, period: period('2025-01'), amount }));
  const counterparty = `小区 ${first}`;
  await booked(OFFICE, { on: '2025-02-20', amount: '100.00', counterparty: '国企' }, dueFrom(agreement));
  const out = await booked(OFFICE, { on: '2025-02-21', amount: '-100.00', counterparty }, dueTo(agreement));
  const arrival = await booked(
    ownersAccount(first),
    { on: '2025-02-22', amount: '100.00', counterparty: '社区经济结算中心' },
    arriving(agreement),
  );
  expect(await stateOf(allocation.id)).toBe('RECONCILED');
  return { allocation, out, arrival };
}

describe('a transfer that the bank gives back', () => {
  test('is seen, booked by two persons, owed again, and paid anew', async () => {
    const { allocation, out, arrival } = await settled('JV-5101');
    // It never was on the owners' account: what was matched there goes back as well.
    const back = { on: '2025-02-24', amount: '-100.00', counterparty: '社区经济结算中心' };
    await returned(ownersAccount(first), back, arrival.id);
    const counterparty = `小区 ${first}`;
    const [line = ''] = await bank.imported(OFFICE, '0.00', [
      { on: '2025-02-25', amount: '100.00', counterparty, memo: 'JV-5101 2025年1月 退汇' },
    ]);
    expect(await lineBreak(line)).toBe('UNEXPECTED_RECEIPT');
    must(await matchBankAccount(bank, maker, OFFICE));
    const { suggestions } = await lineOf(line);
    expect(suggestions).toMatchObject([
      { rule: 'RETURNED', reason: 'CAME_BACK', lines: [line], returns: out.id, difference: 0n },
    ]);
    expect(await lineBreak(line)).toBe('PAYMENT_RETURNED');
    const returnedOnes = await breaksPage(bank, COUNTY, { code: ['PAYMENT_RETURNED'] }, ALL);
    expect(returnedOnes.rows.map(({ bankLine }) => bankLine)).toEqual([line]);
    expect(await returnedOnes.count()).toBe(1);

    const draft: MatchDraft = { bankAccount: OFFICE, lines: [{ line }], items: [], returns: out.id };
    const match = must(await confirmMatch(bank, both, draft));
    expect([match.state, Object.keys(statesOf(match))[0]]).toEqual(['PROPOSED', 'approveMatch']);
    expect(codeOf(await confirmMatch(bank, maker, draft))).toBe('ALREADY_MATCHED');
    expect(codeOf(await undoMatch(bank, maker, { match: out.id, reason: '退汇' }))).toBe('MATCH_RETURNED');
    expect(codeOf(await approveMatch(bank, both, match.id))).toBe('SAME_PERSON');
    expect(codeOf(await approveWriteOff(bank, checker, match.id))).toBe('NOT_FOUND');
    expect(await openOf(dueTo('JV-5101'))).toBe(0n);
    for (const answer of await Promise.all([1, 2].map(() => approveMatch(bank, checker, match.id))))
      expect(must(answer)).toMatchObject({ state: 'CONFIRMED', approvedBy: 'checker' });
    await Promise.all([bank.settle(), bank.settle()]);

    const journal = await bank.books.of(COUNTY).journalBySource('bank-match', match.id);
    expect(journal).toMatchObject({ date: '2025-02-25', postedBy: 'both', approvedBy: 'checker' });
    expect(journal?.memo).toBe('JV-5101 2025-01 转付小区公共收益 款项退回');
    expect(journal?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['1002.BA-0001', 100_00n, 0n],
      [payable(first), 0n, 100_00n],
    ]);
    expect(await stateOf(allocation.id)).toBe('PAID');
    expect((await county.items.byIds([dueTo('JV-5101')])).get(dueTo('JV-5101'))).toMatchObject({
      open: -100_00n,
      taken: 0n,
    });
    expect(await breaksOf('JV-5101')).toEqual([['TRANSFER_MISSING', 100_00n]]);
    expect(await lineOf(line)).toMatchObject({ open: 0n, recordedOn: '2025-02-25' });
    // It came back once.
    const [again = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-26', amount: '100.00' }]);
    const twice = await confirmMatch(bank, maker, { ...draft, lines: [{ line: again }] });
    expect(twice).toMatchObject({ code: 'RETURN_NOT_ALLOWED', field: 'returns' });

    await booked(OFFICE, { on: '2025-02-27', amount: '-100.00', counterparty }, dueTo('JV-5101'));
    // What was paid anew is not owed any more, so that it came back can't be taken back.
    expect(codeOf(await undoMatch(bank, maker, { match: match.id, reason: '记错' }))).toBe('ALREADY_MATCHED');
    await booked(ownersAccount(first), { on: '2025-02-28', amount: '100.00' }, arriving('JV-5101'));
    expect(await stateOf(allocation.id)).toBe('RECONCILED');
    expect(await breaksOf('JV-5101')).toEqual([]);
  });

  test('is settled again, and may come back another time, when the return is taken back', async () => {
    const { allocation, out } = await settled('JV-5102');
    const line = { on: '2025-02-25', amount: '100.00' };
    const match = await returned(OFFICE, line, out.id);
    expect(await openOf(dueTo('JV-5102'))).toBe(-100_00n);
    must(await undoMatch(bank, maker, { match: match.id, reason: '银行更正' }));
    // While it is taken back nobody pays what it had opened.
    const [early = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-26', amount: '-100.00' }]);
    const pay: MatchDraft = { bankAccount: OFFICE, lines: [{ line: early }], items: [{ item: dueTo('JV-5102') }] };
    expect(codeOf(await confirmMatch(bank, maker, pay))).toBe('ALREADY_MATCHED');
    await bank.settle();
    expect((await county.items.byIds([dueTo('JV-5102')])).get(dueTo('JV-5102'))).toMatchObject({ open: 0n, taken: 0n });
    expect(await stateOf(allocation.id)).toBe('RECONCILED');
    expect((await bank.matches.byId(out.id))?.returnedBy).toBeNull();
    await returned(OFFICE, line, out.id);
    expect(await openOf(dueTo('JV-5102'))).toBe(-100_00n);
  });

  test('is confirmed in a batch as it is suggested', async () => {
    const { out } = await settled('JV-5103');
    const counterparty = `小区 ${first}`;
    const [line = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-03-01', amount: '100.00', counterparty }]);
    must(await matchBankAccount(bank, maker, OFFICE));
    const suggestion = (await lineOf(line)).suggestions.find(({ returns }) => returns === out.id);
    const [id] = suggestion ? [suggestionId(suggestion)] : missing();
    const begun = must(
      await confirmSuggestions(bank, maker, {
        ...{ bankAccount: OFFICE, clientMutationId: 'returned', suggestions: [{ suggestion: id }] },
      }),
    );
    await bank.settle();
    const [match] = await bank.matches.pageOfBatch(begun.id, ALL);
    expect(match).toMatchObject({ state: 'PROPOSED', returns: out.id, rule: 'RETURNED' });
  });

  test.each([
    ['another amount', { amount: '99.00' }, {}],
    ['the same direction', { amount: '-100.00' }, {}],
    ['a day before it', { amount: '100.00', on: '2025-02-01' }, {}],
    ['items of its own', { amount: '100.00' }, { items: [{ item: 'any' }] }],
    ['a difference', { amount: '100.00' }, { variance: 'FEE' as const }],
  ])('comes back whole, once and later: not by %s', async (what, line, more) => {
    const code = `JV-52${String(what.length).padStart(2, '0')}`;
    const { out } = await settled(code);
    const [id = ''] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-25', ...line }]);
    const draft = { bankAccount: OFFICE, lines: [{ line: id }], items: [], returns: out.id, ...more };
    expect(['RETURN_NOT_ALLOWED', 'NOT_FOUND']).toContain(codeOf(await confirmMatch(bank, maker, draft)));
    const elsewhere = { ...draft, bankAccount: ownersAccount(second) };
    expect(codeOf(await confirmMatch(bank, maker, elsewhere))).toBe('NOT_FOUND');
  });
});

describe('what goes back from an owners’ account', () => {
  test('is due from the office again, in the owners’ book', async () => {
    const { allocation, arrival, out } = await settled('JV-5111');
    const match = await returned(
      ownersAccount(first),
      { on: '2025-02-26', amount: '-100.00', counterparty: '社区经济结算中心' },
      arrival.id,
    );
    const journal = await bank.ownersBook.journalBySource('bank-match', match.id);
    expect(journal?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      [`1221.${first}`, 100_00n, 0n],
      [`1002.${first}`, 0n, 100_00n],
    ]);
    expect(journal).toMatchObject({ date: '2025-02-26', postedBy: 'maker', approvedBy: 'checker' });
    expect(await stateOf(allocation.id)).toBe('PAID');
    expect(await breaksOf('JV-5111')).toEqual([['CREDIT_MISSING', 100_00n]]);
    // It reaches the office, which owes it again.
    await returned(OFFICE, { on: '2025-02-27', amount: '100.00' }, out.id);
    expect(await breaksOf('JV-5111')).toEqual([['TRANSFER_MISSING', 100_00n]]);
    await booked(OFFICE, { on: '2025-02-28', amount: '-100.00' }, dueTo('JV-5111'));
    await booked(ownersAccount(first), { on: '2025-02-28', amount: '100.00' }, arriving('JV-5111'));
    expect(await stateOf(allocation.id)).toBe('RECONCILED');
    expect([await openOf(dueTo('JV-5111')), await openOf(arriving('JV-5111'))]).toEqual([0n, 0n]);
  });
});

describe('a fee of an owners’ bank', () => {
  const none = { agreement: null, period: null, compound: second };
  const owed = clearingItemId(COUNTY, 'economy', payable(second), none);
  const due = clearingItemId(COUNTY, 'owners', `1221.${second}`, none);
  const account = ownersAccount(second);
  const feeBreaks = async () =>
    (await breaksInBook(bank, COUNTY))
      .filter(({ compound, agreement }) => compound === second && agreement === null)
      .map(({ code, amount, dueOn, ownerKind }) => [code, amount, dueOn, ownerKind]);
  const charged = async (on: string, amount: string) => {
    const [line = ''] = await bank.imported(account, '0.00', [{ on, amount, memo: '账户管理费' }]);
    return { bankAccount: account, lines: [{ line }], items: [], variance: 'FEE' } as const;
  };

  test('is owed by the office to the fen in both books, by two persons, until it has arrived', async () => {
    const draft = await charged('2025-03-10', '-5.00');
    expect(await lineBreak(draft.lines[0].line)).toBe('UNEXPLAINED_PAYMENT');
    const before = await bank.books.of(COUNTY).balance(`5603.${COUNTY}`);
    const match = must(await confirmMatch(bank, both, draft));
    expect([match.state, await feeBreaks()]).toEqual(['PROPOSED', []]);
    expect(codeOf(await approveMatch(bank, both, match.id))).toBe('SAME_PERSON');
    must(await approveMatch(bank, checker, match.id));
    await Promise.all([bank.settle(), bank.settle(), bank.settle()]);
    await bank.settle();
    const own = await bank.books.of(COUNTY).journalBySource('bank-match', match.id);
    const theirs = await bank.ownersBook.journalBySource('bank-match', match.id);
    for (const journal of [own, theirs])
      expect(journal).toMatchObject({ date: '2025-03-10', postedBy: 'both', approvedBy: 'checker' });
    const linesOf = (journal: typeof own) =>
      journal?.lines.map(({ account: of, debit, credit, dimensions }) => [of, debit, credit, dimensions?.compound]);
    expect(linesOf(own)).toEqual([
      [`5603.${COUNTY}`, 5_00n, 0n, undefined],
      [payable(second), 0n, 5_00n, second],
    ]);
    expect(linesOf(theirs)).toEqual([
      [`1221.${second}`, 5_00n, 0n, second],
      [`1002.${second}`, 0n, 5_00n, second],
    ]);
    expect((await bank.books.of(COUNTY).balance(`5603.${COUNTY}`)) - before).toBe(5_00n);
    expect([await openOf(owed), await openOf(due)]).toEqual([-5_00n, 5_00n]);
    expect(await feeBreaks()).toEqual([['FEE_NOT_MADE_GOOD', 5_00n, '2025-03-25', 'SETTLEMENT_OFFICE']]);

    await booked(OFFICE, { on: '2025-03-12', amount: '-5.00' }, owed);
    expect(await feeBreaks()).toEqual([['CREDIT_MISSING', 5_00n, '2025-03-25', 'OWNERS_BANK']]);
    // What is made good is not taken back behind it.
    expect(codeOf(await undoMatch(bank, maker, { match: match.id, reason: '记错' }))).toBe('ALREADY_MATCHED');
    await booked(account, { on: '2025-03-13', amount: '5.00' }, due);
    expect([await openOf(owed), await openOf(due), await feeBreaks()]).toEqual([0n, 0n, []]);
    expect(await bank.ownersBook.balance(`1002.${second}`)).toBe(0n);

    // The next one is due from its own day, and not from that of the first.
    const next = must(await confirmMatch(bank, maker, await charged('2025-05-10', '-3.00')));
    must(await approveMatch(bank, checker, next.id));
    await bank.settle();
    expect(await feeBreaks()).toEqual([['FEE_NOT_MADE_GOOD', 3_00n, '2025-05-25', 'SETTLEMENT_OFFICE']]);
    must(await undoMatch(bank, maker, { match: next.id, reason: '银行退费' }));
    await bank.settle();
    for (const item of [owed, due])
      expect((await county.items.byIds([item])).get(item)).toMatchObject({ open: 0n, taken: 0n });
    expect(await feeBreaks()).toEqual([]);
    for (const ledger of [bank.books.of(COUNTY), bank.ownersBook])
      expect(await ledger.journalBySource('bank-match-reversal', next.id)).not.toBeNull();
  });

  test('may be taken off what arrives: the share has arrived whole', async () => {
    await bank.credited('JV-5121', '2025-01', 1_000_00n, [0, 1].slice(1));
    const item = clearingItemId(COUNTY, 'owners', `1221.${first}`, about('JV-5121'));
    const [line = ''] = await bank.imported(ownersAccount(first), '0.00', [{ on: '2025-03-20', amount: '99.50' }]);
    const draft = { bankAccount: ownersAccount(first), lines: [{ line }], items: [{ item }] };
    expect(codeOf(await confirmMatch(bank, maker, draft))).toBe('MATCH_DIFFERS');
    for (const variance of ['WRITE_OFF', 'ADVANCE', 'INTEREST'] as const)
      expect(codeOf(await confirmMatch(bank, maker, { ...draft, variance }))).toBe('VARIANCE_NOT_ALLOWED');
    const match = must(await confirmMatch(bank, maker, { ...draft, variance: 'FEE' }));
    must(await approveMatch(bank, checker, match.id));
    await bank.settle();
    const fee = clearingItemId(COUNTY, 'owners', `1221.${first}`, { ...about(''), agreement: null, period: null });
    expect([await openOf(item), await openOf(fee)]).toEqual([0n, 50n]);
  });
});

test('interest of an owners’ bank is income of the owners, and is taken back as it was booked', async () => {
  const own = compounds[2];
  const [line = ''] = await bank.imported(ownersAccount(own), '0.00', [
    { on: '2025-03-21', amount: '1.23', memo: '结息' },
  ]);
  const draft = { bankAccount: ownersAccount(own), lines: [{ line }], items: [], variance: 'INTEREST' } as const;
  const match = must(await confirmMatch(bank, maker, draft));
  await bank.settle();
  const balances = async () =>
    await Promise.all([`1002.${own}`, `2711.${own}`].map((account) => bank.ownersBook.balance(account)));
  expect(await balances()).toEqual([1_23n, -1_23n]);
  expect(await bank.books.of(COUNTY).journalBySource('bank-match', match.id)).toBeNull();
  expect(await lineOf(line)).toMatchObject({ open: 0n, recordedOn: '2025-03-21' });
  must(await undoMatch(bank, maker, { match: match.id, reason: '记错' }));
  await bank.settle();
  expect(await balances()).toEqual([0n, 0n]);
});

describe('what may have come back', () => {
  const payment = (id: string, bookedOn: string, amount: bigint, counterparty = '', counterpartyAccount = '') =>
    ({ id, bookedOn, amount, counterparty, counterpartyAccount }) as never as Parameters<typeof returnsAmong>[0][0];
  const found = (
    line: ReturnType<typeof payment>,
    settled: readonly ReturnType<typeof payment>[],
    items: object[] = [],
  ) => [...returnsAmong([line], settled, items as never, 30).values()].flat().map(({ id }) => id);

  test.each([
    ['of the same name, written in another way', payment('r', '2025-03-10', 5n, '甲（物业）有限责任公司'), ['b', 'a']],
    ['of the same account', payment('r', '2025-03-10', 5n, '别名', '6222 01'), ['c']],
    ['not of another amount', payment('r', '2025-03-10', 6n, '甲物业有限公司'), []],
    ['not of the same direction', payment('r', '2025-03-10', -5n, '甲物业有限公司'), []],
    ['not of nobody', payment('r', '2025-03-10', 5n), []],
    ['not before it was paid', payment('r', '2025-03-02', 5n, '甲物业有限公司'), []],
    ['not long after', payment('r', '2025-05-10', 5n, '甲物业有限公司'), []],
  ])('%s', (_, line, expected) => {
    const settled = [
      payment('a', '2025-03-03', -5n, '甲物业有限公司'),
      payment('b', '2025-03-04', -5n, '甲物业有限公司'),
      payment('c', '2025-03-04', -5n, '', '622201'),
      payment('d', '2025-03-04', -5n),
    ];
    expect(found(line, settled)).toEqual(expected);
    const item = { amount: line.amount, counterparties: [line.counterparty, line.counterpartyAccount] };
    expect(found(line, settled, [item])).toEqual([]);
    expect(found(line, settled, [{ ...item, amount: 7n }])).toEqual(expected);
  });
});
