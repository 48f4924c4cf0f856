/**
 * Redis for the queues. They carry only wake-ups and every fact is in MongoDB, so `everysec` is enough: a power cut
 * costs a second of wake-ups, which the sweeps make good, and not a disk flush for each job. For the same reason a
 * folder that Redis can't read any more is put aside, and Redis starts empty.
 */
import { mkdirSync, realpathSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endProcess, processesWith } from '../setup/processes.mjs';
import { programOf } from './found.ts';
import { type StoreOptions, withoutPassword } from './mongod.ts';
import { StartError } from './start-error.ts';
import { freePort, lastWords, type StoreProcess, startStore } from './store-process.ts';

const READY_MS = 20_000;
const STOP_MS = 3_000;

const once = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 };

export async function startRedis(options: StoreOptions): Promise<{ url: string; stop(): Promise<void> }> {
  mkdirSync(options.folder, { recursive: true });
  const folder = realpathSync(options.folder);
  for (const pid of processesWith('--dir', folder)) await endProcess(pid, STOP_MS);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    const redis = startStore(commandFor({ ...options, folder }, port));
    const ending = await listens(redis, url);
    if (ending === null) {
      redis.keepAlive();
      options.log(`Redis listens on 127.0.0.1:${port}`);
      return { url, stop: () => redis.stop(STOP_MS) };
    }
    const words = lastWords(logPathOf(folder), 5);
    if (attempt === 3)
      throw new StartError(`Redis could not start in ${folder}: ${ending}.`, 'Redis 无法启动。', words);
    if (words.some((line) => /append only file|RDB|short read|corrupt/i.test(line))) putAside(folder, options.warn);
  }
}

function commandFor({ folder, found, deathSignal, warn, onLost }: StoreOptions, port: number) {
  const where = ['--dir', folder, '--port', String(port), '--bind', '127.0.0.1', '--set-proc-title', 'no'];
  const keeping = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  return {
    name: 'Redis',
    program: programOf(found, 'redis'),
    args: [...where, ...keeping, '--loglevel', 'warning', '--daemonize', 'no'],
    setpriv: found.setpriv,
    deathSignal,
    logPath: logPathOf(folder),
    warn,
    onLost,
  };
}

const logPathOf = (folder: string) => `${folder}.log`;

function putAside(folder: string, warn: (line: string) => void): void {
  const aside = `${folder}.unreadable-${Date.now()}`;
  renameSync(folder, aside);
  mkdirSync(folder);
  warn(`Redis could not read its folder; it was put aside as ${aside}, and the queues begin empty`);
}

async function listens(redis: StoreProcess, url: string): Promise<string | null> {
  const patienceEnds = performance.now() + READY_MS;
  while (performance.now() < patienceEnds) {
    const ending = redis.ended();
    if (ending !== null) return ending;
    if (await answers(url)) return null;
    await sleep(5);
  }
  await redis.stop(STOP_MS);
  return `no answer within ${READY_MS / 1000} s`;
}

/** While Redis loads its data it answers PING with an error. ioredis's own check of that would leave a timer behind. */
async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { ...once, enableReadyCheck: false });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

/** BullMQ loses jobs when Redis evicts keys, so a server that may do so is refused. */
export async function verifyRedis(url: string): Promise<void> {
  const shown = withoutPassword(url);
  const client = new Redis(url, { ...once, connectTimeout: 5_000 });
  let reason = '';
  client.on('error', (error) => {
    reason = error.message;
  });
  try {
    const memory = await client.connect().then(() => client.info('memory'));
    const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
    if (policy === 'noeviction') return;
    throw new StartError(
      `Redis at ${shown} has maxmemory-policy ${policy} and would drop jobs when it is full; set it to noeviction.`,
      `Redis 的 maxmemory-policy 为 ${policy}，内存满时会丢失任务；请设为 noeviction。`,
    );
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`REDIS_URL does not answer: ${shown}`, '无法连接 REDIS_URL 指定的 Redis。', [
      reason || String(error),
    ]);
  } finally {
    client.disconnect();
  }
}
