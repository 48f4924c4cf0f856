/**
 * mongod as a replica set of one, which is what transactions need, on a free port that differs from start to start.
 * The set's own configuration names that port, so it is mended at each start.
 */
import { existsSync, mkdirSync, realpathSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connectMongo } from '@hh/service/mongo.ts';
import { endProcess, processesWith } from '../setup/processes.mjs';
import { type Found, programOf } from './found.ts';
import { StartError } from './start-error.ts';
import { freePort, lastWords, type StoreProcess, startStore } from './store-process.ts';

export interface StoreOptions {
  readonly folder: string;
  readonly found: Found;
  readonly deathSignal: 'TERM' | 'KILL';
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
  readonly onLost: (line: string) => void;
}

const SET = 'rs0';
const READY_MS = 60_000;
const STOP_MS = 10_000;
/**
 * What a transaction has written stays locked when its process is killed or stopped, until the server gives it up:
 * by itself after 60 s, and for so long nobody could post to that book. Ours take milliseconds; one that is given up
 * too early is run again.
 */
const TRANSACTION_SECONDS = 3;
export const serverParameters = [
  ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ...['--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS}`],
];

/**
 * The files of a dropped database stay open as long as a reader might still ask for the time before, 5 minutes by
 * itself. Tests make and drop databases all the time: 13,000 files were open after as many minutes, and a mongod that
 * may open no more ends.
 */
const forTests = ['--setParameter', 'minSnapshotHistoryWindowInSeconds=5'];

/** A new folder takes 301 MB before anything is in it. */
const NEEDED_BYTES = { new: 400_000_000, filled: 100_000_000 };
const GIB = 2 ** 30;

/** mongod's exit codes that mean something to us. */
const FOLDER_IN_USE = 'exit code 100';
const PORT_IN_USE = 'exit code 48';
const OTHER_VERSION = 'exit code 62';

export async function startMongod(options: StoreOptions): Promise<{ uri: string; stop(): Promise<void> }> {
  mkdirSync(options.folder, { recursive: true });
  const folder = realpathSync(options.folder);
  requireSpace(folder);
  for (const pid of processesWith('--dbpath', folder)) await endProcess(pid, STOP_MS);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const mongod = startStore(commandFor({ ...options, folder }, port));
    const ending = await listens(mongod, port);
    if (ending === null) return await ready(mongod, port, options);
    const mayPass = ending === FOLDER_IN_USE || ending === PORT_IN_USE;
    if (!mayPass || attempt === 3) throw explain(ending, folder, options);
    await sleep(500);
  }
}

async function ready(mongod: StoreProcess, port: number, options: StoreOptions) {
  try {
    await becomePrimary(port);
  } catch (error) {
    await mongod.stop(STOP_MS);
    throw error;
  }
  mongod.keepAlive();
  options.log(`mongod listens on 127.0.0.1:${port}`);
  return { uri: `mongodb://127.0.0.1:${port}/?replicaSet=${SET}`, stop: () => mongod.stop(STOP_MS) };
}

function commandFor({ folder, found, deathSignal, warn, onLost }: StoreOptions, port: number) {
  const cacheGb = deathSignal === 'KILL' ? 0.25 : Math.min(1, Math.max(0.25, totalmem() / GIB / 8));
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'];
  const parameters = deathSignal === 'KILL' ? [...serverParameters, ...forTests] : serverParameters;
  const cost = ['--wiredTigerCacheSizeGB', cacheGb.toFixed(2), ...parameters];
  return {
    name: 'mongod',
    program: programOf(found, 'mongod'),
    args: [...args, '--replSet', SET, '--quiet', ...cost],
    setpriv: found.setpriv,
    deathSignal,
    logPath: logPathOf(folder),
    warn,
    onLost,
  };
}

const logPathOf = (folder: string) => `${folder}.log`;

