/**
 * Drives one run as far as it goes now: decide, do, store, again. The lease is taken before the state is read and kept
 * while a step runs; every write carries its fence and the revision that was read. A process may die at any `await`:
 * the next one takes over from what is stored, and the key of a step makes repeating it harmless.
 *
 * One write stores what has happened and what follows from it: waits that begin and steps that are passed over, the
 * beginning of the next call, or, at rest, that the lease is given back.
 */
import { reach } from '@hh/service/failpoint.ts';
import { type Move, nextMove } from '../run/move.ts';
import { next, type Run, type RunEvent } from '../run/run.ts';
import type { AnyWorkflow } from './definition.ts';
import { intentOf, perform, type Surroundings } from './perform.ts';
import type { Registry } from './registry.ts';

/** What the driver needs of a store. */
export interface RunStore {
  /** Takes the lease on a run; null while another driver holds it, or when there is no such run. */
  take(id: string): Promise<Hold | null>;
}

/** A run that is held. Once somebody else has taken over, nothing can be read or written through it any more. */
export interface Hold {
  /** The run as it was when the lease was taken. */
  readonly taken: Run;
  /** Has nobody held it before? */
  readonly isFirst: boolean;
  read(): Promise<Run | null>;
  /**
   * Stores the run and answers it as stored; null when it was changed since it was read, or taken over. `LET_GO` gives
   * the lease back in the same write, where there is one.
   */
  save(run: Run, then?: 'LET_GO'): Promise<Run | null>;
  keep(): Promise<boolean>;
  release(): Promise<void>;
}

interface Driving extends Surroundings {
  readonly store: RunStore;
  readonly registry: Registry;
  readonly keepEveryMs: number;
  /** Between two moves: is the process about to stop? */
  readonly isStopping: () => boolean;
}

export async function drive(id: string, driving: Driving): Promise<void> {
  const hold = await driving.store.take(id);
  if (!hold) return;
  reach('workflow.taken');
  const keeping = keepWhileRunning(id, hold, driving);
  let isHeld = true;
  try {
    isHeld = (await goOn(hold, driving)) !== 'LET_GO';
  } finally {
    clearInterval(keeping);
    if (isHeld) await hold.release();
  }
}

/** A lease that ran out all the same does no harm: the fence stops every later write. */
function keepWhileRunning(id: string, hold: Hold, { keepEveryMs, log }: Driving): NodeJS.Timeout {
  const keep = () =>
    hold.keep().then(
      (isHeld) => isHeld || log.info({ workflow: id }, 'another driver has taken over'),
      (error: unknown) => log.warn({ err: error, workflow: id }, 'the lease could not be kept'),
    );
  return setInterval(keep, keepEveryMs);
}

type Doing = Exclude<Move, { kind: 'REST' }>;

/** Where a run stands: with the call that is stored as begun by us, and is to be made now. */
interface Standing {
  readonly run: Run;
  readonly begun: Doing | null;
}

/** Null when somebody changed the run meanwhile, a signal or a person, or took it over. */
type Moved = Standing | 'AT_REST' | 'LET_GO' | null;

async function goOn(hold: Hold, driving: Driving): Promise<'AT_REST' | 'LET_GO'> {
  let at: Standing = { run: hold.taken, begun: firstCall(hold) };
  while (at.begun || !driving.isStopping()) {
    const workflow = driving.registry.find(at.run);
    if (!workflow) return 'AT_REST';
    const moved = isOrphan(at.run) ? await free(hold, at.run, driving) : await move(hold, at, workflow, driving);
    if (moved === 'AT_REST' || moved === 'LET_GO') return moved;
    // What somebody else left is decided anew.
    const run = moved ? moved.run : await hold.read();
    if (!run) return 'AT_REST';
    at = { run, begun: moved?.begun ?? null };
  }
  return 'AT_REST';
}

