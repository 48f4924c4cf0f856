/**
 * Work that lies in a document until it is done: one process at a time works on it, under a lease that is kept, and each of
 * its writes carries the fence, so that nobody whose lease another has taken writes anything any more.
 */
import { dropLease, keepLease, LEASE_MS, type Lease, takeLease } from '@hh/service/lease.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import type { StoredProblem } from './stored-problem.ts';

export interface Work {
  readonly id: string;
  readonly county: string;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How often it was begun since it last came further. */
  readonly attempts: number;
  readonly problem: StoredProblem | null;
}

/** What work is when nothing is done yet. */
export const unbegunWork = { state: 'RUNNING', startedAt: null, endedAt: null, attempts: 0, problem: null } as const;

/** Thrown in the middle of a batch by a driver whose lease another has taken: the batch is not written. */
export class LeaseLost extends Error {}

export type WorkStore<W extends Work> = ReturnType<typeof createWorkStore<W>>;

const EPOCH = new Date(0);

type Row<W extends Work> = Omit<W, 'id'> & { readonly _id: string };

export function createWorkStore<W extends Work>(connection: Connection, collection: string, holder: string) {
  const works = connection.collection<{ _id: string; state: string; county: string; lease?: unknown }>(collection);
  const read = ({ _id, lease: _, ...rest }: { readonly _id: string; readonly lease?: unknown }): W =>
    ({ id: _id, ...rest }) as unknown as W;

  /** Changes it as long as the lease is held; the server's clock says until when. */
  async function change(id: string, lease: Lease, set: object, session?: Session): Promise<void> {
    const changed = await works.updateOne(
      { _id: id, ...lease.fence },
      [{ $set: { ...set, 'lease.until': { $add: ['$$NOW', LEASE_MS] } } }],
      session ? { session } : {},
    );
    if (changed.matchedCount !== 1) throw new LeaseLost(id);
  }

  return {
    collection: connection.collection<Row<W>>(collection),
    read,

    async insert({ id, ...rest }: W, session: Session): Promise<void> {
      await works.insertOne({ _id: id, ...rest }, { session });
    },

    async find(id: string): Promise<W | null> {
      const row = await works.findOne({ _id: id });
      return row && read(row);
    },

    /** For loaders. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, W>> {
      const rows = await works.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** Those that run and that nobody holds, oldest first: ids are in the order of time. */
    async due(limit: number): Promise<readonly string[]> {
      const free = { $expr: { $lte: [{ $ifNull: ['$lease.until', EPOCH] }, '$$NOW'] } };
      const found = works.find({ county: { $gt: '' }, state: 'RUNNING', ...free }, { projection: { _id: 1 } });
      return (await found.sort({ _id: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
    },

    isAnyRunning: async (): Promise<boolean> =>
      (await works.findOne({ county: { $gt: '' }, state: 'RUNNING' }, { projection: { _id: 1 } })) !== null,

    /** Takes what runs, and counts the attempt; null while another holds it. */
    async take(id: string, now: Date): Promise<{ work: W; lease: Lease } | null> {
      const lease = await takeLease(connection, collection, id, holder, LEASE_MS);
      if (!lease) return null;
      const row = await works.findOneAndUpdate(
        { _id: id, state: 'RUNNING', ...lease.fence },
        [{ $set: { attempts: { $add: ['$attempts', 1] }, startedAt: { $ifNull: ['$startedAt', now] } } }],
        { returnDocument: 'after' },
      );
      if (row) return { work: read(row), lease };
      await dropLease(connection, collection, id, lease);
      return null;
    },

    change,
    keep: (id: string, lease: Lease): Promise<boolean> => keepLease(connection, collection, id, lease, LEASE_MS),
    release: (id: string, lease: Lease): Promise<void> => dropLease(connection, collection, id, lease),
  };
}
