import { type Actor, rowsVisibleTo } from '@hh/service/actor.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Enterprise } from './enterprise.ts';

interface EnterpriseRow extends Enterprise {
  readonly county: string;
}

export const enterprisesCollection: CollectionSpec = {
  name: 'enterprises',
  indexes: [
    { name: 'uscc', key: { county: 1, uscc: 1 }, unique: true },
    // The code is national: whoever refers to an enterprise by it alone names no county.
    { name: 'uscc_anywhere', key: { uscc: 1 } },
  ],
};

export type EnterpriseStore = ReturnType<typeof createEnterpriseStore>;

export function createEnterpriseStore(connection: Connection) {
  const enterprises = connection.collection<EnterpriseRow>('enterprises');
  const read = ({ uscc, name, kind, trade }: EnterpriseRow): Enterprise => ({ uscc, name, kind, trade });
  const readable = (actor: Actor | null) =>
    rowsVisibleTo(actor, 'agreements:read', { place: 'county', enterprise: 'uscc' });
  return {
    async find(county: string, uscc: string, session?: Session): Promise<Enterprise | null> {
      const row = await enterprises.findOne({ county, uscc }, session ? { session } : {});
      return row && read(row);
    },

    /** For loaders: by `county uscc`. */
    async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Enterprise>> {
      if (keys.length === 0) return new Map();
      const wanted = keys.map((key) => ({ county: key.slice(0, 6), uscc: key.slice(7) }));
      const rows = await enterprises.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [`${row.county} ${row.uscc}`, read(row)]));
    },

    /** For loaders: by code, in whichever county. */
    async byCodes(codes: readonly string[]): Promise<ReadonlyMap<string, Enterprise>> {
      const rows = await enterprises.find({ uscc: { $in: [...codes] } }).toArray();
      return new Map(rows.map((row) => [row.uscc, read(row)]));
    },

    /** The counties an enterprise is registered in. */
    async countiesOf(uscc: string): Promise<readonly string[]> {
      return (await enterprises.find({ uscc }, { projection: { county: 1 } }).toArray()).map(({ county }) => county);
    },

    async readable(actor: Actor | null, uscc: string): Promise<Enterprise | null> {
      const row = await enterprises.findOne({ $and: [{ uscc }, readable(actor)] });
      return row && read(row);
    },

    async page(actor: Actor | null, page: Page): Promise<readonly Enterprise[]> {
      const { filter, sort, limit } = pageQuery(page, ['uscc']);
      return (
        await enterprises
          .find({ $and: [readable(actor), filter] })
          .sort(sort)
          .limit(limit)
          .toArray()
      ).map(read);
    },

    /** All of a county that the caller may see, by code: some dozens, read whole. */
    async ofCounty(actor: Actor | null, county: string): Promise<readonly Enterprise[]> {
      const rows = await enterprises
        .find({ $and: [{ county }, readable(actor)] })
        .sort({ uscc: 1 })
        .toArray();
      return rows.map(read);
    },

    count: (actor: Actor | null): Promise<number> => enterprises.countDocuments(readable(actor)),

    async insert(county: string, enterprise: Enterprise, session: Session): Promise<void> {
      await enterprises.insertOne({ county, ...enterprise }, { session });
    },
  };
}
