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

/** A lease, and its document as it was when the lease was taken. */
export interface Taken<Document extends object> extends Lease {
  readonly document: Document;
}

const GIVEN_BACK = new Date(0);
/** What a last write sets beside its own, to give the lease back with it. */
export const givenBack = { 'lease.until': GIVEN_BACK };

/** Takes the lease for `milliseconds`, or answers null while another holds it, or where the document is not one of those meant. */
export async function takeLease<Document extends object>(
  connection: Connection,
  collection: string,
  id: string,
  holder: string,
  milliseconds: number,
  meant: object = {},
): Promise<Taken<Document> | null> {
  const leased = connection.collection<{ _id: string; lease?: { token: number } }>(collection);
  const taken = await leased.findOneAndUpdate(
    { ...meant, _id: id, $expr: { $lte: [{ $ifNull: ['$lease.until', GIVEN_BACK] }, '$$NOW'] } },
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
    { returnDocument: 'after' },
  );
  const token = taken?.lease?.token;
  if (token === undefined) return null;
  return { token, fence: { 'lease.token': token }, document: taken as unknown as Document };
}

/** Prolongs a lease that is still held; false when it was given back, or somebody else has taken over. */
export async function keepLease(
  connection: Connection,
  collection: string,
  id: string,
  lease: Lease,
  milliseconds: number,
): Promise<boolean> {
  const mine = { _id: id, ...lease.fence, 'lease.until': { $gt: GIVEN_BACK } };
  const kept = await connection
    .collection<{ _id: string }>(collection)
    .updateOne(mine, [{ $set: { 'lease.until': { $add: ['$$NOW', milliseconds] } } }]);
  return kept.matchedCount === 1;
}

/** Gives the lease back; the token stays, so that the next taker's is higher. */
export async function dropLease(connection: Connection, collection: string, id: string, lease: Lease): Promise<void> {
  await connection.collection<{ _id: string }>(collection).updateOne({ _id: id, ...lease.fence }, { $set: givenBack });
}
