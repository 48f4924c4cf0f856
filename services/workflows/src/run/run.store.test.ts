import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { createLog } from '@hh/service/log.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineWorkflow } from '../engine/definition.ts';
import { drive, type Hold } from '../engine/drive.ts';
import { createRegistry } from '../engine/registry.ts';
import type { RunDocument } from './run.document.ts';
import { createRunStore, type MongoRunStore, runsCollection } from './run.store.ts';
import { begin, next, type Run } from './run.ts';

const MINUTE_MS = 60_000;
const clock = manualClock('2026-01-05T09:00:00+08:00');

const story = (driver: string, before: () => Promise<void> = async () => {}) =>
  defineWorkflow({ name: 'story', version: 1, input: z.null() })
    .step('a', { run: async () => before().then(() => driver), undo: 'not needed' })
    .step('b', { run: async () => driver, undo: 'not needed' });

let testStore: TestStore;
let store: MongoRunStore;
/** Its leases run out as soon as they are taken. */
let fleeting: MongoRunStore;

beforeAll(async () => {
  testStore = await createTestStore([runsCollection]);
  const { connection } = testStore;
  const workflows = [story('anybody')];
  store = createRunStore({ connection, holder: 'steady', leaseMs: MINUTE_MS, workflows });
  fleeting = createRunStore({ connection, holder: 'fleeting', leaseMs: 0, workflows });
});
afterAll(() => testStore.drop());

function fresh(id = `w-${newId()}`, county = '371322'): Run {
  return begin({ id, county, definition: 'story', version: 1, input: null }, ['a', 'b'], clock.now());
}

async function inserted(run: Run): Promise<Run> {
  await inTransaction(testStore.connection, (session) => store.insert(run, session));
  return run;
}

async function held(by: MongoRunStore, id: string): Promise<Hold> {
  const hold = await by.take(id);
  if (!hold) throw new Error(`${id} is held already`);
  return hold;
}

const read = async (id: string) => (await store.byIds([id])).get(id);

