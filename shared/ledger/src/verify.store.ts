/** Verifying a book as it stands in a database, and finding the books that there are. */
import { type Connection, readConsistently } from '@hh/service/mongo.ts';
import { type Account, type BookCode, chart } from './account.ts';
import { createAssertionStore } from './assertion.store.ts';
import type { Source } from './journal.ts';
import { anyAccount, type BookKey, bookCollections, rowId, withoutId } from './ledger.store.ts';
import { type BookState, type Verdict, verifyBook } from './verify.ts';
import { emptyHead, sourceKey } from './writer.ts';

/** So many journals are in memory at a time: a long one is a megabyte. */
const JOURNALS_AT_ONCE = 500;
const SOURCES_AT_ONCE = 10_000;

/** A book as it stands in a database, as of the moment it is asked: what is posted meanwhile is not looked at. */
export async function verifyStoredBook(connection: Connection, { county, book }: BookKey): Promise<Verdict> {
  const key = { county, book };
  const { heads, accounts, months, journals } = bookCollections(connection);
  const repeatedAt = await repeatedSource(connection, key);
  const state = await readConsistently(connection, async (session): Promise<BookState> => {
    const head = (await heads.findOne({ _id: rowId(key) }, { session })) ?? emptyHead;
    const sealed = months.find({ ...key, state: 'SEALED' }, { session }).sort({ period: 1 });
    const open = accounts.find<Account>({ ...key, ...anyAccount }, { ...withoutId, session }).sort({ code: 1 });
    const last = await journals.findOne(key, { sort: { seq: -1 }, session });
    const assertions = await createAssertionStore(connection, key).all({ isWithdrawn: false }, session);
    const beside = { accounts: await open.toArray(), months: await sealed.toArray(), assertions };
    return { book, head, repeatedAt, lastSeq: last?.seq ?? 0, ...beside };
  });
  const posted = { ...key, seq: { $lte: state.head.seq } };
  const inOrder = journals.find(posted, withoutId).sort({ seq: 1 }).batchSize(JOURNALS_AT_ONCE);
  return await verifyBook(state, inOrder);
}

/** Walks the sources in the order of their index, where equal ones are neighbours: no list of them all is kept. */
async function repeatedSource(connection: Connection, key: BookKey): Promise<number | null> {
  const { journals } = bookCollections(connection);
  const bySource = { county: 1, book: 1, 'source.kind': 1, 'source.key': 1 } as const;
  const sources = journals.find<{ source: Source }>(key, { projection: { _id: 0, 'source.kind': 1, 'source.key': 1 } });
  const found: number[] = [];
  let before = '';
  for await (const { source } of sources.sort(bySource).allowDiskUse(true).batchSize(SOURCES_AT_ONCE)) {
    if (sourceKey(source) === before) {
      const twins = journals.find({ ...key, 'source.kind': source.kind, 'source.key': source.key });
      const [, second] = await twins.sort({ seq: 1 }).limit(2).toArray();
      if (second) found.push(second.seq);
    }
    before = sourceKey(source);
  }
  return found.length === 0 ? null : Math.min(...found);
}

/** The books that a database holds anything of: one whose head was taken out is still a book, and a damaged one. */
export async function storedBooks(connection: Connection): Promise<BookKey[]> {
  const { journals, accounts, months } = bookCollections(connection);
  const found: BookKey[] = [];
  for (const book of Object.keys(chart) as BookCode[]) {
    const kept = [journals, months, accounts].map((rows) => rows.distinct('county', { book }));
    for (const county of new Set((await Promise.all(kept)).flat())) found.push({ county, book });
  }
  return found.sort((one, other) => (rowId(one) < rowId(other) ? -1 : 1));
}
