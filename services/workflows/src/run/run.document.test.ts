import fc from '@hh/testing/property.ts';
import { expect, test } from '@jest/globals';
import { changeable, type RunDocument, toDocument, toRun } from './run.document.ts';
import { begin, next, type Run, type RunEvent } from './run.ts';

const STEPS = ['post', 'credit', 'wait'];
const AT = new Date('2026-01-05T01:00:00Z');
const problem = { code: 'STOPPED', zh: '停', en: 'It stopped' };

const step = fc.constantFrom(...STEPS);
const event: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({ kind: fc.constantFrom('CALL_BEGUN' as const, 'UNDO_BEGUN' as const), step, againAt: fc.constant(AT) }),
  fc.record({ kind: fc.constantFrom('STEP_UNDONE' as const, 'PASSED_OVER' as const), step }),
  fc.record({ kind: fc.constant('STEP_DONE' as const), step, result: fc.constantFrom(null, 0, '', { lines: [] }) }),
  fc.record({ kind: fc.constant('WAIT_BEGUN' as const), step, until: fc.constant(AT), signal: fc.constant('PAID') }),
  fc.record({
    kind: fc.constantFrom('REFUSED' as const, 'WAIT_IN_VAIN' as const),
    step,
    problem: fc.constant(problem),
  }),
  fc.record({
    kind: fc.constant('FAILED' as const),
    step,
    problem: fc.constant(problem),
    retryAt: fc.constantFrom(null, AT),
  }),
);
const run: fc.Arbitrary<Run> = fc
  .array(event, { maxLength: 8 })
  .map((events) =>
    events.reduce(
      (before, each) => next(before, each, AT),
      begin({ id: 'w-1', county: '371322', definition: 'story', version: 1, input: null }, STEPS, AT),
    ),
  );

test('a run is read as it was, whatever has happened to it', () => {
  fc.assert(fc.property(run, (held) => expect(toRun(toDocument(held))).toEqual(held)));
});

test('a run that was stored with all of its steps is read as it was, also when it goes on', () => {
  fc.assert(
    fc.property(run, event, (held, happens) => {
      const { id, ...fields } = held;
      const old: RunDocument = { _id: id, ...fields };
      expect(toRun(old)).toEqual(held);
      const after = next(held, happens, AT);
      expect(toRun({ ...old, ...changeable(after, old) })).toEqual(after);
      const known = toDocument(held);
      expect(toRun({ ...known, ...changeable(after, known) })).toEqual(after);
    }),
  );
});
