import { must } from '@hh/kernel/refusal.ts';
import type { Migration } from '@hh/service/migrations.ts';
import { applyCollection, type CollectionSpec, type Connection, type Session } from '@hh/service/mongo.ts';
import { type BankMapping, parseMapping, type WrittenMapping, writtenMapping } from './bank-mapping.ts';

/** The columns of a layout of a bank's files, as somebody looked at them and saved them. */
export interface SavedMapping {
  readonly county: string;
  /** The bank's name, as its accounts have it. */
  readonly bank: string;
  readonly mapping: BankMapping;
  readonly savedBy: string;
  readonly savedAt: Date;
  /** How often one was saved for this layout. */
  readonly version: number;
}

interface MappingRow extends WrittenMapping {
  readonly county: string;
  readonly bank: string;
  /** The header in one line, which tells it from the bank's others. */
  readonly layout: string;
  readonly savedBy: string;
  readonly savedAt: Date;
  readonly version?: number;
  /** Taken back; its count goes on where the layout is saved anew, so that no two are the same version. */
  readonly isRemoved?: true;
}

const inForce = { isRemoved: { $exists: false } };

export const bankMappingsCollection: CollectionSpec = {
  name: 'bankMappings',
  indexes: [{ name: 'layout', key: { county: 1, bank: 1, layout: 1 }, unique: true }],
  schema: { required: ['county', 'bank', 'layout', 'columns', 'savedBy', 'savedAt'] },
};

/** Of a bank there was one, for all of its files; and a file that is being read knows those it may be read by. */
export const bankLayoutsMigration: Migration = {
  id: '0009-bank-layouts',
  up: async (connection) => {
    const mappings = connection.collection(bankMappingsCollection.name);
    await mappings.updateMany({ layout: { $exists: false } }, { $set: { layout: layoutOf([]) } });
    await applyCollection(connection, bankMappingsCollection);
    const old = (await mappings.indexes()).some(({ name }) => name === 'bank');
    if (old) await mappings.dropIndex('bank');
    await connection
      .collection('bankImports')
      .updateMany({ mappings: { $exists: false } }, [{ $set: { mappings: ['$mapping'] } }, { $unset: 'mapping' }]);
  },
};

function layoutOf(header: readonly string[]): string {
  return header.join('\n');
}

export type BankMappingStore = ReturnType<typeof createBankMappingStore>;

export function createBankMappingStore(connection: Connection) {
  const mappings = connection.collection<MappingRow>('bankMappings');
  const read = ({
    county,
    bank,
    layout: _,
    isRemoved: __,
    savedBy,
    savedAt,
    version = 1,
    ...written
  }: MappingRow): SavedMapping => ({
    county,
    bank,
    mapping: must(parseMapping(written)),
    savedBy,
    savedAt,
    version,
  });
  return {
    /** The one that was saved for this header. */
    async find(
      county: string,
      bank: string,
      header: readonly string[],
      session?: Session,
    ): Promise<SavedMapping | null> {
      const row = await mappings.findOne(
        { county, bank, layout: layoutOf(header), ...inForce },
        session ? { session } : {},
      );
      return row && read(row);
    },

    /** The last saved first; a bank has a few layouts. */
    async ofBank(county: string, bank: string, session?: Session): Promise<readonly SavedMapping[]> {
      const rows = mappings
        .find({ county, bank, ...inForce }, session ? { session } : {})
        .sort({ savedAt: -1, layout: 1 });
      return (await rows.toArray()).map(read);
    },

    /** By the bank's name; a county has accounts at a few banks. */
    async ofCounty(county: string): Promise<readonly SavedMapping[]> {
      return (
        await mappings
          .find({ county, ...inForce })
          .sort({ bank: 1, layout: 1 })
          .toArray()
      ).map(read);
    },

    /** The version that the next one of this layout has, whether the last is in force or was taken back. */
    async nextVersion(county: string, bank: string, header: readonly string[], session: Session): Promise<number> {
      const row = await mappings.findOne({ county, bank, layout: layoutOf(header) }, { session });
      return row ? (row.version ?? 1) + 1 : 1;
    },

    async save({ county, bank, mapping, ...saved }: SavedMapping, session: Session): Promise<void> {
      const layout = layoutOf(mapping.header);
      const row = { county, bank, layout, ...writtenMapping(mapping), ...saved };
      await mappings.replaceOne({ county, bank, layout }, row, { upsert: true, session });
    },

    async remove({ county, bank, mapping }: SavedMapping, session: Session): Promise<void> {
      const layout = layoutOf(mapping.header);
      await mappings.updateOne({ county, bank, layout }, { $set: { isRemoved: true } }, { session });
    },
  };
}
