import { manualClock } from '@hh/kernel/clock.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { operate } from '../run/operation.ts';
import { begin, type Run } from '../run/run.ts';
import { type Fate, Killed, MemoryRun, MemoryService, Mortal } from '../testing/mortal.ts';
import type { AnyWorkflow, CallCode } from './definition.ts';
import { begunWith, drive } from './drive.ts';
import { createRegistry, planOf } from './registry.ts';

/** How a step of the model behaves: it fails so often, before or after its effect, and may refuse once. */
interface Behaviour {
  readonly failures: readonly ('before' | 'after')[];
  readonly undoFailures: readonly ('before' | 'after')[];
  readonly refusesFirst: boolean;
  readonly hasUndo: boolean;
}

const steady: Behaviour = { failures: [], undoFailures: [], refusesFirst: false, hasUndo: true };
const retries = { tries: 3, firstDelayMs: 100, longestDelayMs: 1_000 };
const log = createLog({ level: 'silent', name: 'test' });
const telemetry = unwatched();

function calling(name: string, run: CallCode['run'], undo: CallCode['undo']): CallCode {
  return { name, kind: 'CALL', canSkip: false, retries, timeoutMs: 1_000, retryRefusals: [], run, undo };
}

/** A world of one run: what survives every process that drives it. */
function createModel(behaviours: readonly Behaviour[]) {
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  const service = new MemoryService();
  const names = behaviours.map((_, index) => `step${index}`);
  const beginning = begin(
    { id: 'w', county: '371322', definition: 'model', version: 1, input: null },
    names,
    clock.now(),
  );
  const failuresLeft = new Map<string, ('before' | 'after')[]>();
  const refusalsLeft = new Set<string>();
  for (const [index, { failures, undoFailures, refusesFirst }] of behaviours.entries()) {
    failuresLeft.set(`w.step${index}`, [...failures]);
    failuresLeft.set(`w.step${index}.undo`, [...undoFailures]);
    if (refusesFirst) refusalsLeft.add(`w.step${index}`);
  }

  function workflowFor(process: Mortal): AnyWorkflow {
    const request = async (key: string) => {
      if (refusalsLeft.delete(key)) return refuse('MONTH_SEALED', { period: '2025-12' });
      const failure = failuresLeft.get(key)?.shift();
      if (failure === 'before') throw new Error('connection refused');
      const answer = await service.request(process, key, () => ({ answered: key }));
      if (failure === 'after') throw new Error('connection lost');
      return answer;
    };
    const steps = behaviours.map(({ hasUndo }, index) =>
      calling(`step${index}`, ({ key }) => request(key), hasUndo ? ({ key }) => request(key) : 'not needed'),
    );
    return { name: 'model', version: 1, input: z.null(), steps };
  }

  const around = { clock, log, telemetry, chance: () => 0.5 };
  const memory = new MemoryRun(begunWith(beginning, workflowFor(new Mortal(null)), around));
  const model = {
    memory,
    service,
    clock,
    run: (): Run => memory.run,
    async drive(process: Mortal): Promise<void> {
      const registry = createRegistry([workflowFor(process)]);
      const store = memory.storeFor(process);
      const driving = { ...around, store, registry, keepEveryMs: 60_000, isStopping: () => false };
      await drive('w', driving).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    },
    operate(kind: 'RETRY' | 'UNDO'): void {
      const changed = operate(
        memory.run,
        planOf(workflowFor(new Mortal(null))),
        { kind, reason: 'because' },
        'p-1',
        clock.now(),
      );
      if (!('id' in changed)) throw new Error(changed.code);
      memory.run = { ...changed, revision: changed.revision + 1 };
    },
    /** Drives with processes of these fates, then with immortal ones, until the run rests for good. */
    async driveOut(fates: readonly Fate[] = []): Promise<void> {
      const left = [...fates];
      for (let round = 0; round < 200; round += 1) {
        const { nextRunAt } = memory.run;
        if (nextRunAt === null) return;
        if (nextRunAt > clock.now()) clock.set(nextRunAt.toISOString());
        await model.drive(new Mortal(left.shift() ?? null));
      }
      throw new Error(`the run never rests: ${memory.run.state}`);
    },
    /** Every person's answer to a parked run is to try again. */
    async driveOutRetrying(fates: readonly Fate[] = []): Promise<void> {
      await model.driveOut(fates);
      while (memory.run.state === 'PARKED') {
        model.operate('RETRY');
        await model.driveOut();
      }
    },
  };
  return model;
}

