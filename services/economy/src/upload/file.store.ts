/** The files as they came, in GridFS beside what was made of them: kept before an upload is answered, and for good. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import { isOutOfSpace, type Storage } from '@hh/service/storage.ts';
import mongoose from 'mongoose';

const DAY_MS = 86_400_000;
/** How much comes in before the disk is looked at again. */
const LOOK_EVERY_BYTES = 8 * 1_048_576;

export interface KeptFile {
  readonly bytes: number;
  readonly sha256: string;
}

export type FileStore = ReturnType<typeof createFileStore>;

/** Each kind of file has a bucket, since whoever sweeps one knows its own files only. */
export function createFileStore(connection: Connection, storage: Storage, bucketName = 'upload_files') {
  const bucket = new mongoose.mongo.GridFSBucket(connection.getClient().db(connection.name), {
    bucketName,
    writeConcern: { w: 'majority', journal: true },
  });
  const chunks = connection.collection<{ files_id: string; n: number }>(`${bucketName}.chunks`);
  const idOf = (id: string) => id as unknown as mongoose.mongo.ObjectId;

  return {
    /** Streams a file in; a refusal, and nothing of it left, where it is longer than this or there is no room. */
    async keep(
      id: string,
      county: string,
      content: AsyncIterable<Uint8Array>,
      limit: number,
    ): Promise<KeptFile | Refusal> {
      const hash = createHash('sha256');
      const target = bucket.openUploadStreamWithId(idOf(id), id, { metadata: { county } });
      const finished = new Promise<void>((resolve, reject) => {
        target.once('finish', resolve);
        target.once('error', reject);
      });
      finished.catch(() => undefined); // met again where it is awaited
      let [bytes, lookedAt] = [0, 0];
      let refusal: Refusal | null = null;
      try {
        for await (const chunk of content) {
          bytes += chunk.length;
          if (bytes > limit) refusal = tooLarge(limit);
          else if (bytes - lookedAt >= LOOK_EVERY_BYTES) {
            lookedAt = bytes;
            if (!(await storage.hasRoomFor(0))) refusal = refuse('STORAGE_FULL');
          }
          if (refusal) break;
          hash.update(chunk);
          if (!target.write(chunk)) await Promise.race([drained(target), finished]);
        }
        if (refusal) {
          await target.abort();
          return refusal;
        }
        target.end();
        await finished;
        return { bytes, sha256: hash.digest('hex') };
      } catch (error) {
        // What broke the stream is what counts; what is left of the file is swept up later.
        await Promise.allSettled([target.abort()]);
        if (isOutOfSpace(error)) return refuse('STORAGE_FULL');
        throw error;
      }
    },

    /** Nobody was told of it. */
    remove: (id: string): Promise<void> => bucket.delete(idOf(id)),

    /** Whole, in the transaction that forgets it: a document is short. */
    async removeWithin(id: string, session: Session): Promise<void> {
      await chunks.deleteMany({ files_id: id }, { session });
      await connection.collection<{ _id: string }>(`${bucketName}.files`).deleteOne({ _id: id }, { session });
    },

    open: (id: string): Readable => bucket.openDownloadStream(idOf(id)),

    /** All of it at once, of a file that is short enough. */
    async whole(id: string): Promise<Uint8Array<ArrayBuffer>> {
      const pieces = (await Array.fromAsync(bucket.openDownloadStream(idOf(id)))) as Uint8Array[];
      return new Uint8Array(Buffer.concat(pieces));
    },

    /**
     * Removes what is left of files that a killed process was receiving: of those of the last month, but not of the last
     * day, whichever have no upload. The id of a file says when it began.
     */
    async sweep(isKnown: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number> {
      const [from, to] = [idOfTime(Date.now() - 30 * DAY_MS), idOfTime(Date.now() - DAY_MS)];
      const begun = chunks.find({ n: 0, files_id: { $gte: from, $lt: to } }, { projection: { files_id: 1 } });
      const ids = (await begun.toArray()).map(({ files_id }) => files_id);
      const known = ids.length > 0 ? await isKnown(ids) : new Set();
      const orphans = ids.filter((id) => !known.has(id));
      await chunks.deleteMany({ files_id: { $in: orphans } });
      await connection.collection<{ _id: string }>(`${bucketName}.files`).deleteMany({ _id: { $in: orphans } });
      return orphans.length;
    },
  };
}

export function tooLarge(limit: number): Refusal {
  return refuse('FILE_TOO_LARGE', { limit: `${Math.floor(limit / 1_048_576)} MB` });
}

/** The least UUIDv7 of an instant. */
function idOfTime(time: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

function drained(target: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    target.once('drain', resolve);
  });
}
