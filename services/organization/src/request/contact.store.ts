/**
 * The numbers of callers who gave no name 匿名联系电话, each under the id of its request. They are nobody's: no register of
 * people has them, no search finds them. The transaction that closes the request erases its number, and the database does
 * so after three years in any case. Source: PIPL, article 19; domain, 4-practice.
 */
import { collectionsMigration, type Migration } from '@hh/service/migrations.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

export interface RequestContact {
  /** The request's id. */
  readonly id: string;
  readonly county: string;
  readonly place: string;
  readonly phone: string;
  readonly receivedAt: Date;
}

type Stored = Omit<RequestContact, 'id'> & { readonly _id: string };

const RETENTION_DAYS = 3 * 365;
const DAY_SECONDS = 86_400;
const string = { bsonType: 'string' };

export const requestContactsCollection: CollectionSpec = {
  name: 'request_contacts',
  indexes: [{ name: 'retention', key: { receivedAt: 1 }, expireAfterSeconds: RETENTION_DAYS * DAY_SECONDS }],
  schema: {
    required: ['county', 'place', 'phone', 'receivedAt'],
    properties: { county: string, place: string, phone: string, receivedAt: { bsonType: 'date' } },
  },
};

export type RequestContactStore = ReturnType<typeof createRequestContactStore>;

export function createRequestContactStore(connection: Connection) {
  const contacts = connection.collection<Stored>(requestContactsCollection.name);
  return {
    async keep({ id, ...rest }: RequestContact, session: Session): Promise<void> {
      await contacts.insertOne({ _id: id, ...rest }, { session });
    },

    async erase(requests: readonly string[], session: Session): Promise<void> {
      await contacts.deleteMany({ _id: { $in: [...requests] } }, { session });
    },

    /** For loaders: by the request's id. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, RequestContact>> {
      const rows = await contacts.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map(({ _id, ...rest }) => [_id, { id: _id, ...rest }]));
    },
  };
}

/** Numbers stood among people once, called 匿名: those of open requests are kept here, all others go. */
export const requestContactsMigration: Migration = {
  id: '0005-request-contacts',
  up: async (connection) => {
    await collectionsMigration('request-contacts', [requestContactsCollection]).up(connection);
    const requests = connection.collection<{ _id: string; receivedAt: Date }>('service_requests');
    const persons = connection.collection<Omit<Stored, 'receivedAt'>>('persons');
    const nameless = { _id: { $regex: /^contact-/ }, name: '匿名' };
    for (const { _id, county, place, phone } of await persons.find(nameless).toArray()) {
      const request = await requests.findOne({ _id: _id.replace('contact-', ''), state: { $ne: 'CLOSED' } });
      if (!request) continue;
      const kept = { county, place, phone, receivedAt: request.receivedAt };
      await connection
        .collection<Stored>(requestContactsCollection.name)
        .updateOne({ _id: request._id }, { $set: kept }, { upsert: true });
    }
    const closed = { state: 'CLOSED', contact: { $type: 'string' } };
    // Rows of before may lack what the validators of now want.
    await requests.updateMany(closed, { $set: { contact: null } }, { bypassDocumentValidation: true });
    await persons.deleteMany(nameless);
  },
};
