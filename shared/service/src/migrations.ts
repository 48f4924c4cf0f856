/** Ordered, idempotent changes of a service's database, run under a lock before it starts. */
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@hh/kernel/id.ts';
import { dropLease, keepLease, takeLease } from './lease.ts';
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

const LOCKS = 'migration_lock';
const LOCK = 'lock';
/** How long a start waits for one that was killed while it migrated. */
const TURN_MS = 5_000;

export async function migrate(connection: Connection, migrations: readonly Migration[], log: Log): Promise<void> {
  const applied = connection.collection<{ _id: string; at: Date }>('migrations');
  const done = new Set((await applied.find().toArray()).map((row) => row._id));
  if (migrations.every((migration) => done.has(migration.id))) return;
  // That a new database is made from nothing is no news.
  const isNew = done.size === 0;
  const giveBack = await takeTurn(connection, log);
  try {
    for (const migration of migrations) {
      if (await applied.findOne({ _id: migration.id })) continue;
      await migration.up(connection);
      await applied.updateOne({ _id: migration.id }, { $setOnInsert: { at: new Date() } }, { upsert: true });
      log[isNew ? 'debug' : 'info']({ migration: migration.id, database: connection.name }, 'migrated');
    }
  } finally {
    await giveBack();
  }
}

/** Waits for its turn, and keeps it until it gives it back; the turn of a process that died ends by itself. */
async function takeTurn(connection: Connection, log: Log): Promise<() => Promise<void>> {
  await connection
    .collection<{ _id: string }>(LOCKS)
    .updateOne({ _id: LOCK }, { $setOnInsert: { lease: { token: 0, until: new Date(0) } } }, { upsert: true });
  for (let told = false; ; told = true) {
    const lease = await takeLease(connection, LOCKS, LOCK, newId(), TURN_MS);
    if (lease) {
      const keeping = setInterval(() => {
        keepLease(connection, LOCKS, LOCK, lease, TURN_MS).catch((error: unknown) =>
          log.warn({ err: error, database: connection.name }, 'the turn to migrate could not be prolonged'),
        );
      }, TURN_MS / 5);
      return async () => {
        clearInterval(keeping);
        await dropLease(connection, LOCKS, LOCK, lease);
      };
    }
    if (!told) log.info({ database: connection.name }, 'another process migrates, or died while it did; waiting');
    await wait(200);
  }
}

/** The index is the guarantee: a service whose unique index is missing does not start. */
export async function assertUniqueIndexes(connection: Connection, specs: readonly CollectionSpec[]): Promise<void> {
  const missing = await missingUniqueIndexes(connection, specs);
  if (missing.length > 0) throw new Error(`${connection.name}: unique indexes are missing: ${missing.join(', ')}`);
}
