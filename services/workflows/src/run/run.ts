/**
 * What a run of a workflow (流程) becomes when something happens to it, as values. Steps go forward one by one; undoing
 * goes backwards over every step that was begun; what can't go on is parked with its reason. DESIGN.md, Workflows.
 */

/** RUNNING goes on by itself; WAITING for a day or a message; PARKED until a person decides. */
export const runStates = ['RUNNING', 'WAITING', 'PARKED', 'DONE', 'UNDOING', 'UNDONE'] as const;
export type RunState = (typeof runStates)[number];

export const stepStates = [
  'PENDING',
  'RUNNING',
  'WAITING',
  'RETRYING',
  'DONE',
  'SKIPPED',
  'FAILED',
  'UNDOING',
  'UNDONE',
] as const;
type StepState = (typeof stepStates)[number];

/** For VERSION_GONE releases of before parked what they had no code for; nobody does any more. */
const parkedReasons = ['REFUSED', 'TRIES_USED_UP', 'SIGNAL_MISSING', 'VERSION_GONE'] as const;

/** Why something did not succeed: a short sentence for people, never a stack trace or an internal name. */
export interface Problem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface StepRecord {
  readonly name: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly undoAttempts: number;
  /** Tries since it began, since undoing began, or since a person said retry: what the limit is compared with. */
  readonly triesUsed: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Until when a wait lasts; fixed when it begins. */
  readonly waitsUntil: Date | null;
  /** The name of the signal that ends the wait before that. */
  readonly waitsFor: string | null;
  readonly result: unknown;
  readonly lastError: Problem | null;
}

export interface Signal {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly at: Date;
  /** The step that took it; null while it lies ready. */
  readonly takenBy: string | null;
}

export interface OperatorAction {
  readonly kind: 'RETRY' | 'SKIP' | 'UNDO';
  readonly step: string | null;
  readonly reason: string | null;
  /** The person's id. */
  readonly by: string;
  readonly at: Date;
}

interface Parking {
  readonly because: (typeof parkedReasons)[number];
  readonly step: string | null;
  readonly problem: Problem;
}

export interface Run {
  /** The business key: `alloc-<allocation id>`. */
  readonly id: string;
  readonly county: string;
  readonly definition: string;
  readonly version: number;
  readonly input: unknown;
  /** The trace of what began it, where there is one: its steps belong to it, whoever drives them. */
  readonly traceparent?: string;
  readonly state: RunState;
  readonly isUndoing: boolean;
  readonly steps: readonly StepRecord[];
  readonly signals: readonly Signal[];
  readonly actions: readonly OperatorAction[];
  readonly parked: Parking | null;
  /** When it goes on by itself; null when it does not. */
  readonly nextRunAt: Date | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Counts the changes, so that a change made meanwhile is seen before it is overwritten. */
  readonly revision: number;
}

export type RunEvent =
  | { readonly kind: 'CALL_BEGUN' | 'UNDO_BEGUN'; readonly step: string; readonly againAt: Date }
  | { readonly kind: 'STEP_UNDONE' | 'PASSED_OVER'; readonly step: string }
  | { readonly kind: 'STEP_DONE'; readonly step: string; readonly result: unknown; readonly signal?: string }
  | { readonly kind: 'WAIT_BEGUN'; readonly step: string; readonly until: Date; readonly signal: string | null }
  | { readonly kind: 'WAIT_IN_VAIN'; readonly step: string; readonly problem: Problem }
  | { readonly kind: 'REFUSED'; readonly step: string; readonly problem: Problem }
  | { readonly kind: 'FAILED'; readonly step: string; readonly problem: Problem; readonly retryAt: Date | null }
  | { readonly kind: 'SIGNALLED'; readonly signal: Omit<Signal, 'takenBy' | 'at'> }
  | { readonly kind: 'CODE_FOUND' };

