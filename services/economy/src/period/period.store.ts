import { newId } from '@hh/kernel/id.ts';
import { type Fen, fitsFen } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
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

/** One word for one period of one agreement. */
export function keyOf({ county, agreement, period }: Pick<AgreementPeriod, 'county' | 'agreement' | 'period'>): string {
  return `${county}/${agreement}/${period}`;
}

export function agreementKey({ county, code }: Pick<Agreement, 'county' | 'code'>): string {
  return `${county}/${code}`;
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

    /** For loaders: by the code of agreement and period, as `keyOf` writes them. */
    async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, AgreementPeriod>> {
      const wanted = keys.map((each) => {
        const [county, agreement, period] = each.split('/') as [string, string, Period];
        return { county, agreement, period };
      });
      const rows = await periods.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [keyOf(row), read(row)]));
    },

    /** For loaders: the last closed period of each agreement, as `agreementKey` writes them. */
    async lastClosedOf(keys: readonly string[]): Promise<ReadonlyMap<string, Period>> {
      const wanted = keys.map((each) => {
        const [county, agreement] = each.split('/') as [string, string];
        return { county, agreement };
      });
      const rows = await periods
        .aggregate<{ _id: { county: string; agreement: string }; period: Period }>([
          { $match: { $or: wanted, state: 'CLOSED' } },
          { $group: { _id: { county: '$county', agreement: '$agreement' }, period: { $max: '$period' } } },
        ])
        .toArray();
      return new Map(
        rows.map(({ _id: { county, agreement: code }, period }) => [agreementKey({ county, code }), period]),
      );
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
     * meets the unique index, and the writer runs the whole work again on what is true now. Refuses AMOUNT_TOO_LARGE
     * where a total leaves int64.
     */
    async takeEntries(
      session: Session,
      { county, agreement, period, revenue, cost, entries }: TakenEntries,
    ): Promise<Refusal | null> {
      const row = await periods.findOne({ county, agreement, period }, { session });
      const totals = [(row?.revenue ?? 0n) + revenue, (row?.cost ?? 0n) + cost] as const;
      if (![...totals, totals[0] - totals[1]].every(fitsFen)) return refuse('AMOUNT_TOO_LARGE', { field: 'amount' });
      await periods.updateOne(
        { county, agreement, period, state: 'OPEN' },
        { $inc: { revenue, cost, entries }, $setOnInsert: fresh() },
        { upsert: true, session },
      );
      return null;
    },

    /**
     * Closes an open period and answers it with its totals; the same fence as posting. A period that nothing was
     * posted to begins here, closed.
     */
    async close(
      agreement: Agreement,
      period: Period,
      by: string,
      at: Date,
      session: Session,
    ): Promise<AgreementPeriod> {
      const row = await periods.findOneAndUpdate(
        { ...key(agreement), period, state: 'OPEN' },
        {
          $set: { state: 'CLOSED', closedBy: by, closedAt: at },
          $inc: { closings: 1, revenue: 0n, cost: 0n, entries: 0 },
          $setOnInsert: { _id: newId() },
        },
        { upsert: true, returnDocument: 'after', session },
      );
      if (!row) throw new Error('an upsert answers its document');
      return read(row);
    },

    /**
     * Makes this transaction meet any that posts to these periods: an end is decided on what is dated after it, and
     * must not pass an entry unseen.
     */
    async fence(agreement: Agreement, among: readonly Period[], session: Session): Promise<void> {
      for (const period of among) {
        await periods.updateOne(
          { ...key(agreement), period, state: 'OPEN' },
          { $inc: { revenue: 0n, cost: 0n, entries: 0, fences: 1 }, $setOnInsert: fresh() },
          { upsert: true, session },
        );
      }
    },

    /** Months that were only looked at, by `fence`, have no place after the end of their agreement. */
    async removeEmptyAfter(agreement: Agreement, period: Period, session: Session): Promise<void> {
      await periods.deleteMany({ ...key(agreement), period: { $gt: period }, state: 'OPEN', entries: 0 }, { session });
    },

    /** Maker ≠ checker is a condition of the write: false when this person closed it. */
    async reopen(id: string, by: string, session: Session): Promise<boolean> {
      const updated = await periods.updateOne(
        { _id: id, state: 'CLOSED', closedBy: { $ne: by } },
        { $set: { state: 'OPEN', closedBy: null, closedAt: null } },
        { session },
      );
      return updated.modifiedCount === 1;
    },
  };
}
