/** Crediting and undoing against the real store: once, in any order, two at a time, and with a process that dies between. */

import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { systemActor } from '@hh/service/testing/subgraph.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registerCompounds } from '../compound/compound.commands.ts';
import { type CompoundStore, compoundsCollection, createCompoundStore } from '../compound/compound.store.ts';
import { createAccountOpening } from './accounts.ts';
import { createCreditStore, creditsCollection } from './credit.store.ts';
import { creditPublicRevenue, type PublicRevenueParts, reverseCredit } from './public-revenue.commands.ts';
import { bank, type Credit, creditJournal, fund } from './public-revenue.ts';
import { receivePublicRevenue, reverseReceipt } from './receipt.commands.ts';

const COUNTY = '371322';
const FIRST = '37132200100101';
const SECOND = '37132200100102';

let store: TestStore;
type Process = PublicRevenueParts & { readonly compounds: CompoundStore };
let parts: Process;
/** A second process on the same stores: another queue, another writer. */
let other: Process;

beforeAll(async () => {
  store = await createTestStore([...writerCollections, ...ledgerCollections, compoundsCollection, creditsCollection]);
  [parts, other] = [process(), process()];
  const compound = (code: string) => ({ code, name: `小区 ${code}`, households: 40, grossAreaM2x100: 400_000 });
  must(await registerCompounds(parts, systemActor, [compound(FIRST), compound(SECOND)]));
});
afterAll(async () => {
  await Promise.all([parts.books.close(), other.books.close()]);
  await store.drop();
});

function process(): Process {
  const { connection } = store;
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const books = createBooks({ connection, book: 'owners', clock });
  const compounds = createCompoundStore(connection);
  return {
    clock,
    writer: createWriter({ connection, clock }),
    books,
    compounds,
    openAccounts: createAccountOpening({ books, compounds }),
    credits: createCreditStore(connection),
  };
}

function credit(...amounts: readonly bigint[]): Credit {
  const compounds = [FIRST, SECOND];
  return {
    allocation: newId(),
    agreement: 'JV-0001',
    period: '2025-12' as Period,
    memo: '家政服务公司 2025-12 利润分成',
    lines: amounts.map((amount, index) => ({ compound: compounds[index] as string, amount })),
  };
}

const book = () => parts.books.of(COUNTY);
const fundOf = async (compound: string) => -(await book().balance(fund(compound)));
/** What this work moved in the first compound's fund, in fen. */
async function moved(work: () => Promise<unknown>): Promise<bigint> {
  const before = await fundOf(FIRST);
  await work();
  return (await fundOf(FIRST)) - before;
}
const undo = ({ allocation }: Credit, reason = '分配撤销') => reverseCredit(parts, { allocation, reason });
const journalsOf = async ({ allocation }: Credit) => ({
  credit: await book().journalBySource('credit', allocation),
  reversal: await book().journalBySource('credit-reversal', allocation),
});

