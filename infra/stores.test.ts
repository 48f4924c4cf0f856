import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectMongo } from '@hh/service/mongo.ts';
import { until } from '@hh/service/testing/until.ts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { lockOwner, takeLock } from './setup/folder-lock.mjs';
import { endProcess, identityOf, isAlive, processesWith } from './setup/processes.mjs';
import { readFound } from './stores/found.ts';
import { freePort, startStore } from './stores/store-process.ts';
import { StartError, type Stores, startStores } from './stores.ts';

const modulePath = fileURLToPath(new URL('./stores.ts', import.meta.url));
const processPath = fileURLToPath(new URL('./stores/store-process.ts', import.meta.url));

let dataDir = '';
let log: string[] = [];
const started: ChildProcess[] = [];

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'hh-test-')));
  log = [];
});

afterEach(async () => {
  for (const child of started.splice(0)) if (child.pid) await endProcess(child.pid, 0);
  for (const pid of storesOn(dataDir)) await endProcess(pid, 0);
  rmSync(dataDir, { recursive: true, force: true });
});

const start = () => startStores({ dataDir, deathSignal: 'KILL', log: (line) => log.push(line) });
const storesOn = (folder: string) => [
  ...processesWith('--dbpath', join(folder, 'mongo')),
  ...processesWith('--dir', join(folder, 'redis')),
];

async function keep({ mongoUri, redisUrl }: Stores, word: string): Promise<void> {
  const connection = await connectMongo(mongoUri, 'kept');
  await connection.collection<{ _id: string }>('words').insertOne({ _id: word });
  await connection.close();
  const redis = new Redis(redisUrl);
  await redis.set(word, 'kept');
  await redis.quit();
}

async function kept({ mongoUri, redisUrl }: Stores): Promise<{ mongo: string[]; redis: string[] }> {
  const connection = await connectMongo(mongoUri, 'kept');
  const words = await connection.collection<{ _id: string }>('words').find().sort({ _id: 1 }).toArray();
  await connection.close();
  const redis = new Redis(redisUrl);
  const keys = await redis.keys('*');
  await redis.quit();
  return { mongo: words.map(({ _id }) => _id), redis: keys.sort() };
}

