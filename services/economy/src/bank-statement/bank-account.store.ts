/**
 * The accounts (银行账户) whose statements are read: `BA-0001` of the settlement office in the economy's book, and
 * `BA-<compound>` of the owners of a compound in the owners' book. Of a number only its end is kept; that of the office's account whole as well, since operators pay to it.
 */
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { holding } from './found-by.ts';
import { NUMBER_END } from './number-end.ts';

export type BankBook = 'economy' | 'owners';

export interface BankAccount {
  readonly id: string;
  readonly county: string;
  /** `BA-0001`, `BA-37132200100101`. */
  readonly code: string;
  readonly book: BankBook;
  /** Whose money it is, where it is that of a compound's owners. */
  readonly compound: string | null;
  readonly name: { readonly zh: string; readonly en: string };
  /** The bank's name: its mapping of columns is saved under it. */
  readonly bank: string;
  /** The last four signs of its number, for people to recognize it, and to tell another account's file. */
  readonly numberEnd: string;
  /** The whole number of the office's account, for whoever pays to it; absent of others, and where it was not given whole. */
  readonly number?: string;
  /** Its account in the ledger of its book, such as `1002.BA-0001`. */
  readonly ledgerAccount: string;
}

type BankAccountRow = Omit<BankAccount, 'id'> & { readonly _id: string };

/** What an account is found by. */
const WORDS = ['name.zh', 'name.en', 'code', 'bank', 'numberEnd'];

export const bankAccountsCollection: CollectionSpec = {
  name: 'bankAccounts',
  indexes: [
    { name: 'code', key: { county: 1, code: 1 }, unique: true },
    { name: 'ledger', key: { county: 1, book: 1, ledgerAccount: 1 }, unique: true },
  ],
  schema: {
    required: ['county', 'code', 'book', 'compound', 'name', 'bank', 'numberEnd', 'ledgerAccount'],
    properties: { book: { enum: ['economy', 'owners'] }, numberEnd: { bsonType: 'string', maxLength: NUMBER_END } },
  },
};

export type BankAccountStore = ReturnType<typeof createBankAccountStore>;

export function createBankAccountStore(connection: Connection) {
  const accounts = connection.collection<BankAccountRow>('bankAccounts');
  const read = ({ _id, ...rest }: BankAccountRow): BankAccount => ({ id: _id, ...rest });
  const within = (session?: Session) => (session ? { session } : {});
  return {
    async insert({ id, ...rest }: BankAccount, session: Session): Promise<void> {
      await accounts.insertOne({ _id: id, ...rest }, { session });
    },

    async byCode(county: string, code: string, session?: Session): Promise<BankAccount | null> {
      const row = await accounts.findOne({ county, code }, within(session));
      return row && read(row);
    },

    /** For loaders: by `county code`. */
    async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, BankAccount>> {
      const wanted = keys.map((key) => ({ county: key.slice(0, 6), code: key.slice(7) }));
      const rows = await accounts.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [`${row.county} ${row.code}`, read(row)]));
    },

    /** Once it is given whole. */
    async completeNumber(id: string, number: string, session: Session): Promise<void> {
      await accounts.updateOne({ _id: id, number: { $exists: false } }, { $set: { number } }, { session });
    },

    /** For loaders, by county: the settlement office's account, of several the first by code. */
    async officesOf(counties: readonly string[]): Promise<ReadonlyMap<string, BankAccount>> {
      const rows = accounts.find({ county: { $in: [...counties] }, compound: null }).sort({ code: -1 });
      return new Map((await rows.toArray()).map((row) => [row.county, read(row)]));
    },

    /** Those whose number ends so; of two that do, a file does not tell which it is of. */
    async endingIn(county: string, ends: readonly string[]): Promise<readonly BankAccount[]> {
      return (
        await accounts
          .find({ county, numberEnd: { $in: [...ends] } })
          .sort({ code: 1 })
          .toArray()
      ).map(read);
    },

    /** By code; of `text` only those that have it in a name, the code, the bank or the end of the number. */
    async page(county: string, text: string | null | undefined, page: Page): Promise<readonly BankAccount[]> {
      const { filter, sort, limit } = pageQuery(page, ['code']);
      return (
        await accounts
          .find({ $and: [{ county }, holding(text, WORDS), filter] })
          .sort(sort)
          .limit(limit)
          .toArray()
      ).map(read);
    },

    count: (county: string, text: string | null | undefined): Promise<number> =>
      accounts.countDocuments({ $and: [{ county }, holding(text, WORDS)] }),

    /** All of a county, by code: one for the office, and one for each compound that has one. */
    async ofCounty(county: string): Promise<readonly BankAccount[]> {
      return (await accounts.find({ county }).sort({ code: 1 }).toArray()).map(read);
    },
  };
}
