/** Which allocations were credited or taken back: what makes an undo final against a request that comes late. */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

interface CreditRow {
  readonly _id: string;
  readonly county: string | null;
  readonly state: 'CREDITED' | 'REVERSED';
}

export const creditsCollection: CollectionSpec = { name: 'credits', indexes: [] };

export type CreditStore = ReturnType<typeof createCreditStore>;

export function createCreditStore(connection: Connection) {
  const credits = connection.collection<CreditRow>('credits');
  return {
    find: (allocation: string) => credits.findOne({ _id: allocation }),

    /** Says that an allocation is being credited; what was taken back stays so. */
    async begin(allocation: string, county: string, session: Session): Promise<void> {
      await credits.updateOne(
        { _id: allocation },
        { $setOnInsert: { county, state: 'CREDITED' } },
        { upsert: true, session },
      );
    },

    async takeBack(allocation: string, session: Session): Promise<void> {
      await credits.updateOne(
        { _id: allocation },
        { $set: { state: 'REVERSED' }, $setOnInsert: { county: null } },
        { upsert: true, session },
      );
    },
  };
}
