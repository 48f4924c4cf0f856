import { initialsOf, initialsOfName, type Wanted } from '@hh/kernel/pinyin.ts';
import { type Actor, rowsVisibleTo } from '@hh/service/actor.ts';
import { collectionsMigration, type Migration } from '@hh/service/migrations.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { PersonDetails } from '../personal-data/personal-data.ts';
import type { Person, Whole } from './person.ts';

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

/** By the initials of the name from each character on, so that a part of it is found as a beginning, by the index. */
export type PersonRow = Omit<Person, 'id'> & { readonly _id: string; readonly initials?: readonly string[] };

export const personCollections: readonly CollectionSpec[] = [
  {
    name: 'persons',
    indexes: [
      { name: 'place', key: { county: 1, place: 1, _id: 1 } },
      { name: 'initials', key: { county: 1, initials: 1, place: 1 } },
      { name: 'phone', key: { county: 1, phone: 1 } },
    ],
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

const READINGS = 200;

export type PersonStore = ReturnType<typeof createPersonStore>;

export function createPersonStore(connection: Connection) {
  const persons = connection.collection<PersonRow>('persons');
  const read = ({ _id, initials: _, ...rest }: PersonRow): Person => ({ id: _id, ...rest });
  return {
    read,

    /** The first of those whom the caller may read, by a part of the name or of its initials. */
    async search(
      actor: Actor | null,
      county: string,
      { words, initials }: Wanted,
      limit: number,
    ): Promise<readonly Person[]> {
      const beginnings = initials === null ? [...new Set([initialsOf(words), initialsOfName(words)])] : [initials];
      if (beginnings.includes('')) return [];
      const named = initials === null ? { name: { $regex: RegExp.escape(words) } } : {};
      const rows = await persons
        .find({
          $and: [
            { county, initials: { $in: beginnings.map((beginning) => new RegExp(`^${beginning}`)) }, ...named },
            rowsVisibleTo(actor, 'people:read', { place: 'place' }),
          ],
        })
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    /** The first few of those who have this number, or this name at this place. */
    async whole(county: string, asked: Whole, limit: number): Promise<readonly Person[]> {
      const where =
        'phone' in asked
          ? { phone: asked.phone }
          : {
              initials: initialsOfName(asked.name),
              place: { $gte: asked.place, $lt: `${asked.place}:` },
              name: asked.name,
            };
      const rows = await persons
        .find({ county, ...where })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    /** For loaders: the persons of these ids. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
      const rows = await persons.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** Enters those who are not there, together, and corrects the others, one by one: a county has a hundred thousand. */
    async save(people: readonly Person[], session: Session): Promise<void> {
      // Of one who comes twice, the last words count.
      const byId = new Map(people.map((person) => [person.id, person]));
      const rows = [...byId.values()].map(({ id, ...rest }) => ({
        _id: id,
        ...rest,
        initials: initialsFromEach(rest.name),
      }));
      const there = await persons
        .find({ _id: { $in: rows.map(({ _id }) => _id) } }, { session, projection: { _id: 1 } })
        .toArray();
      const known = new Set(there.map(({ _id }) => _id));
      const isKnown = ({ _id }: { readonly _id: string }) => known.has(_id);
      const changes = rows
        .filter(isKnown)
        .map(({ _id, ...rest }) => ({ updateOne: { filter: { _id }, update: { $set: rest } } }));
      const news = rows.filter((row) => !isKnown(row));
      if (news.length > 0) await persons.insertMany(news as PersonRow[], { session });
      if (changes.length > 0) await persons.bulkWrite(changes, { session });
    },

    /** Keeps the details, or none. */
    async keepDetails(id: string, details: PersonDetails | null, session: Session): Promise<void> {
      const change = details ? { $set: { details } } : { $unset: { details: '' as const } };
      await persons.updateOne({ _id: id }, change, { session });
    },

    /** Who has read what of a person, the newest first. */
    async readingsOf(county: string, person: string): Promise<readonly AccessRecord[]> {
      const records = connection.collection<AccessRecord>('access_records');
      return await records.find({ county, person }).sort({ at: -1 }).limit(READINGS).toArray();
    },

    async recordAccess(record: AccessRecord): Promise<void> {
      await connection.collection<AccessRecord>('access_records').insertOne({ ...record });
    },
  };
}

function initialsFromEach(name: string): readonly string[] {
  const whole = initialsOfName(name);
  return Array.from(whole, (_, index) => whole.slice(index));
}

/** Gives the initials to those who were entered before there were any. */
export const initialsMigration: Migration = {
  id: '0003-initials',
  up: async (connection) => {
    await collectionsMigration('persons', personCollections).up(connection);
    const persons = connection.collection<PersonRow>('persons');
    for (;;) {
      const some = await persons
        .find({ initials: { $exists: false } })
        .limit(1_000)
        .toArray();
      if (some.length === 0) return;
      await persons.bulkWrite(
        some.map(({ _id, name }) => ({
          updateOne: { filter: { _id }, update: { $set: { initials: initialsFromEach(name) } } },
        })),
      );
    }
  },
};
