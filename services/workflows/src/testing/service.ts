/** The service of workflows as it runs, on stores of its own; its other replicas share them. */

import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import { AllocationReached } from '@hh/events/allocation-reached.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { createLog } from '@hh/service/log.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { inboxCollection, receiveOnce } from '@hh/service/relay.ts';
import type { AskGraph, Platform, RunningService } from '@hh/service/service.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { createTestStore, testRedisUrl } from '@hh/service/testing/store.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import { Redis } from 'ioredis';
import { runsCollection } from '../run/run.store.ts';
import { workflows } from '../workflows.ts';

export const COUNTY = '371322';

export function platformOf(own: Pick<Platform, 'connection' | 'queuePrefix' | 'clock' | 'ask'>): Platform {
  const { connection, clock } = own;
  return {
    ...own,
    writer: createWriter({ connection, clock }),
    log: createLog({ level: 'silent', name: 'test' }),
    telemetry: unwatched(),
    redisUrl: testRedisUrl(),
    settings: testSettings,
    identify: async () => null,
  };
}

export interface TestService {
  readonly connection: Connection;
  readonly queuePrefix: string;
  readonly clock: ReturnType<typeof manualClock>;
  /** One more replica, stopped with the rest. */
  replica(ask: AskGraph): Promise<RunningService>;
  approve(allocation: string, to: RunningService, eventId?: string): Promise<void>;
  /** The economy says that an allocation has come so far. */
  reach(allocation: string, state: 'PAID' | 'RECONCILED' | 'PUBLISHED', to: RunningService): Promise<void>;
  settle(service: RunningService): Promise<void>;
  /** Forgets what Redis knows of this world, and of no other. */
  forgetQueues(): Promise<void>;
  close(): Promise<void>;
}

export async function createTestService(): Promise<TestService> {
  const store = await createTestStore([runsCollection, ...writerCollections, inboxCollection]);
  const { connection } = store;
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const queuePrefix = `test-${newId()}`;
  const redis = new Redis(testRedisUrl());
  const services: RunningService[] = [];

  const forgetQueues = async () => {
    const keys = await redis.keys(`${queuePrefix}*`);
    if (keys.length > 0) await redis.del(...keys);
  };

  const tell = async (to: RunningService, id: string, name: string, payload: object) => {
    const handle = to.on?.[name];
    if (!handle) throw new Error(`nobody listens to ${name}`);
    await receiveOnce(connection, { id, name, county: COUNTY, payload, at: clock.now() }, handle);
  };

  return {
    connection,
    queuePrefix,
    clock,
    replica: async (ask) => {
      const service = workflows.create(platformOf({ connection, queuePrefix, clock, ask }));
      services.push(service);
      await service.start?.();
      return service;
    },
    approve: (allocation, to, eventId = newId()) =>
      tell(to, eventId, AllocationApproved.name, { allocation, agreement: 'JV-0001', period: '2025-12' }),
    reach: (allocation, state, to) => tell(to, newId(), AllocationReached.name, { allocation, state }),
    settle: async (service) => {
      while (!(await service.isIdle?.())) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    forgetQueues,
    close: async () => {
      await Promise.all(services.map((service) => service.stop?.()));
      await forgetQueues();
      redis.disconnect();
      await store.drop();
    },
  };
}