/** A run as it is stored at first: its first call has begun already, and is made by whoever takes the run first. */
export function begunWith(run: Run, workflow: AnyWorkflow, around: Surroundings): Run {
  const now = around.clock.now();
  const todo = nextMove(run, workflow.steps, now);
  const intent = todo.kind === 'CALL' ? intentOf(run, todo, workflow, around) : null;
  return intent && begins(intent) ? next(run, intent, now) : run;
}

/** Whoever takes it later cannot know what became of that call: for them it was cut off. */
function firstCall({ taken, isFirst }: Hold): Doing | null {
  const step = taken.steps.find(({ state }) => state === 'RUNNING');
  return isFirst && taken.state === 'RUNNING' && step ? { kind: 'CALL', step: step.name } : null;
}

async function move(hold: Hold, { run, begun }: Standing, workflow: AnyWorkflow, driving: Driving): Promise<Moved> {
  const { clock } = driving;
  const todo = begun ?? nextMove(run, workflow.steps, clock.now());
  if (todo.kind === 'REST') return 'AT_REST';
  const intent = begun ? null : intentOf(run, todo, workflow, driving);
  if (intent && begins(intent)) {
    const saved = await hold.save(next(run, intent, clock.now()));
    return saved && { run: saved, begun: todo };
  }
  const step = `${workflow.name}.${todo.step}${todo.kind === 'UNDO' ? '.undo' : ''}`;
  reach('step.begun', step);
  const event = intent ?? (await perform(run, todo, workflow, driving));
  reach('step.performed', step);
  const moved = await (begun ? record : store)(hold, run, event, workflow, driving);
  reach('step.saved', step);
  return moved;
}

/** Stores what a call has led to, on top of what a signal or a person did to the run meanwhile. */
async function record(hold: Hold, run: Run, event: RunEvent, workflow: AnyWorkflow, driving: Driving): Promise<Moved> {
  for (let current: Run | null = run; current; current = await hold.read()) {
    const moved = await store(hold, current, event, workflow, driving);
    if (moved) return moved;
  }
  return null;
}

/** Stores what has happened, and what follows from it. */
async function store(hold: Hold, run: Run, event: RunEvent, workflow: AnyWorkflow, driving: Driving): Promise<Moved> {
  const { clock, log } = driving;
  const now = clock.now();
  const { after, todo } = await settled(next(run, event, now), workflow, driving);
  if (todo.kind === 'REST') {
    const saved = await hold.save(after, 'LET_GO');
    if (saved?.parked) log.warn({ workflow: saved.id, because: saved.parked.because }, 'a workflow is parked');
    return saved && 'LET_GO';
  }
  const intent = driving.isStopping() ? null : intentOf(after, todo, workflow, driving);
  const begun = intent && begins(intent) ? todo : null;
  const saved = await hold.save(begun && intent ? next(after, intent, now) : after);
  return saved && { run: saved, begun };
}

/** Goes on over what calls nobody: a step that is not for this run, a wait that begins. It needs no write of its own. */
async function settled(run: Run, workflow: AnyWorkflow, driving: Driving): Promise<{ after: Run; todo: Move }> {
  const now = driving.clock.now();
  for (let after = run; ; ) {
    const todo = nextMove(after, workflow.steps, now);
    const intent = todo.kind === 'REST' ? null : intentOf(after, todo, workflow, driving);
    const passed = intent && !begins(intent) ? intent : null;
    if (todo.kind !== 'BEGIN_WAIT' && !passed) return { after, todo };
    after = next(after, passed ?? (await perform(after, todo as Doing, workflow, driving)), now);
  }
}

function begins({ kind }: RunEvent): boolean {
  return kind === 'CALL_BEGUN' || kind === 'UNDO_BEGUN';
}

/** An earlier release had no code for it, and parked it instead of leaving it to whoever has. */
function isOrphan({ parked }: Run): boolean {
  return parked?.because === 'VERSION_GONE';
}

async function free(hold: Hold, run: Run, { clock, log }: Driving): Promise<Moved> {
  const saved = await hold.save(next(run, { kind: 'CODE_FOUND' }, clock.now()));
  if (saved) log.info({ workflow: run.id }, 'a workflow that was parked for its code goes on');
  return saved && { run: saved, begun: null };
}
