import { must } from '@hh/kernel/refusal.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openAccounts } from './account.store.ts';
import { turnoverByAccount } from './balance.ts';
import { headsMigration } from './heads.migration.ts';
import { chained, parseJournal } from './journal.ts';
import { type BookKey, bookCollections, createLedgerStorage, journalCollections, rowId } from './ledger.store.ts';
import { accounts, day, transfer } from './testing/drafts.ts';
import { verifyStoredBook } from './verify.store.ts';
import { type Batch, emptyHead, type Head } from './writer.ts';

let store: TestStore;
let books = 0;

beforeAll(async () => {
  store = await createTestStore(journalCollections);
});
afterAll(() => store.drop());

async function aBook() {
  books += 1;
  const key: BookKey = { county: `37${String(books).padStart(4, '0')}`, book: 'economy' };
  await openAccounts(store.connection, key, accounts);
  return { key, storage: createLedgerStorage(store.connection, key), tables: bookCollections(store.connection) };
}

/** One journal on the first account by the second, as the writer would build it. */
function batchOn(on: Head, key: BookKey, debit = '5603'): Batch {
  const seq = on.seq + 1;
  const journal = chained(must(parseJournal(transfer(`k${seq}`, '2025-01-31', debit, '1002.BA-0001', 1n))), {
    ...key,
    seq,
    month: '2025-01' as never,
    voucherNumber: `2025-01 记-${String(seq).padStart(4, '0')}`,
    effectiveOn: day('2025-01-31'),
    postedAt: new Date('2026-01-05T09:00:00Z'),
    previousHash: on.hash,
  });
  const next = { seq, hash: journal.hash, sealedThrough: null, vouchers: { ['2025-01' as never]: seq } };
  return { on, journals: [journal], turnover: turnoverByAccount([journal]), next };
}

test('a batch on a head that has moved is told so before it touches an account', async () => {
  const { key, storage, tables } = await aBook();
  const first = batchOn(await storage.head(), key);
  expect(await storage.commit(first)).toBe('COMMITTED');
  const other = store.connection.getClient().startSession();
  other.startTransaction();
  const touched = { _id: rowId(key, '5603') };
  await tables.accounts.updateOne(touched, { $set: { 'name.en': 'Held' } }, { session: other });
  // Had it gone on to the account, it would conflict with the other until the server ends that one.
  for (const stale of [emptyHead, { ...first.next, hash: 'f'.repeat(64) }, { ...first.next, sealedThrough: '2024-12' }])
    expect(await storage.commit(batchOn(stale as Head, key))).toBe('HEAD_MOVED');
  await other.commitTransaction();
  await other.endSession();
  expect(await storage.head()).toMatchObject(first.next);
  expect(await tables.accounts.findOne(touched)).toMatchObject({ debit: 1n, name: { en: 'Held' } });
});

test('a batch on an account that is not there leaves nothing, not even its head', async () => {
  const { key, storage, tables } = await aBook();
  const head = await storage.head();
  expect(await storage.commit(batchOn(head, key, '5603.GONE'))).toMatchObject({ rejected: expect.any(Error) });
  expect(await storage.head()).toEqual(head);
  expect(await tables.journals.countDocuments({ ...key })).toBe(0);
});

test('heads that had a collection of their own are moved once, and the book goes on', async () => {
  const { key, storage, tables } = await aBook();
  const first = batchOn(await storage.head(), key);
  expect(await storage.commit(first)).toBe('COMMITTED');
  const { code: _, ...head } = (await tables.heads.findOneAndDelete({ _id: rowId(key) })) as never as { code: string };
  const before = store.connection.getClient().db(store.connection.name).collection('ledger_heads');
  await before.insertOne({ ...head });
  for (let times = 0; times < 2; times += 1) await headsMigration.up(store.connection);
  expect(await before.countDocuments()).toBe(0);
  expect(await storage.commit(batchOn(await storage.head(), key))).toBe('COMMITTED');
  // A process of the version before opens the book anew where it looks; that is not taken over.
  await before.insertOne({ ...key, ...emptyHead, _id: rowId(key) as never });
  await headsMigration.up(store.connection);
  expect(await storage.head()).toMatchObject({ seq: 2 });
  expect(await verifyStoredBook(store.connection, key)).toMatchObject({ journals: 2, wrong: null });
});
