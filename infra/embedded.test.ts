/**
 * Starting a graph on what its databases hold. What cannot be started or seeded leaves nothing open: a connection that is
 * left keeps a process, and Jest, from ending.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { AllocationReached } from '@hh/events/allocation-reached.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { createLog } from '@hh/service/log.ts';
import { connectMongo } from '@hh/service/mongo.ts';
import { type OutboxRow, outboxCollection, outboxRows } from '@hh/service/relay.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { testMongoUri, testRedisUrl } from '@hh/service/testing/store.ts';
import { expect, test } from '@jest/globals';
import { createWorld, dropDatabases } from '../tests/world.ts';
import { startEmbedded } from './embedded.ts';

const NOW = '2026-01-05T09:00:00+08:00';
const open = () => process.getActiveResourcesInfo().filter((each) => each === 'TCPSocketWrap').length;

const options = (prefix: string) => ({
  mongoUri: testMongoUri(),
  redisUrl: testRedisUrl(),
  prefix: `${prefix}_${process.pid}`,
  clock: manualClock(NOW),
  log: createLog({ name: 'test', level: 'silent' }),
  telemetry: unwatched(),
  limits: defaultSettings,
  settings: testSettings,
  identify: async () => null,
});

test('what was announced before it went down waits for services that open later, and is not tried in vain', async () => {
  const given = options('announced');
  const connection = await connectMongo(given.mongoUri, `${given.prefix}_economy`);
  const outbox = connection.collection<OutboxRow>(outboxCollection.name);
  const payload = { allocation: 'none', state: 'PAID' };
  const event = { id: newId(), name: AllocationReached.name, county: '371322', payload, at: new Date(NOW) };
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'warn' }, (line) => void lines.push(line));
  try {
    await outbox.insertMany(outboxRows(event, AllocationReached.subscribers));
    const embedded = await startEmbedded({ ...given, log });
    while (!(await embedded.isIdle())) await wait(20);
    await embedded.stop();
    expect(await outbox.find({}, { projection: { _id: 0, isPending: 1, tries: 1 } }).toArray()).toEqual([
      { isPending: false, tries: 1 },
    ]);
    expect(lines).toEqual([]);
  } finally {
    await connection.close();
    await dropDatabases(given.prefix);
  }
});

test('a graph whose gateway cannot be made lets go of its services', async () => {
  const before = open();
  const starting = startEmbedded({
    ...options('lost'),
    trusted: {
      get texts(): never {
        throw new Error('no trusted documents');
      },
    } as never,
  });
  await expect(starting).rejects.toThrow('no trusted documents');
  expect(open()).toBe(before);
});

test('a world that cannot be seeded stops', async () => {
  const before = open();
  await expect(createWorld({ now: NOW, scale: Number.POSITIVE_INFINITY })).rejects.toThrow('Invalid array length');
  expect(open()).toBe(before);
});
