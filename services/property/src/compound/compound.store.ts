import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type Compound, communityCode, countyCode } from './compound.ts';

interface CompoundRow extends Omit<Compound, 'code'> {
  readonly _id: string;
  readonly county: string;
  readonly community: string;
}

export const compoundsCollection: CollectionSpec = {
  name: 'compounds',
  indexes: [{ name: 'community', key: { county: 1, community: 1, _id: 1 } }],
  schema: {
    required: ['county', 'community', 'name', 'households', 'grossAreaM2x100'],
    properties: { county: { bsonType: 'string' }, community: { bsonType: 'string' }, name: { bsonType: 'string' } },
  },
};

export type CompoundStore = ReturnType<typeof createCompoundStore>;

export function createCompoundStore(connection: Connection) {
  const compounds = connection.collection<CompoundRow>('compounds');
  const read = ({ _id, name, households, grossAreaM2x100 }: CompoundRow): Compound => ({
    code: _id,
    name,
    households,
    grossAreaM2x100,
  });
  return {
    /** For loaders: the compounds of these codes. */
    async byCodes(codes: readonly string[], _?: unknown, session?: Session): Promise<ReadonlyMap<string, Compound>> {
      const rows = await compounds.find({ _id: { $in: [...codes] } }, session ? { session } : {}).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** For loaders: the compounds of each community, by code. */
    async inCommunities(communities: readonly string[]): Promise<ReadonlyMap<string, readonly Compound[]>> {
      const counties = [...new Set(communities.map(countyCode))];
      const rows = await compounds
        .find({ county: { $in: counties }, community: { $in: [...communities] } })
        .sort({ _id: 1 })
        .toArray();
      return new Map(
        communities.map((community) => [community, rows.filter((row) => row.community === community).map(read)]),
      );
    },

    /** The county of a deployment that has just one; null where there are several. */
    async onlyCounty(): Promise<string | null> {
      const counties = await compounds.distinct('county');
      return counties.length === 1 ? (counties[0] as string) : null;
    },

    async save(drafts: readonly Compound[], session: Session): Promise<void> {
      await compounds.bulkWrite(
        drafts.map(({ code, ...rest }) => ({
          updateOne: {
            filter: { _id: code },
            update: { $set: { ...rest, county: countyCode(code), community: communityCode(code) } },
            upsert: true,
          },
        })),
        { session },
      );
    },
  };
}
