import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { byPage, childCounts, childPages } from '@hh/service/pages.ts';
import { countyCode } from '../compound/compound.ts';
import type { Building } from './building.ts';

type BuildingRow = Omit<Building, 'id'> & { readonly _id: string; readonly county: string };

export const buildingsCollection: CollectionSpec = {
  name: 'buildings',
  indexes: [
    { name: 'compound', key: { county: 1, compound: 1, _id: 1 } },
    { name: 'no', key: { county: 1, compound: 1, no: 1 }, unique: true },
  ],
  schema: {
    required: ['county', 'compound', 'no', 'units', 'floors'],
    properties: {
      county: { bsonType: 'string' },
      compound: { bsonType: 'string' },
      no: { bsonType: 'string' },
      units: { bsonType: 'number', minimum: 1 },
      floors: { bsonType: 'number', minimum: 1 },
    },
  },
};

export type BuildingStore = ReturnType<typeof createBuildingStore>;

export function createBuildingStore(connection: Connection) {
  const buildings = connection.collection<BuildingRow>('buildings');
  const read = ({ _id, compound, no, units, floors }: BuildingRow): Building => ({
    id: _id,
    compound,
    no,
    units,
    floors,
  });
  const ofCompounds = (compounds: readonly string[]) => ({
    collection: 'buildings',
    parent: 'compound',
    where: { county: { $in: [...new Set(compounds.map(countyCode))] } },
  });
  return {
    /** For loaders: the buildings of these ids. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Building>> {
      const rows = await buildings.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** For loaders, by `pageKey`: a page of the buildings of each compound. */
    pages: byPage<Building>(async (compounds, page) => {
      const pages = await childPages<BuildingRow>(connection, ofCompounds(compounds), compounds, page, ['_id']);
      return new Map([...pages].map(([compound, rows]) => [compound, rows.map(read)]));
    }),

    /** For loaders: how many buildings each compound has. */
    counts: (compounds: readonly string[]) => childCounts(connection, ofCompounds(compounds), compounds),

    /** One that stands at a number of these already and is another building; null where each number is free or its own. */
    async withOtherId(compound: string, drafts: readonly Building[], session: Session): Promise<Building | null> {
      const owners = new Map(drafts.map(({ no, id }) => [no, id]));
      const twice = drafts.find(({ no, id }) => owners.get(no) !== id);
      if (twice) return twice;
      const standing = await buildings
        .find({ county: countyCode(compound), compound, no: { $in: [...owners.keys()] } }, { session })
        .toArray();
      const other = standing.find(({ _id, no }) => owners.get(no) !== _id);
      return other ? read(other) : null;
    },

    async save(drafts: readonly Building[], session: Session): Promise<void> {
      await buildings.bulkWrite(
        drafts.map(({ id, ...rest }) => ({
          updateOne: {
            filter: { _id: id },
            update: { $set: { ...rest, county: countyCode(rest.compound) } },
            upsert: true,
          },
        })),
        { session },
      );
    },
  };
}
