/** A mongod and a Redis for one lane of schedules: they outlive the processes that use them, and can be taken away. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { takeLock } from '../setup/folder-lock.mjs';
import { processesWith } from '../setup/processes.mjs';
import { programOf, readFound } from '../stores/found.ts';
import { startMongod } from '../stores/mongod.ts';
import { freePort, type StoreProcess, startStore } from '../stores/store-process.ts';
import { LOCK, newTestFolder } from '../stores.ts';

export interface Servers {
  readonly folder: string;
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** SIGKILL; whoever started it starts it again, as in the embedded mode. */
  killMongod(): Promise<void>;
  flushRedis(): Promise<void>;
  /** Takes Redis away, or lets it hang; answers how it comes back. */
  withoutRedis(how: 'outage' | 'hang'): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** A store that ends more often in a minute is not started again. */
const KILLS_PER_MINUTE = 4;
const log = () => undefined;

export async function startServers(): Promise<Servers> {
  const folder = await newTestFolder();
  const lock = takeLock(join(folder, LOCK));
  if (!lock.taken) throw new Error(`${folder} belongs to somebody else`);
  const found = readFound();
  const mongoFolder = join(folder, 'mongo');
  const mongo = await startMongod({ folder: mongoFolder, found, deathSignal: 'KILL', log, warn: log, onLost: log });
  const redisFolder = join(folder, 'redis');
  mkdirSync(redisFolder);
  const port = await freePort();
  const redisUrl = `redis://127.0.0.1:${port}`;
  const where = ['--dir', redisFolder, '--port', String(port), '--bind', '127.0.0.1'];
  const launch = (): StoreProcess =>
    startStore({
      name: 'Redis',
      program: programOf(found, 'redis'),
      args: [...where, '--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
      setpriv: found.setpriv,
      deathSignal: 'KILL',
      logPath: `${redisFolder}.log`,
      warn: log,
      onLost: log,
    });
  let redis = launch();
  const kills: number[] = [];

  async function command(run: (client: Redis) => Promise<unknown>): Promise<void> {
    const client = new Redis(redisUrl, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await run(client);
    client.disconnect();
  }
  await command((client) => client.ping());

  return {
    folder,
    mongoUri: mongo.uri,
    redisUrl,
    async killMongod() {
      const earliest = (kills.at(-KILLS_PER_MINUTE) ?? Number.NEGATIVE_INFINITY) + 60_000;
      await wait(Math.max(0, earliest - performance.now()));
      kills.push(performance.now());
      for (const pid of processesWith('--dbpath', mongoFolder)) process.kill(pid, 'SIGKILL');
    },
    flushRedis: () => command((client) => client.flushall()),
    async withoutRedis(how) {
      if (how === 'outage') {
        await redis.stop(0);
        return async () => {
          redis = launch();
          await command((client) => client.ping());
        };
      }
      const pids = processesWith('--dir', redisFolder);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      return async () => {
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      };
    },
    async stop() {
      await Promise.all([mongo.stop(), redis.stop(0)]);
      lock.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
