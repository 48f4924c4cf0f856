import { manualClock } from '@hh/kernel/clock.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLedger, type Ledger, ledgerCollections, type PostedJournal } from './ledger.ts';
import { accounts, transfer } from './testing/drafts.ts';
import { verifyStoredBook } from './verify.store.ts';

const BANK = '1002.BA-0001';
const clock = manualClock('2026-01-05T09:00:00+08:00');

let store: TestStore;
let books = 0;
beforeAll(async () => {
  store = await createTestStore(ledgerCollections);
});
afterAll(() => store.drop());

async function aBook(available: bigint): Promise<{ ledger: Ledger; other: Ledger }> {
  books += 1;
  const book = { connection: store.connection, county: `37${String(books).padStart(4, '0')}`, clock } as const;
  const [ledger, other] = [createLedger({ ...book, book: 'economy' }), createLedger({ ...book, book: 'economy' })];
  await ledger.openAccounts(accounts);
  if (available > 0n) must(await ledger.post(transfer('opening', '2026-01-01', BANK, '1221.OPERATOR', available)));
  return { ledger, other };
}

/** The outcome of a write that spends; it leaves its transaction where it is refused, as a writer does. */
async function spend(ledger: Ledger, key: string, amount: bigint): Promise<PostedJournal | Refusal> {
  let answer: PostedJournal | Refusal | undefined;
  await inTransaction(store.connection, async (session) => {
    answer = await ledger.spendWithin(transfer(key, '2026-01-05', '5603', BANK, amount), BANK, session);
  });
  return answer as PostedJournal | Refusal;
}

test('the last of an account is spent once, whoever asks for it at the same time, and the book stays right', async () => {
  const { ledger, other } = await aBook(100n);
  const posts = Array.from({ length: 40 }, (_, index) =>
    ledger.post(transfer(`k${index}`, '2026-01-05', '1221.OPERATOR', '2241.B01', 1n)),
  );
  const spent = await Promise.all([0, 1, 2, 3, 4].map((n) => spend(n % 2 ? ledger : other, `spent ${n}`, 40n)));
  for (const posted of await Promise.all(posts)) expect(isRefusal(posted)).toBe(false);
  expect(spent.filter((each) => !isRefusal(each))).toHaveLength(2);
  expect(spent.filter(isRefusal).map(({ code }) => code)).toEqual(Array(3).fill('BALANCE_TOO_LOW'));
  expect(await ledger.balance(BANK)).toBe(20n);
  expect(must(await ledger.post(transfer('after', '2026-01-05', '5603', BANK, 1n))).seq).toBe(44);
  expect((await verifyStoredBook(store.connection, ledger)).wrong).toBeNull();
});

test('what is given up leaves neither a journal nor a number', async () => {
  const { ledger } = await aBook(100n);
  const given = inTransaction(store.connection, async (session) => {
    must(await ledger.spendWithin(transfer('lost', '2026-01-05', '5603', BANK, 1n), BANK, session));
    throw new Error('the write beside it fails');
  });
  await expect(given).rejects.toThrow('the write beside it fails');
  expect([await ledger.headSeq(), await ledger.balance(BANK)]).toEqual([1, 100n]);
  expect(must(await spend(ledger, 'next', 1n))).toMatchObject({ seq: 2 });
});

test.each([
  ['more than there is', 101n, '5603', 'BALANCE_TOO_LOW'],
  ['an account that is not open', 1n, '5603.GONE', 'ACCOUNT_UNKNOWN'],
  ['nothing', 0n, '5603', 'AMOUNT_NOT_POSITIVE'],
])('%s is refused', async (_, amount, debit, code) => {
  const { ledger } = await aBook(100n);
  const draft = transfer('k', '2026-01-05', debit, BANK, amount);
  await inTransaction(store.connection, async (session) => {
    expect(await ledger.spendWithin(draft, BANK, session)).toMatchObject({ code });
  });
  expect(await ledger.headSeq()).toBe(1);
});

test('what was spent is taken back once, whole, by a journal that names it', async () => {
  const { ledger, other } = await aBook(100n);
  const { seq } = must(await spend(ledger, 'spent', 40n));
  const back = (by: Ledger, key: string, amount: bigint) =>
    inTransaction(store.connection, async (session) => {
      const { lines, ...draft } = transfer(key, '2026-01-05', '5603', BANK, amount);
      const mirrored = lines.map(({ debit, credit, ...line }) =>
        debit ? { ...line, credit: debit } : { ...line, debit: credit },
      );
      return await by.spendWithin({ ...draft, lines: mirrored as typeof lines, reverses: seq }, BANK, session);
    });
  expect(await back(ledger, 'partly', 39n)).toMatchObject({ code: 'REVERSAL_DIFFERS' });
  const answers = await Promise.all([ledger, other, ledger].map((by, n) => back(by, `back ${n}`, 40n)));
  expect(answers.map((each) => (isRefusal(each) ? each.code : each.reverses)).sort()).toEqual([
    seq,
    'REVERSED_ALREADY',
    'REVERSED_ALREADY',
  ]);
  expect(await ledger.balance(BANK)).toBe(100n);
  expect((await verifyStoredBook(store.connection, ledger)).wrong).toBeNull();
});

test('nothing is spent from a book where nothing has come in yet', async () => {
  const { ledger } = await aBook(0n);
  expect(await spend(ledger, 'k', 1n)).toMatchObject({ code: 'BALANCE_TOO_LOW' });
});
