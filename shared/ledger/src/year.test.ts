import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { createWriter, type Writer, writerCollections } from '@hh/service/writer.ts';
import fc from '@hh/testing/property.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountDraft, Owner } from './account.ts';
import { balanceOf } from './balance.ts';
import { type Books, createBooks } from './books.ts';
import type { JournalDraft } from './journal.ts';
import { type Ledger, ledgerCollections } from './ledger.ts';
import { merkleRoot } from './merkle.ts';
import { createMonthStore } from './month.store.ts';
import { day, transfer } from './testing/drafts.ts';
import { verifyStoredBook } from './verify.store.ts';
import { carryYear, proposeYear } from './year.commands.ts';
import { type BookYear, carryingJournals, isOfResult } from './year.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
const months = (year: number, through: number) =>
  Array.from({ length: through }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}` as Period);
const byTwo = { proposedBy: 'maker', sealedBy: 'checker' };
const range = (period: string) => ({ period: period as Period, through: period as Period });

const office: Owner = { kind: 'SETTLEMENT_OFFICE', code: 'OFFICE' };
const companies = ['C-01', 'C-02'].map((code): Owner => ({ kind: 'COMPANY', code }));
const numbers = ['1002', '5001', '5051', '5603', '5711'] as const;
const codeOf = (number: string, { code }: Owner) => `${number}.${code}`;
const accounts: AccountDraft[] = [office, ...companies].flatMap((owner) =>
  numbers.map((number) => ({ code: codeOf(number, owner), name: { zh: number, en: number }, owner })),
);

let store: TestStore;
let writer: Writer;
let books: Books;
let ledger: Ledger;
let counties = 0;
let maker: Actor;
let checker: Actor;
let parts: Parameters<typeof carryYear>[0];

const person = (id: string, ...roles: Role[]): Actor => ({
  kind: 'PERSON',
  id,
  grants: roles.map((role) => ({ role, scope: ledger.county })),
});

beforeAll(async () => {
  store = await createTestStore([...ledgerCollections, ...writerCollections]);
  writer = createWriter({ connection: store.connection, clock });
  books = createBooks({ connection: store.connection, book: 'economy', clock });
  parts = { books, writer, clock };
});
afterAll(() => store.drop());
beforeEach(async () => {
  await begin();
});

async function begin(): Promise<void> {
  counties += 1;
  ledger = books.of(`37${String(counties).padStart(4, '0')}`);
  await ledger.openAccounts(accounts);
  maker = person('maker', 'FINANCE_MAKER');
  checker = person('checker', 'FINANCE_CHECKER');
}

const command = (year = 2025) => ({ year, county: null });
const told = (answer: BookYear | Refusal) => (isRefusal(answer) ? answer.code : answer.state);

async function sealThrough(year: number, through: number): Promise<void> {
  for (const period of months(year, through)) must(await ledger.seal(period, byTwo));
}

async function earn(key: string, date: string, owner: Owner, income: bigint, expense = 0n): Promise<void> {
  const drafts = [
    income > 0n && transfer(`${key}+`, date, codeOf('1002', owner), codeOf('5001', owner), income),
    expense > 0n && transfer(`${key}-`, date, codeOf('5603', owner), codeOf('1002', owner), expense),
  ];
  for (const draft of drafts) if (draft) must(await ledger.post(draft));
}

async function expectRight(): Promise<void> {
  expect((await verifyStoredBook(store.connection, ledger)).wrong).toBeNull();
}

describe('the journals that carry a year forward', () => {
  const holding = (code: string, owner: Owner, debit: bigint, credit: bigint) => ({
    ...{ code, owner, name: { zh: code, en: code }, debit, credit },
    months: { ['2025-06' as Period]: { debit, credit } },
  });
  const [first, second] = companies as [Owner, Owner];
  const linesOf = ({ draft }: { draft: JournalDraft }) =>
    draft.lines.map(({ account, debit = 0n, credit = 0n }) => `${account} ${debit - credit}`);

  test('take income and expenses to the profit, and that to its distribution, for each owner', () => {
    const book = [
      holding('1002.C-01', first, 60n, 0n),
      holding('5001.C-01', first, 0n, 100n),
      holding('5603.C-01', first, 40n, 0n),
      holding('5711.C-02', second, 7n, 0n),
      holding('5051.C-02', second, 3n, 3n),
    ];
    const journals = carryingJournals('economy', book, 2025, () => 2);
    expect(journals.map(({ draft }) => [draft.source.key, draft.date])).toEqual([
      ['2025 COMPANY C-01 2', '2025-12-31'],
      ['2025 COMPANY C-02 2', '2025-12-31'],
    ]);
    expect(journals.map(linesOf)).toEqual([
      ['5001.C-01 100', '5603.C-01 -40', '3103.C-01 -100', '3103.C-01 40', '3103.C-01 60', '3104.C-01 -60'],
      ['5711.C-02 -7', '3103.C-02 7', '3104.C-02 7', '3103.C-02 -7'],
    ]);
    expect(carryingJournals('economy', book, 2024, () => 1)).toEqual([]);
  });
});

describe('carrying a year forward', () => {
  const entries = fc.array(
    fc.record({
      owner: fc.constantFrom(office, ...companies),
      month: fc.integer({ min: 1, max: 12 }),
      from: fc.constantFrom(...numbers),
      to: fc.constantFrom(...numbers),
      amount: fc.bigInt(1n, 10n ** 12n),
    }),
    { maxLength: 25 },
  );

  test('leaves every result at zero, and opens the new year exactly as the old one closed', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        await begin();
        const drafts = all.map(({ owner, month, from, to, amount }, at) =>
          transfer(
            `k${at}`,
            `2025-${String(month).padStart(2, '0')}-28`,
            codeOf(from, owner),
            codeOf(to, owner),
            amount,
          ),
        );
        for (const answer of await Promise.all(drafts.map(ledger.post))) must(answer);
        await sealThrough(2025, 11);
        const earned = (await ledger.accounts())
          .filter(({ code }) => isOfResult('economy', code))
          .reduce((sum, account) => sum - balanceOf(account), 0n);
        must(await proposeYear(parts, maker, command()));
        const year = must(await carryYear(parts, checker, command()));
        expect(year.state).toBe('CARRIED');
        expect(year.results.reduce((sum, { profit }) => sum + profit, 0n)).toBe(earned);
        must(await ledger.seal('2025-12' as Period, byTwo));

        const closed = await ledger.trialBalance(range('2025-12'));
        const opened = await ledger.trialBalance(range('2026-01'));
        expect(closed.balanced && opened.balanced).toBe(true);
        const closings = closed.rows.map(({ account, closing }) => [account.code, closing] as const);
        expect(opened.rows.map(({ account, opening }) => [account.code, opening])).toEqual(
          closings.filter(([, closing]) => closing !== 0n),
        );
        for (const [code, closing] of closings)
          if (isOfResult('economy', code) || code.startsWith('3103')) expect(closing).toBe(0n);
        expect(await ledger.balance('3104')).toBe(-earned);
        await expectRight();
      }),
      { numRuns: 15 },
    );
  });

  test('takes two persons, all months before December sealed, and the year over', async () => {
    await earn('a', '2025-03-01', office, 100n, 30n);
    const both = person('maker', 'FINANCE_MAKER', 'FINANCE_CHECKER');
    const [company] = companies as [Owner];
    expect(told(await proposeYear(parts, maker, command()))).toBe('EARLIER_MONTH_OPEN');
    await sealThrough(2025, 11);
    expect(told(await proposeYear(parts, maker, command(2026)))).toBe('MONTH_NOT_OVER');
    expect(told(await carryYear(parts, checker, command()))).toBe('YEAR_NOT_PROPOSED');
    expect(told(await proposeYear(parts, checker, command()))).toBe('OUT_OF_SCOPE');
    expect(told(await proposeYear(parts, { ...maker, kind: 'MACHINE' }, command()))).toBe('MACHINE_NOT_ALLOWED');
    for (const by of [maker, person('other', 'FINANCE_MAKER')])
      expect(await proposeYear(parts, by, command())).toMatchObject({ state: 'PROPOSED', proposedBy: 'maker' });
    expect(told(await carryYear(parts, both, command()))).toBe('SAME_PERSON');
    expect(await ledger.countJournals({ sourceKind: 'year-carrying' })).toBe(0);
    expect(isRefusal(await ledger.seal('2025-12' as Period, byTwo))).toBe(true);
    await earn('b', '2025-12-31', company, 5n);
    expect(told(await carryYear(parts, checker, command()))).toBe('CARRIED');
    const [journal] = await ledger.journals({ sourceKind: 'year-carrying' }, page);
    expect(journal).toMatchObject({ postedBy: 'maker', approvedBy: 'checker', effectiveOn: '2025-12-31' });
    must(await ledger.seal('2025-12' as Period, byTwo));
    expect(told(await proposeYear(parts, maker, command()))).toBe('MONTH_SEALED');
    const trail = store.connection.collection('audit').find({ county: ledger.county, 'subject.type': 'BookYear' });
    expect((await trail.toArray()).map(({ action, actor }) => [action, actor.id])).toEqual([
      ['proposeYear', 'maker'],
      ['carryYear', 'checker'],
    ]);
    await expectRight();
  });

  const page = { limit: 50, backwards: false, after: null, before: null };

  test('is done once by however many at once, and goes on where it was broken off', async () => {
    await earn('a', '2025-03-01', office, 100n, 30n);
    for (const [at, company] of companies.entries()) await earn(`c${at}`, '2025-04-01', company, 10n);
    await sealThrough(2025, 11);
    must(await proposeYear(parts, maker, command()));
    const [first] = await ledger.years.left(2025);
    if (first) {
      await ledger.openAccounts(first.opens);
      must(await ledger.post(first.draft)); // and here it was broken off
    }
    const others = ['one', 'two', 'three'].map((id) => person(id, 'FINANCE_CHECKER'));
    const answers = await Promise.all(others.map((by) => carryYear(parts, by, command())));
    expect(answers.map(told)).toEqual(['CARRIED', 'CARRIED', 'CARRIED']);
    expect(await ledger.countJournals({ sourceKind: 'year-carrying' })).toBe(3);
    expect(await ledger.balance('3104')).toBe(-90n);
    expect(await ledger.balance('5001')).toBe(0n);
    await expectRight();
  });

  test('is done again for what came in since, and December is not sealed before', async () => {
    await earn('a', '2025-03-01', office, 100n);
    await sealThrough(2025, 11);
    must(await proposeYear(parts, maker, command()));
    must(await carryYear(parts, checker, command()));
    await earn('late', '2025-12-30', office, 0n, 25n);
    expect((await ledger.years.find(2025)).state).toBe('PROPOSED');
    const refusal = await ledger.seal('2025-12' as Period, byTwo);
    expect(isRefusal(refusal) && refusal.code).toBe('YEAR_NOT_CARRIED');
    expect(await carryYear(parts, checker, command())).toMatchObject({
      state: 'CARRIED',
      results: [{ owner: office, income: 100n, expense: 25n, profit: 75n }],
    });
    must(await ledger.seal('2025-12' as Period, byTwo));
    await earn('next', '2026-01-02', office, 8n);
    expect(
      (await ledger.post(transfer('n', '2025-12-31', codeOf('1002', office), codeOf('5001', office), 1n))) as object,
    ).toMatchObject({ effectiveOn: '2026-01-01', voucherNumber: '2026-01 记-0002' });
    const at = async (on: string, isBeforeCarrying: boolean) =>
      await ledger.balanceAsOf('5001', { on: day(on), isBeforeCarrying });
    expect([await at('2025-12-31', true), await at('2025-12-31', false)]).toEqual([-100n, 0n]);
    expect([await at('2026-01-31', true), await at('2025-12-30', true)]).toEqual([-9n, -100n]);
    await expectRight();
  });

  test('that was left out is found, where somebody sealed past the check', async () => {
    await earn('a', '2025-12-01', office, 100n);
    const period = '2025-12' as Period;
    must(await ledger.proposeSealing(period, { proposedBy: 'maker' }));
    const [journal] = await ledger.readFrom(0, 1);
    const on = { seq: 1, hash: '', sealedThrough: null, vouchers: { [period]: 1 } };
    const rootWith = () => ({ merkleRoot: merkleRoot([journal?.hash as string]), journalCount: 1 });
    const sealing = { period, on, sealedBy: 'checker', at: clock.now(), rootWith };
    expect(await createMonthStore(store.connection, ledger).seal(sealing)).toBe('SEALED');
    expect((await verifyStoredBook(store.connection, ledger)).wrong).toMatchObject({ what: 'YEAR', seq: 1 });
  });

  test('is looked at again where a journal comes in between the check and the seal', async () => {
    const period = '2025-12' as Period;
    must(await ledger.proposeSealing(period, { proposedBy: 'maker' }));
    await earn('a', '2025-12-01', office, 100n);
    const on = { seq: 0, hash: '', sealedThrough: null, vouchers: {} };
    const rootWith = () => ({ merkleRoot: '', journalCount: 1 });
    const sealing = { period, on, sealedBy: 'checker', at: clock.now(), rootWith };
    expect(await createMonthStore(store.connection, ledger).seal(sealing)).toBe('MOVED');
  });
});
