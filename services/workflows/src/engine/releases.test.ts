/** Two releases side by side, as they are while replicas of one take the place of the other's. */
import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { Log } from '@hh/service/log.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { createTestStore, type TestStore, testRedisUrl } from '@hh/service/testing/store.ts';
import { until } from '@hh/service/testing/until.ts';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { FORM, type RunDocument, toDocument } from '../run/run.document.ts';
import { createRunStore, type MongoRunStore, runsCollection } from '../run/run.store.ts';
import { begin, next, type Run } from '../run/run.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { type AnyWorkflow, defineWorkflow, type Workflow } from './definition.ts';

const COUNTY = '371322';
const clock = manualClock('2026-01-05T09:00:00+08:00');
const inAMonth = new Date('2026-02-05T09:00:00+08:00');
const problem = { code: 'VERSION_GONE', zh: '…', en: '…' };

let world: TestStore;
let queuePrefix: string;
let engines: Engine[];

beforeEach(async () => {
  world = await createTestStore([runsCollection]);
  queuePrefix = `test-${newId()}`;
  engines = [];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  const redis = new Redis(testRedisUrl());
  const keys = await redis.keys(`${queuePrefix}*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
  await world.drop();
});

/** Each step answers who has done it. */
function first(by: string): Workflow<null, unknown> {
  return defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('a', {
    run: async () => by,
    undo: async () => by,
  });
}

function second(by: string): Workflow<null, unknown> {
  return defineWorkflow({ name: 'story', version: 2, input: z.null() })
    .step('a', { run: async () => by, undo: async () => by })
    .step('b', { run: async () => by, undo: async () => by })
    .waitFor('paid', { signal: 'PAID', payload: z.null(), until: () => inAMonth, otherwise: 'park' });
}

interface Release {
  readonly engine: Engine;
  readonly store: MongoRunStore;
  readonly warned: object[];
  sweeps: number;
}

function release(workflows: readonly AnyWorkflow[]): Release {
  const { connection } = world;
  const store = createRunStore({ connection, holder: newId(), leaseMs: 3_000, workflows });
  const quiet = () => {};
  const warned: object[] = [];
  const log = { debug: quiet, info: quiet, error: quiet, warn: (about: object) => warned.push(about) };
  const made: Release = {
    store,
    warned,
    sweeps: 0,
    engine: createEngine({
      workflows,
      store: {
        ...store,
        due: async (...asked) => {
          made.sweeps += 1;
          return await store.due(...asked);
        },
      },
      clock,
      chance: () => 0,
      log: log as unknown as Log,
      telemetry: unwatched(),
      redisUrl: testRedisUrl(),
      queuePrefix,
    }),
  };
  engines.push(made.engine);
  return made;
}

const runs = () => world.connection.collection<RunDocument>('runs');

async function started(by: Release, workflow: Workflow<null, unknown>): Promise<string> {
  const id = `w-${newId()}`;
  await inTransaction(world.connection, (session) =>
    by.engine.start(session, workflow, { id, county: COUNTY, input: null }),
  );
  return id;
}

async function runOf(id: string, { store }: Release): Promise<Run> {
  const run = (await store.byIds([id])).get(id);
  if (!run) throw new Error(`there is no ${id}`);
  return run;
}

const doneBy = ({ steps }: Run) => steps.filter(({ state }) => state === 'DONE').map(({ result }) => result);

test('a release touches no run of a version that it has no code for, and says so once', async () => {
  const old = release([first('old')]);
  const recent = release([second('new'), first('new')]);
  await old.engine.begin();
  const known = await started(old, first('old'));
  const unknown = await started(recent, second('new'));
  old.engine.wake(unknown);
  await until(async () => (await runOf(known, old)).state === 'DONE');
  const swept = old.sweeps;
  await until(() => old.sweeps > swept + 2);
  const stored = await runs().findOne({ _id: unknown });
  expect(stored).toMatchObject({ state: 'RUNNING', parked: null, revision: 0, steps: [{ name: 'a', attempts: 1 }] });
  expect(stored).not.toHaveProperty('lease');
  expect(old.warned).toEqual([{ definition: 'story', version: 2, runs: 1 }]);
  expect(await old.store.unknown(clock.now(), 1_000)).toEqual([{ definition: 'story', version: 2, runs: 1 }]);
  expect(await old.engine.isIdle()).toBe(true);

  await recent.engine.begin();
  await until(async () => (await runOf(unknown, recent)).state === 'WAITING');
  expect(doneBy(await runOf(unknown, recent))).toEqual(['new', 'new']);
  expect(await old.store.unknown(clock.now(), 1_000)).toEqual([]);
});

test('with both at work every run is done, each by who has its code, whoever began it or hands it a signal', async () => {
  const old = release([first('old')]);
  const recent = release([second('new'), first('new')]);
  await Promise.all([old.engine.begin(), recent.engine.begin()]);
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    await started(old, first('old'));
    ids.push(await started(recent, second('new')));
  }
  await until(async () => (await runs().countDocuments({ state: { $in: ['DONE', 'WAITING'] } })) === 24);
  for (const id of ids) {
    // An event may reach a replica of the old release.
    const signal = { id: newId(), name: 'PAID', payload: null };
    await inTransaction(world.connection, (session) => old.engine.signal(session, id, signal));
  }
  await until(async () => (await runs().countDocuments({ state: 'DONE' })) === 24);
  for (const id of ids) {
    const run = await runOf(id, recent);
    expect([...doneBy(run), run.steps[0]?.attempts, run.steps[1]?.attempts]).toEqual(['new', 'new', null, 1, 1]);
  }
});

test('what an earlier release parked because it had no code comes free by itself where the code is', async () => {
  const names = ['a', 'b', 'paid'];
  const parked = { because: 'VERSION_GONE', step: null, problem } as const;
  const fresh = (version: number) =>
    begin({ id: `w-${newId()}`, county: COUNTY, definition: 'story', version, input: null }, names, clock.now());
  const done = (run: Run, step: string) => next(run, { kind: 'STEP_DONE', step, result: 'old' }, clock.now());
  const put = async (run: Run): Promise<string> => {
    await runs().insertOne(toDocument({ ...run, state: 'PARKED', parked, nextRunAt: null }));
    return run.id;
  };
  const until15th = new Date('2026-01-15T09:00:00+08:00');
  const waits = { kind: 'WAIT_BEGUN', step: 'paid', until: until15th, signal: 'PAID' } as const;
  const begun = await put(done(fresh(2), 'a'));
  const waiting = await put(next(done(done(fresh(2), 'a'), 'b'), waits, clock.now()));
  const undoing = await put({ ...done(fresh(2), 'a'), isUndoing: true });
  const elsewhere = await put(fresh(3));

  const recent = release([second('new')]);
  expect(await recent.engine.isIdle()).toBe(false);
  await recent.engine.begin();
  await until(() => recent.engine.isIdle());
  expect(await runOf(begun, recent)).toMatchObject({ state: 'WAITING', parked: null, nextRunAt: inAMonth });
  expect(doneBy(await runOf(begun, recent))).toEqual(['old', 'new']);
  // Its wait goes on until the day that was fixed when it began.
  expect(await runOf(waiting, recent)).toMatchObject({ state: 'WAITING', parked: null, nextRunAt: until15th });
  expect(await runOf(undoing, recent)).toMatchObject({ state: 'UNDONE', parked: null });
  expect(await runOf(elsewhere, recent)).toMatchObject({ state: 'PARKED', parked, revision: 0 });
});

test('a run that a later release stores in its own way is neither taken nor written', async () => {
  const recent = release([second('new')]);
  const id = await started(recent, second('new'));
  await runs().updateOne({ _id: id }, { $set: { form: FORM + 1 } });
  const stored = await runs().findOne({ _id: id });
  expect(await recent.store.due(clock.now(), 10)).toEqual([]);
  expect(await recent.store.take(id)).toBeNull();
  expect(await recent.store.unknown(clock.now(), 1_000)).toEqual([{ definition: 'story', version: 2, runs: 1 }]);
  const signal = { id: 's-1', name: 'PAID', payload: null };
  // The event is not acknowledged, so that the relay brings it again, to somebody else.
  await expect(
    inTransaction(world.connection, (session) => recent.engine.signal(session, id, signal)),
  ).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
  expect(await runs().findOne({ _id: id })).toEqual(stored);
});
