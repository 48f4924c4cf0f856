import { refuse } from '@hh/kernel/refusal.ts';
import { TimedOut } from '@hh/service/within.ts';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { driven } from '../testing/driven.ts';
import { defineWorkflow } from './definition.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

describe('a definition', () => {
  test('lets a step read the results of the steps above it and, by its types, of no other', async () => {
    const seen: unknown[] = [];
    const story = defineWorkflow({ name: 'story', version: 1, input: z.object({ amount: z.number() }) })
      .step('post', {
        run: async ({ input, results }) => {
          const nothing: Same<keyof typeof results, never> = true;
          seen.push(nothing);
          return { journal: input.amount };
        },
        undo: 'not needed',
      })
      .step('tell', { run: async () => 'told', undo: 'not needed', canSkip: true })
      .step('close', {
        run: async ({ results }) => {
          const above: Same<keyof typeof results, 'post' | 'tell'> = true;
          const journal: Same<(typeof results)['post'], { journal: number }> = true;
          const maySkip: Same<(typeof results)['tell'], string | null> = true;
          seen.push(above, journal, maySkip, results.post.journal + 1, results.tell);
        },
        undo: 'not needed',
      });
    const { drive, run } = driven(story, { amount: 7 });
    await drive();
    expect(run()).toMatchObject({
      state: 'DONE',
      steps: [{ result: { journal: 7 } }, { result: 'told' }, { result: null }],
    });
    expect(seen).toEqual([true, true, true, true, 8, 'told']);
  });

  test('gives every step a key of its own, and undoing it another', async () => {
    const keys: string[] = [];
    const step = {
      run: async ({ key }: { key: string }) => keys.push(key),
      undo: async ({ key, reason }: { key: string; reason: string }) => keys.push(`${key} ${reason}`),
    };
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('a', step).step('b', step);
    const { drive, operate } = driven(story, null);
    await drive();
    operate({ kind: 'UNDO', reason: 'wrong month' });
    await drive();
    expect(keys).toEqual(['w-1.a', 'w-1.b', 'w-1.b.undo wrong month', 'w-1.a.undo wrong month']);
  });

  test('may name refusals that time alone heals: those are tried again', async () => {
    let asked = 0;
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('a', {
      run: async () => (++asked === 1 ? refuse('MONTH_NOT_OVER', { period: '2026-01' }) : 'done'),
      undo: 'not needed',
      retryRefusals: ['MONTH_NOT_OVER'],
    });
    const { drive, run, clock } = driven(story, null);
    await drive();
    expect(run()).toMatchObject({
      state: 'RUNNING',
      steps: [{ state: 'RETRYING', lastError: { code: 'MONTH_NOT_OVER' } }],
    });
    clock.set('2026-01-05T10:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ attempts: 2, result: 'done' }] });
  });

  test('limits the time of a try, so that a call that hangs is tried again', async () => {
    const hang = Promise.withResolvers<never>();
    let asked = 0;
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('a', {
      run: () => (++asked === 1 ? hang.promise : Promise.resolve('done')),
      undo: 'not needed',
      timeoutMs: 20,
    });
    const { drive, run, clock } = driven(story, null);
    await drive();
    expect(run()).toMatchObject({ steps: [{ state: 'RETRYING', lastError: { code: 'TIMED_OUT' } }] });
    clock.set('2026-01-05T10:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({ state: 'DONE' });
    hang.reject(new TimedOut());
  });

  test('cannot be undone once a step has happened that says so', async () => {
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() })
      .step('pay', { run: async () => 'paid', undo: 'not possible' })
      .step('tell', { run: async () => refuse('MONTH_SEALED', { period: '2026-01' }), undo: 'not needed' });
    const { drive, operate, run } = driven(story, null);
    await drive();
    const before = run();
    expect(operate({ kind: 'UNDO', reason: 'wrong' })).toMatchObject({
      code: 'UNDO_NOT_POSSIBLE',
      parameters: { step: 'pay' },
    });
    expect(run()).toBe(before);
  });

  test('can be undone when the step that says so was refused, since nothing happened', async () => {
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('pay', {
      run: async () => refuse('MONTH_SEALED', { period: '2026-01' }),
      undo: 'not possible',
    });
    const { drive, operate, run } = driven(story, null);
    await drive();
    expect(operate({ kind: 'UNDO', reason: 'wrong' })).toBeNull();
    await drive();
    expect(run()).toMatchObject({ state: 'UNDONE' });
  });

  test('that is undone while a step is on its way takes that step back as well', async () => {
    const happened: string[] = [];
    let meanwhile: () => unknown = () => null;
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() }).step('pay', {
      run: async () => {
        happened.push('paid');
        meanwhile();
        return { receipt: 'r-1' };
      },
      undo: async ({ result }) => happened.push(`repaid ${result?.receipt}`),
    });
    const { drive, operate, run } = driven(story, null);
    meanwhile = () => operate({ kind: 'UNDO', reason: 'wrong' });
    await drive();
    expect(run()).toMatchObject({ state: 'UNDONE', steps: [{ state: 'UNDONE', result: { receipt: 'r-1' } }] });
    expect(happened).toEqual(['paid', 'repaid r-1']);
  });

  test('keeps a signal that arrives while a step is on its way', async () => {
    let meanwhile: () => unknown = () => null;
    const story = defineWorkflow({ name: 'story', version: 1, input: z.null() })
      .step('ask', { run: async () => meanwhile(), undo: 'not needed' })
      .waitFor('answer', { signal: 'answered', payload: z.string(), until: ({ now }) => now, otherwise: 'park' });
    const { drive, signal, run } = driven(story, null);
    meanwhile = () => signal('s-1', 'answered', 'yes');
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ state: 'DONE' }, { result: 'yes' }] });
  });
});
