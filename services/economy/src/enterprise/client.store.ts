/** The machines of enterprises. A secret is kept as its SHA-256: it has 256 random bits, so there is nothing to guess. */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

export interface Client {
  readonly id: string;
  readonly county: string;
  readonly enterprise: string;
  readonly name: string;
  readonly secretHashes: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

type ClientRow = Omit<Client, 'id'> & { readonly _id: string };

/** While a new secret replaces an old one, both are valid. */
const SECRETS_MAX = 2;

export const clientsCollection: CollectionSpec = {
  name: 'clients',
  indexes: [{ name: 'name', key: { county: 1, enterprise: 1, name: 1 }, unique: true }],
};

export type ClientStore = ReturnType<typeof createClientStore>;

export function createClientStore(connection: Connection) {
  const clients = connection.collection<ClientRow>('clients');
  const read = ({ _id, ...rest }: ClientRow): Client => ({ id: _id, ...rest });
  const within = (session?: Session) => (session ? { session } : {});
  return {
    async find(id: string, session?: Session): Promise<Client | null> {
      const row = await clients.findOne({ _id: id }, within(session));
      return row && read(row);
    },

    async named(county: string, enterprise: string, name: string, session: Session): Promise<Client | null> {
      const row = await clients.findOne({ county, enterprise, name }, { session });
      return row && read(row);
    },

    /** For loaders: what machines are called. */
    async namesByIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await clients.find({ _id: { $in: [...ids] } }, { projection: { name: 1 } }).toArray();
      return new Map(rows.map(({ _id, name }) => [_id, name]));
    },

    /** For loaders: the clients of each enterprise, by name. */
    async ofEnterprises(enterprises: readonly string[]): Promise<ReadonlyMap<string, readonly Client[]>> {
      const rows = await clients
        .find({ enterprise: { $in: [...enterprises] } })
        .sort({ name: 1 })
        .toArray();
      return new Map(
        enterprises.map((enterprise) => [enterprise, rows.filter((row) => row.enterprise === enterprise).map(read)]),
      );
    },

    async insert({ id, ...rest }: Client, session: Session): Promise<void> {
      await clients.insertOne({ _id: id, ...rest }, { session });
    },

    /** The newest secret first; the oldest beyond two is no longer valid. */
    async addSecret(id: string, hash: string, session: Session): Promise<void> {
      await clients.updateOne(
        { _id: id },
        { $push: { secretHashes: { $each: [hash], $position: 0, $slice: SECRETS_MAX } } },
        { session },
      );
    },

    /** False where it was revoked before. */
    async revoke(id: string, at: Date, session: Session): Promise<boolean> {
      const revoked = { $set: { revokedAt: at, secretHashes: [] } };
      return (await clients.updateOne({ _id: id, revokedAt: null }, revoked, { session })).modifiedCount === 1;
    },
  };
}
