/** Years as they are proposed and carried forward, and what carrying has moved. */
import type { Fen } from '@hh/kernel/money.ts';
import { type CollectionSpec, type Connection, readConsistently, type Session } from '@hh/service/mongo.ts';
import type { Account } from './account.ts';
import { anyAccount, type BookKey, bookCollections, rowId, withoutId } from './ledger.store.ts';
import { type BookYear, CARRYING, carrierOf, carryingJournals, isUncarried, resultsOf } from './year.ts';

interface YearRow extends BookKey {
  readonly _id: string;
  readonly year: number;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly carriedBy?: string;
  readonly carriedAt?: Date;
}

export const yearsCollection: CollectionSpec = {
  name: 'ledger_years',
  indexes: [],
  schema: { required: ['county', 'book', 'year', 'proposedBy', 'proposedAt'] },
};

export interface YearStore {
  find(year: number): Promise<BookYear>;
  /** True where it is new: the first proposal stands. */
  propose(
    year: number,
    by: { readonly proposedBy: string; readonly proposedAt: Date },
    session: Session,
  ): Promise<boolean>;
  /** False where nobody else has proposed it. */
  carry(year: number, by: { readonly carriedBy: string; readonly carriedAt: Date }, session: Session): Promise<boolean>;
  /** What is left to be posted, out of one snapshot: an account and what was carried of it belong together. */
  left(year: number): Promise<ReturnType<typeof carryingJournals>>;
}

export function createYearStore(connection: Connection, { county, book }: BookKey): YearStore {
  const key = { county, book };
  const { accounts, journals } = bookCollections(connection);
  const years = connection.getClient().db(connection.name).collection<YearRow>(yearsCollection.name);
  const id = (year: number) => rowId(key, String(year));

  const leaves = (session: Session) =>
    accounts.find<Account>({ ...key, ...anyAccount }, { ...withoutId, session }).toArray();

  return {
    find: (year) =>
      readConsistently(connection, async (session) => {
        const row = await years.findOne({ _id: id(year) }, { session });
        const all = await leaves(session);
        const isCarried = row?.carriedBy !== undefined && !isUncarried(book, all, year);
        return {
          year,
          state: isCarried ? 'CARRIED' : row ? 'PROPOSED' : 'OPEN',
          results: resultsOf(book, all, year, await carriedIn(connection, key, year, session)),
          proposedBy: row?.proposedBy ?? null,
          proposedAt: row?.proposedAt ?? null,
          carriedBy: row?.carriedBy ?? null,
          carriedAt: row?.carriedAt ?? null,
        };
      }),

    propose: async (year, by, session) => {
      const $setOnInsert = { ...key, year, ...by };
      const made = await years.updateOne({ _id: id(year) }, { $setOnInsert }, { upsert: true, session });
      return made.upsertedCount > 0;
    },

    carry: async (year, by, session) => {
      const proposed = { _id: id(year), proposedBy: { $ne: by.carriedBy } };
      return (await years.updateOne(proposed, { $set: by }, { session })).matchedCount > 0;
    },

    left: (year) =>
      readConsistently(connection, async (session) => {
        const posted = journals.find(ofYear(key, year), { projection: { _id: 0, 'source.key': 1 }, session });
        const revisions = new Map<string, number>();
        for await (const { source } of posted) {
          const { owner, revision } = carrierOf(source.key);
          revisions.set(owner, Math.max(revision, revisions.get(owner) ?? 0));
        }
        const next = (owner: string) => 1 + (revisions.get(owner) ?? 0);
        return carryingJournals(book, await leaves(session), year, next);
      }),
  };
}

function ofYear(key: BookKey, year: number) {
  return { ...key, 'source.kind': CARRYING, 'source.key': { $gte: `${year} `, $lt: `${year}!` } };
}

/** What carrying a year forward has moved on accounts, debit-positive. */
export async function carriedIn(
  connection: Connection,
  key: BookKey,
  year: number,
  session: Session,
): Promise<ReadonlyMap<string, Fen>> {
  const rows = bookCollections(connection).journals.aggregate<{ _id: string; moved: Fen }>(
    [
      { $match: ofYear(key, year) },
      { $unwind: '$lines' },
      { $group: { _id: '$lines.account', moved: { $sum: { $subtract: ['$lines.debit', '$lines.credit'] } } } },
    ],
    { session },
  );
  return new Map((await rows.toArray()).map(({ _id, moved }) => [_id, moved]));
}
