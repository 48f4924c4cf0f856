import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Connection } from './mongo.ts';
import { createStorage, isOutOfSpace } from './storage.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

let store: TestStore;
let connection: Connection;
beforeAll(async () => {
  store = await createTestStore([{ name: 'rows', indexes: [] }]);
  connection = store.connection;
});
afterAll(() => store.drop());

describe('the disk of the store', () => {
  test('has room for a little, and none for more than it is', async () => {
    const storage = createStorage(connection, 1);
    expect([await storage.hasRoomFor(0), await storage.hasRoomFor(2 ** 60)]).toEqual([true, false]);
  });

  test('is not filled up to the reserve', async () => {
    expect(await createStorage(connection, 2 ** 60).hasRoomFor(0)).toBe(false);
  });

  test('is not looked at where nothing is reserved', async () => {
    const closed = {} as Connection;
    expect(await createStorage(closed, 0).hasRoomFor(2 ** 60)).toBe(true);
  });

  test('that is not told of has room', async () => {
    const stats = async () => ({ fsTotalSize: undefined, fsUsedSize: undefined });
    const silent = { name: 'x', getClient: () => ({ db: () => ({ stats }) }) } as unknown as Connection;
    expect(await createStorage(silent, 1).hasRoomFor(2 ** 60)).toBe(true);
  });
});

describe('a write', () => {
  const ofStore = (code: number, message: string) => new mongoose.mongo.MongoServerError({ code, message });

  test.each([
    ['ENOSPC of a file', Object.assign(new Error('write'), { code: 'ENOSPC' })],
    ['EDQUOT of a file', Object.assign(new Error('write'), { code: 'EDQUOT' })],
    ['OutOfDiskSpace of the store', ofStore(14031, 'available disk space is less than required minimum')],
    ['the word of the system, passed on by the store', ofStore(8, '28: No space left on device')],
  ])('found no room: %s', (_, error) => {
    expect(isOutOfSpace(error)).toBe(true);
  });

  test('failed for another reason', () => {
    for (const error of [new Error('No space left on device'), ofStore(11000, 'E11000'), 'full'])
      expect(isOutOfSpace(error)).toBe(false);
  });
});
