/** Does what a move asks for with the definition's code, and says as an event how it went. It never throws. */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Log } from '@hh/service/log.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import { resumed } from '@hh/service/tracing.ts';
import { within } from '@hh/service/within.ts';
import type { Move } from '../run/move.ts';
import type { Run, RunEvent } from '../run/run.ts';
import { delayAfter, type Retries } from './backoff.ts';
import type { AnyWorkflow, CallCode, SignalCode, StepCode, StepContext, TimerCode } from './definition.ts';
import { cutOff, isStepRefusal, problemOfError, problemOfRefusal, signalMissing } from './problem.ts';

export interface Surroundings {
  readonly clock: Clock;
  /** A number from 0 up to 1 that spreads retries out. */
  readonly chance: () => number;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

type Doing = Exclude<Move, { kind: 'REST' }>;

export async function perform(run: Run, move: Doing, workflow: AnyWorkflow, around: Surroundings): Promise<RunEvent> {
  const { metrics, tracing } = around.telemetry;
  const ended = metrics.workflowSteps.startTimer({ workflow: workflow.name, step: move.step });
  const about = { attributes: { 'hh.workflow': run.id, 'hh.move': move.kind } };
  return await resumed(tracing, run.traceparent, `step ${workflow.name}.${move.step}`, about, async (span) => {
    const event = await attempt(run, move, workflow, around);
    if ('problem' in event) span.failed(event.problem.code);
    ended({ outcome: event.kind });
    return event;
  });
}

async function attempt(run: Run, move: Doing, workflow: AnyWorkflow, around: Surroundings): Promise<RunEvent> {
  const code = codeOf(workflow, move.step);
  try {
    return await carryOut(run, move, code, around);
  } catch (error) {
    around.log.warn({ err: error, workflow: run.id, step: code.name }, 'a step failed');
    const retryAt = code.kind === 'CALL' ? retryAtOf(run, code, around) : null;
    return { kind: 'FAILED', step: code.name, problem: problemOfError(error), retryAt };
  }
}

/**
 * What is stored before a call goes out, so that a try counts even if the process dies in it: with when the next one is
 * due if nothing is ever heard of this one, later and later, and at last that the tries are used up. Waits call nobody.
 */
export function intentOf(run: Run, move: Doing, workflow: AnyWorkflow, around: Surroundings): RunEvent | null {
  const code = codeOf(workflow, move.step);
  const passed = move.kind === 'UNDO' ? null : passOver(run, code, around);
  if (passed) return passed;
  if (move.kind !== 'CALL' && move.kind !== 'UNDO') return null;
  const tries = triesCutOff(run, move);
  if (code.kind === 'CALL' && tries >= code.retries.tries)
    return { kind: 'FAILED', step: code.name, problem: cutOff(), retryAt: null };
  const now = around.clock.now();
  // Who dies once is rarely killed by the step: the second try comes as soon as somebody takes over.
  const wait = code.kind === 'CALL' && tries > 0 ? delayAfter(code.retries, tries, around.chance()) : 0;
  const againAt = new Date(now.getTime() + wait);
  return { kind: move.kind === 'CALL' ? 'CALL_BEGUN' : 'UNDO_BEGUN', step: code.name, againAt };
}

/** A step that is not for this run is passed over before it begins; once begun, it goes on. */
function passOver(run: Run, code: StepCode, around: Surroundings): RunEvent | null {
  const isBegun = run.steps.some(({ name, startedAt }) => name === code.name && startedAt !== null);
  if (isBegun || !code.onlyIf) return null;
  try {
    return code.onlyIf(contextOf(run, code, around)) ? null : { kind: 'PASSED_OVER', step: code.name };
  } catch (error) {
    around.log.error(
      { err: error, workflow: run.id, step: code.name },
      'whether a step is for this run cannot be told',
    );
    return { kind: 'FAILED', step: code.name, problem: problemOfError(error), retryAt: null };
  }
}

/** The tries of a call whose answer nobody stored; 0 when the last one was answered, or there was none. */
function triesCutOff(run: Run, move: Doing): number {
  const step = run.steps.find(({ name }) => name === move.step);
  const underWay = move.kind === 'UNDO' ? 'UNDOING' : 'RUNNING';
  return step?.state === underWay ? step.triesUsed : 0;
}

async function carryOut(run: Run, move: Doing, code: StepCode, around: Surroundings): Promise<RunEvent> {
  const context = contextOf(run, code, around);
  switch (move.kind) {
    case 'CALL':
      return await call(run, code as CallCode, context, around);
    case 'UNDO':
      return await undo(run, code, context);
    case 'BEGIN_WAIT': {
      const kept = run.steps.find(({ name }) => name === code.name)?.waitsUntil;
      const until = kept ?? (code as TimerCode | SignalCode).until(context);
      return { kind: 'WAIT_BEGUN', step: code.name, until, signal: code.kind === 'SIGNAL' ? code.signal : null };
    }
    case 'END_WAIT':
      return endWait(code, context);
    case 'TAKE_SIGNAL': {
      const result = (code as SignalCode).accept(move.signal.payload);
      return { kind: 'STEP_DONE', step: code.name, result, signal: move.signal.id };
    }
  }
}

async function call(run: Run, code: CallCode, context: Context, around: Surroundings): Promise<RunEvent> {
  const result = await within(code.timeoutMs, () => code.run(context));
  if (!isStepRefusal(result)) return { kind: 'STEP_DONE', step: code.name, result: result ?? null };
  const problem = problemOfRefusal(result);
  return code.retryRefusals.includes(problem.code)
    ? { kind: 'FAILED', step: code.name, problem, retryAt: retryAtOf(run, code, around) }
    : { kind: 'REFUSED', step: code.name, problem };
}

async function undo(run: Run, code: StepCode, context: Context): Promise<RunEvent> {
  const take = code.kind === 'CALL' ? code.undo : 'not needed';
  // `not possible` comes here only for a step that was refused: there is nothing to take back.
  if (code.kind !== 'CALL' || typeof take === 'string') return { kind: 'STEP_UNDONE', step: code.name };
  const reason = run.actions.findLast(({ kind }) => kind === 'UNDO')?.reason ?? '';
  const result = run.steps.find(({ name }) => name === code.name)?.result ?? null;
  const answer = await within(code.timeoutMs, () => take({ ...context, key: `${context.key}.undo`, result, reason }));
  return isStepRefusal(answer)
    ? { kind: 'REFUSED', step: code.name, problem: problemOfRefusal(answer) }
    : { kind: 'STEP_UNDONE', step: code.name };
}

function endWait(code: StepCode, context: Context): RunEvent {
  if (code.kind !== 'SIGNAL') return { kind: 'STEP_DONE', step: code.name, result: null };
  if (code.otherwise === 'park') return { kind: 'WAIT_IN_VAIN', step: code.name, problem: signalMissing(code.signal) };
  return { kind: 'STEP_DONE', step: code.name, result: code.otherwise(context) };
}

type Context = StepContext<unknown, unknown>;

function contextOf(run: Run, code: StepCode, around: Surroundings): Context {
  const results = Object.fromEntries(run.steps.map(({ name, result }) => [name, result]));
  return { input: run.input, results, key: `${run.id}.${code.name}`, county: run.county, now: around.clock.now() };
}

function codeOf(workflow: AnyWorkflow, step: string): StepCode {
  const code = workflow.steps.find(({ name }) => name === step);
  if (!code) throw new Error(`${workflow.name} has no step ${step}`);
  return code;
}

/** When the next try is due; null when the tries are used up. */
function retryAtOf(run: Run, code: { name: string; retries: Retries }, around: Surroundings): Date | null {
  const triesUsed = run.steps.find(({ name }) => name === code.name)?.triesUsed ?? 0;
  if (triesUsed >= code.retries.tries) return null;
  return new Date(around.clock.now().getTime() + delayAfter(code.retries, triesUsed, around.chance()));
}
