/** Events on their way, against the real store: none is lost, none is acted on twice, none holds up another. */

import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import type { EventEnvelope } from '@hh/events/event.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from './log.ts';
import { migrate } from './migrations.ts';
import type { Connection, Session } from './mongo.ts';
import { platformCollections, platformMigrations } from './platform.ts';
import {
  createInbox,
  createRelay,
  type Deliver,
  type OutboxRow,
  type Relay,
  type RelayOptions,
  receiveOnce,
} from './relay.ts';
import { unwatched } from './telemetry.ts';
import { createTestStore, type TestStore } from './testing/store.ts';
import { until } from './testing/until.ts';
import { createWriter } from './writer.ts';

const log = createLog({ name: 'test', level: 'silent' });
const COUNTY = '371322';
const relays: Relay[] = [];

let store: TestStore;
let connection: Connection;
beforeAll(async () => {
  store = await createTestStore([...platformCollections, { name: 'things', indexes: [] }]);
  connection = store.connection;
});
beforeEach(async () => {
  for (const name of ['things', 'outbox', 'inbox']) await connection.collection(name).deleteMany({});
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});
afterAll(() => store.drop());

function start(deliver: Deliver, options: Partial<RelayOptions> = {}): Relay {
  const relay = createRelay({
    connection,
    service: 'economy',
    telemetry: unwatched(),
    subscribers: ['workflows', 'property'],
    deliver,
    log,
    ...options,
  });
  relays.push(relay);
  relay.start();
  return relay;
}

/** To be found in the outbox, or handed over by a relay. */
async function announce(
  allocations: readonly string[],
  subscribers = ['workflows'],
  relay?: Pick<Relay, 'take' | 'firstDelayMs'>,
): Promise<void> {
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const writer = createWriter({ connection, clock, ...(relay ? { relay } : {}) });
  for (const allocation of allocations) {
    await writer.write(async (transaction) => {
      transaction.announce({ ...AllocationApproved, subscribers }, COUNTY, {
        allocation,
        agreement: 'JV-0001',
        period: '2025-12',
      });
      return true;
    });
    if (!relay) for (const each of relays) each.wake();
  }
}

const allocationOf = ({ payload }: EventEnvelope) => (payload as { allocation: string }).allocation;
const rows = () => connection.collection<OutboxRow>('outbox').find().sort({ _id: 1 }).toArray();

