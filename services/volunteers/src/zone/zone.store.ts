import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Zone } from './zone.ts';

type ZoneRow = Omit<Zone, 'code'> & { readonly _id: string };

export const zonesCollection: CollectionSpec = {
  name: 'zones',
  indexes: [{ name: 'community', key: { county: 1, communities: 1 }, unique: true }],
  schema: {
    required: ['county', 'name', 'communities'],
    properties: {
      county: { bsonType: 'string' },
      name: { bsonType: 'string' },
      communities: { bsonType: 'array', minItems: 1, items: { bsonType: 'string' } },
    },
  },
};

export type ZoneStore = ReturnType<typeof createZoneStore>;

export function createZoneStore(connection: Connection) {
  const zones = connection.collection<ZoneRow>('zones');
  const read = ({ _id, ...rest }: ZoneRow): Zone => ({ code: _id, ...rest });
  return {
    /** For loaders: the zones of these codes. */
    async byCodes(codes: readonly string[]): Promise<ReadonlyMap<string, Zone>> {
      const rows = await zones.find({ _id: { $in: [...codes] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** For loaders: the zone of each community. */
    async ofCommunities(communities: readonly string[]): Promise<ReadonlyMap<string, Zone>> {
      const counties = [...new Set(communities.map((code) => code.slice(0, 6)))];
      const rows = await zones.find({ county: { $in: counties }, communities: { $in: [...communities] } }).toArray();
      return new Map(rows.flatMap((row) => row.communities.map((community) => [community, read(row)] as const)));
    },

    /** A community of these that a zone beside them has; null where none has. */
    async takenByOthers(drafts: readonly Zone[], session: Session): Promise<string | null> {
      const wanted = drafts.flatMap(({ communities }) => communities);
      const other = await zones.findOne(
        {
          county: { $in: [...new Set(drafts.map(({ county }) => county))] },
          communities: { $in: wanted },
          _id: { $nin: drafts.map(({ code }) => code) },
        },
        { session },
      );
      return other?.communities.find((community) => wanted.includes(community)) ?? null;
    },

    /** Takes these out first, so that a community may move between them. */
    async replace(drafts: readonly Zone[], session: Session): Promise<void> {
      await zones.deleteMany({ _id: { $in: drafts.map(({ code }) => code) } }, { session });
      await zones.insertMany(
        drafts.map(({ code, ...rest }) => ({ _id: code, ...rest })),
        { session },
      );
    },
  };
}
