import { type GeoPoint, geoPoint } from '@hh/kernel/geo.ts';
import { type RequestContext, tell } from '@hh/service/context.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type Compound, communityCode, countyCode } from './compound.ts';

interface CompoundRow extends Omit<Compound, 'code'> {
  readonly _id: string;
  readonly county: string;
  readonly community: string;
  /** How many times it was given a position. */
  readonly located?: number;
}

export const compoundsCollection: CollectionSpec = {
  name: 'compounds',
  indexes: [{ name: 'community', key: { county: 1, community: 1, _id: 1 } }],
  schema: {
    required: ['county', 'community', 'name', 'households', 'grossAreaM2x100'],
    properties: {
      county: { bsonType: 'string' },
      community: { bsonType: 'string' },
      name: { bsonType: 'string' },
      households: { bsonType: 'number', minimum: 0 },
      grossAreaM2x100: { bsonType: 'number', minimum: 0 },
      location: geoPoint.bson,
      located: { bsonType: 'number', minimum: 1 },
    },
  },
};

export type CompoundStore = ReturnType<typeof createCompoundStore>;

export function createCompoundStore(connection: Connection) {
  const compounds = connection.collection<CompoundRow>('compounds');
  const read = ({ _id, name, households, grossAreaM2x100, location }: CompoundRow): Compound => ({
    code: _id,
    name,
    households,
    grossAreaM2x100,
    ...(location ? { location } : {}),
  });
  const byCodes = async (codes: readonly string[]): Promise<ReadonlyMap<string, Compound>> => {
    const rows = await compounds.find({ _id: { $in: [...codes] } }).toArray();
    return new Map(rows.map((row) => [row._id, read(row)]));
  };
  return {
    /** For loaders: the compounds of these codes. */
    byCodes,

    /** For loaders: the compounds of each community, by code. */
    async inCommunities(
      communities: readonly string[],
      context: RequestContext,
    ): Promise<ReadonlyMap<string, readonly Compound[]>> {
      const counties = [...new Set(communities.map(countyCode))];
      const rows = await compounds
        .find({ county: { $in: counties }, community: { $in: [...communities] } })
        .sort({ _id: 1 })
        .toArray();
      tell(context, byCodes, new Map(rows.map((row) => [row._id, read(row)])));
      return new Map(
        communities.map((community) => [community, rows.filter((row) => row.community === community).map(read)]),
      );
    },

    /** The county asked for where it has compounds; where none is asked for, the only one there is. */
    async county(asked: string | null): Promise<string | null> {
      const counties = await compounds.distinct('county', asked === null ? {} : { county: asked });
      return counties.length === 1 ? (counties[0] as string) : null;
    },

    /** The compounds of a county by code: some dozens or hundreds, read whole. */
    async ofCounty(county: string): Promise<readonly Compound[]> {
      return (await compounds.find({ county }).sort({ _id: 1 }).toArray()).map(read);
    },

    /** Where these stand, and how many times that was said. */
    async positions(
      codes: readonly string[],
      session: Session,
    ): Promise<ReadonlyMap<string, { readonly location: GeoPoint | undefined; readonly located: number }>> {
      const rows = await compounds.find({ _id: { $in: [...codes] } }, { session }).toArray();
      return new Map(rows.map(({ _id, location, located = 0 }) => [_id, { location, located }]));
    },

    async save(drafts: readonly (Compound & { readonly located?: number })[], session: Session): Promise<void> {
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
