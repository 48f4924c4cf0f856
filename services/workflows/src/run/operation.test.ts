import { isRefusal } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import { type Operation, operate, type Plan } from './operation.ts';
import { begin, next, type Run, type RunEvent, stepToUndo } from './run.ts';

const at = new Date('2026-01-05T01:00:00Z');
const plan: Plan = [
  { name: 'a', kind: 'CALL', canSkip: true, canUndo: true, finalSignal: null },
  { name: 'b', kind: 'CALL', canSkip: false, canUndo: true, finalSignal: null },
];
const problem = { code: 'MONTH_SEALED', zh: '已封账', en: 'sealed' };

const run = (...events: RunEvent[]): Run =>
  events.reduce(
    (before, event) => next(before, event, at),
    begin({ id: 'w', county: '371322', definition: 'd', version: 1, input: null }, ['a', 'b'], at),
  );
const begun = (step: string): RunEvent => ({ kind: 'CALL_BEGUN', step, againAt: at });
const done = (step: string): RunEvent => ({ kind: 'STEP_DONE', step, result: null });
const refused = (step: string): RunEvent => ({ kind: 'REFUSED', step, problem });

const undoing = () => {
  const undone = operate(run(begun('a'), done('a')), plan, { kind: 'UNDO', reason: 'r' }, 'p', at);
  if (isRefusal(undone)) throw new Error(undone.code);
  return undone;
};
const states: Record<string, Run> = {
  'at its beginning': run(),
  'in its first step': run(begun('a')),
  'waiting at its first step': run({ kind: 'WAIT_BEGUN', step: 'a', until: at, signal: null }),
  'parked at its first step': run(begun('a'), refused('a')),
  'parked at its second step': run(begun('a'), done('a'), begun('b'), refused('b')),
  done: run(begun('a'), done('a'), begun('b'), done('b')),
  'being undone': undoing(),
  'parked while undone': next(next(undoing(), { kind: 'UNDO_BEGUN', step: 'a', againAt: at }, at), refused('a'), at),
  undone: next(
    next(undoing(), { kind: 'UNDO_BEGUN', step: 'a', againAt: at }, at),
    { kind: 'STEP_UNDONE', step: 'a' },
    at,
  ),
};
const operations: Record<string, Operation> = {
  retry: { kind: 'RETRY', reason: null },
  'skip a': { kind: 'SKIP', step: 'a', reason: 'r' },
  'skip b': { kind: 'SKIP', step: 'b', reason: 'r' },
  undo: { kind: 'UNDO', reason: 'r' },
};

test('a run that was never begun is undone by its first step, which takes back what it was begun for', () => {
  const undoing = operate(run(), plan, { kind: 'UNDO', reason: 'r' }, 'p', at);
  if (isRefusal(undoing)) throw new Error(undoing.code);
  expect(stepToUndo(undoing)?.name).toBe('a');
  const asked = next(undoing, { kind: 'UNDO_BEGUN', step: 'a', againAt: at }, at);
  expect(stepToUndo(asked)?.name).toBe('a');
  expect(next(asked, { kind: 'STEP_UNDONE', step: 'a' }, at)).toMatchObject({ state: 'UNDONE', nextRunAt: null });
});

describe('what a person may do to a run', () => {
  test.each([
    // the run is             retry                skip a               skip b               undo
    ['at its beginning', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'UNDOING'],
    ['in its first step', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'UNDOING'],
    ['waiting at its first step', 'STATE_NOT_ALLOWED', 'RUNNING', 'STATE_NOT_ALLOWED', 'UNDOING'],
    ['parked at its first step', 'RUNNING', 'RUNNING', 'STATE_NOT_ALLOWED', 'UNDOING'],
    ['parked at its second step', 'RUNNING', 'STATE_NOT_ALLOWED', 'STEP_NOT_SKIPPABLE', 'UNDOING'],
    ['done', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'UNDOING'],
    ['being undone', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED'],
    ['parked while undone', 'UNDOING', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED'],
    ['undone', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED', 'STATE_NOT_ALLOWED'],
  ])('that is %s: retry %s, skip a %s, skip b %s, undo %s', (name, ...answers) => {
    const before = states[name] as Run;
    const given = Object.values(operations).map((operation) => {
      const after = operate(before, plan, operation, 'person-1', at);
      return isRefusal(after) ? after.code : after.state;
    });
    expect(given).toEqual(answers);
  });

  test('stays in its history with the person, the reason and the time', () => {
    const after = operate(
      states['parked at its first step'] as Run,
      plan,
      { kind: 'SKIP', step: 'a', reason: 'paid by hand' },
      'person-1',
      at,
    );
    expect(after).toMatchObject({
      steps: [{ state: 'SKIPPED' }, { state: 'PENDING' }],
      parked: null,
      actions: [{ kind: 'SKIP', step: 'a', reason: 'paid by hand', by: 'person-1', at }],
    });
  });

  test('does not skip a step that is not there', () => {
    const refusal = operate(
      states['parked at its first step'] as Run,
      plan,
      { kind: 'SKIP', step: 'z', reason: 'r' },
      'p',
      at,
    );
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: 'step' });
  });

  test('skips and undoes nothing while the code that says whether it may is gone', () => {
    const parked = states['parked at its second step'] as Run;
    expect(operate(parked, null, { kind: 'SKIP', step: 'b', reason: 'r' }, 'p', at)).toMatchObject({
      code: 'STEP_NOT_SKIPPABLE',
    });
    expect(operate(parked, null, { kind: 'UNDO', reason: 'r' }, 'p', at)).toMatchObject({ code: 'UNDO_NOT_POSSIBLE' });
    expect(operate(parked, null, { kind: 'RETRY', reason: null }, 'p', at)).toMatchObject({ state: 'RUNNING' });
  });
});

describe('a call that is on its way when a person undoes', () => {
  const asked = () => {
    const after = operate(run(begun('a'), done('a'), begun('b')), plan, { kind: 'UNDO', reason: 'r' }, 'p', at);
    if (isRefusal(after)) throw new Error(after.code);
    return after;
  };

  test.each([
    ['succeeds', done('b'), 'DONE'],
    ['is refused', refused('b'), 'FAILED'],
    ['fails', { kind: 'FAILED', step: 'b', problem, retryAt: at } as RunEvent, 'FAILED'],
  ])('and %s is taken back before the step above it', (_, event, state) => {
    const after = next(asked(), event, at);
    expect(after).toMatchObject({
      state: 'UNDOING',
      parked: null,
      nextRunAt: at,
      steps: [{ state: 'DONE' }, { state }],
    });
  });
});
