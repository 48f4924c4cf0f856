import type { Period } from '@hh/kernel/period.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import { type Actor, rowsVisibleTo } from '@hh/service/actor.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { keyOf } from '../period/period.store.ts';
import type { Allocation } from './computation.ts';
import {
  type AllocationMutation,
  type AllocationState,
  type AllocationStep,
  allocationProgress,
  allocationStates,
  declarationSettling,
} from './states.ts';

type AllocationRow = Omit<Allocation, 'id'> & { readonly _id: string };

const money = { bsonType: 'long' };
/** Who takes a step of a workflow; no transition of a step keeps anybody from it. */
const SYSTEM = 'system';
const UNSETTLED: Allocation['state'][] = ['APPROVED', 'POSTED', 'CREDITED', 'PAID'];

export const allocationsCollection: CollectionSpec = {
  name: 'allocations',
  indexes: [
    {
      name: 'current',
      key: { county: 1, agreement: 1, period: 1 },
      unique: true,
      partialFilterExpression: { isCurrent: true },
    },
    { name: 'state', key: { county: 1, state: 1, agreement: 1, period: 1 } },
  ],
  schema: {
    required: [
      'county',
      'agreement',
      'period',
      'state',
      'isCurrent',
      'profit',
      'distributable',
      'base',
      'rateBp',
      'pool',
      'lines',
      'inputsHash',
    ],
    properties: {
      profit: money,
      distributable: money,
      base: money,
      rateBp: money,
      pool: money,
      lines: {
        bsonType: 'array',
        minItems: 1,
        items: { required: ['compound', 'amount'], properties: { amount: money } },
      },
    },
  },
};

export interface AllocationKey {
  readonly county: string;
  readonly agreement: string;
  readonly period: Period;
}

export interface AllocationFilter {
  readonly county?: string | null;
  readonly state?: AllocationState | null;
  readonly agreement?: string | null;
  readonly period?: Period | null;
}

export type AllocationStore = ReturnType<typeof createAllocationStore>;

