import { must } from '@hh/kernel/refusal.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type BankMapping, parseMapping, type WrittenMapping, writtenMapping } from './bank-mapping.ts';

/** The columns of a bank's files, as somebody looked at them and saved them. */
export interface SavedMapping {
  readonly county: string;
  /** The bank's name, as its accounts have it. */
  readonly bank: string;
  readonly mapping: BankMapping;
  readonly savedBy: string;
  readonly savedAt: Date;
  /** How often one was saved for this bank. */
  readonly version: number;
}

interface MappingRow extends WrittenMapping {
  readonly county: string;
  readonly bank: string;
  readonly savedBy: string;
  readonly savedAt: Date;
  readonly version?: number;
}

export const bankMappingsCollection: CollectionSpec = {
  name: 'bankMappings',
  indexes: [{ name: 'bank', key: { county: 1, bank: 1 }, unique: true }],
  schema: { required: ['county', 'bank', 'columns', 'savedBy', 'savedAt'] },
};

export type BankMappingStore = ReturnType<typeof createBankMappingStore>;

export function createBankMappingStore(connection: Connection) {
  const mappings = connection.collection<MappingRow>('bankMappings');
  const read = ({ county, bank, savedBy, savedAt, version = 1, ...written }: MappingRow): SavedMapping => ({
    county,
    bank,
    mapping: must(parseMapping(written)),
    savedBy,
    savedAt,
    version,
  });
  return {
    async find(county: string, bank: string, session?: Session): Promise<SavedMapping | null> {
      const row = await mappings.findOne({ county, bank }, session ? { session } : {});
      return row && read(row);
    },

    /** By the bank's name; a county has accounts at a few banks. */
    async ofCounty(county: string): Promise<readonly SavedMapping[]> {
      return (await mappings.find({ county }).sort({ bank: 1 }).toArray()).map(read);
    },

    async save({ county, bank, mapping, ...saved }: SavedMapping, session: Session): Promise<void> {
      const row = { county, bank, ...writtenMapping(mapping), ...saved };
      await mappings.replaceOne({ county, bank }, row, { upsert: true, session });
    },
  };
}
