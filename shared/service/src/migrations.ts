/** Ordered, idempotent changes of a service's database, run under a lock before it starts. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from './log.ts';
import { applyCollection, type CollectionSpec, type Connection, missingUniqueIndexes } from './mongo.ts';

export interface Migration {
  /** `0001-collections`: sorts in the order of running, and is never reused. */
  readonly id: string;
  up(connection: Connection): Promise<void>;
}

/** The first migration of every service: its collections with their validators and indexes. */
export function collectionsMigration(id: string, specs: readonly CollectionSpec[]): Migration {
  return {
    id,
    up: async (connection) => {
      for (const spec of specs) await applyCollection(connection, spec);
    },
  };
}

const LOCK_MS = 60_000;

export async function migrate(connection: Connection, migrations: readonly Migration[], log: Log): Promise<void> {
  const applied = connection.collection<{ _id: string; at: Date }>('migrations');
  const done = new Set((await applied.find().toArray()).map((row) => row._id));
  if (migrations.every((migration) => done.has(migration.id))) return;
  // That a new database is made from nothing is no news.
  const isNew = done.size === 0;
  await lock(connection);
  try {
    for (const migration of migrations) {
      if (await applied.findOne({ _id: migration.id })) continue;
      await migration.up(connection);
      await applied.insertOne({ _id: migration.id, at: new Date() });
      log[isNew ? 'debug' : 'info']({ migration: migration.id, database: connection.name }, 'migrated');
    }
  } finally {
    await connection
      .collection<{ _id: string }>('migration_lock')
      .updateOne({ _id: 'lock' }, { $set: { until: new Date(0) } });
  }
}

/** Waits for its turn; a lock whose holder died runs out by itself. */
async function lock(connection: Connection): Promise<void> {
  const locks = connection.collection<{ _id: string; until: Date }>('migration_lock');
  await locks.updateOne({ _id: 'lock' }, { $setOnInsert: { until: new Date(0) } }, { upsert: true });
  for (;;) {
    const taken = await locks.updateOne({ _id: 'lock', $expr: { $lte: ['$until', '$$NOW'] } }, [
      { $set: { until: { $add: ['$$NOW', LOCK_MS] } } },
    ]);
    if (taken.modifiedCount === 1) return;
    await wait(200);
  }
}

/** The index is the guarantee: a service whose unique index is missing does not start. */
export async function assertUniqueIndexes(connection: Connection, specs: readonly CollectionSpec[]): Promise<void> {
  const missing = await missingUniqueIndexes(connection, specs);
  if (missing.length > 0) throw new Error(`${connection.name}: unique indexes are missing: ${missing.join(', ')}`);
}