/** A run at its beginning: every step is there from the start, so that people see what is still to come. */
export function begin(
  run: Pick<Run, 'id' | 'county' | 'definition' | 'version' | 'input' | 'traceparent'>,
  steps: readonly string[],
  at: Date,
): Run {
  const beginning = { state: 'RUNNING', isUndoing: false, signals: [], actions: [], parked: null } as const;
  return { ...run, ...beginning, steps: steps.map(pending), nextRunAt: at, startedAt: at, endedAt: null, revision: 0 };
}

/** A step that nothing has happened to. */
export function pending(name: string): StepRecord {
  return {
    name,
    state: 'PENDING',
    attempts: 0,
    undoAttempts: 0,
    triesUsed: 0,
    startedAt: null,
    endedAt: null,
    waitsUntil: null,
    waitsFor: null,
    result: null,
    lastError: null,
  };
}

/** The step that the run stands at; undefined when all have ended. */
export function currentStep(run: Run): StepRecord | undefined {
  return run.steps.find(({ state }) => state !== 'DONE' && state !== 'SKIPPED');
}

/**
 * The last step that was begun and is not undone yet. A step whose answer was lost may have had its effect, so every
 * step that was begun is undone, and undoing what never happened has to be harmless. The first one is undone even before
 * it was begun: it also takes back what the run was begun for, which would wait for it for ever.
 */
export function stepToUndo(run: Run): StepRecord | undefined {
  return run.steps.findLast(
    ({ state, startedAt }, index) =>
      state !== 'UNDONE' && (startedAt !== null || (index === 0 && (state === 'PENDING' || state === 'UNDOING'))),
  );
}

/** The run after something happened to it. */
export function next(run: Run, event: RunEvent, at: Date): Run {
  switch (event.kind) {
    case 'CALL_BEGUN':
      return { ...change(run, event.step, (step) => callBegun(step, at)), state: 'RUNNING', nextRunAt: event.againAt };
    case 'UNDO_BEGUN':
      return { ...change(run, event.step, undoBegun), nextRunAt: event.againAt };
    case 'STEP_DONE':
      return onward(stepDone(run, event, at), at);
    case 'STEP_UNDONE':
      return onward(
        change(run, event.step, (step) => ended(step, 'UNDONE', at)),
        at,
      );
    case 'PASSED_OVER':
      // It never began, so undoing has nothing to do with it.
      return onward(
        change(run, event.step, (step) => ({ ...step, state: 'SKIPPED', endedAt: at })),
        at,
      );
    case 'WAIT_BEGUN':
      return {
        ...change(run, event.step, (step) => waitBegun(step, event, at)),
        state: 'WAITING',
        nextRunAt: event.until,
      };
    case 'WAIT_IN_VAIN': {
      const failed = change(run, event.step, (step) => ({ ...step, state: 'FAILED', lastError: event.problem }));
      return park(failed, { because: 'SIGNAL_MISSING', step: event.step, problem: event.problem });
    }
    case 'REFUSED':
      return refused(run, event.step, event.problem, at);
    case 'FAILED':
      return failed(run, event, at);
    case 'SIGNALLED':
      return signalled(run, event.signal, at);
    case 'CODE_FOUND':
      return afresh(run, at);
  }
}

function callBegun(step: StepRecord, at: Date): StepRecord {
  const counted = { attempts: step.attempts + 1, triesUsed: step.triesUsed + 1 };
  return { ...step, ...counted, state: 'RUNNING', startedAt: step.startedAt ?? at };
}

function undoBegun(step: StepRecord): StepRecord {
  // The tries of going forward do not count against those of going back.
  const triesUsed = step.state === 'UNDOING' ? step.triesUsed + 1 : 1;
  return { ...step, state: 'UNDOING', undoAttempts: step.undoAttempts + 1, triesUsed };
}

function waitBegun(step: StepRecord, event: RunEvent & { kind: 'WAIT_BEGUN' }, at: Date): StepRecord {
  const wait = { waitsUntil: event.until, waitsFor: event.signal };
  return { ...step, ...wait, state: 'WAITING', attempts: step.attempts + 1, startedAt: step.startedAt ?? at };
}

function ended(step: StepRecord, state: 'DONE' | 'UNDONE', at: Date): StepRecord {
  return { ...step, state, endedAt: at, triesUsed: 0, lastError: null };
}

