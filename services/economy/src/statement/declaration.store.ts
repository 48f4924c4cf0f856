/** What operators declare as their share, one for each agreement and period, with what they declared before. */
import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

export interface PeriodKey {
  readonly county: string;
  /** The agreement's code. */
  readonly agreement: string;
  readonly period: Period;
}

export interface Declaration extends PeriodKey {
  readonly amount: Fen;
  readonly declaredBy: string;
  readonly declaredAt: Date;
  /** What it replaces, oldest first. */
  readonly history: readonly { readonly amount: Fen; readonly declaredBy: string; readonly declaredAt: Date }[];
}

type DeclarationRow = Declaration & { readonly _id: string };

const money = { bsonType: 'long' };

export const declarationsCollection: CollectionSpec = {
  name: 'declarations',
  indexes: [{ name: 'period', key: { county: 1, agreement: 1, period: 1 }, unique: true }],
  schema: {
    required: ['county', 'agreement', 'period', 'amount', 'declaredBy', 'declaredAt', 'history'],
    properties: { amount: money, history: { bsonType: 'array', items: { properties: { amount: money } } } },
  },
};

/** One text for a period of an agreement: what maps are keyed by. */
export function periodKey({ county, agreement, period }: PeriodKey): string {
  return `${county} ${agreement} ${period}`;
}

export function createDeclarationStore(connection: Connection) {
  const declarations = connection.collection<DeclarationRow>('declarations');
  const allocations = connection.collection<PeriodKey & { state: string; isCurrent: boolean }>('allocations');

  async function found(keys: readonly PeriodKey[]): Promise<ReadonlyMap<string, Declaration>> {
    if (keys.length === 0) return new Map();
    const wanted = keys.map(({ county, agreement, period }) => ({ county, agreement, period }));
    const rows = await declarations.find({ $or: wanted }).toArray();
    return new Map(rows.map((row) => [periodKey(row), row]));
  }

  return {
    async declaration(key: PeriodKey, session?: Session): Promise<Declaration | null> {
      return await declarations.findOne({ ...key }, session ? { session } : {});
    },

    /** In fen; null where nothing is declared. */
    async declared(county: string, agreement: string, period: Period): Promise<Fen | null> {
      return (await declarations.findOne({ county, agreement, period }))?.amount ?? null;
    },

    /** By `periodKey`: in fen, only those that are declared. */
    async declarationsOf(keys: readonly PeriodKey[]): Promise<ReadonlyMap<string, Fen>> {
      return new Map([...(await found(keys))].map(([key, { amount }]) => [key, amount]));
    },

    /** For loaders, by `periodKey`. */
    declarationsByKeys: (keys: readonly string[]): Promise<ReadonlyMap<string, Declaration>> =>
      found(
        keys.map((key) => {
          const [county = '', agreement = '', period = ''] = key.split(' ');
          return { county, agreement, period: period as Period };
        }),
      ),

    async declare(declaration: Declaration, session: Session): Promise<void> {
      const { county, agreement, period, amount, declaredBy, declaredAt, history } = declaration;
      await declarations.updateOne(
        { county, agreement, period },
        { $set: { amount, declaredBy, declaredAt, history }, $setOnInsert: { _id: newId() } },
        { upsert: true, session },
      );
    },

    /** Is the share of the period approved, so that what was declared stands? */
    async isApproved(key: PeriodKey, session: Session): Promise<boolean> {
      const { county, agreement, period } = key;
      const current = await allocations.findOne({ county, agreement, period, isCurrent: true }, { session });
      return current !== null && current.state !== 'COMPUTED' && current.state !== 'REJECTED';
    },
  };
}
