/**
 * What a person may do to a run that needs a decision: try again, skip the step that the run stands at (where its
 * definition allows that), or undo everything. Each refusal changes nothing; each action stays in the run's history.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { PlannedStep } from './move.ts';
import { afresh, change, currentStep, type OperatorAction, onward, type Run, type StepRecord } from './run.ts';

export type Operation =
  | { readonly kind: 'RETRY'; readonly reason: string | null }
  | { readonly kind: 'SKIP'; readonly step: string; readonly reason: string }
  | { readonly kind: 'UNDO'; readonly reason: string };

/** How the rules see the code of the run's version: null when that version is gone. */
export type Plan = readonly (PlannedStep & { readonly canUndo: boolean; readonly finalSignal: string | null })[] | null;

export function operate(run: Run, plan: Plan, operation: Operation, by: string, at: Date): Run | Refusal {
  switch (operation.kind) {
    case 'RETRY':
      return run.state === 'PARKED' ? afresh(noted(run, operation, null, by, at), at) : notIn(run.state);
    case 'SKIP':
      return skip(run, plan, operation, by, at);
    case 'UNDO':
      return undo(run, plan, operation, by, at);
  }
}

function skip(run: Run, plan: Plan, operation: Operation & { kind: 'SKIP' }, by: string, at: Date): Run | Refusal {
  const step = run.steps.find(({ name }) => name === operation.step);
  if (!step) return refuse('NOT_FOUND', { field: 'step', what: operation.step });
  if ((run.state !== 'PARKED' && run.state !== 'WAITING') || run.isUndoing) return notIn(run.state);
  if (currentStep(run)?.name !== step.name) return notIn(step.state, 'step');
  const canSkip = plan?.some(({ name, canSkip }) => name === step.name && canSkip);
  if (!canSkip) return refuse('STEP_NOT_SKIPPABLE', { field: 'step', step: step.name });
  const skipped = change(run, step.name, (each) => ({ ...each, state: 'SKIPPED', endedAt: at }));
  return onward(noted(skipped, operation, step.name, by, at), at);
}

/**
 * A step that cannot be undone, once it may have happened, stands in the way, and so does a signal that is final, once it
 * has come. A refused step has changed nothing.
 */
function undo(run: Run, plan: Plan, operation: Operation & { kind: 'UNDO' }, by: string, at: Date): Run | Refusal {
  if (run.isUndoing) return notIn(run.state);
  const refused = run.parked?.because === 'REFUSED' ? run.parked.step : null;
  const canUndo = (step: StepRecord) => plan?.some(({ name, canUndo }) => name === step.name && canUndo);
  const blocker = run.steps.find((step) => step.startedAt !== null && step.name !== refused && !canUndo(step));
  if (blocker) return refuse('UNDO_NOT_POSSIBLE', { step: blocker.name });
  const came = plan?.find(({ finalSignal }) => run.signals.some(({ name }) => name === finalSignal));
  if (came) return refuse('UNDO_NOT_POSSIBLE', { step: came.name });
  return onward(noted({ ...run, isUndoing: true, endedAt: null }, operation, null, by, at), at);
}

function noted(run: Run, operation: Operation, step: string | null, by: string, at: Date): Run {
  const action: OperatorAction = { kind: operation.kind, step, reason: operation.reason, by, at };
  return { ...run, actions: [...run.actions, action] };
}

function notIn(state: string, field?: string): Refusal {
  return refuse('STATE_NOT_ALLOWED', { state, ...(field ? { field } : {}) });
}