describe('crediting an allocation', () => {
  test('makes one journal for all compounds, due from the settlement office', async () => {
    const given = credit(120n, 80n);
    const { journal } = must(await creditPublicRevenue(parts, given));
    expect(await book().journal(journal ?? 0)).toMatchObject({
      effectiveOn: '2025-12-31',
      memo: given.memo,
      source: { kind: 'credit', key: given.allocation },
      lines: [
        { account: `1221.${FIRST}`, debit: 120n },
        { account: `2711.${FIRST}`, credit: 120n },
        { account: `1221.${SECOND}`, debit: 80n },
        { account: `2711.${SECOND}`, credit: 80n },
      ],
    });
  });

  test('twice credits once', async () => {
    const given = credit(120n, 80n);
    const change = await moved(async () => {
      const first = must(await creditPublicRevenue(parts, given));
      expect(await creditPublicRevenue(parts, given)).toEqual(first);
      expect(await creditPublicRevenue(other, given)).toEqual(first);
    });
    expect(change).toBe(120n);
  });

  test('in two processes at once credits once', async () => {
    const given = credit(7n);
    const change = await moved(async () => {
      const answers = await Promise.all([parts, other, parts, other].map((each) => creditPublicRevenue(each, given)));
      const numbers = answers.map((answer) => must(answer).journal);
      expect(new Set(numbers).size).toBe(1);
    });
    expect(change).toBe(7n);
  });

  test('of a compound that is not there is refused, and none that comes at the same time', async () => {
    const strange = { ...credit(1n), lines: [{ compound: '37132200100199', amount: 1n }] };
    const [first, refused, second] = await Promise.all([
      creditPublicRevenue(parts, credit(5n)),
      creditPublicRevenue(parts, strange),
      creditPublicRevenue(parts, credit(6n)),
    ]);
    expect(refused).toMatchObject({ code: 'NOT_FOUND', field: 'lines.0.compound' });
    expect([first, second].map(isRefusal)).toEqual([false, false]);
  });

  test('has no journal where nothing is to be credited, and stays so', async () => {
    const given = credit(0n, 0n);
    expect(await creditPublicRevenue(parts, given)).toEqual({ journal: null });
    const more = { ...given, lines: [{ compound: FIRST, amount: 1n }] };
    expect(await creditPublicRevenue(parts, more)).toMatchObject({ code: 'JOURNAL_CONFLICT', field: 'allocation' });
    expect(await journalsOf(given)).toEqual({ credit: null, reversal: null });
  });

  test.each([
    ['another amount', { lines: [{ compound: FIRST, amount: 121n }] }],
    ['another compound', { lines: [{ compound: SECOND, amount: 120n }] }],
    ['a line more, of zero', { lines: [...credit(120n).lines, { compound: SECOND, amount: 0n }] }],
    ['another agreement', { agreement: 'JV-0002' }],
    ['another period', { period: '2025-11' as Period }],
    ['another memo', { memo: '其他' }],
  ])('%s under the same allocation is a conflict', async (_, change) => {
    const given = credit(120n);
    must(await creditPublicRevenue(parts, given));
    const conflict = await creditPublicRevenue(parts, { ...given, ...change });
    expect(conflict).toMatchObject({ code: 'JOURNAL_CONFLICT', field: 'allocation' });
  });

  test('of two contents at once, one is credited and the other is a conflict', async () => {
    const given = credit(120n);
    const change = await moved(async () => {
      const answers = await Promise.all([
        creditPublicRevenue(parts, given),
        creditPublicRevenue(other, { ...given, lines: [{ compound: FIRST, amount: 9n }] }),
      ]);
      expect(answers.filter(isRefusal).map(({ code }) => code)).toEqual(['JOURNAL_CONFLICT']);
    });
    expect([120n, 9n]).toContain(change);
  });

  test.each([
    ['an unknown compound', { lines: [{ compound: '37132200100199', amount: 1n }] }, 'NOT_FOUND'],
    ['an empty memo', { memo: ' ' }, 'VALUE_MISSING'],
    ['a memo of 501 characters', { memo: '长'.repeat(501) }, 'VALUE_TOO_LONG'],
    ['a sum beyond 64 bits', { lines: credit(2n ** 63n - 1n, 1n).lines }, 'AMOUNT_TOO_LARGE'],
  ])('%s is refused before anything is begun, so that the right content may follow', async (_, wrong, code) => {
    const given = credit(5n);
    expect(await creditPublicRevenue(parts, { ...given, ...wrong })).toMatchObject({ code });
    expect(must(await creditPublicRevenue(parts, given)).journal).toEqual(expect.any(Number));
  });
});

describe('taking a credit back', () => {
  test('posts the mirror once, and the book says nothing of the reason, which a person typed', async () => {
    const given = credit(120n, 80n);
    const change = await moved(async () => {
      must(await creditPublicRevenue(parts, given));
      const first = must(await undo(given, '合同作废'));
      expect(await undo(given, '另一个理由')).toEqual(first);
      const { reversal } = await journalsOf(given);
      const memo = '冲销利润分成 JV-0001 2025-12';
      expect(reversal).toMatchObject({ seq: first.journal, memo, effectiveOn: '2026-01-05' });
    });
    expect(change).toBe(0n);
  });

  test('by two at once posts one mirror', async () => {
    const given = credit(120n);
    const change = await moved(async () => {
      must(await creditPublicRevenue(parts, given));
      const answers = await Promise.all(
        [parts, other].map((each, index) =>
          reverseCredit(each, { allocation: given.allocation, reason: `理由 ${index}` }),
        ),
      );
      expect(new Set(answers.map((answer) => must(answer).journal)).size).toBe(1);
    });
    expect(change).toBe(0n);
  });

  test('is final: a credit that comes after it is refused, known before or not', async () => {
    const [known, unknown] = [credit(3n), credit(4n)];
    must(await creditPublicRevenue(parts, known));
    for (const given of [known, unknown]) {
      must(await undo(given));
      expect(await creditPublicRevenue(parts, given)).toMatchObject({ code: 'STATE_NOT_ALLOWED', field: 'allocation' });
    }
    expect(await journalsOf(unknown)).toEqual({ credit: null, reversal: null });
  });

  test('of what was never begun, or of nothing, succeeds without a journal', async () => {
    expect(await undo(credit(1n))).toEqual({ journal: null });
    const zero = credit(0n);
    must(await creditPublicRevenue(parts, zero));
    expect(await undo(zero)).toEqual({ journal: null });
  });

  test('at the same time as the credit, in any order, leaves nothing in the fund', async () => {
    const change = await moved(async () => {
      for (let round = 0; round < 12; round += 1) {
        const given = credit(BigInt(round + 1));
        const [credited, undone] = await Promise.all([creditPublicRevenue(other, given), undo(given)]);
        must(undone);
        if (isRefusal(credited)) expect(credited.code).toBe('STATE_NOT_ALLOWED');
        const journals = await journalsOf(given);
        expect(journals.reversal === null).toBe(journals.credit === null);
      }
    });
    expect(change).toBe(0n);
  });

  test('leaves nothing where the crediting process died before its journal, or posts it late', async () => {
    const given = credit(55n);
    const change = await moved(async () => {
      must(await creditPublicRevenue(parts, credit(0n, 1n))); // opens the accounts
      await parts.credits.begin(COUNTY, given);
      expect(must(await undo(given)).journal).toEqual(expect.any(Number));
      const late = creditJournal(given.allocation, given);
      if (!late) throw new Error('there is something to credit');
      must(await other.books.of(COUNTY).post(late));
    });
    expect(change).toBe(0n);
  });

  test.each([
    ['no reason', '  ', 'REASON_MISSING'],
    ['a reason of 501 characters', '长'.repeat(501), 'VALUE_TOO_LONG'],
  ])('with %s is refused and changes nothing', async (_, reason, code) => {
    const given = credit(2n);
    must(await creditPublicRevenue(parts, given));
    expect(await undo(given, reason)).toMatchObject({ code, field: 'reason' });
    expect(must(await creditPublicRevenue(parts, given)).journal).toEqual(expect.any(Number));
  });
});

