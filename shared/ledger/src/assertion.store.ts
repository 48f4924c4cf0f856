/** Assertions as they are kept: inserted once, withdrawn once. */
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { BalanceAssertion, Withdrawal } from './assertion.ts';
import type { BookKey } from './ledger.store.ts';

export interface AssertionFilter {
  /** This account, not those below it. */
  readonly account?: string;
  readonly isWithdrawn?: boolean;
}

export interface AssertionStore {
  find(id: string, session?: Session): Promise<BalanceAssertion | null>;
  /** By day; one more than the page holds where more follow. Cursor: `[on, id]`. */
  page(filter: AssertionFilter, page: Page): Promise<BalanceAssertion[]>;
  count(filter: AssertionFilter): Promise<number>;
  /** By day, account and time. */
  all(filter: AssertionFilter, session?: Session): Promise<BalanceAssertion[]>;
  insert(assertion: BalanceAssertion, session: Session): Promise<void>;
  /** False for one that is not there, or is withdrawn already. */
  withdraw(id: string, withdrawal: Withdrawal, session: Session): Promise<boolean>;
}

type Row = Omit<BalanceAssertion, 'id'> & BookKey & { readonly _id: string };

export const assertionsCollection: CollectionSpec = {
  name: 'ledger_assertions',
  indexes: [{ name: 'day', key: { county: 1, book: 1, on: 1, _id: 1 } }],
  schema: {
    required: ['county', 'book', 'account', 'on', 'amount', 'basis', 'note', 'recordedBy', 'recordedAt'],
    properties: { amount: { bsonType: 'long' } },
  },
};

export function createAssertionStore(connection: Connection, { county, book }: BookKey): AssertionStore {
  const rows = connection.getClient().db(connection.name).collection<Row>(assertionsCollection.name);
  const among = ({ account, isWithdrawn }: AssertionFilter) => ({
    county,
    book,
    ...(account !== undefined && { account }),
    ...(isWithdrawn !== undefined && { withdrawnAt: { $exists: isWithdrawn } }),
  });

  return {
    find: async (id, session) => {
      const row = await rows.findOne({ _id: id, county, book }, session ? { session } : {});
      return row && assertionOf(row);
    },
    page: async (filter, page) => {
      const { filter: within, sort, limit } = pageQuery(page, ['on', '_id']);
      const found = rows
        .find({ $and: [among(filter), within] })
        .sort(sort)
        .limit(limit);
      return (await found.toArray()).map(assertionOf);
    },
    count: (filter) => rows.countDocuments(among(filter)),
    all: async (filter, session) => {
      const found = rows.find(among(filter), session ? { session } : {}).sort({ on: 1, account: 1, _id: 1 });
      return (await found.toArray()).map(assertionOf);
    },
    insert: async ({ id, ...assertion }, session) => {
      await rows.insertOne({ _id: id, county, book, ...assertion }, { session });
    },
    withdraw: async (id, withdrawal, session) => {
      const standing = { _id: id, county, book, withdrawnAt: { $exists: false } };
      return (await rows.updateOne(standing, { $set: withdrawal }, { session })).matchedCount > 0;
    },
  };
}

function assertionOf({ _id, county: _, book: __, ...assertion }: Row): BalanceAssertion {
  return { id: _id, ...assertion };
}
