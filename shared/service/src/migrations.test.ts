import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { takeLease } from './lease.ts';
import { createLog } from './log.ts';
import { assertUniqueIndexes, collectionsMigration, migrate } from './migrations.ts';
import type { CollectionSpec } from './mongo.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

const amounts: CollectionSpec = {
  name: 'amounts',
  indexes: [{ name: 'code', key: { county: 1, code: 1 }, unique: true }],
  schema: { required: ['amount'], properties: { amount: { bsonType: 'long' } } },
};
const log = createLog({ name: 'test', level: 'silent' });

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore([]);
});
afterEach(() => store.drop());

describe('migrations', () => {
  test('run once and in order, however many replicas start at once', async () => {
    const ran: string[] = [];
    const migrations = ['0001-a', '0002-b'].map((id) => ({
      id,
      up: async () => {
        ran.push(id);
      },
    }));
    await Promise.all(Array.from({ length: 4 }, () => migrate(store.connection, migrations, log)));
    expect(ran).toEqual(['0001-a', '0002-b']);
  });

  test('that failed run again at the next start', async () => {
    let failures = 1;
    const flaky = {
      id: '0001-a',
      up: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('no room');
      },
    };
    await expect(migrate(store.connection, [flaky], log)).rejects.toThrow('no room');
    await migrate(store.connection, [flaky], log);
    expect(failures).toBe(-1);
  });

  test('that a killed process had begun are run by the next one', async () => {
    const { connection } = store;
    await connection.collection<{ _id: string }>('migration_lock').insertOne({ _id: 'lock' });
    await takeLease(connection, 'migration_lock', 'lock', 'a process that was killed', 500);
    const ran: string[] = [];
    await migrate(connection, [{ id: '0001-a', up: async () => void ran.push('0001-a') }], log);
    expect(ran).toEqual(['0001-a']);
    expect(await takeLease(connection, 'migration_lock', 'lock', 'whoever comes next', 1)).not.toBeNull();
  });

  test('make a collection though another process, whose turn was over, makes it too', async () => {
    const collections = Array.from({ length: 20 }, (_, index) => ({ ...amounts, name: `amounts-${index}` }));
    const { up } = collectionsMigration('0001-collections', collections);
    await Promise.all([up(store.connection), up(store.connection), up(store.connection)]);
    await assertUniqueIndexes(store.connection, collections);
  });

  test('give collections a validator that takes int64 amounts and nothing else', async () => {
    await migrate(store.connection, [collectionsMigration('0001-collections', [amounts])], log);
    const collection = store.connection.collection('amounts');
    await collection.insertOne({ county: '371322', code: 'a', amount: 5n });
    for (const amount of [5, 1.5, '5'])
      await expect(collection.insertOne({ county: '371322', code: 'b', amount })).rejects.toThrow(
        'Document failed validation',
      );
  });
});

describe('a service', () => {
  test('does not start while a unique index is missing: the index is the guarantee', async () => {
    await expect(assertUniqueIndexes(store.connection, [amounts])).rejects.toThrow('amounts.code');
    await migrate(store.connection, [collectionsMigration('0001-collections', [amounts])], log);
    await assertUniqueIndexes(store.connection, [amounts]);
  });
});
