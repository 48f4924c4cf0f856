/**
 * Drives one run as far as it goes now: decide, do, store, again. The lease is taken before the state is read and kept
 * while a step runs; every write carries its fence and the revision that was read. A process may die at any `await`:
 * the next one takes over from what is stored, and the key of a step makes repeating it harmless.
 */
import { reach } from '@hh/service/failpoint.ts';
import { nextMove } from '../run/move.ts';
import { next, type Run, type RunEvent } from '../run/run.ts';
import type { AnyWorkflow } from './definition.ts';
import { intentOf, perform, type Surroundings } from './perform.ts';
import { versionGone } from './problem.ts';
import type { Registry } from './registry.ts';

/** What the driver needs of a store. */
export interface RunStore {
  /** Takes the lease on a run; null while another driver holds it, or when there is no such run. */
  take(id: string): Promise<Hold | null>;
}

/** A run that is held. Once somebody else has taken over, nothing can be read or written through it any more. */
export interface Hold {
  read(): Promise<Run | null>;
  /** Stores the run and answers it as stored; null when it was changed since it was read, or taken over. */
  save(run: Run): Promise<Run | null>;
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
  try {
    await goOn(hold, driving);
  } finally {
    clearInterval(keeping);
    await hold.release();
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

async function goOn(hold: Hold, driving: Driving): Promise<void> {
  let run = await hold.read();
  while (run && !driving.isStopping()) {
    const workflow = driving.registry.find(run);
    if (workflow === 'newer') return;
    const after = workflow === 'gone' ? await parkOrphan(hold, run, driving) : await move(hold, run, workflow, driving);
    if (after === 'AT_REST') return;
    // Null when somebody changed the run meanwhile, a signal or a person: what they left is decided anew.
    run = after ?? (await hold.read());
  }
}

type Moved = Run | null | 'AT_REST';

async function move(hold: Hold, run: Run, workflow: AnyWorkflow, driving: Driving): Promise<Moved> {
  const { clock } = driving;
  const todo = nextMove(run, workflow.steps, clock.now());
  if (todo.kind === 'REST') return 'AT_REST';
  const step = `${workflow.name}.${todo.step}${todo.kind === 'UNDO' ? '.undo' : ''}`;
  const intent = intentOf(run, todo, workflow, driving);
  const isCall = intent?.kind === 'CALL_BEGUN' || intent?.kind === 'UNDO_BEGUN';
  const begun = isCall ? await hold.save(next(run, intent, clock.now())) : run;
  if (!begun) return null;
  reach('step.begun', step);
  const event = isCall || !intent ? await perform(begun, todo, workflow, driving) : intent;
  reach('step.performed', step);
  const saved = await (isCall ? record(hold, begun, event, driving) : hold.save(next(begun, event, clock.now())));
  reach('step.saved', step);
  return saved;
}

/** Stores what a call has led to, on top of what a signal or a person did to the run meanwhile. */
async function record(hold: Hold, begun: Run, event: RunEvent, { clock, log }: Driving): Promise<Run | null> {
  for (let current: Run | null = begun; current; current = await hold.read()) {
    const saved = await hold.save(next(current, event, clock.now()));
    if (saved?.parked) log.warn({ workflow: saved.id, because: saved.parked.because }, 'a workflow is parked');
    if (saved) return saved;
  }
  return null;
}

async function parkOrphan(hold: Hold, run: Run, { clock, log }: Driving): Promise<Moved> {
  if (run.nextRunAt === null) return 'AT_REST';
  const { id, definition, version } = run;
  log.error({ workflow: id, definition, version }, 'the code of a running workflow is gone');
  return await hold.save(next(run, { kind: 'VERSION_GONE', problem: versionGone(version) }, clock.now()));
}