describe('a receipt that is taken back', () => {
  test('is as if it had not come on its day, so that the line may be matched again; the book says not why', async () => {
    const on = '2025-12-20' as LocalDate;
    const lines = [{ agreement: 'JV-0001', period: '2025-12' as Period, compound: FIRST, amount: 90n }];
    const receipt = (match: string) => ({ match, date: on, memo: '公共收益到账', lines });
    const [first, second] = [newId(), newId()];
    const before = await book().balanceAsOf(bank(FIRST), { on });
    const { voucherNumber } = must(await receivePublicRevenue(parts, receipt(first)));
    const back = { county: COUNTY, match: first, reason: '张三的钱，认错户' };
    const answers = await Promise.all([parts, other].map(async (each) => must(await reverseReceipt(each, back))));
    expect(new Set(answers.map(({ journal }) => journal)).size).toBe(1);
    expect(await book().journal(answers[0]?.journal ?? 0)).toMatchObject({
      effectiveOn: on,
      memo: `冲销到账 ${voucherNumber}`,
    });
    must(await receivePublicRevenue(parts, receipt(second)));
    expect((await book().balanceAsOf(bank(FIRST), { on })) - before).toBe(90n);
  });

  test('that is sent back, and a fee of the bank, are due from the office; both are taken back as they were booked', async () => {
    const on = '2025-12-20' as LocalDate;
    const balances = () => book().balances([bank(SECOND), `1221.${SECOND}`, fund(SECOND)]);
    const before = await balances();
    const [back, charged] = [newId(), newId()];
    const share = {
      agreement: 'JV-0001',
      period: '2025-11' as Period,
      compound: SECOND,
      amount: -70n,
      memo: '款项退回',
    };
    const by = { by: 'maker', approvedBy: 'checker' };
    const posted = must(
      await receivePublicRevenue(parts, {
        match: back,
        date: on,
        memo: '公共收益到账 款项退回',
        lines: [share],
        ...by,
      }),
    );
    const fee = { compound: SECOND, agreement: null, period: null, amount: -5n, memo: '银行手续费' };
    must(await receivePublicRevenue(parts, { match: charged, date: on, memo: '银行手续费', lines: [fee], ...by }));
    expect(posted).toMatchObject({ postedBy: 'maker', approvedBy: 'checker' });
    expect(posted.lines).toMatchObject([
      { account: `1221.${SECOND}`, debit: 70n, memo: '款项退回', dimensions: { agreement: 'JV-0001' } },
      { account: bank(SECOND), credit: 70n, memo: '款项退回', dimensions: { agreement: 'JV-0001' } },
    ]);
    const after = await balances();
    const change = (account: string) => (after.get(account) ?? 0n) - (before.get(account) ?? 0n);
    expect([bank(SECOND), `1221.${SECOND}`, fund(SECOND)].map(change)).toEqual([-75n, 75n, 0n]);
    const interest = newId();
    const paid = { compound: SECOND, amount: 3n, memo: '银行存款利息', isIncome: true };
    must(await receivePublicRevenue(parts, { match: interest, date: on, memo: '银行存款利息', lines: [paid] }));
    const later = await balances();
    expect(
      [bank(SECOND), fund(SECOND)].map((account) => (later.get(account) ?? 0n) - (after.get(account) ?? 0n)),
    ).toEqual([3n, -3n]);
    const nothing = { ...fee, amount: 0n };
    const none = await receivePublicRevenue(parts, { match: newId(), date: on, memo: '无', lines: [nothing] });
    expect(none).toMatchObject({ code: 'NUMBER_OUT_OF_RANGE', field: 'lines.0.amount' });
    for (const match of [back, charged, interest])
      must(await reverseReceipt(parts, { county: COUNTY, match, reason: '记错' }));
    expect(await balances()).toEqual(before);
  });
});
