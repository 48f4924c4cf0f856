/** A story with two ends, told top to bottom: a step that is not for this run is passed over. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { driven } from '../testing/driven.ts';
import { defineWorkflow } from './definition.ts';

const inDays =
  (days: number) =>
  ({ now }: { now: Date }) =>
    new Date(now.getTime() + days * 86_400_000);
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A yellow flag: 90 days to put things right, a recheck, and a successor only where that failed. */
function flag(log: string[]) {
  const did = (what: string) => async () => {
    log.push(what);
    return what;
  };
  const undid = (what: string) => async () => void log.push(`undo ${what}`);
  return defineWorkflow({ name: 'flag', version: 1, input: z.null() })
    .waitFor('recheck', {
      signal: 'rechecked',
      payload: z.enum(['PASSED', 'FAILED']),
      until: inDays(90),
      otherwise: () => 'FAILED' as const,
    })
    .onlyIf(({ results }) => results.recheck === 'FAILED')
    .step('propose', {
      run: did('propose'),
      undo: undid('propose'),
    })
    .onlyIf(({ results }) => results.propose !== null)
    .waitFor('decision', {
      signal: 'decided',
      payload: z.string(),
      until: inDays(10),
      otherwise: 'park',
    })
    .step('close', {
      run: ({ results: { propose, decision } }) => {
        const known: Same<[typeof propose, typeof decision], [string | null, string | null]> = true;
        log.push(`close ${known && `${propose} ${decision}`}`);
        return Promise.resolve('closed');
      },
      undo: 'not needed',
    });
}

describe('a step that is not for this run', () => {
  test('is passed over, its result is null, and the steps below go on', async () => {
    const log: string[] = [];
    const { drive, run, signal } = driven(flag(log), null);
    await drive();
    signal('s-1', 'rechecked', 'PASSED');
    await drive();
    expect(log).toEqual(['close null null']);
    expect(run()).toMatchObject({
      state: 'DONE',
      steps: [
        { state: 'DONE', result: 'PASSED' },
        { state: 'SKIPPED', attempts: 0, startedAt: null, result: null },
        { state: 'SKIPPED', attempts: 0, startedAt: null, waitsUntil: null },
        { state: 'DONE' },
      ],
      actions: [],
    });
  });

  test('is for the run whose wait was in vain', async () => {
    const log: string[] = [];
    const { drive, run, signal, clock } = driven(flag(log), null);
    await drive();
    clock.set('2026-04-05T09:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({ state: 'WAITING', steps: [{ result: 'FAILED' }, {}, { state: 'WAITING' }, {}] });
    signal('s-2', 'decided', 'successor');
    await drive();
    expect(log).toEqual(['propose', 'close propose successor']);
    expect(run().state).toBe('DONE');
  });

  test('has nothing to undo', async () => {
    const log: string[] = [];
    const { drive, run, signal, operate } = driven(flag(log), null);
    await drive();
    signal('s-1', 'rechecked', 'PASSED');
    await drive();
    expect(operate({ kind: 'UNDO', reason: 'wrong compound' })).toBeNull();
    await drive();
    expect(log).toEqual(['close null null']);
    expect(run()).toMatchObject({ state: 'UNDONE', steps: [{}, { state: 'SKIPPED' }, { state: 'SKIPPED' }, {}] });
  });

  test('parks the run where its condition cannot be told, and is asked again when a person says so', async () => {
    let isBroken = true;
    const condition = () => {
      if (isBroken) throw new Error('no such field');
      return false;
    };
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() })
      .onlyIf(condition)
      .step('only', {
        run: async () => 'never',
        undo: 'not needed',
      });
    const { drive, run, operate } = driven(story, null);
    await drive();
    expect(run()).toMatchObject({ state: 'PARKED', parked: { step: 'only', problem: { code: 'INTERNAL' } } });
    isBroken = false;
    expect(operate({ kind: 'RETRY', reason: null })).toBeNull();
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ state: 'SKIPPED' }] });
  });
});
