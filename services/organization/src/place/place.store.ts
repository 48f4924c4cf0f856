import { type RequestContext, tell } from '@hh/service/context.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { countyCode, type Place, type PlaceKind, streetCode } from './place.ts';

interface PlaceRow extends Omit<Place, 'code'> {
  readonly _id: string;
  readonly county: string;
}

export const placesCollection: CollectionSpec = {
  name: 'places',
  indexes: [{ name: 'kind', key: { county: 1, kind: 1, _id: 1 } }],
  schema: {
    required: ['county', 'kind', 'name'],
    properties: {
      county: { bsonType: 'string' },
      kind: { enum: ['COUNTY', 'STREET', 'COMMUNITY'] },
      name: { bsonType: 'string' },
    },
  },
};

export type PlaceStore = ReturnType<typeof createPlaceStore>;

export function createPlaceStore(connection: Connection) {
  const places = connection.collection<PlaceRow>('places');
  const read = ({ _id, kind, name }: PlaceRow): Place => ({ code: _id, kind, name });

  const byCodes = async (codes: readonly string[]): Promise<ReadonlyMap<string, Place>> => {
    const rows = await places.find({ _id: { $in: [...codes] } }).toArray();
    return new Map(rows.map((row) => [row._id, read(row)]));
  };
  /** Whoever asks for a place is told of those that it lies in, two at most: what lies in it is often named after them. */
  const upwards = async (codes: readonly string[], context: RequestContext): Promise<ReadonlyMap<string, Place>> => {
    const found = await byCodes([...new Set(codes.flatMap((code) => [code, streetCode(code), countyCode(code)]))]);
    tell(context, upwards, found);
    return found;
  };

  return {
    byCodes,
    /** For loaders: the places of these codes. */
    upwards,

    /** For loaders: the places of one kind below each code, by code. */
    async below(kind: PlaceKind, parents: readonly string[]): Promise<ReadonlyMap<string, readonly Place[]>> {
      const within = parents.map((code) => ({ _id: { $gte: code, $lt: `${code}:` } }));
      const rows = await places
        .find({ county: { $in: [...new Set(parents.map(countyCode))] }, kind, $or: within })
        .sort({ _id: 1 })
        .toArray();
      return new Map(parents.map((parent) => [parent, rows.filter((row) => row._id.startsWith(parent)).map(read)]));
    },

    /** The county asked for; where none is, the only one there is. */
    async county(asked: string | null): Promise<string | null> {
      const counties = await places.distinct('county', asked === null ? {} : { county: asked });
      return counties.length === 1 ? (counties[0] as string) : null;
    },

    /** The communities of a county: some dozens, read whole. */
    async communitiesOf(county: string): Promise<readonly Place[]> {
      return (await places.find({ county, kind: 'COMMUNITY' }).sort({ _id: 1 }).toArray()).map(read);
    },

    async save(drafts: readonly Place[], session: Session): Promise<void> {
      await places.bulkWrite(
        drafts.map(({ code, kind, name }) => ({
          updateOne: {
            filter: { _id: code },
            update: { $set: { county: countyCode(code), kind, name } },
            upsert: true,
          },
        })),
        { session },
      );
    },
  };
}