describe('a run in the store', () => {
  test('comes back as it was written', async () => {
    const run = await inserted(fresh());
    expect(await read(run.id)).toEqual(run);
  });

  test('holds of its steps the names, and only what has happened to them', async () => {
    const run = await inserted(fresh());
    const stored = () => testStore.connection.collection<RunDocument>('runs').findOne({ _id: run.id });
    expect(await stored()).toMatchObject({ stepNames: ['a', 'b'], steps: [] });
    const hold = await held(store, run.id);
    const begun = next(run, { kind: 'CALL_BEGUN', step: 'a', againAt: clock.now() }, clock.now());
    await hold.save(begun);
    const startedAt = clock.now();
    expect((await stored())?.steps).toEqual([{ name: 'a', state: 'RUNNING', attempts: 1, triesUsed: 1, startedAt }]);
    expect((await read(run.id))?.steps).toEqual(begun.steps);
  });

  test('that was stored with all of its steps is read, driven and signalled', async () => {
    const run = fresh();
    const { id, ...fields } = run;
    await testStore.connection.collection<RunDocument>('runs').insertOne({ _id: id, ...fields });
    expect(await read(id)).toEqual(run);
    const signal = { id: 's-1', name: 'paid', payload: null };
    const signalled = await inTransaction(testStore.connection, (session) =>
      store.changeIn(session, id, (current) => next(current, { kind: 'SIGNALLED', signal }, clock.now())),
    );
    expect(await read(id)).toEqual(signalled);
    const hold = await held(store, id);
    const saved = await hold.save(next(hold.taken, { kind: 'STEP_DONE', step: 'a', result: 'x' }, clock.now()));
    expect(await read(id)).toEqual(saved);
    expect(saved?.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(['a DONE', 'b PENDING']);
  });

  test('stays as it is when it is inserted again', async () => {
    const run = await inserted(fresh());
    await inserted({ ...run, definition: 'another' });
    expect(await read(run.id)).toEqual(run);
  });

  test('is not there when the transaction that begins it fails', async () => {
    const run = fresh();
    const failing = inTransaction(testStore.connection, async (session) => {
      await store.insert(run, session);
      throw new Error('the event could not be handled');
    });
    await expect(failing).rejects.toThrow('the event could not be handled');
    expect(await read(run.id)).toBeUndefined();
  });

  test('cannot be in a state that nobody knows', async () => {
    const run = await inserted(fresh());
    const hold = await held(store, run.id);
    await expect(hold.save({ ...run, state: 'LOST' as Run['state'] })).rejects.toThrow('Document failed validation');
  });
});

describe('the lease on a run', () => {
  test('has one holder until it is released', async () => {
    const { id } = await inserted(fresh());
    const taken = await Promise.all([store.take(id), store.take(id), store.take(id)]);
    const [hold, ...others] = taken.filter((each) => each !== null);
    expect(others).toEqual([]);
    await hold?.release();
    expect(await store.take(id)).not.toBeNull();
  });

  test('is given back by a last write, and not before that is stored', async () => {
    const run = await inserted(fresh());
    const hold = await held(store, run.id);
    expect(hold.taken).toMatchObject({ ...run });
    expect(await hold.save({ ...run, revision: 7 }, 'LET_GO')).toBeNull();
    expect(await store.take(run.id)).toBeNull();
    await hold.save(run, 'LET_GO');
    expect(await hold.keep()).toBe(false);
    expect((await held(store, run.id)).taken.revision).toBe(1);
  });

  test('is for a run that exists', async () => {
    expect(await store.take('w-nowhere')).toBeNull();
  });

  test('that another has taken over lets its old holder read, write and keep nothing', async () => {
    const run = await inserted(fresh());
    const old = await held(fleeting, run.id);
    const successor = await held(store, run.id);
    expect(await old.read()).toBeNull();
    expect(await old.save(run)).toBeNull();
    expect(await old.keep()).toBe(false);
    await old.release();
    expect(await store.take(run.id)).toBeNull();
    expect(await successor.save(run)).toMatchObject({ revision: 1 });
  });

  test('does not let its holder overwrite what a signal changed meanwhile', async () => {
    const run = await inserted(fresh());
    const hold = await held(store, run.id);
    const signal = { id: 's-1', name: 'paid', payload: null };
    await inTransaction(testStore.connection, (session) =>
      store.changeIn(session, run.id, (current) => next(current, { kind: 'SIGNALLED', signal }, clock.now())),
    );
    expect(await hold.save({ ...run, state: 'PARKED' })).toBeNull();
    expect(await hold.read()).toMatchObject({ state: 'RUNNING', revision: 1, signals: [{ id: 's-1' }] });
  });
});

describe('the sweep', () => {
  test('finds what is due and free, the longest waiting first, in every county', async () => {
    const at = (time: string) => new Date(`2020-01-01T${time}:00+08:00`);
    const runs = {
      later: { ...fresh(), nextRunAt: at('12:00') },
      second: { ...fresh(undefined, '371323'), nextRunAt: at('10:00') },
      first: { ...fresh(), nextRunAt: at('09:00') },
      held: { ...fresh(), nextRunAt: at('08:00') },
      resting: { ...fresh(), nextRunAt: null, state: 'PARKED' as const },
    };
    for (const run of Object.values(runs)) await inserted(run);
    await held(store, runs.held.id);
    expect(await store.due(at('11:00'), 10)).toEqual([runs.first.id, runs.second.id]);
    expect(await store.due(at('11:00'), 1)).toEqual([runs.first.id]);
    expect(await store.isAnyDue(at('07:00'))).toBe(false);
    expect(await store.isAnyDue(at('08:00'))).toBe(true);
  });
});

test('a driver that is paused in a step while another finishes the run writes nothing when it comes back', async () => {
  const run = await inserted(fresh());
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const log = createLog({ level: 'silent', name: 'test' });
  const around = {
    clock,
    log,
    telemetry: unwatched(),
    chance: () => 0,
    keepEveryMs: MINUTE_MS,
    isStopping: () => false,
  };
  const paused = story('paused', () => {
    reached.resolve();
    return gate.promise;
  });
  const comingBack = drive(run.id, { ...around, store: fleeting, registry: createRegistry([paused]) });
  await reached.promise;
  const awake = story('awake');
  await drive(run.id, { ...around, store, registry: createRegistry([awake]) });
  const finished = await read(run.id);
  gate.resolve();
  await comingBack;
  expect(finished).toMatchObject({ state: 'DONE', steps: [{ attempts: 2, result: 'awake' }, { result: 'awake' }] });
  expect(await read(run.id)).toEqual(finished);
});
