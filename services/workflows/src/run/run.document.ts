/**
 * A run as it is stored: the names of its steps once, and of each step that has begun what differs from one that has not.
 * Every write of a run carries its steps, so what nothing has happened to is not in it.
 */
import { pending, type Run, type StepRecord } from './run.ts';

/**
 * How runs are stored. Whoever stores them in another way raises it: replicas of the release before, which would not read
 * them rightly, then leave them alone.
 */
export const FORM = 1;

export type RunDocument = Omit<Run, 'id' | 'steps'> & {
  readonly _id: string;
  /** Not there before forms were counted. */
  readonly form?: number;
  /** All steps, in their order. A run that is older than this has none, and each of its steps in `steps`. */
  readonly stepNames?: readonly string[];
  readonly steps: readonly StoredStep[];
  readonly lease?: unknown;
};

type StoredStep = Partial<StepRecord> & Pick<StepRecord, 'name'>;

export function toDocument({ id, ...run }: Run): RunDocument {
  return { ...run, _id: id, form: FORM, ...storedSteps(run) };
}

export function toRun({ _id, form: _, stepNames, steps, lease: __, ...run }: RunDocument): Run {
  // How it is stored and who drives it is no part of what it is.
  const stored = new Map(steps.map((step) => [step.name, step]));
  const names = stepNames ?? steps.map(({ name }) => name);
  return { ...run, id: _id, steps: names.map((name) => ({ ...pending(name), ...stored.get(name) })) };
}

/** What changes in the life of a run; the rest is written once. */
export function changeable(run: Run, isStoredAs: Pick<RunDocument, 'stepNames'>): Partial<RunDocument> {
  const { state, isUndoing, signals, actions, parked, nextRunAt, endedAt } = run;
  const { stepNames, steps } = storedSteps(run);
  const rest = { form: FORM, state, isUndoing, signals, actions, parked, nextRunAt, endedAt };
  return { ...rest, steps, ...(isStoredAs.stepNames ? {} : { stepNames }) };
}

function storedSteps({ steps }: Pick<Run, 'steps'>): Required<Pick<RunDocument, 'stepNames' | 'steps'>> {
  return { stepNames: steps.map(({ name }) => name), steps: steps.map(storedStep).filter((step) => step !== null) };
}

function storedStep(step: StepRecord): StoredStep | null {
  const untouched = pending(step.name);
  const own = Object.entries(step).filter(([key, value]) => value !== untouched[key as keyof StepRecord]);
  return own.length === 0 ? null : { name: step.name, ...Object.fromEntries(own) };
}
