/** Files of banks that were sent to an account, and how far they are. */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection } from '@hh/service/mongo.ts';
import { createSentFileStore, type SentFile, sentFileCollections } from '../upload/sent-file.store.ts';
import type { StoredProblem } from '../upload/stored-problem.ts';
import type { WrittenMapping } from './bank-mapping.ts';

export interface BankImport extends SentFile {
  /** The account's code, and where it lies: what reading is decided by. */
  readonly account: string;
  readonly place: string;
  /** What its columns may be read by, as it was saved when the file came. */
  readonly mappings: readonly WrittenMapping[];
  /** What became of it, once it has proved itself. */
  readonly statement: string | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly opening: Fen | null;
  readonly closing: Fen | null;
  /** The ids of its lines begin with this instant, one a millisecond later than the one before: so they sort as booked. */
  readonly firstInstant: Date | null;
  /** A gap before it, and what it repeats. */
  readonly notes: readonly StoredProblem[];
}

const names = { files: 'bankImports', rows: 'bankImportRows', sentTo: 'account' };

export const bankFileCollections: readonly CollectionSpec[] = sentFileCollections(names);

export type BankImportStore = ReturnType<typeof createBankImportStore>;

export function createBankImportStore(connection: Connection, holder: string) {
  const sent = createSentFileStore<BankImport>(connection, names, holder);
  const { collection, read } = sent;
  return {
    ...sent,

    /** Files of one account are worked off one after another: this is the one whose turn it is. */
    async isNext({ county, account, id }: Pick<BankImport, 'county' | 'account' | 'id'>): Promise<boolean> {
      const running = collection.find({ county, account, state: 'RUNNING' }, { projection: { _id: 1 } });
      const [first] = await running.sort({ uploadedAt: 1, _id: 1 }).limit(1).toArray();
      return first?._id === id;
    },

    /** The first instant after those of all lines that files of the account have brought; null before the first. */
    async nextInstant(county: string, account: string): Promise<number | null> {
      const begun = collection.find({ county, account, firstInstant: { $type: 'date' } });
      const [last] = await begun.sort({ firstInstant: -1 }).limit(1).toArray();
      return last?.firstInstant ? last.firstInstant.getTime() + last.rows : null;
    },

    /** The same file, unless it has failed. */
    async same(county: string, account: string, sha256: string): Promise<BankImport | null> {
      const row = await collection.findOne({ county, account, sha256, state: { $ne: 'FAILED' } });
      return row && read(row);
    },

    async page(county: string, account: string, page: Page): Promise<readonly BankImport[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const query = { $and: [{ county, account }, filter] };
      return (await collection.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: (county: string, account: string): Promise<number> => collection.countDocuments({ county, account }),
  };
}
