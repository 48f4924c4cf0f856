import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Person } from './person.ts';

/** Who read which sensitive field of whom, and what for: kept beside the audit, written before the answer. */
export interface AccessRecord {
  readonly county: string;
  readonly person: string;
  readonly field: string;
  readonly by: string;
  readonly purpose: string;
  readonly requestId: string;
  readonly at: Date;
}

type PersonRow = Omit<Person, 'id'> & { readonly _id: string };

export const personCollections: readonly CollectionSpec[] = [
  {
    name: 'persons',
    indexes: [{ name: 'place', key: { county: 1, place: 1, _id: 1 } }],
    schema: {
      required: ['county', 'name', 'phone', 'place'],
      properties: {
        county: { bsonType: 'string' },
        name: { bsonType: 'string' },
        phone: { bsonType: 'string' },
        place: { bsonType: 'string' },
      },
    },
  },
  {
    name: 'access_records',
    indexes: [{ name: 'person', key: { county: 1, person: 1, at: 1 } }],
    schema: {
      required: ['county', 'person', 'field', 'by', 'purpose', 'requestId', 'at'],
      properties: { county: { bsonType: 'string' }, purpose: { bsonType: 'string' }, at: { bsonType: 'date' } },
    },
  },
];

export type PersonStore = ReturnType<typeof createPersonStore>;

export function createPersonStore(connection: Connection) {
  const persons = connection.collection<PersonRow>('persons');
  return {
    /** For loaders: the persons of these ids. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
      const rows = await persons.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map(({ _id, ...rest }) => [_id, { id: _id, ...rest }]));
    },

    async save(people: readonly Person[], session: Session): Promise<void> {
      await persons.bulkWrite(
        people.map(({ id, ...rest }) => ({ updateOne: { filter: { _id: id }, update: { $set: rest }, upsert: true } })),
        { session },
      );
    },

    async recordAccess(record: AccessRecord): Promise<void> {
      await connection.collection<AccessRecord>('access_records').insertOne({ ...record });
    },
  };
}
