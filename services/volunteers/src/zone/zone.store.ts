import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

export interface Zone {
  readonly code: string;
  readonly county: string;
  readonly name: string;
  /** Each community lies in exactly one zone. */
  readonly communities: readonly string[];
}

type ZoneRow = Omit<Zone, 'code'> & { readonly _id: string };

export const zonesCollection: CollectionSpec = {
  name: 'zones',
  indexes: [{ name: 'community', key: { county: 1, communities: 1 }, unique: true }],
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

    async save(drafts: readonly Zone[], session: Session): Promise<void> {
      await zones.bulkWrite(
        drafts.map(({ code, ...rest }) => ({
          updateOne: { filter: { _id: code }, update: { $set: rest }, upsert: true },
        })),
        { session },
      );
    },
  };
}