/** Another process that runs this code, and tells when it is done. */
async function elsewhere(code: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', `${code}; console.log('ready'); setInterval(() => {}, 1000)`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

describe('the stores', () => {
  test('keep what was written through a clean stop, on other ports, and through a kill of their owner', async () => {
    const first = await start();
    await keep(first, 'before the stop');
    await first.stop();
    expect(storesOn(dataDir)).toEqual([]);

    const owner = await elsewhere(
      `import { startStores } from ${JSON.stringify(modulePath)};
       await startStores({ dataDir: ${JSON.stringify(dataDir)}, deathSignal: 'TERM', log: () => undefined })`,
    );
    expect(storesOn(dataDir)).toHaveLength(2);
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const again = await start();
    expect(again.mongoUri).not.toBe(first.mongoUri);
    expect(await kept(again)).toEqual({ mongo: ['before the stop'], redis: ['before the stop'] });
    await again.stop();
  });

  test('that are killed alone come back with what was written, at the same address', async () => {
    const stores = await start();
    await keep(stores, 'before the kill');
    const before = storesOn(dataDir);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await until(() => storesOn(dataDir).length === 2 && storesOn(dataDir).every((pid) => !before.includes(pid)));
    expect(await kept(stores)).toEqual({ mongo: ['before the kill'], redis: ['before the kill'] });
    expect(log.filter((line) => line.includes('starting it again'))).toHaveLength(2);
    await stores.stop();
  });

  test('that keep ending are given up, and whoever started them is told once', async () => {
    const warned: string[] = [];
    const lost: string[] = [];
    const stores = await startStores({
      dataDir,
      deathSignal: 'KILL',
      log: (line) => log.push(line),
      warn: (line) => warned.push(line),
      onLost: (line) => lost.push(line),
    });
    const redis = () => processesWith('--dir', join(dataDir, 'redis'));
    while (lost.length === 0) {
      for (const pid of redis()) await endProcess(pid, 0);
      await sleep(10);
    }
    await stores.stop();
    // One that is still starting ends by the first signal it gets.
    const told = new RegExp(`^Redis keeps ending \\((signal SIGKILL|signal SIGTERM|exit code 0)\\); see ${dataDir}`);
    expect(lost).toEqual([expect.stringMatching(told)]);
    expect(warned.filter((line) => line.startsWith('Redis ended by itself')).length).toBeGreaterThan(1);
    expect(log.filter((line) => !line.includes(' listens on '))).toEqual([]);
    expect(storesOn(dataDir)).toEqual([]);
  });

  test.each([
    ['lies below a file', () => writeFileSync(join(dataDir, 'file'), ''), () => join(dataDir, 'file', 'data')],
    ['takes no file', () => undefined, () => '/proc/self/task'],
  ])('are refused a folder that %s', async (_, prepare, folder) => {
    prepare();
    const refused = await startStores({ dataDir: folder(), deathSignal: 'KILL', log: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(StartError);
    expect(String(refused)).toContain(`DATA_DIR can't be used: ${folder()}`);
  });

  test('of an instance that outlived it are ended before new ones start', async () => {
    const folder = join(dataDir, 'mongo');
    mkdirSync(folder);
    const binary = String(readFound().mongod?.binary);
    const orphan = spawn(
      binary,
      ['--dbpath', folder, '--port', String(await freePort()), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      { stdio: 'ignore' },
    );
    started.push(orphan);
    await until(() => readdirSync(folder).includes('WiredTiger.lock'));
    const stores = await start();
    expect(isAlive(Number(orphan.pid))).toBe(false);
    await stores.stop();
  });

  test('of one folder belong to one instance, and a second start names the first', async () => {
    writeFileSync(join(dataDir, 'instance.lock'), `${process.pid} 1 of-an-earlier-boot`);
    const stores = await start();
    const second = await start().catch((error: unknown) => error);
    expect(second).toBeInstanceOf(StartError);
    expect(String(second)).toContain(`pid ${process.pid}, uses ${dataDir}`);
    await stores.stop();
    expect(lockOwner(join(dataDir, 'instance.lock'))).toBeNull();
  });

  test('begin with empty queues when Redis can no longer read its folder', async () => {
    mkdirSync(join(dataDir, 'redis'));
    writeFileSync(join(dataDir, 'redis', 'appendonly.aof'), '*3\r\n$3\r\nSET\r\nthis is no length\r\n');
    const stores = await start();
    expect((await kept(stores)).redis).toEqual([]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('redis.unreadable-'))).toHaveLength(1);
    await stores.stop();
  });
});

describe('a server that the configuration names', () => {
  test('is refused when it is a MongoDB without transactions or a Redis that drops keys', async () => {
    const [mongoPort, redisPort] = [await freePort(), await freePort()];
    const { mongod, redis } = readFound();
    mkdirSync(join(dataDir, 'single'));
    started.push(
      spawn(
        String(mongod?.binary),
        ['--dbpath', join(dataDir, 'single'), '--port', String(mongoPort), '--bind_ip', '127.0.0.1', '--nounixsocket'],
        { stdio: 'ignore' },
      ),
      spawn(
        String(redis?.binary),
        ['--port', String(redisPort), '--bind', '127.0.0.1', '--maxmemory-policy', 'allkeys-lru', '--save', ''],
        { stdio: 'ignore' },
      ),
    );
    const named = { dataDir, deathSignal: 'KILL', log: () => undefined } as const;
    const uri = `mongodb://someone:secret@127.0.0.1:${mongoPort}`.replace('someone:secret@', '');
    await expect(startStores({ ...named, mongodbUri: uri })).rejects.toThrow('transactions need a replica set');
    await expect(startStores({ ...named, redisUrl: `redis://127.0.0.1:${redisPort}` })).rejects.toThrow('allkeys-lru');
  });

  test('is refused without its password when it does not answer', async () => {
    const redisUrl = `redis://:secret@127.0.0.1:${await freePort()}`;
    const refused = await startStores({ dataDir, redisUrl, deathSignal: 'KILL', log: () => undefined }).catch(String);
    expect(refused).toContain('REDIS_URL does not answer');
    expect(refused).not.toContain('secret');
  });
});

describe('a store on a machine without setpriv', () => {
  const command = (folder: string) => ({
    name: 'Redis',
    program: readFound().redis,
    // It has to listen somewhere, or it ends by itself.
    args: ['--dir', folder, '--port', '0', '--unixsocket', 'socket', '--set-proc-title', 'no', '--save', ''],
    setpriv: null,
    deathSignal: 'TERM',
    logPath: `${folder}.log`,
  });

  test('ends with its owner all the same', async () => {
    const folder = join(dataDir, 'redis');
    mkdirSync(folder);
    const owner = await elsewhere(
      `import { startStore } from ${JSON.stringify(processPath)};
       startStore({ ...${JSON.stringify(command(folder))}, warn: () => undefined, onLost: () => undefined })`,
    );
    await until(() => processesWith('--dir', folder).length > 0);
    owner.kill('SIGKILL');
    await until(() => processesWith('--dir', folder).length === 0);
    expect(storesOn(dataDir)).toEqual([]);
  });

  test('ends when it is stopped', async () => {
    const folder = join(dataDir, 'redis');
    mkdirSync(folder);
    const program = readFound().redis;
    if (!program) throw new Error('set-up found no Redis');
    const store = startStore({
      ...command(folder),
      program,
      deathSignal: 'TERM',
      warn: () => undefined,
      onLost: () => undefined,
    });
    await until(() => processesWith('--dir', folder).length > 0);
    await store.stop(5_000);
    expect(processesWith('--dir', folder)).toEqual([]);
  });
});

describe('the lock of a folder', () => {
  test('is free again when its process is gone, even if another process has the pid now', async () => {
    const path = join(dataDir, 'a.lock');
    writeFileSync(path, `${process.pid} 12345 another-boot`);
    expect(lockOwner(path)).toBeNull();
    const mine = takeLock(path);
    expect(mine.taken).toBe(true);
    expect(takeLock(path)).toEqual({ taken: false, owner: process.pid });
    expect(identityOf(process.pid)).toContain(`${process.pid} `);
    if (mine.taken) mine.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