const forward = ['w.step0', 'w.step1', 'w.step2'];
const back = ['w.step2.undo', 'w.step1.undo', 'w.step0.undo'];
const fatesUpTo = (count: number): Fate[] =>
  Array.from({ length: count }, (_, index) => index + 1).flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ]);

/** How many awaits a process needs that drives the work alone. */
async function awaitsOf(work: (process: Mortal) => Promise<void>): Promise<number> {
  const process = new Mortal(null);
  await work(process);
  return process.awaits;
}

describe('a process that dies', () => {
  test('at any await of a run forwards, the effects happen once and in order', async () => {
    const awaits = await awaitsOf((process) => createModel([steady, steady, steady]).drive(process));
    // Taking the lease, three calls, and one write after each: the first try was noted as the run began.
    expect(awaits).toBe(7);
    for (const fate of fatesUpTo(awaits)) {
      const model = createModel([steady, steady, steady]);
      await model.driveOut([fate]);
      expect([fate, model.run().state, model.service.effects]).toEqual([fate, 'DONE', forward]);
    }
  });

  test('at any two awaits, one after the other, changes nothing of that', async () => {
    const fates = fatesUpTo(7);
    for (const first of fates)
      for (const second of fates) {
        const model = createModel([steady, steady, steady]);
        await model.driveOut([first, second]);
        expect([first, second, model.run().state, model.service.effects]).toEqual([first, second, 'DONE', forward]);
      }
  });

  test('at any await of undoing, every step is taken back once, in reverse', async () => {
    for (const fate of fatesUpTo(8)) {
      const model = createModel([steady, steady, steady]);
      await model.driveOut();
      model.operate('UNDO');
      await model.driveOut([fate]);
      expect([fate, model.run().state, model.service.effects]).toEqual([fate, 'UNDONE', [...forward, ...back]]);
    }
  });

  test('anywhere, with failures, refusals and a person who undoes at any moment, leaves each effect once and in order', async () => {
    const failure = fc.constantFrom('before' as const, 'after' as const);
    const behaviour = fc.record({
      failures: fc.array(failure, { maxLength: 4 }),
      undoFailures: fc.array(failure, { maxLength: 4 }),
      refusesFirst: fc.boolean(),
      hasUndo: fc.boolean(),
    });
    const fate = fc.record({ at: fc.integer({ min: 1, max: 12 }), when: failure });
    await fc.assert(
      fc.asyncProperty(
        fc.array(behaviour, { minLength: 1, maxLength: 4 }),
        fc.array(fate, { maxLength: 6 }),
        fc.option(fc.integer({ min: 0, max: 6 })),
        async (behaviours, fates, undoAfter) => {
          const model = createModel(behaviours);
          if (undoAfter === null) await model.driveOutRetrying(fates);
          else {
            for (const each of fates.slice(0, undoAfter)) {
              const { nextRunAt } = model.run();
              if (nextRunAt && nextRunAt > model.clock.now()) model.clock.set(nextRunAt.toISOString());
              await model.drive(new Mortal(each));
            }
            model.operate('UNDO');
            await model.driveOutRetrying(fates.slice(undoAfter));
          }
          expectOnceAndInOrder(model.run(), model.service.effects, behaviours);
          expect(model.run().state).toBe(undoAfter === null ? 'DONE' : 'UNDONE');
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Forward effects are a beginning of the story, each once; what was begun, and the first step always, is taken back in reverse. */
function expectOnceAndInOrder(run: Run, effects: readonly string[], behaviours: readonly Behaviour[]): void {
  const isUndo = (effect: string) => effect.endsWith('.undo');
  const done = effects.filter((effect) => !isUndo(effect));
  expect(done).toEqual(behaviours.slice(0, done.length).map((_, index) => `w.step${index}`));
  const undone = effects.filter(isUndo);
  const toUndo = run.steps.flatMap(({ startedAt }, index) =>
    (startedAt || index === 0) && behaviours[index]?.hasUndo ? [`w.step${index}.undo`] : [],
  );
  expect(undone).toEqual(run.isUndoing ? toUndo.reverse() : []);
  expect(effects).toEqual([...done, ...undone]);
}

describe('a process that is paused', () => {
  test('at any await while another takes over writes nothing when it comes back', async () => {
    for (const fate of fatesUpTo(7)) {
      const model = createModel([steady, steady, steady]);
      const gate = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      const paused = model.drive(
        new Mortal(fate, () => {
          reached.resolve();
          return gate.promise;
        }),
      );
      await reached.promise;
      model.memory.letLeaseRunOut();
      await model.driveOut();
      const asLeft = model.run();
      gate.resolve();
      await paused;
      expect([fate, model.run(), model.service.effects]).toEqual([fate, asLeft, forward]);
      expect(asLeft.state).toBe('DONE');
    }
  });
});

test('a process that is about to stop stores what its call led to, and begins no other', async () => {
  const clock = manualClock('2026-01-05T09:00:00+08:00');
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
  };
  const stops = calling('a', stop, 'not needed');
  const story: AnyWorkflow = {
    name: 'story',
    version: 1,
    input: z.null(),
    steps: [stops, calling('b', async () => null, 'not needed')],
  };
  const head = { id: 'w', county: '371322', definition: 'story', version: 1, input: null };
  const memory = new MemoryRun(begin(head, ['a', 'b'], clock.now()));
  const around = { registry: createRegistry([story]), clock, log, telemetry, chance: () => 0, keepEveryMs: 60_000 };
  await drive('w', { ...around, store: memory.storeFor(new Mortal(null)), isStopping: () => isStopping });
  expect(memory.run).toMatchObject({ state: 'RUNNING', steps: [{ state: 'DONE' }, { state: 'PENDING', attempts: 0 }] });
  expect(memory.run.nextRunAt).not.toBeNull();
  expect(memory.holder).toBeNull();
});

describe('tries', () => {
  test('a step that fails is tried again later, and each try counts', async () => {
    const model = createModel([{ ...steady, failures: ['before', 'after'] }]);
    await model.driveOut();
    expect(model.run()).toMatchObject({ state: 'DONE', steps: [{ attempts: 3, lastError: null }] });
    expect(model.service.effects).toEqual(['w.step0']);
  });

  test('a step whose tries are used up parks its run, and a person gives it a fresh set', async () => {
    const model = createModel([{ ...steady, failures: ['before', 'before', 'before', 'before'] }]);
    await model.driveOut();
    expect(model.run()).toMatchObject({
      state: 'PARKED',
      nextRunAt: null,
      parked: {
        because: 'TRIES_USED_UP',
        step: 'step0',
        problem: { en: 'Something failed on our side; the log says what' },
      },
      steps: [{ state: 'FAILED', attempts: 3 }],
    });
    model.operate('RETRY');
    await model.driveOut();
    expect(model.run()).toMatchObject({ state: 'DONE', parked: null, steps: [{ state: 'DONE', attempts: 5 }] });
  });

  test('a step that kills its process is tried later each time, and parked in the end', async () => {
    const model = createModel([steady, steady]);
    // The third await of a process is the call itself: taking the run and noting the try come before.
    const deadly = () => model.drive(new Mortal({ at: 3, when: 'before' }));
    const waits: number[] = [];
    for (let tries = 1; tries <= retries.tries; tries += 1) {
      const since = model.clock.now().getTime();
      await deadly();
      expect(model.run()).toMatchObject({ state: 'RUNNING', steps: [{ state: 'RUNNING', attempts: tries }, {}] });
      const again = model.run().nextRunAt ?? model.clock.now();
      waits.push(again.getTime() - since);
      model.clock.set(again.toISOString());
    }
    expect(waits).toEqual([0, 75, 150]);
    await model.driveOut();
    expect(model.run()).toMatchObject({
      state: 'PARKED',
      parked: { because: 'TRIES_USED_UP', step: 'step0', problem: { code: 'CUT_OFF' } },
      steps: [{ state: 'FAILED', attempts: 3 }, { state: 'PENDING' }],
    });
    model.operate('RETRY');
    await model.driveOut();
    expect(model.run()).toMatchObject({ state: 'DONE', steps: [{ attempts: 4 }, { attempts: 1 }] });
  });

  test('undoing that kills its process is parked in the end too', async () => {
    const model = createModel([steady]);
    await model.driveOut();
    model.operate('UNDO');
    for (let tries = 1; tries <= retries.tries; tries += 1) {
      await model.drive(new Mortal({ at: 3, when: 'before' }));
      model.clock.set((model.run().nextRunAt ?? model.clock.now()).toISOString());
    }
    await model.driveOut();
    expect(model.run()).toMatchObject({ state: 'PARKED', parked: { problem: { code: 'CUT_OFF' } } });
  });

  test('a refusal is not tried again: the run is parked with its sentence in both languages', async () => {
    const model = createModel([steady, { ...steady, refusesFirst: true }]);
    await model.driveOut();
    expect(model.run()).toMatchObject({
      state: 'PARKED',
      parked: {
        because: 'REFUSED',
        step: 'step1',
        problem: { code: 'MONTH_SEALED', zh: '会计期间 2025-12 已封账', en: 'The book month 2025-12 is sealed' },
      },
      steps: [{ state: 'DONE' }, { state: 'FAILED', attempts: 1 }],
    });
  });

  test('undoing that fails for good parks the run, and trying again goes on undoing', async () => {
    const model = createModel([{ ...steady, undoFailures: ['before', 'before', 'before'] }, steady]);
    await model.driveOut();
    model.operate('UNDO');
    await model.driveOut();
    expect(model.run()).toMatchObject({
      state: 'PARKED',
      steps: [{ state: 'UNDOING', undoAttempts: 3 }, { state: 'UNDONE' }],
    });
    model.operate('RETRY');
    await model.driveOut();
    expect(model.run()).toMatchObject({ state: 'UNDONE', steps: [{ state: 'UNDONE' }, { state: 'UNDONE' }] });
  });
});

describe('versions', () => {
  const story = (version: number, names: readonly string[]): AnyWorkflow => ({
    name: 'story',
    version,
    input: z.null(),
    steps: names.map((name) => calling(name, async () => `${name} of ${version}`, 'not needed')),
  });

  async function driveWith(workflows: readonly AnyWorkflow[], version: number, names: readonly string[]): Promise<Run> {
    const clock = manualClock('2026-01-05T09:00:00+08:00');
    const head = { id: 'w', county: '371322', definition: 'story', version, input: null };
    const memory = new MemoryRun(begin(head, names, clock.now()));
    const store = memory.storeFor(new Mortal(null));
    const registry = createRegistry(workflows);
    await drive('w', {
      store,
      registry,
      clock,
      log,
      telemetry,
      chance: () => 0,
      keepEveryMs: 60_000,
      isStopping: () => false,
    });
    return memory.run;
  }

  test('a run finishes on the code of the version it began with', async () => {
    const run = await driveWith([story(1, ['a']), story(2, ['a'])], 1, ['a']);
    expect(run).toMatchObject({ state: 'DONE', steps: [{ result: 'a of 1' }] });
  });

  test.each([
    ['of a version that is here no more', [story(2, ['a'])], 1],
    ['of a version that a newer release began', [story(1, ['a'])], 2],
    ['whose version was changed in place', [story(1, ['b', 'a'])], 1],
  ])('a run %s is left to the replicas that have its code', async (_, workflows, version) => {
    const run = await driveWith(workflows, version, ['a']);
    expect(run).toMatchObject({ state: 'RUNNING', parked: null, revision: 0, steps: [{ state: 'PENDING' }] });
  });

  test('one version of a workflow cannot be listed twice', () => {
    expect(() => createRegistry([story(1, ['a']), story(1, ['b'])])).toThrow('version 1 of story is listed twice');
  });
});
