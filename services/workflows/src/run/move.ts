/**
 * What is to be done now with a run: at most one thing at a time, so that the order of the steps is the order of the
 * effects, forwards and backwards.
 */
import { currentStep, type Run, type Signal, type StepRecord, stepToUndo } from './run.ts';

/** What the rules need to know of a step's code. */
export interface PlannedStep {
  readonly name: string;
  readonly kind: 'CALL' | 'TIMER' | 'SIGNAL';
  readonly canSkip: boolean;
  /** The name of the signal that a SIGNAL step takes. */
  readonly signal?: string;
}

export type Move =
  | { readonly kind: 'REST' }
  | { readonly kind: 'CALL' | 'BEGIN_WAIT' | 'END_WAIT' | 'UNDO'; readonly step: string }
  | { readonly kind: 'TAKE_SIGNAL'; readonly step: string; readonly signal: Signal };

const REST: Move = { kind: 'REST' };

export function nextMove(run: Run, plan: readonly PlannedStep[], now: Date): Move {
  switch (run.state) {
    case 'PARKED':
    case 'DONE':
    case 'UNDONE':
      return REST;
    case 'UNDOING': {
      const step = stepToUndo(run);
      return step && isDue(run, now) ? { kind: 'UNDO', step: step.name } : REST;
    }
    case 'RUNNING':
    case 'WAITING': {
      const step = currentStep(run);
      const planned = plan.find(({ name }) => name === step?.name);
      return step && planned ? moveForward(run, step, planned, now) : REST;
    }
  }
}

function moveForward(run: Run, step: StepRecord, planned: PlannedStep, now: Date): Move {
  const ready = run.signals.find((signal) => signal.name === planned.signal && signal.takenBy === null);
  switch (planned.kind) {
    case 'CALL':
      return isDue(run, now) ? { kind: 'CALL', step: step.name } : REST;
    case 'SIGNAL':
      return ready ? { kind: 'TAKE_SIGNAL', step: step.name, signal: ready } : moveTimer(step, now);
    case 'TIMER':
      return moveTimer(step, now);
  }
}

function moveTimer(step: StepRecord, now: Date): Move {
  if (step.state !== 'WAITING' || step.waitsUntil === null) return { kind: 'BEGIN_WAIT', step: step.name };
  return step.waitsUntil <= now ? { kind: 'END_WAIT', step: step.name } : REST;
}

function isDue(run: Run, now: Date): boolean {
  return run.nextRunAt !== null && run.nextRunAt <= now;
}
