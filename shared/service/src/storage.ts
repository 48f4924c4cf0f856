/**
 * Room on the disk of the store. A mongod that finds none for a write ends itself, and with it everybody's work, and it
 * may not start again before somebody has made room. So whoever brings much asks before, and leaves a reserve to the
 * others and to what MongoDB itself writes later.
 */
import mongoose from 'mongoose';
import type { Connection } from './mongo.ts';

export interface Storage {
  /** Whether this many bytes fit beside the reserve. */
  hasRoomFor(bytes: number): Promise<boolean>;
}

/** A store that does not tell how large its disk is (several shards, some managed ones) is taken to have room. */
export function createStorage(connection: Connection, reserveBytes: number): Storage {
  return {
    hasRoomFor: async (bytes) => {
      if (reserveBytes === 0) return true;
      const { fsTotalSize, fsUsedSize } = await connection.getClient().db(connection.name).stats();
      if (!(Number(fsTotalSize) > 0)) return true;
      return Number(fsTotalSize) - Number(fsUsedSize) - bytes >= reserveBytes;
    },
  };
}

const OUT_OF_DISK_SPACE = 14031;

/** Did a write find no room, here or at the store? */
export function isOutOfSpace(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  if (!(error instanceof mongoose.mongo.MongoServerError)) return false;
  return error.code === OUT_OF_DISK_SPACE || /No space left on device|Disk quota exceeded/.test(message);
}
