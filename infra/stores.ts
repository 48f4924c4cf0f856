/**
 * The stores of the embedded mode: a real mongod and a real Redis on the data folder, or the servers the
 * configuration names. They start with the app and end with it, and one instance at a time owns the folder.
 */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockOwner, takeLock } from './setup/folder-lock.mjs';
import { endProcess, processesWith } from './setup/processes.mjs';
import { readFound } from './stores/found.ts';
import { type StoreOptions, startMongod, verifyMongo } from './stores/mongod.ts';
import { startRedis, verifyRedis } from './stores/redis.ts';
import { StartError } from './stores/start-error.ts';

export { StartError };

export interface Stores {
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** Ends what was started here: mongod within 10 s, Redis within 3 s. */
  stop(): Promise<void>;
}

export interface StoreStart {
  readonly dataDir: string;
  readonly mongodbUri?: string;
  readonly redisUrl?: string;
  /** What the stores get when this process dies without stopping them. */
  readonly deathSignal: 'TERM' | 'KILL';
  readonly log: (line: string) => void;
  /** Something was wrong with a store, and it goes on; without it the line goes to the log. */
  readonly warn?: (line: string) => void;
  /** A store can't be kept running; without it that is a warning. */
  readonly onLost?: (line: string) => void;
}

export const LOCK = 'instance.lock';
const TEST_PREFIX = 'hh-test-';
const UNOWNED_MS = 60_000;

/** Throws a StartError, whose message is for the person who starts, when the stores can't be had. */
export async function startStores(options: StoreStart): Promise<Stores> {
  const { dataDir, lock } = ownFolder(options.dataDir);
  if (!lock.taken)
    throw new StartError(
      `Another instance, pid ${lock.owner}, uses ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
      `另一个实例（进程 ${lock.owner}）正在使用该数据目录。请先停止它，或将 DATA_DIR 设为其他目录。`,
    );
  const [mongo, redis] = await Promise.allSettled([openMongo(options, dataDir), openRedis(options, dataDir)]);
  const stop = async () => {
    const opened = [mongo, redis].filter((outcome) => outcome.status === 'fulfilled');
    await Promise.all(opened.map(({ value }) => value.stop()));
    lock.release();
  };
  if (mongo.status === 'fulfilled' && redis.status === 'fulfilled')
    return { mongoUri: mongo.value.uri, redisUrl: redis.value.url, stop };
  await stop();
  throw mongo.status === 'rejected' ? mongo.reason : redis.status === 'rejected' ? redis.reason : null;
}

/** Stores for one run of the tests, in a folder of their own that goes with them. */
export async function startTestStores(): Promise<Stores> {
  const dataDir = await newTestFolder();
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    // What fails after a store has ended fails for that reason.
    const stores = await startStores({ dataDir, deathSignal: 'KILL', log: () => undefined, warn: console.error });
    return { ...stores, stop: () => stores.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** For stores of tests; whoever takes its lock keeps it, and one that nobody holds is swept up by the next. */
export async function newTestFolder(): Promise<string> {
  await sweepTestFolders();
  return realpathSync(mkdtempSync(join(tmpdir(), TEST_PREFIX)));
}

const nothingToStop = async () => undefined;

async function openMongo({ mongodbUri, ...start }: StoreStart, dataDir: string) {
  if (!mongodbUri) return await startMongod(optionsOf(start, join(dataDir, 'mongo')));
  await verifyMongo(mongodbUri);
  return { uri: mongodbUri, stop: nothingToStop };
}

async function openRedis({ redisUrl, ...start }: StoreStart, dataDir: string) {
  if (!redisUrl) return await startRedis(optionsOf(start, join(dataDir, 'redis')));
  await verifyRedis(redisUrl);
  return { url: redisUrl, stop: nothingToStop };
}

function optionsOf({ deathSignal, log, warn = log, onLost = warn }: StoreStart, folder: string): StoreOptions {
  return { folder, found: readFound(), deathSignal, log, warn, onLost };
}

/** Folders of test runs whose process is gone; a run that was killed has left its stores' data behind. */
async function sweepTestFolders(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(TEST_PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    if (!isAbandoned(folder)) continue;
    const stores = [
      ...processesWith('--dbpath', join(folder, 'mongo')),
      ...processesWith('--dir', join(folder, 'redis')),
    ];
    for (const pid of stores) await endProcess(pid, 0);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder is made a moment before its lock, so a young one without is left alone. */
function isAbandoned(folder: string): boolean {
  const made = statSync(folder, { throwIfNoEntry: false });
  if (!made || made.uid !== process.getuid?.()) return false;
  return lockOwner(join(folder, LOCK)) === null && Date.now() - made.mtimeMs > UNOWNED_MS;
}

function ownFolder(path: string) {
  try {
    mkdirSync(path, { recursive: true });
    const dataDir = realpathSync(path);
    return { dataDir, lock: takeLock(join(dataDir, LOCK)) };
  } catch (error) {
    throw new StartError(`DATA_DIR can't be used: ${path}`, '无法使用 DATA_DIR 指定的目录。', [String(error)]);
  }
}
