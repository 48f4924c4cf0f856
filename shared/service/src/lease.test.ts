import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dropLease, keepLease, type Lease, takeLease } from './lease.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

const MINUTE = 60_000;

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore([{ name: 'work', indexes: [] }]);
});
beforeEach(async () => {
  await store.connection.collection<{ _id: string }>('work').deleteMany({});
  await store.connection.collection<{ _id: string }>('work').insertOne({ _id: 'w1' });
});
afterAll(() => store.drop());

const take = (holder: string, milliseconds = MINUTE) => takeLease(store.connection, 'work', 'w1', holder, milliseconds);
const write = async (lease: Lease) =>
  (
    await store.connection
      .collection<{ _id: string }>('work')
      .updateOne({ _id: 'w1', ...lease.fence }, { $inc: { written: 1 } })
  ).matchedCount;

describe('a lease', () => {
  test('has one holder, of any number who want it at once', async () => {
    const taken = await Promise.all(Array.from({ length: 12 }, (_, index) => take(`driver ${index}`)));
    expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
  });

  test('that has run out is taken by another, and the first one writes nothing any more', async () => {
    const paused = (await take('first', 0)) as Lease;
    const second = (await take('second')) as Lease;
    expect(second.token).toBeGreaterThan(paused.token);
    expect([await write(paused), await write(second)]).toEqual([0, 1]);
    expect(await keepLease(store.connection, 'work', 'w1', paused, MINUTE)).toBe(false);
  });

  test('that is given back is free at once, with a higher token', async () => {
    const first = (await take('first')) as Lease;
    expect(await take('second')).toBeNull();
    await dropLease(store.connection, 'work', 'w1', first);
    expect((await take('second'))?.token).toBe(first.token + 1);
  });

  test('that is given back stays so, whatever its holder had sent to keep it', async () => {
    const lease = (await take('first')) as Lease;
    await dropLease(store.connection, 'work', 'w1', lease);
    expect(await keepLease(store.connection, 'work', 'w1', lease, MINUTE)).toBe(false);
    expect(await take('second')).not.toBeNull();
  });

  test('that is kept stays with its holder', async () => {
    const lease = (await take('first', 1)) as Lease;
    expect(await keepLease(store.connection, 'work', 'w1', lease, MINUTE)).toBe(true);
    expect(await take('second')).toBeNull();
  });
});