/** Null once the port answers; how mongod ended, if it did. */
async function listens(mongod: StoreProcess, port: number): Promise<string | null> {
  const patienceEnds = performance.now() + READY_MS;
  while (performance.now() < patienceEnds) {
    const ending = mongod.ended();
    if (ending !== null) return ending;
    if (await answers(port)) return null;
    await sleep(15);
  }
  await mongod.stop(STOP_MS);
  return `no answer within ${READY_MS / 1000} s`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

interface SetConfig {
  version: number | bigint;
  members: { host: string }[];
}

async function becomePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const connection = await connectMongo(`mongodb://${host}/?directConnection=true`, 'admin');
  try {
    const kept = await connection
      .getClient()
      .db('local')
      .collection<SetConfig>('system.replset', { readConcern: { level: 'local' } })
      .findOne();
    if (!kept) await command(connection, { replSetInitiate: { _id: SET, members: [{ _id: 0, host }] } });
    else if (kept.members[0]?.host !== host) {
      const members = kept.members.slice(0, 1).map((member) => ({ ...member, host }));
      await command(connection, {
        replSetReconfig: { ...kept, version: Number(kept.version) + 1, members },
        force: true,
      });
    }
    const patienceEnds = performance.now() + READY_MS;
    while (!(await command(connection, { hello: 1 })).isWritablePrimary) {
      if (performance.now() > patienceEnds)
        throw new StartError('mongod did not become ready within a minute.', 'mongod 未能在一分钟内就绪。');
      await sleep(10);
    }
  } finally {
    await connection.close();
  }
}

async function command(connection: Connection, words: Record<string, unknown>): Promise<Record<string, unknown>> {
  return await connection.getClient().db('admin').command(words);
}

/** A replica set or a sharded cluster that answers: anything else has no transactions. */
export async function verifyMongo(uri: string): Promise<void> {
  const shown = withoutPassword(uri);
  const connection = await connectMongo(uri, 'admin').catch((error: unknown) => {
    throw new StartError(`MONGODB_URI does not answer: ${shown}`, '无法连接 MONGODB_URI 指定的 MongoDB。', [
      String(error),
    ]);
  });
  try {
    const hello = await command(connection, { hello: 1 });
    if (hello.setName || hello.msg === 'isdbgrid') return;
    throw new StartError(
      `MONGODB_URI names a single server, and transactions need a replica set or a sharded cluster: ${shown}`,
      'MONGODB_URI 指向单机服务器；事务需要副本集或分片集群。',
    );
  } finally {
    await connection.close();
  }
}

export function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//…@');
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = NEEDED_BYTES[existsSync(join(folder, 'WiredTiger')) ? 'filled' : 'new'];
  if (bavail * bsize >= needed) return;
  throw new StartError(
    `The disk is almost full: ${Math.floor((bavail * bsize) / 1e6)} MB are free at ${folder}, and ${needed / 1e6} MB are needed.`,
    '磁盘空间不足。',
  );
}

function explain(ending: string, folder: string, { found }: StoreOptions): StartError {
  const version = found.mongod?.version ?? '';
  if (ending === OTHER_VERSION)
    return new StartError(
      `The data in ${folder} were written by another version of MongoDB than ${version}. Set MONGOD_BINARY to that version, or start afresh with \`npm run reset\`.`,
      '数据由其他版本的 MongoDB 写入。请用 MONGOD_BINARY 指定该版本，或运行 npm run reset 重新开始。',
    );
  if (ending === FOLDER_IN_USE)
    return new StartError(`Another program uses ${folder}.`, '数据目录正被其他程序使用。', failures(folder));
  return new StartError(
    `mongod ${version} could not start in ${folder}: ${ending}.`,
    'mongod 无法启动。',
    failures(folder),
  );
}

/** mongod writes a JSON object per line; E and F are its errors. */
function failures(folder: string): string[] {
  const lines = lastWords(logPathOf(folder), 200);
  const errors = lines.filter((line) => /"s":"[EF]"/.test(line) || !line.startsWith('{'));
  return [
    ...(errors.length > 0 ? errors : lines).slice(-3).map((line) => line.slice(0, 400)),
    `all of it: ${join(logPathOf(folder))}`,
  ];
}
