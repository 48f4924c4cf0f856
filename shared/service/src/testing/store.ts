/** A database of its own for one suite, on the mongod that the whole run shares. */
import { newId } from '@hh/kernel/id.ts';
import { applyCollection, type CollectionSpec, type Connection, connectMongo } from '../mongo.ts';

export interface TestStore {
  readonly connection: Connection;
  drop(): Promise<void>;
}

export async function createTestStore(specs: readonly CollectionSpec[]): Promise<TestStore> {
  const connection = await connectMongo(testMongoUri(), `test_${newId().replaceAll('-', '').slice(0, 24)}`);
  for (const spec of specs) await applyCollection(connection, spec);
  return {
    connection,
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

export function testMongoUri(): string {
  return required('HH_TEST_MONGODB_URI');
}

export function testRedisUrl(): string {
  return required('HH_TEST_REDIS_URL');
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests through jest, whose global set-up starts the stores`);
  return value;
}