describe('an event on its way', () => {
  test('is handed over until it is acknowledged, and acted on once', async () => {
    const received: string[] = [];
    let failures = 2;
    await announce(['a1']);
    const relay = start(
      async (service, event) => {
        await receiveOnce(connection, event, async () => {
          received.push(`${service} ${event.name}`);
        });
        failures -= 1;
        // The effect is committed, the acknowledgement is lost: it comes again and changes nothing.
        if (failures >= 0) throw new Error('the answer was lost');
      },
      { firstDelayMs: 20 },
    );
    await until(relay.isIdle);
    expect(received).toEqual(['workflows AllocationApproved']);
    expect(await rows()).toMatchObject([{ isPending: false, tries: 3, acknowledgedAt: expect.any(Date) }]);
  });

  test('that its subscriber cannot take waits longer each time, and holds up no event after it', async () => {
    const received: string[] = [];
    await announce(['poison', ...Array.from({ length: 30 }, (_, index) => `a${index}`)]);
    start(async (_, event) => {
      if (allocationOf(event) === 'poison') throw new Error('cannot be read');
      received.push(allocationOf(event));
    });
    await until(async () => (await rows()).filter(({ isPending }) => isPending).length === 1);
    expect(received).toHaveLength(30);
    await until(async () => (await rows()).some(({ tries }) => tries === 2));
    const [poison] = (await rows()).filter(({ isPending }) => isPending);
    const { now } = await connection
      .getClient()
      .db()
      .command({ hello: 1 })
      .then(({ localTime }) => ({ now: localTime }));
    expect((poison as OutboxRow).nextTryAt.getTime() - now.getTime()).toBeGreaterThan(1_000);
  });

  test('of which a subscriber never answers reaches the other subscribers, and does not stop the next', async () => {
    const received: string[] = [];
    const events = Array.from({ length: 20 }, (_, index) => `a${index}`);
    await announce(events, ['workflows', 'property']);
    start(
      (service, event) => {
        if (service === 'workflows' && Number(allocationOf(event).slice(1)) < 10) return new Promise(() => {});
        received.push(`${service} ${allocationOf(event)}`);
        return Promise.resolve();
      },
      { deliveryMs: 100 },
    );
    await until(() => received.length === 30);
    expect(received.filter((each) => each.startsWith('property'))).toHaveLength(20);
    // What it received is noted a moment later.
    await until(async () =>
      (await rows()).filter(({ isPending }) => isPending).every(({ subscriber }) => subscriber === 'workflows'),
    );
  });

  test('is handed over by one of several replicas', async () => {
    const delivered: string[] = [];
    const deliver: Deliver = async (_, event) => void delivered.push(allocationOf(event));
    for (let replica = 0; replica < 4; replica += 1) start(deliver);
    const events = Array.from({ length: 40 }, (_, index) => `a${String(index).padStart(2, '0')}`);
    await announce(events);
    await until(relays[0]?.isIdle ?? (() => true));
    expect(delivered.toSorted()).toEqual(events);
  });

  test('is handed over by the process that announced it, which does not look for it', async () => {
    const delivered: string[] = [];
    const deliver: Deliver = async (service, event) => void delivered.push(`${service} ${allocationOf(event)}`);
    const relay = start(deliver, { firstDelayMs: 600_000 });
    const events = Array.from({ length: 30 }, (_, index) => `a${String(index).padStart(2, '0')}`);
    await announce(events, ['workflows', 'property'], relay);
    await until(relay.isIdle);
    expect(delivered.toSorted()).toEqual(['property', 'workflows'].flatMap((to) => events.map((a) => `${to} ${a}`)));
    // None was due for anybody to claim it.
    expect((await rows()).every(({ tries }) => tries === 1)).toBe(true);
  });

  test('that its process did not live to hand over, or could not, is found when it is due again', async () => {
    const delivered: string[] = [];
    await announce(['a1'], ['workflows'], { firstDelayMs: 20, take: () => {} });
    const refused = ['a2'];
    const relay = start(
      async (_, event) => {
        if (refused.pop()) throw new Error('not now');
        delivered.push(allocationOf(event));
      },
      { firstDelayMs: 20 },
    );
    await announce(['a2'], ['workflows'], relay);
    await until(relay.isIdle);
    expect(delivered.toSorted()).toEqual(['a1', 'a2']);
  });

  test('whose relay is killed after a try was noted comes again from another', async () => {
    await announce(['a1']);
    const noted = { tries: 1, nextTryAt: new Date(Date.now() + 50) };
    await connection.collection('outbox').updateOne({}, { $set: noted });
    const delivered: string[] = [];
    const relay = start(async (_, event) => void delivered.push(allocationOf(event)));
    await until(relay.isIdle);
    expect(delivered).toEqual(['a1']);
  });

  test('is found by an index, however many were acknowledged', async () => {
    await announce(['a1', 'a2', 'a3']);
    await connection.collection('outbox').updateOne({}, { $set: { isPending: false } });
    const due = {
      isPending: true,
      subscriber: 'workflows',
      $expr: { $lte: ['$nextTryAt', '$$NOW'] },
    };
    const plan = await connection.collection('outbox').find(due).sort({ nextTryAt: 1 }).explain('executionStats');
    const { executionStats, queryPlanner } = plan as { executionStats: object; queryPlanner: object };
    expect(executionStats).toMatchObject({ nReturned: 2, totalKeysExamined: 2, totalDocsExamined: 2 });
    expect(JSON.stringify(queryPlanner)).not.toMatch(/COLLSCAN|"SORT"/);
  });

  test('is kept for a while by the clock of the machine, on both sides, and only once it is acknowledged', async () => {
    const kept = async (name: string) =>
      (await connection.collection(name).indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
    expect(await kept('outbox')).toMatchObject({ key: { acknowledgedAt: 1 } });
    expect(await kept('inbox')).toMatchObject({ key: { receivedAt: 1 } });
    await announce(['a1']);
    expect(await rows()).toEqual([expect.not.objectContaining({ acknowledgedAt: expect.anything() })]);
  });
});

describe('an event that arrives', () => {
  const event = (id: string): EventEnvelope => ({
    id,
    name: 'AllocationApproved',
    county: COUNTY,
    payload: {},
    at: new Date(),
  });

  test('and whose handler fails is not remembered, so that it can come again', async () => {
    const failing = receiveOnce(connection, event('e1'), async () => {
      throw new Error('not now');
    });
    await expect(failing).rejects.toThrow('not now');
    let handled = 0;
    for (let times = 0; times < 3; times += 1) {
      await receiveOnce(connection, event('e1'), async () => {
        handled += 1;
      });
    }
    expect(handled).toBe(1);
  });

  test('twice at once is acted on once', async () => {
    const things = connection.collection('things');
    const handle = () =>
      receiveOnce(
        connection,
        event('e2'),
        async (_, session) => void (await things.insertOne({ name: 'by event' }, { session })),
      );
    await Promise.all(Array.from({ length: 8 }, handle));
    expect(await things.countDocuments()).toBe(1);
  });
});

describe('events that arrive at the same time', () => {
  const event = (id: string): EventEnvelope => ({
    id,
    name: 'AllocationApproved',
    county: COUNTY,
    payload: {},
    at: new Date(),
  });

  test('share a transaction, and each is acted on once, in two processes and whatever came before', async () => {
    const things = connection.collection<{ _id: string }>('things');
    const [one, other] = [createInbox(connection), createInbox(connection)];
    const sessions = new Set<unknown>();
    const handle = async ({ id }: EventEnvelope, session: Session) => {
      sessions.add(session);
      await things.insertOne({ _id: id }, { session });
    };
    await receiveOnce(connection, event('e3'), handle);
    const ids = Array.from({ length: 24 }, (_, index) => `e${index}`);
    await Promise.all(ids.flatMap((id) => [one(event(id), handle), other(event(id), handle)]));
    expect(await things.countDocuments()).toBe(24);
    sessions.clear();
    await Promise.all(ids.map((id) => one(event(`later ${id}`), handle)));
    expect(await things.countDocuments()).toBe(48);
    expect(sessions.size).toBeLessThan(6);
  });

  test('are taken without the one that cannot be handled, which can come again', async () => {
    const things = connection.collection<{ _id: string }>('things');
    const receive = createInbox(connection);
    const handle = async ({ id }: EventEnvelope, session: Session) => {
      await things.insertOne({ _id: id }, { session });
      if (id === 'poison') throw new Error('cannot be read');
    };
    const ids = ['a', 'b', 'poison', 'c'];
    const outcomes = await Promise.allSettled(ids.map((id) => receive(event(id), handle)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await things.find().toArray()).map(({ _id }) => _id).toSorted()).toEqual(['a', 'b', 'c']);
    await receive(event('poison'), async () => {});
    expect(await connection.collection('inbox').countDocuments()).toBe(4);
  });
});

describe('an outbox of the first release', () => {
  test('is carried over: who had not acknowledged still gets the event', async () => {
    const old = await createTestStore([
      { name: 'outbox', indexes: [{ name: 'pending', key: { pending: 1, at: 1 } }] },
      { name: 'migrations', indexes: [] },
    ]);
    const outbox = old.connection.collection<{ _id: string }>('outbox');
    const event = { name: 'AllocationApproved', county: COUNTY, payload: { allocation: 'a1' }, at: new Date() };
    await outbox.insertMany([
      { _id: 'e1', ...event, pending: ['workflows', 'property'], isPending: true },
      { _id: 'e2', ...event, pending: [], isPending: false },
    ] as never[]);
    await old.connection.collection<{ _id: string }>('migrations').insertOne({ _id: '0000-platform' });
    await migrate(old.connection, platformMigrations, log);
    const delivered: string[] = [];
    const relay = createRelay({
      connection: old.connection,
      service: 'economy',
      telemetry: unwatched(),
      subscribers: ['workflows', 'property'],
      log,
      deliver: async (service, { id, name, payload }) =>
        void delivered.push(`${id} ${service} ${name} ${JSON.stringify(payload)}`),
    });
    relay.start();
    await until(relay.isIdle);
    await relay.stop();
    await old.drop();
    expect(delivered.toSorted()).toEqual([
      'e1 property AllocationApproved {"allocation":"a1"}',
      'e1 workflows AllocationApproved {"allocation":"a1"}',
    ]);
  });
});
