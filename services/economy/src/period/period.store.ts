import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { AgreementPeriod } from './period.ts';

type PeriodRow = Omit<AgreementPeriod, 'id'> & { readonly _id: string };

const money = { bsonType: 'long' };

export const periodsCollection: CollectionSpec = {
  name: 'agreement_periods',
  indexes: [{ name: 'period', key: { county: 1, agreement: 1, period: 1 }, unique: true }],
  schema: {
    required: ['county', 'agreement', 'period', 'state', 'revenue', 'cost', 'entries'],
    properties: { state: { enum: ['OPEN', 'CLOSED'] }, revenue: money, cost: money },
  },
};

export interface TakenEntries {
  readonly county: string;
  readonly agreement: string;
  readonly period: Period;
  readonly revenue: Fen;
  readonly cost: Fen;
  readonly entries: number;
}

export type PeriodStore = ReturnType<typeof createPeriodStore>;

export function createPeriodStore(connection: Connection) {
  const periods = connection.collection<PeriodRow>('agreement_periods');
  const read = ({ _id, ...rest }: PeriodRow): AgreementPeriod => ({ id: _id, ...rest });
  const within = (session?: Session) => (session ? { session } : {});
  const key = ({ county, code }: Pick<Agreement, 'county' | 'code'>) => ({ county, agreement: code });
  const fresh = () => ({ _id: newId(), closedBy: null, closedAt: null, closings: 0 });

  const lastClosed = async (agreement: Agreement, session?: Session): Promise<AgreementPeriod | null> => {
    const row = await periods.findOne(
      { ...key(agreement), state: 'CLOSED' },
      { sort: { period: -1 }, ...within(session) },
    );
    return row && read(row);
  };

  return {
    lastClosed,

    /** The first period that is not closed: periods close in order, so it follows the last closed one. */
    async earliestOpen(agreement: Agreement, session?: Session): Promise<Period> {
      const last = await lastClosed(agreement, session);
      return last ? nextPeriod(last.period) : agreement.startsIn;
    },

    async find(agreement: Agreement, period: Period, session?: Session): Promise<AgreementPeriod | null> {
      const row = await periods.findOne({ ...key(agreement), period }, within(session));
      return row && read(row);
    },

    /** All closed ones in order, for the rule of allocation. */
    async closed(agreement: Agreement, session?: Session): Promise<readonly AgreementPeriod[]> {
      const rows = await periods
        .find({ ...key(agreement), state: 'CLOSED' }, within(session))
        .sort({ period: 1 })
        .toArray();
      return rows.map(read);
    },

    async page(agreement: Agreement, page: Page): Promise<readonly AgreementPeriod[]> {
      const { filter, sort, limit } = pageQuery(page, ['period']);
      return (
        await periods
          .find({ ...key(agreement), ...filter })
          .sort(sort)
          .limit(limit)
          .toArray()
      ).map(read);
    },

    count: (agreement: Agreement): Promise<number> => periods.countDocuments(key(agreement)),

    /**
     * Adds entries to an open period, which begins when it is first named. Where it was closed meanwhile the insert
     * meets the unique index, and the writer runs the whole work again on what is true now.
     */
    async takeEntries(
      session: Session,
      { county, agreement, period, revenue, cost, entries }: TakenEntries,
    ): Promise<void> {
      await periods.updateOne(
        { county, agreement, period, state: 'OPEN' },
        { $inc: { revenue, cost, entries }, $setOnInsert: fresh() },
        { upsert: true, session },
      );
    },

    /** Closes an open period and answers it with its totals; the same fence as posting. */
    async close(
      agreement: Agreement,
      period: Period,
      by: string,
      at: Date,
      session: Session,
    ): Promise<AgreementPeriod> {
      const { closedBy: _, closedAt: __, closings: ___, _id } = fresh();
      const row = await periods.findOneAndUpdate(
        { ...key(agreement), period, state: 'OPEN' },
        {
          $set: { state: 'CLOSED', closedBy: by, closedAt: at },
          $inc: { closings: 1, revenue: 0n, cost: 0n, entries: 0 },
          $setOnInsert: { _id },
        },
        { upsert: true, returnDocument: 'after', session },
      );
      if (!row) throw new Error('an upsert answers its document');
      return read(row);
    },

    async reopen(agreement: Agreement, period: Period, session: Session): Promise<void> {
      await periods.updateOne(
        { ...key(agreement), period, state: 'CLOSED' },
        { $set: { state: 'OPEN', closedBy: null, closedAt: null } },
        { session },
      );
    },
  };
}
