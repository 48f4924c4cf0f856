import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

export interface DemoAccount {
  readonly persona: string;
  readonly county: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly person: string;
  /** Each as ROLE@scope. */
  readonly grants: readonly string[];
}

type AccountRow = Omit<DemoAccount, 'persona'> & { readonly _id: string; readonly order: number };

export const accountsCollection: CollectionSpec = {
  name: 'demo_accounts',
  indexes: [],
  schema: {
    required: ['county', 'person', 'grants', 'nameZh', 'nameEn', 'order'],
    properties: {
      county: { bsonType: 'string' },
      person: { bsonType: 'string' },
      grants: { bsonType: 'array', minItems: 1, items: { bsonType: 'string' } },
    },
  },
};

export type AccountStore = ReturnType<typeof createAccountStore>;

export function createAccountStore(connection: Connection) {
  const accounts = connection.collection<AccountRow>('demo_accounts');
  const read = ({ _id, order: _, ...rest }: AccountRow): DemoAccount => ({ persona: _id, ...rest });
  return {
    async byPersona(persona: string): Promise<DemoAccount | null> {
      const row = await accounts.findOne({ _id: persona });
      return row && read(row);
    },

    async all(): Promise<readonly DemoAccount[]> {
      return (await accounts.find().sort({ order: 1 }).toArray()).map(read);
    },

    async save(drafts: readonly DemoAccount[], session: Session): Promise<void> {
      await accounts.bulkWrite(
        drafts.map(({ persona, ...rest }, order) => ({
          updateOne: { filter: { _id: persona }, update: { $set: { ...rest, order } }, upsert: true },
        })),
        { session },
      );
    },
  };
}
