import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { newId } from '@hh/kernel/id.ts';
import { createLog } from '@hh/service/log.ts';
import { testRedisUrl } from '@hh/service/testing/store.ts';
import { afterEach, expect, test } from '@jest/globals';
import { createRates, type Rate, type Rates } from './rates.ts';

const open: Rates[] = [];
const servers: Server[] = [];
const lines: string[] = [];
const log = createLog({ name: 'test', level: 'info' }, (line) => lines.push(line));
afterEach(() => {
  for (const rates of open.splice(0)) rates.stop();
  for (const server of servers.splice(0)) server.close();
  lines.length = 0;
});

function gateway(redisUrl: string | undefined, prefix: string): Rate {
  const rates = createRates({ redisUrl, prefix, log });
  open.push(rates);
  return rates.perMinute('graph', 3);
}

async function taken(rate: Rate, times: number, client = 'PERSON p1'): Promise<boolean[]> {
  const answers = [];
  for (let time = 0; time < times; time += 1) answers.push(await rate.take(client));
  return answers;
}

/** A connection that is not there yet counts as none. */
async function connected(rate: Rate): Promise<void> {
  const before = lines.length;
  for (;;) {
    lines.length = before;
    await rate.isSpent('nobody');
    if (lines.length === before) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

test('gateways that share a Redis share one budget of a client, and other clients have their own', async () => {
  const prefix = newId();
  const [one, other] = [gateway(testRedisUrl(), prefix), gateway(testRedisUrl(), prefix)];
  await Promise.all([connected(one), connected(other)]);
  expect(await taken(one, 2)).toEqual([true, true]);
  expect(await taken(other, 2)).toEqual([true, false]);
  expect(await taken(one, 1)).toEqual([false]);
  expect([await one.isSpent('PERSON p1'), await one.isSpent('PERSON p2')]).toEqual([true, false]);
  expect(await taken(other, 1, 'PERSON p2')).toEqual([true]);
});

test('a gateway that has no Redis counts by itself', async () => {
  const [one, other] = [gateway(undefined, 'x'), gateway(undefined, 'x')];
  expect(await taken(one, 4)).toEqual([true, true, true, false]);
  expect(await taken(other, 1)).toEqual([true]);
});

test('a Redis that is away is no reason to let everybody through, nor to turn anybody away', async () => {
  expect(await taken(gateway('redis://127.0.0.1:1', 'x'), 4)).toEqual([true, true, true, false]);
  expect(lines.join()).toContain('this gateway counts requests by itself');
});

test('a Redis that hangs is waited for once in a while, not by every request', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  servers.push(silent);
  await new Promise((resolve) => silent.once('listening', resolve));
  const rate = gateway(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`, 'x');
  for (let client = 0; client < 200; client += 1) await rate.take(`PERSON p${client}`);
  expect(lines.filter((line) => line.includes('counts requests by itself')).length).toBeLessThan(20);
});
