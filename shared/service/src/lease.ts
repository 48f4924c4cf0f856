/**
 * A lease on a document: one driver at a time, by the server's clock. Each taking raises the fencing token;
 * whoever writes on with an older token matches nothing, so a paused driver cannot undo what its successor did.
 */
import type { Connection } from './mongo.ts';

/** With the sweep of a second, work whose process was killed goes on within five. Kept often enough to miss one. */
export const LEASE_MS = 3_000;
export const KEEP_EVERY_MS = 1_000;

export interface Lease {
  readonly token: number;
  /** The filter that a fenced write carries beside the document's id. */
  readonly fence: { readonly 'lease.token': number };
}

/** Takes the lease for `milliseconds`, or answers null while another holds it. */
export async function takeLease(
  connection: Connection,
  collection: string,
  id: string,
  holder: string,
  milliseconds: number,
): Promise<Lease | null> {
  const taken = await connection.collection<{ _id: string; lease?: { token: number } }>(collection).findOneAndUpdate(
    { _id: id, $expr: { $lte: [{ $ifNull: ['$lease.until', new Date(0)] }, '$$NOW'] } },
    [
      {
        $set: {
          lease: {
            holder,
            token: { $add: [{ $ifNull: ['$lease.token', 0] }, 1] },
            until: { $add: ['$$NOW', milliseconds] },
          },
        },
      },
    ],
    { returnDocument: 'after', projection: { lease: 1 } },
  );
  const token = taken?.lease?.token;
  return token === undefined ? null : { token, fence: { 'lease.token': token } };
}

/** Prolongs a lease that is still held; false when somebody else has taken over. */
export async function keepLease(
  connection: Connection,
  collection: string,
  id: string,
  lease: Lease,
  milliseconds: number,
): Promise<boolean> {
  const kept = await connection
    .collection<{ _id: string }>(collection)
    .updateOne({ _id: id, ...lease.fence }, [{ $set: { 'lease.until': { $add: ['$$NOW', milliseconds] } } }]);
  return kept.matchedCount === 1;
}

/** Gives the lease back; the token stays, so that the next taker's is higher. */
export async function dropLease(connection: Connection, collection: string, id: string, lease: Lease): Promise<void> {
  await connection
    .collection<{ _id: string }>(collection)
    .updateOne({ _id: id, ...lease.fence }, { $set: { 'lease.until': new Date(0) } });
}