function stepDone(run: Run, event: RunEvent & { kind: 'STEP_DONE' }, at: Date): Run {
  const done = change(run, event.step, (step) => ({
    ...ended(step, 'DONE', at),
    startedAt: step.startedAt ?? at,
    result: event.result,
  }));
  const take = (signal: Signal) => (signal.id === event.signal ? { ...signal, takenBy: event.step } : signal);
  return { ...done, signals: done.signals.map(take) };
}

function refused(run: Run, name: string, problem: Problem, at: Date): Run {
  const parking: Parking = { because: 'REFUSED', step: name, problem };
  const isUndo = run.steps.some((step) => step.name === name && step.state === 'UNDOING');
  if (isUndo)
    return park(
      change(run, name, (step) => ({ ...step, lastError: problem })),
      parking,
    );
  const after = change(run, name, (step) => ({ ...step, state: 'FAILED', lastError: problem }));
  return run.isUndoing ? onward(after, at) : park(after, parking);
}

function failed(run: Run, event: RunEvent & { kind: 'FAILED' }, at: Date): Run {
  const { step: name, problem, retryAt } = event;
  const isUndo = run.steps.some((step) => step.name === name && step.state === 'UNDOING');
  // A person asked to undo while the call was on its way: it is not tried again.
  if (run.isUndoing && !isUndo)
    return onward(
      change(run, name, (step) => ({ ...step, state: 'FAILED', lastError: problem })),
      at,
    );
  const state = isUndo ? 'UNDOING' : retryAt ? 'RETRYING' : 'FAILED';
  const after = change(run, name, (step) => ({ ...step, state, lastError: problem }));
  return retryAt ? { ...after, nextRunAt: retryAt } : park(after, { because: 'TRIES_USED_UP', step: name, problem });
}

/** The same id again changes nothing: a signal is delivered at most once. Whoever waits for it goes on, late or not. */
function signalled(run: Run, signal: Omit<Signal, 'takenBy' | 'at'>, at: Date): Run {
  if (run.signals.some(({ id }) => id === signal.id)) return run;
  const noted = { ...run, signals: [...run.signals, { ...signal, at, takenBy: null }] };
  const isAwaited = currentStep(run)?.waitsFor === signal.name;
  const isWaiting = run.state === 'WAITING' || run.parked?.because === 'SIGNAL_MISSING';
  return isAwaited && isWaiting && !run.isUndoing ? onward(noted, at) : noted;
}

/** Where the run stands after a step has ended: at its end, or due for the next step. */
export function onward(run: Run, at: Date): Run {
  const isOver = run.isUndoing ? stepToUndo(run) === undefined : currentStep(run) === undefined;
  const over = run.isUndoing ? 'UNDONE' : 'DONE';
  const going = run.isUndoing ? 'UNDOING' : 'RUNNING';
  return isOver
    ? { ...run, state: over, parked: null, nextRunAt: null, endedAt: at }
    : { ...run, state: going, parked: null, nextRunAt: at };
}

/** Goes on from where it was stopped, with a fresh set of tries. */
export function afresh(run: Run, at: Date): Run {
  return onward({ ...run, steps: run.steps.map(run.isUndoing ? undoneAgain : triedAgain) }, at);
}

/** A wait that was in vain gets a new day; one that still lasts keeps its own. */
function triedAgain(step: StepRecord): StepRecord {
  if (step.state === 'FAILED') return { ...step, state: 'PENDING', triesUsed: 0, waitsUntil: null };
  return step.state === 'WAITING' ? { ...step, state: 'PENDING' } : step;
}

function undoneAgain(step: StepRecord): StepRecord {
  return step.state === 'UNDOING' ? { ...step, triesUsed: 0 } : step;
}

function park(run: Run, parked: Parking): Run {
  return { ...run, state: 'PARKED', parked, nextRunAt: null };
}

export function change(run: Run, name: string, to: (step: StepRecord) => StepRecord): Run {
  return { ...run, steps: run.steps.map((step) => (step.name === name ? to(step) : step)) };
}
