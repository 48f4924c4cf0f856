/** What cannot be started or seeded leaves nothing open: a connection that is left keeps a process, and Jest, from ending. */

import { defaultSettings } from '@hh/gateway/settings.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { testMongoUri, testRedisUrl } from '@hh/service/testing/store.ts';
import { expect, test } from '@jest/globals';
import { createWorld } from '../tests/world.ts';
import { startEmbedded } from './embedded.ts';

const NOW = '2026-01-05T09:00:00+08:00';
const open = () => process.getActiveResourcesInfo().filter((each) => each === 'TCPSocketWrap').length;

test('a graph whose gateway cannot be made lets go of its services', async () => {
  const before = open();
  const starting = startEmbedded({
    mongoUri: testMongoUri(),
    redisUrl: testRedisUrl(),
    prefix: `lost_${process.pid}`,
    clock: manualClock(NOW),
    log: createLog({ name: 'test', level: 'silent' }),
    telemetry: unwatched(),
    limits: defaultSettings,
    settings: testSettings,
    identify: async () => null,
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
