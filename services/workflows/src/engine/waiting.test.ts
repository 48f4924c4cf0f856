import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { driven } from '../testing/driven.ts';
import { defineWorkflow } from './definition.ts';

const head = { name: 'story', version: 1, input: z.null() };
const inDays =
  (days: number) =>
  ({ now }: { now: Date }) =>
    new Date(now.getTime() + days * 86_400_000);
const paid = { signal: 'paid', payload: z.object({ yuan: z.string() }), until: inDays(15) };

/** A story that waits for a payment, then remembers what it was given. */
const strict = defineWorkflow(head)
  .waitFor('payment', { ...paid, otherwise: 'park' })
  .step('book', { run: async ({ results }) => results.payment.yuan, undo: 'not needed' });
const lenient = defineWorkflow(head)
  .waitFor('payment', { ...paid, otherwise: () => 'unpaid' as const })
  .step('book', { run: async ({ results }) => results.payment, undo: 'not needed' });

describe('a wait for a day', () => {
  test('lasts until the day that was fixed when it began', async () => {
    const story = defineWorkflow(head)
      .waitUntil('objections', inDays(15))
      .step('publish', { run: async () => 'published', undo: 'not needed' });
    const { drive, run, clock } = driven(story, null);
    await drive();
    expect(run()).toMatchObject({ state: 'WAITING', nextRunAt: new Date('2026-01-20T09:00:00+08:00') });
    clock.set('2026-01-20T08:59:59+08:00');
    await drive();
    expect(run()).toMatchObject({
      state: 'WAITING',
      steps: [{ waitsUntil: new Date('2026-01-20T09:00:00+08:00') }, {}],
    });
    clock.set('2026-01-20T09:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ state: 'DONE' }, { result: 'published' }] });
  });
});

describe('a wait for a signal', () => {
  test('ends when the signal arrives, and its payload is the result of the step', async () => {
    const { drive, run, signal } = driven(strict, null);
    await drive();
    expect(run()).toMatchObject({
      state: 'WAITING',
      steps: [{ state: 'WAITING', waitsFor: 'paid' }, { state: 'PENDING' }],
    });
    signal('s-1', 'paid', { yuan: '12.00' });
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{}, { result: '12.00' }], signals: [{ takenBy: 'payment' }] });
  });

  test('ends at once when the signal was there before', async () => {
    const { drive, run, signal } = driven(strict, null);
    signal('s-1', 'paid', { yuan: '12.00' });
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{}, { result: '12.00' }] });
  });

  test('is given a signal once, however often it is delivered', async () => {
    const twice = defineWorkflow(head)
      .waitFor('first', { ...paid, otherwise: 'park' })
      .waitFor('second', { ...paid, otherwise: 'park' });
    const { drive, run, signal } = driven(twice, null);
    signal('s-1', 'paid', { yuan: '1.00' });
    await drive();
    signal('s-1', 'paid', { yuan: '1.00' });
    await drive();
    expect(run()).toMatchObject({ state: 'WAITING', steps: [{ state: 'DONE' }, { state: 'WAITING' }] });
    signal('s-2', 'paid', { yuan: '2.00' });
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ result: { yuan: '1.00' } }, { result: { yuan: '2.00' } }] });
  });

  test('is not ended by a signal of another name, nor does that keep its driver busy', async () => {
    const { drive, run, signal, clock } = driven(strict, null);
    await drive();
    signal('s-1', 'cancelled', {});
    await drive();
    expect(run()).toMatchObject({ state: 'WAITING' });
    expect(run().nextRunAt?.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test('goes on with what its definition says when the deadline passes', async () => {
    const { drive, run, clock } = driven(lenient, null);
    await drive();
    clock.set('2026-01-21T09:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({ state: 'DONE', steps: [{ result: 'unpaid' }, { result: 'unpaid' }] });
  });

  test('parks when the deadline passes and its definition says so, and goes on when the signal comes late', async () => {
    const { drive, run, signal, clock } = driven(strict, null);
    await drive();
    clock.set('2026-01-21T09:00:00+08:00');
    await drive();
    expect(run()).toMatchObject({
      state: 'PARKED',
      nextRunAt: null,
      parked: { because: 'SIGNAL_MISSING', step: 'payment' },
    });
    signal('s-1', 'paid', { yuan: '12.00' });
    await drive();
    expect(run()).toMatchObject({
      state: 'DONE',
      parked: null,
      steps: [{ state: 'DONE', lastError: null }, { result: '12.00' }],
    });
  });

  test('begins anew with a new deadline when a person says retry', async () => {
    const { drive, run, operate, clock } = driven(strict, null);
    await drive();
    clock.set('2026-02-01T09:00:00+08:00');
    await drive();
    expect(operate({ kind: 'RETRY', reason: null })).toBeNull();
    await drive();
    expect(run()).toMatchObject({ state: 'WAITING', nextRunAt: new Date('2026-02-16T09:00:00+08:00') });
  });

  test('that cannot read what it was given parks instead of guessing', async () => {
    const { drive, run, signal } = driven(strict, null);
    signal('s-1', 'paid', { yuan: 12 });
    await drive();
    expect(run()).toMatchObject({
      state: 'PARKED',
      steps: [{ state: 'FAILED', lastError: { code: 'INTERNAL' } }, { state: 'PENDING' }],
    });
  });

  test('that is final keeps the run from being undone once the signal has come, and not before', async () => {
    const final = defineWorkflow({ name: 'story', version: 1, input: z.null() })
      .waitFor('payment', {
        signal: 'paid',
        payload: z.unknown(),
        until: () => new Date('2026-02-01T09:00:00+08:00'),
        otherwise: 'park',
        isFinal: true,
      })
      .waitFor('receipt', {
        signal: 'received',
        payload: z.unknown(),
        until: () => new Date('2026-02-01T09:00:00+08:00'),
        otherwise: 'park',
      });
    const early = driven(final, null);
    await early.drive();
    expect(early.operate({ kind: 'UNDO', reason: 'no longer wanted' })).toBeNull();
    const { drive, run, signal, operate } = driven(final, null);
    await drive();
    signal('s-1', 'paid', null);
    // The run has not been driven on, and the money has moved all the same.
    const before = run();
    expect(operate({ kind: 'UNDO', reason: 'no longer wanted' })).toMatchObject({
      code: 'UNDO_NOT_POSSIBLE',
      parameters: { step: 'payment' },
    });
    expect(run()).toBe(before);
  });

  test('is passed over when the run is undone', async () => {
    const { drive, run, operate } = driven(strict, null);
    await drive();
    expect(operate({ kind: 'UNDO', reason: 'no longer wanted' })).toBeNull();
    await drive();
    expect(run()).toMatchObject({ state: 'UNDONE', steps: [{ state: 'UNDONE' }, { state: 'PENDING' }] });
  });
});
