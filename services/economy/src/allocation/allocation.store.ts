import type { Period } from '@hh/kernel/period.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { keyOf } from '../period/period.store.ts';
import type { Allocation, AllocationState } from './computation.ts';

type AllocationRow = Omit<Allocation, 'id'> & { readonly _id: string };

const money = { bsonType: 'long' };

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

export type AllocationStore = ReturnType<typeof createAllocationStore>;

export function createAllocationStore(connection: Connection) {
  const allocations = connection.collection<AllocationRow>('allocations');
  const read = ({ _id, ...rest }: AllocationRow): Allocation => ({ id: _id, ...rest });
  const within = (session?: Session) => (session ? { session } : {});

  /** A transition is a condition of the write: null when the allocation is not in one of the states any more. */
  async function move(
    id: string,
    from: readonly AllocationState[],
    set: Partial<Allocation>,
    session: Session,
    besides: object = {},
  ): Promise<Allocation | null> {
    const row = await allocations.findOneAndUpdate(
      { _id: id, isCurrent: true, state: { $in: [...from] }, ...besides },
      { $set: set },
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

    async insert({ id, ...rest }: Allocation, session: Session): Promise<void> {
      await allocations.insertOne({ _id: id, ...rest }, { session });
    },

    /** Maker ≠ checker is a condition of the write. */
    approve: (id: string, by: string, at: Date, session: Session) =>
      move(id, ['COMPUTED'], { state: 'APPROVED', approvedBy: by, approvedAt: at }, session, { closedBy: { $ne: by } }),

    reject: (id: string, by: string, reason: string, session: Session) =>
      move(id, ['COMPUTED'], { state: 'REJECTED', rejectedBy: by, rejectedReason: reason }, session, {
        closedBy: { $ne: by },
      }),

    post: (id: string, journal: number | null, voucherNumber: string | null, session: Session) =>
      move(id, ['APPROVED'], { state: 'POSTED', journal, voucherNumber }, session),

    credit: (id: string, ownersJournal: number | null, session: Session) =>
      move(id, ['POSTED'], { state: 'CREDITED', ownersJournal }, session),

    takeBack: (id: string, by: string, reason: string, session: Session) =>
      move(
        id,
        ['APPROVED', 'POSTED', 'CREDITED'],
        { state: 'REJECTED', rejectedBy: by, rejectedReason: reason },
        session,
      ),

    async supersede(id: string, session: Session): Promise<void> {
      await allocations.updateOne(
        { _id: id, isCurrent: true },
        { $set: { state: 'SUPERSEDED', isCurrent: false } },
        { session },
      );
    },
  };
}
