/** What drives work goes on without Redis, comes up without it, and is prompt again once it is back. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Driver, startDriver } from '@hh/service/driver.ts';
import { createLog } from '@hh/service/log.ts';
import { connectRedis } from '@hh/service/redis-connection.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { until } from '@hh/service/testing/until.ts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { programOf, readFound } from './stores/found.ts';
import { freePort } from './stores/store-process.ts';

const CONCURRENCY = 4;
const RUN_MS = 100;

let folder: string;
let port: number;
let redis: ChildProcess | null = null;
let driver: Driver | null = null;

/** What is to be done, what was done, and the most that went on at once. */
let due: string[];
let done: string[];
let atOnce: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hh-redis-'));
  port = await freePort();
  [due, done, atOnce] = [[], [], 0];
});
afterEach(async () => {
  await stopDriver();
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function startRedis(): Promise<void> {
  const { binary, libraries } = programOf(readFound(), 'redis');
  const env = libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env;
  const args = ['--port', String(port), '--dir', folder, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  redis = spawn(binary, args, { env, stdio: 'ignore' });
  await once(redis, 'spawn');
}

async function kill(): Promise<void> {
  if (!redis) return;
  const ended = once(redis, 'exit');
  redis.kill('SIGCONT');
  redis.kill('SIGKILL');
  await ended;
  redis = null;
}

async function stopDriver(): Promise<void> {
  await driver?.stop();
  driver = null;
}

function start(): Driver {
  let going = 0;
  driver = startDriver({
    name: 'work',
    redisUrl: `redis://127.0.0.1:${port}`,
    prefix: 'test',
    concurrency: CONCURRENCY,
    log: createLog({ name: 'test', level: 'silent' }),
    telemetry: unwatched(),
    due: async (limit) => due.slice(0, limit),
    run: async (id) => {
      going += 1;
      atOnce = Math.max(atOnce, going);
      await new Promise((resolve) => setTimeout(resolve, RUN_MS));
      going -= 1;
      due = due.filter((other) => other !== id);
      done.push(id);
    },
  });
  return driver;
}

const give = (from: number, to: number) => {
  due.push(...Array.from({ length: to - from }, (_, index) => `w${from + index}`));
};

/** Redis carries a wake-up: the store says nothing of it, so no sweep can have found it. */
async function isPrompt(): Promise<boolean> {
  for (let tries = 0; tries < 500 && !done.includes('woken'); tries += 1) {
    driver?.wake('woken');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return done.includes('woken');
}

describe('without Redis', () => {
  test('it comes up, does what is due, several at once, and is prompt when Redis is there at last', async () => {
    give(0, 20);
    start();
    await until(() => done.length === 20);
    expect(done.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `w${index}`).toSorted());
    expect(atOnce).toBe(CONCURRENCY);
    await startRedis();
    expect(await isPrompt()).toBe(true);
  });

  test('that is killed, work goes on, and is prompt again after its restart', async () => {
    await startRedis();
    start();
    expect(await isPrompt()).toBe(true);
    await kill();
    done = [];
    give(0, 10);
    await until(() => done.length >= 10);
    await startRedis();
    done = [];
    expect(await isPrompt()).toBe(true);
  });

  test('that hangs, work goes on all the same', async () => {
    await startRedis();
    start();
    expect(await isPrompt()).toBe(true);
    redis?.kill('SIGSTOP');
    give(0, 3);
    await until(() => ['w0', 'w1', 'w2'].every((id) => done.includes(id)));
  });

  test.each([
    ['away from the beginning', async () => {}],
    ['gone', async () => kill()],
    ['hanging', async () => void redis?.kill('SIGSTOP')],
  ])('%s, it stops all the same', async (state, leave) => {
    if (state !== 'away from the beginning') await startRedis();
    start();
    if (redis) expect(await isPrompt()).toBe(true);
    await leave();
    await expect(stopDriver()).resolves.toBeUndefined();
  });

  test('that is gone, what is still asked of it is refused when its connection is ended, and nothing waits on', async () => {
    await startRedis();
    const own = connectRedis(`redis://127.0.0.1:${port}`, { maxRetriesPerRequest: null });
    const blocking = own.duplicate();
    for (const connection of [own, blocking]) connection.on('error', () => {});
    await until(() => blocking.status === 'ready');
    const refused = expect(blocking.bzpopmin('nothing', 0)).rejects.toThrow('closed');
    await kill();
    await until(() => blocking.status === 'reconnecting');
    for (const connection of [own, blocking]) connection.disconnect();
    await refused;
  });
});