export function createAllocationStore(connection: Connection) {
  const allocations = connection.collection<AllocationRow>('allocations');
  const read = ({ _id, ...rest }: AllocationRow): Allocation => ({ id: _id, ...rest });
  const within = (session?: Session) => (session ? { session } : {});

  const visible = (actor: Actor | null, filter: AllocationFilter) => ({
    $and: [
      { isCurrent: true, ...Object.fromEntries(Object.entries(filter).filter(([, wanted]) => wanted != null)) },
      rowsVisibleTo(actor, 'allocations:read', { place: 'community', enterprise: 'operator' }),
    ],
  });

  /** A transition is a condition of the write, maker ≠ checker included: null where it does not hold any more. */
  async function move(
    id: string,
    mutation: AllocationMutation | AllocationStep,
    by: string,
    set: Partial<Allocation>,
    session: Session,
  ): Promise<Allocation | null> {
    const transition = { ...allocationStates, ...allocationProgress }[mutation];
    const row = await allocations.findOneAndUpdate(
      { _id: id, isCurrent: true, ...conditionOf(transition, by) },
      { $set: { ...set, state: transition.to } },
      { returnDocument: 'after', session },
    );
    return row && read(row);
  }

  return {
    async byId(id: string, session?: Session): Promise<Allocation | null> {
      const row = await allocations.findOne({ _id: id }, within(session));
      return row && read(row);
    },

    /** For loaders. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Allocation>> {
      const rows = await allocations.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** Those that count and that the actor may see, by agreement and period. */
    async page(actor: Actor | null, filter: AllocationFilter, page: Page): Promise<readonly Allocation[]> {
      const { filter: bounds, sort, limit } = pageQuery(page, ['county', 'agreement', 'period']);
      const query = { $and: [visible(actor, filter), bounds] };
      return (await allocations.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: (actor: Actor | null, filter: AllocationFilter): Promise<number> =>
      allocations.countDocuments(visible(actor, filter)),

    async current(
      { county, code }: Pick<Agreement, 'county' | 'code'>,
      period: Period,
      session?: Session,
    ): Promise<Allocation | null> {
      const row = await allocations.findOne({ county, agreement: code, period, isCurrent: true }, within(session));
      return row && read(row);
    },

    /** For loaders: the one that counts for each agreement and period, as `keyOf` writes them. */
    async currentByKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Allocation>> {
      const wanted = keys.map((key) => {
        const [county, agreement, period] = key.split('/') as [string, string, Period];
        return { county, agreement, period, isCurrent: true };
      });
      const rows = await allocations.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [keyOf(row), read(row)]));
    },

    /** The one that counts for each key. */
    async currentOf(keys: readonly AllocationKey[]): Promise<readonly Allocation[]> {
      const rows = await allocations.find({ $or: keys.map((key) => ({ ...key, isCurrent: true })) }).toArray();
      return rows.map(read);
    },

    /** Those that count of some periods, by agreement and period, for who reads them all. */
    async *read(county: string, from: Period, through: Period, session: Session): AsyncGenerator<Allocation> {
      const counting = { county, isCurrent: true, period: { $gte: from, $lte: through } };
      for await (const row of allocations.find(counting, { session }).sort({ agreement: 1, period: 1 }))
        yield read(row);
    },

    async insert({ id, ...rest }: Allocation, session: Session): Promise<void> {
      await allocations.insertOne({ _id: id, ...rest }, { session });
    },

    /** Those of a county that are approved and not settled yet. */
    async unsettled(county: string): Promise<readonly Allocation[]> {
      return (await allocations.find({ county, state: { $in: UNSETTLED }, isCurrent: true }).toArray()).map(read);
    },

    /** The current one, touched: all who change what it depends on meet on its document. */
    async fence(key: AllocationKey, session: Session, states?: readonly AllocationState[]): Promise<Allocation | null> {
      const { county, agreement, period } = key;
      const row = await allocations.findOneAndUpdate(
        { county, agreement, period, isCurrent: true, ...(states ? { state: { $in: [...states] } } : {}) },
        { $inc: { touched: 1 } },
        { returnDocument: 'after', session },
      );
      return row && read(row);
    },

    /** A step that no person takes; throws where its state has changed, so that the transaction runs again. */
    async step(id: string, mutation: AllocationStep, session: Session): Promise<void> {
      if (!(await move(id, mutation, SYSTEM, {}, session)))
        throw new Error(`an allocation is not there for ${mutation}`);
    },

    /** Null where it is not approved or settled already, and for whoever closed the period. */
    async settleDeclaration(
      id: string,
      settled: NonNullable<Allocation['declarationSettled']>,
      session: Session,
    ): Promise<Allocation | null> {
      const row = await allocations.findOneAndUpdate(
        {
          _id: id,
          isCurrent: true,
          declarationSettled: { $exists: false },
          ...conditionOf(declarationSettling, settled.by),
        },
        { $set: { declarationSettled: settled } },
        { returnDocument: 'after', session },
      );
      return row && read(row);
    },

    /** Notes that its operator is reminded; false where it has paid, or it was taken back. */
    async remind(id: string, at: Date, session: Session): Promise<boolean> {
      const due = { _id: id, isCurrent: true, state: 'CREDITED' as const };
      const { matchedCount } = await allocations.updateOne(due, { $set: { remindedAt: at } }, { session });
      return matchedCount === 1;
    },

    /** Notes that a compound has published its month; null where it was taken back. */
    async published(id: string, compound: string, session: Session): Promise<Allocation | null> {
      const row = await allocations.findOneAndUpdate(
        { _id: id, isCurrent: true },
        { $addToSet: { publishedBy: compound } },
        { returnDocument: 'after', session },
      );
      return row && read(row);
    },

    approve: (id: string, by: string, at: Date, session: Session) =>
      move(id, 'approveAllocation', by, { approvedBy: by, approvedAt: at }, session),

    reject: (id: string, by: string, reason: string, session: Session) =>
      move(id, 'rejectAllocation', by, { rejectedBy: by, rejectedReason: reason }, session),

    post: (id: string, journal: number | null, voucherNumber: string | null, session: Session) =>
      move(id, 'postAllocation', SYSTEM, { journal, voucherNumber }, session),

    credit: (id: string, ownersJournal: number | null, session: Session) =>
      move(id, 'recordAllocationCredited', SYSTEM, { ownersJournal }, session),

    takeBack: (id: string, by: string, reason: string, session: Session) =>
      move(id, 'reverseAllocation', by, { rejectedBy: by, rejectedReason: reason }, session),

    supersede: (id: string, by: string, session: Session) =>
      move(id, 'reopenPeriod', by, { isCurrent: false }, session),
  };
}
