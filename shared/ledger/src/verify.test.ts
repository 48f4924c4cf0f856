import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { applyCollection } from '@hh/service/mongo.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalBytes, hashOfContent, type PostedJournal } from './journal.ts';
import { type BookCollections, bookCollections, rowId } from './ledger.store.ts';
import { createLedger, type Ledger, ledgerCollections } from './ledger.ts';
import { leafHash } from './merkle.ts';
import { accounts, transfer } from './testing/drafts.ts';
import { storedBooks, verifyStoredBook } from './verify.store.ts';
import type { Verdict } from './verify.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
const january = '2025-01' as Period;

let store: TestStore;
let tables: BookCollections;
let books = 0;

beforeAll(async () => {
  store = await createTestStore(ledgerCollections);
  tables = bookCollections(store.connection);
  // Whoever can write to the database can also take its validators away.
  for (const { name } of ledgerCollections)
    await store.connection.getClient().db(store.connection.name).command({ collMod: name, validator: {} });
});
afterAll(() => store.drop());

/** Six journals: 1 to 3 in January, which is sealed; 4 belongs to January too and came after; 5 and 6 in February. */
async function aBook(): Promise<Ledger> {
  books += 1;
  const ledger = createLedger({
    connection: store.connection,
    county: `37${String(books).padStart(4, '0')}`,
    book: 'economy',
    clock,
  });
  await ledger.openAccounts(accounts);
  const post = async (key: string, date: string, amount: bigint) =>
    must(await ledger.post(transfer(key, date, '1221.OPERATOR', '2241.B01', amount)));
  for (const key of ['a', 'b', 'c']) await post(key, '2025-01-15', 100n);
  must(await ledger.seal(january, { proposedBy: 'maker', sealedBy: 'checker' }));
  for (const key of ['d', 'e']) await post(key, key === 'd' ? '2025-01-31' : '2025-02-10', 50n);
  must(await ledger.post(transfer('f', '2025-02-11', '5603', '1002.BA-0001', 7n)));
  return ledger;
}

async function journalAt(ledger: Ledger, seq: number): Promise<PostedJournal> {
  return (await ledger.journal(seq)) as PostedJournal;
}

/** Writes past the ledger, as somebody with access to the database could. */
async function tamper(ledger: Ledger, seq: number, change: object): Promise<void> {
  await tables.journals.updateOne({ county: ledger.county, book: ledger.book, seq }, { $set: change });
}

/** The same, with every hash from there on computed anew, and the head's with them. */
async function tamperAndRechain(ledger: Ledger, seq: number, change: Partial<PostedJournal>): Promise<void> {
  const journals = await ledger.readFrom(seq - 1, 100);
  let previousHash = journals[0]?.previousHash as string;
  for (const journal of journals) {
    const changed = { ...journal, ...(journal.seq === seq && change), previousHash };
    const hash = leafHash(canonicalBytes(changed));
    await tamper(ledger, journal.seq, { ...changed, hash, contentHash: hashOfContent(changed) });
    previousHash = hash;
  }
  await tables.heads.updateOne({ _id: rowId(ledger) }, { $set: { hash: previousHash } });
}

function halved(journal: PostedJournal, which: readonly number[]): PostedJournal['lines'] {
  return journal.lines.map((line, at) =>
    which.includes(at) ? { ...line, debit: line.debit / 2n, credit: line.credit / 2n } : line,
  );
}

async function verdict(ledger: Ledger): Promise<Verdict> {
  return await verifyStoredBook(store.connection, ledger);
}

type Tampering = readonly [kind: string, with_: (ledger: Ledger) => Promise<unknown>, what: string, seq: number];

