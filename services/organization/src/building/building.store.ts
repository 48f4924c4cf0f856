/**
 * The buildings that property has announced: which compound each stands in, for what lies in one here, and how many there
 * are, which a share of them is measured against.
 */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Look } from '@hh/service/register/register.ts';

interface BuildingRow {
  readonly _id: string;
  readonly county: string;
  /** The compound's code. */
  readonly place: string;
}

export const knownBuildingsCollection: CollectionSpec = {
  name: 'known_buildings',
  indexes: [{ name: 'place', key: { county: 1, place: 1, _id: 1 } }],
  schema: {
    required: ['county', 'place'],
    properties: { county: { bsonType: 'string' }, place: { bsonType: 'string' } },
  },
};

/** Takes them as they were announced; the same again changes nothing. */
export async function keepBuildings(
  connection: Connection,
  { compound, buildings }: { readonly compound: string; readonly buildings: readonly string[] },
  session: Session,
): Promise<void> {
  await connection.collection<BuildingRow>(knownBuildingsCollection.name).bulkWrite(
    buildings.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { county: compound.slice(0, 6), place: compound } },
        upsert: true,
      },
    })),
    { session },
  );
}

/** For rules: the compound of each building that drafts name in these fields. */
export const compoundsOfBuildings =
  (field: string): Look =>
  async (drafts, { parts, session }) => {
    const ids = drafts.flatMap((draft) => [draft[field]].flat()).filter((id) => typeof id === 'string');
    const rows = await parts.writer.connection
      .collection<BuildingRow>(knownBuildingsCollection.name)
      .find({ _id: { $in: ids } }, { session })
      .toArray();
    return new Map(rows.map(({ _id, place }) => [_id, place]));
  };
