/** What was begun for each allocation and what was taken back: crediting and undoing meet on its document. */

import type { LocalDate } from '@hh/kernel/period.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Credit, CreditContent } from './public-revenue.ts';

interface CreditRow {
  /** The allocation's id. */
  readonly _id: string;
  /** Null, like the credit, where the undo came before anything was begun. */
  readonly county: string | null;
  readonly state: 'BEGUN' | 'TAKEN_BACK';
  readonly credit: CreditContent | null;
  readonly takenBack: TakenBack | null;
}

/** The day of the reversing journal, whoever posts it; and why, which the book does not say. */
export interface TakenBack {
  readonly on: LocalDate;
  readonly reason: string;
}

export const creditsCollection: CollectionSpec = {
  name: 'credits',
  indexes: [],
  schema: {
    required: ['county', 'state', 'credit', 'takenBack'],
    properties: {
      county: { bsonType: ['string', 'null'] },
      state: { enum: ['BEGUN', 'TAKEN_BACK'] },
      credit: {
        bsonType: ['object', 'null'],
        required: ['agreement', 'period', 'memo', 'lines'],
        properties: {
          lines: {
            bsonType: 'array',
            items: {
              bsonType: 'object',
              required: ['compound', 'amount'],
              properties: { compound: { bsonType: 'string' }, amount: { bsonType: 'long' } },
            },
          },
        },
      },
    },
  },
};

export type CreditStore = ReturnType<typeof createCreditStore>;

export function createCreditStore(connection: Connection) {
  const credits = connection.collection<CreditRow>('credits');
  return {
    find: (allocation: string, session: Session) => credits.findOne({ _id: allocation }, { session }),

    /** Answers what there is then: this very beginning, or what was begun or taken back before. */
    async begin(county: string, { allocation, agreement, period, memo, lines, ...by }: Credit) {
      const signed = { preparedBy: by.preparedBy ?? null, approvedBy: by.approvedBy ?? null };
      const shares = lines.map(({ compound, amount }) => ({ compound, amount }));
      const credit = { agreement, period, memo, lines: shares, ...signed };
      const row = await credits.findOneAndUpdate(
        { _id: allocation },
        { $setOnInsert: { county, state: 'BEGUN', credit, takenBack: null } },
        { upsert: true, returnDocument: 'after' },
      );
      return row as CreditRow;
    },

    async takeBack(allocation: string, takenBack: TakenBack, session: Session) {
      await credits.updateOne(
        { _id: allocation },
        { $set: { state: 'TAKEN_BACK', takenBack }, $setOnInsert: { county: null, credit: null } },
        { upsert: true, session },
      );
    },
  };
}