const key = (ledger: Ledger) => ({ county: ledger.county, book: ledger.book });
const tamperings: readonly Tampering[] = [
  [
    'an amount was changed',
    async (ledger) => tamper(ledger, 2, { lines: halved(await journalAt(ledger, 2), [0, 1]) }),
    'HASH',
    2,
  ],
  ['a memo was changed', (ledger) => tamper(ledger, 5, { memo: 'another' }), 'HASH', 5],
  ['who approved was changed', (ledger) => tamper(ledger, 5, { approvedBy: 'nobody' }), 'HASH', 5],
  ['the hash that finds repetitions was changed', (ledger) => tamper(ledger, 5, { contentHash: '0' }), 'HASH', 5],
  [
    'a journal was changed together with its hash',
    async (ledger) => {
      const changed = { ...(await journalAt(ledger, 3)), memo: 'another' };
      await tamper(ledger, 3, {
        memo: 'another',
        hash: leafHash(canonicalBytes(changed)),
        contentHash: hashOfContent(changed),
      });
    },
    'HASH',
    4,
  ],
  ['a journal was taken out', (ledger) => tables.journals.deleteOne({ ...key(ledger), seq: 3 }), 'GAP', 3],
  ['the last journal was taken out', (ledger) => tables.journals.deleteOne({ ...key(ledger), seq: 6 }), 'GAP', 6],
  [
    'a journal was put in behind the head',
    async (ledger) => {
      const last = await journalAt(ledger, 6);
      await tables.journals.insertOne({ ...last, seq: 7, source: { kind: 'test', key: 'g' }, voucherNumber: 'x' });
    },
    'HEAD',
    7,
  ],
  [
    'the whole chain was written anew over a sealed month',
    async (ledger) => tamperAndRechain(ledger, 2, { memo: 'another' }),
    'ROOT',
    3,
  ],
  [
    'one side of a journal was changed and the chain written anew',
    async (ledger) => tamperAndRechain(ledger, 5, { lines: halved(await journalAt(ledger, 5), [0]) }),
    'UNBALANCED',
    5,
  ],
  [
    'both sides were changed and the chain written anew',
    async (ledger) => tamperAndRechain(ledger, 5, { lines: halved(await journalAt(ledger, 5), [0, 1]) }),
    'BALANCE',
    5,
  ],
  [
    'money went from one owner to another and the chain was written anew',
    async (ledger) => {
      const { lines } = await journalAt(ledger, 6);
      await tamperAndRechain(ledger, 6, { lines: lines.with(1, { account: '5001.C-01', debit: 0n, credit: 7n }) });
    },
    'UNBALANCED',
    6,
  ],
  [
    'a late journal was moved back into the sealed month',
    (ledger) => tamperAndRechain(ledger, 4, { effectiveOn: '2025-01-31' as never, month: january }),
    'MONTH',
    4,
  ],
  [
    'a journal was moved to another day of its month',
    (ledger) => tamperAndRechain(ledger, 5, { effectiveOn: '2025-02-11' as never }),
    'MONTH',
    5,
  ],
  [
    'a voucher number was changed',
    (ledger) => tamperAndRechain(ledger, 6, { voucherNumber: '2025-02 记-0009' }),
    'VOUCHER',
    6,
  ],
  [
    'a balance was raised',
    (ledger) => tables.accounts.updateOne({ _id: rowId(ledger, '2241.B01') }, { $inc: { credit: 1n } }),
    'BALANCE',
    5,
  ],
  [
    'the turnover of a month was changed',
    (ledger) => tables.accounts.updateOne({ _id: rowId(ledger, '5603') }, { $set: { 'months.2025-02.debit': 8n } }),
    'BALANCE',
    6,
  ],
  ['an account was taken out', (ledger) => tables.accounts.deleteOne({ _id: rowId(ledger, '5603') }), 'UNBALANCED', 6],
  [
    'the root of a sealed month was changed',
    (ledger) => tables.months.updateOne({ _id: rowId(ledger, january) }, { $set: { merkleRoot: 'f'.repeat(64) } }),
    'ROOT',
    3,
  ],
  [
    'a sealed month was opened again',
    (ledger) => tables.months.updateOne({ _id: rowId(ledger, january) }, { $set: { state: 'OPEN' } }),
    'MONTH',
    4,
  ],
  [
    'the head was set back',
    (ledger) => tables.heads.updateOne({ _id: rowId(ledger) }, { $set: { seq: 5 } }),
    'HEAD',
    6,
  ],
  [
    'the head names another hash',
    (ledger) => tables.heads.updateOne({ _id: rowId(ledger) }, { $set: { hash: 'f' } }),
    'HEAD',
    6,
  ],
  [
    'one person is said to have sealed a month alone',
    (ledger) => tables.months.updateOne({ _id: rowId(ledger, january) }, { $set: { sealedBy: 'maker' } }),
    'MONTH',
    3,
  ],
  [
    'a month is said to be sealed at a journal that is not there',
    (ledger) => tables.months.updateOne({ _id: rowId(ledger, january) }, { $set: { sealedAtSeq: 99 } }),
    'MONTH',
    4,
  ],
  ['the head was taken out', (ledger) => tables.heads.deleteOne({ _id: rowId(ledger) }), 'HEAD', 6],
  [
    'the count of vouchers was changed',
    (ledger) => tables.heads.updateOne({ _id: rowId(ledger) }, { $set: { 'vouchers.2025-02': 9 } }),
    'VOUCHER',
    6,
  ],
];

describe('verifying a book', () => {
  test('finds nothing wrong with one that was kept by the ledger', async () => {
    const ledger = await aBook();
    expect(await verdict(ledger)).toEqual({
      journals: 6,
      accounts: accounts.length,
      sealedMonths: 1,
      assertions: 0,
      wrong: null,
    });
    expect(await storedBooks(store.connection)).toContainEqual({ county: ledger.county, book: 'economy' });
  });

  test.each(tamperings)('names what is wrong when %s', async (_, tamperWith, what, seq) => {
    const ledger = await aBook();
    await tamperWith(ledger);
    expect((await verdict(ledger)).wrong).toMatchObject({ what, seq });
  });

  test('looks at a book whose head was taken out', async () => {
    const ledger = await aBook();
    await tables.heads.deleteOne({ _id: rowId(ledger) });
    expect(await storedBooks(store.connection)).toContainEqual({ county: ledger.county, book: 'economy' });
  });

  test('names the journal whose source is there already, once nothing forbids two', async () => {
    const ledger = await aBook();
    await tables.journals.dropIndex('source');
    await tamperAndRechain(ledger, 6, { source: { kind: 'test', key: 'b' } });
    expect((await verdict(ledger)).wrong).toMatchObject({ what: 'SOURCE', seq: 6 });
    await tamper(ledger, 6, { source: { kind: 'test', key: 'f' } });
    for (const spec of ledgerCollections)
      if (spec.name === 'ledger_journals') await applyCollection(store.connection, spec);
  });

  test('never writes', async () => {
    const ledger = await aBook();
    const before = await tables.heads.findOne({ _id: rowId(ledger) });
    await tamper(ledger, 2, { memo: 'another' });
    await verdict(ledger);
    expect(await tables.heads.findOne({ _id: rowId(ledger) })).toEqual(before);
    expect((await journalAt(ledger, 2)).memo).toBe('another');
  });
});
