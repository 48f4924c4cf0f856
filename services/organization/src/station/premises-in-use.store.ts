/**
 * The premises that property has given to somebody, as it announces them. A station that opens and an announcement that
 * comes write the same row: one of the two is first, and the other one sees it. Decision 43.
 */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

interface PremisesRow {
  readonly _id: string;
  readonly county: string;
  readonly isInUse: boolean;
  /** How often a station was opened in them: what makes two writes of the row meet. */
  readonly openings: number;
}

export const premisesInUseCollection: CollectionSpec = {
  name: 'premises_in_use',
  indexes: [],
  schema: {
    required: ['county', 'isInUse', 'openings'],
    properties: {
      county: { bsonType: 'string' },
      isInUse: { bsonType: 'bool' },
      openings: { bsonType: 'number', minimum: 0 },
    },
  },
};

export function createPremisesInUseStore(connection: Connection) {
  const rows = connection.collection<PremisesRow>(premisesInUseCollection.name);
  return {
    async use(premises: string, county: string, session: Session): Promise<void> {
      const update = { $set: { isInUse: true }, $setOnInsert: { county, openings: 0 } };
      await rows.updateOne({ _id: premises }, update, { upsert: true, session });
    },

    /** Notes that a station opens in them; answers whether they are in use. */
    async open(premises: string, county: string, session: Session): Promise<boolean> {
      const update = { $inc: { openings: 1 }, $setOnInsert: { county, isInUse: false } };
      const row = await rows.findOneAndUpdate({ _id: premises }, update, { upsert: true, session });
      return row?.isInUse === true;
    },
  };
}
