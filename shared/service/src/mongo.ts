/** Connections, transactions and collections as every service uses them. Import the driver's types from here, never from `mongodb`. */
import mongoose from 'mongoose';
import { type EndSpan, noTracing, type Tracing } from './tracing.ts';

export type Connection = mongoose.Connection;
export type Session = mongoose.mongo.ClientSession;
export type Collection<T extends object> = mongoose.mongo.Collection<T & mongoose.mongo.Document>;
export type IndexSpec = mongoose.mongo.IndexDescription & { name: string };

/** What a store promises of its collection; migrations create it, and start-up verifies its unique indexes. */
export interface CollectionSpec {
  readonly name: string;
  readonly indexes: readonly IndexSpec[];
  /** A `$jsonSchema`; amounts are asserted to be `long`. */
  readonly schema?: object;
}

interface ConnectOptions {
  readonly tracing?: Tracing;
  /** How long a command waits for a server that is away, in milliseconds. */
  readonly patienceMs?: number;
}

export async function connectMongo(
  uri: string,
  database: string,
  { tracing = noTracing, patienceMs = 10_000 }: ConnectOptions = {},
): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: database,
      autoIndex: false,
      autoCreate: false,
      useBigInt64: true,
      maxPoolSize: 50,
      monitorCommands: tracing.isOn,
      serverSelectionTimeoutMS: patienceMs,
      // How long a server that hangs is waited for, beside the 10 s between heartbeats.
      connectTimeoutMS: 5_000,
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
    })
    .asPromise();
  if (tracing.isOn) traceCommands(connection.getClient(), tracing);
  return connection;
}

/** Which command on which collection, and nothing of what is in it. */
function traceCommands(client: mongoose.mongo.MongoClient, tracing: Tracing): void {
  const underWay = new Map<string, EndSpan>();
  const keyOf = (event: { address: string; connectionId?: unknown; requestId: number }) =>
    `${event.address} ${event.connectionId} ${event.requestId}`;
  const end = (key: string, failure?: string) => {
    underWay.get(key)?.(failure);
    underWay.delete(key);
  };
  client.on('commandStarted', (event) => {
    const { commandName, databaseName, command } = event;
    const named: unknown = command[commandName];
    const attributes = {
      'db.system.name': 'mongodb',
      'db.namespace': databaseName,
      'db.operation.name': commandName,
      ...(typeof named === 'string' ? { 'db.collection.name': named } : {}),
    };
    const name = typeof named === 'string' ? `${commandName} ${named}` : commandName;
    underWay.set(keyOf(event), tracing.begin(name, { kind: 'CLIENT', attributes }));
  });
  client.on('commandSucceeded', (event) => end(keyOf(event)));
  client.on('commandFailed', (event) => end(keyOf(event), event.failure.name));
}

const PING_MS = 1_000;

/** Throws where the store does not answer at once; the limit lets the connection go, so that pings never pile up. */
export async function pingMongo(connection: Connection): Promise<void> {
  await connection
    .getClient()
    .db(connection.name)
    .command({ ping: 1 }, { signal: AbortSignal.timeout(PING_MS) });
}

/**
 * Runs the work in one transaction, majority and journaled. The work may run several times, so it is pure but for
 * writes with this session, and it never catches a write error: let it leave, then look the winner up outside.
 */
export async function inTransaction<T>(connection: Connection, work: (session: Session) => Promise<T>): Promise<T> {
  return await connection.getClient().withSession(async (session) => {
    try {
      return await session.withTransaction(() => work(session).catch(runAgainIfGivenUp), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
      });
    } catch (error) {
      if (!(error instanceof mongoose.mongo.MongoError)) await becomeReadable(connection, session);
      throw error;
    }
  });
}

/**
 * A snapshot holds what is committed and not yet journaled by a majority; a commit waits for that, and so does the server
 * where it ends a transaction itself, but aborting one does not: who then reads would still see what was there before. A
 * read in the same session is causal, and waits until all that the session saw is there for every reader.
 */
async function becomeReadable(connection: Connection, session: Session): Promise<void> {
  await connection.collection<{ _id: string }>('commands').findOne({ _id: '' }, { session });
}

/** Reads that belong together see one commit, and not a half of the next. */
export async function readConsistently<T>(connection: Connection, read: (session: Session) => Promise<T>): Promise<T> {
  const session = connection.getClient().startSession({ snapshot: true });
  try {
    return await read(session);
  } finally {
    await session.endSession();
  }
}

const GIVEN_UP = 290; // TransactionExceededLifetimeLimitSeconds

/**
 * The server gives up a transaction that takes too long. Between two statements it calls that transient, in the middle
 * of one it does not; either way nothing was written, and the work runs again.
 */
function runAgainIfGivenUp(error: unknown): never {
  if (error instanceof mongoose.mongo.MongoServerError && error.code === GIVEN_UP)
    error.addErrorLabel('TransientTransactionError');
  throw error;
}

/** Did a unique index refuse this write? Ask only outside the transaction that failed. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}

export async function applyCollection(connection: Connection, spec: CollectionSpec): Promise<void> {
  const db = connection.getClient().db(connection.name);
  await db.createCollection(spec.name).catch(ignoreIfThere);
  await db.command({
    collMod: spec.name,
    validator: spec.schema ? { $jsonSchema: spec.schema } : {},
    validationAction: 'error',
  });
  if (spec.indexes.length > 0) await db.collection(spec.name).createIndexes([...spec.indexes]);
}

/** The unique indexes that a store relies on and the database lacks. */
export async function missingUniqueIndexes(
  connection: Connection,
  specs: readonly CollectionSpec[],
): Promise<string[]> {
  const db = connection.getClient().db(connection.name);
  const missing: string[] = [];
  for (const spec of specs) {
    const present = await db.collection(spec.name).indexes().catch(emptyIfNoCollection);
    const names = new Set(present.filter((index) => index.unique).map((index) => index.name));
    for (const index of spec.indexes)
      if (index.unique && !names.has(index.name)) missing.push(`${spec.name}.${index.name}`);
  }
  return missing;
}

/** Two processes may migrate: the turn of one that slept is over before it knows. */
function ignoreIfThere(error: unknown): void {
  if (error instanceof mongoose.mongo.MongoServerError && error.codeName === 'NamespaceExists') return;
  throw error;
}

function emptyIfNoCollection(error: unknown): [] {
  if (error instanceof mongoose.mongo.MongoServerError && error.codeName === 'NamespaceNotFound') return [];
  throw error;
}
