/**
 * A workflow reads top to bottom like the story it tells:
 *
 *     defineWorkflow({ name: 'share-profit', version: 1, input })
 *       .step('post', { run: …, undo: … })
 *       .step('credit', { run: ({ results }) => …results.post.lines…, undo: … })
 *
 * Each step knows the results of the steps above it, and TypeScript refuses to read any other. A released version
 * never changes: a change is a new version beside it, and runs finish on the version they began with.
 */
import type { Refusal } from '@hh/kernel/refusal.ts';
import type { z } from 'zod';
import type { PlannedStep } from '../run/move.ts';
import { patientRetries, type Retries } from './backoff.ts';
import type { StepRefusal } from './problem.ts';

export interface StepContext<Input, Results> {
  readonly input: Input;
  /** What the earlier steps answered; null for one that was skipped. */
  readonly results: Results;
  /** The idempotency key of this step, `<workflow id>.<step>`: the same at every try. */
  readonly key: string;
  readonly county: string;
  /** Business time. */
  readonly now: Date;
}

interface UndoContext<Input, Results, Result> extends StepContext<Input, Results> {
  /** What the step answered; null when its answer never came. */
  readonly result: Result | null;
  /** Why a person undoes the run. */
  readonly reason: string;
}

type Answer<Result> = Promise<Result | Refusal | StepRefusal>;

/**
 * Takes back what a step did. It also runs when the step's answer was lost or a refusal, so undoing what never
 * happened has to succeed. `not needed`: undoing an earlier step takes this one back too. `not possible`: once this
 * step has happened, the run can only go forward.
 */
type Undo<Input, Results, Result> =
  | ((context: UndoContext<Input, Results, Result>) => Answer<unknown>)
  | 'not needed'
  | 'not possible';

interface Step<Input, Results, Result, CanSkip extends boolean> {
  run(context: StepContext<Input, Results>): Answer<Result>;
  readonly undo: Undo<Input, Results, Result>;
  /** May a person skip it? Its result is then null for the steps below. */
  readonly canSkip?: CanSkip;
  readonly retries?: Retries;
  /** How long one try may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Refusals that time alone may heal: tried again like a failure, instead of parked. */
  readonly retryRefusals?: readonly string[];
}

interface Wait<Input, Results, Payload, Else> {
  /** The name of the signal that ends the wait; what it carries is the step's result. */
  readonly signal: string;
  readonly payload: z.ZodType<Payload>;
  /** The deadline, fixed when the wait begins. */
  until(context: StepContext<Input, Results>): Date;
  /** What happens without it: `park` for a person to decide, or another result. */
  readonly otherwise: 'park' | ((context: StepContext<Input, Results>) => Else);
  /** Once the signal has come, the run is not undone any more: what it tells of cannot be taken back this way. */
  readonly isFinal?: boolean;
}

/** The steps as the engine runs them: defaults filled in, types forgotten. */
interface AnyCode extends PlannedStep {
  /** Is the step for this run? */
  readonly onlyIf?: Condition<unknown, unknown>;
}

export interface CallCode extends AnyCode {
  readonly kind: 'CALL';
  readonly retries: Retries;
  readonly timeoutMs: number;
  readonly retryRefusals: readonly string[];
  readonly undo: Undo<unknown, unknown, unknown>;
  run(context: StepContext<unknown, unknown>): Answer<unknown>;
}

export interface TimerCode extends AnyCode {
  readonly kind: 'TIMER';
  until(context: StepContext<unknown, unknown>): Date;
}

export interface SignalCode extends AnyCode {
  readonly kind: 'SIGNAL';
  readonly signal: string;
  until(context: StepContext<unknown, unknown>): Date;
  /** Parses what a signal carried. */
  accept(payload: unknown): unknown;
  readonly otherwise: 'park' | ((context: StepContext<unknown, unknown>) => unknown);
  readonly isFinal?: boolean;
}

export type StepCode = CallCode | TimerCode | SignalCode;

/** A definition as the engine sees it. */
export interface AnyWorkflow {
  readonly name: string;
  readonly version: number;
  readonly input: z.ZodType;
  readonly steps: readonly StepCode[];
}

/** A name that no step above has. */
type NewName<Name extends string, Results> = Name extends keyof Results ? never : Name;
type With<Results, Name extends string, Result> = Results & { readonly [key in Name]: Result };

type Condition<Input, Results> = (context: StepContext<Input, Results>) => boolean;

/** What may come next. `Passed` is null where the step may be passed over, so that its result is then null. */
interface Steps<Input, Results, Passed> {
  /** A call to another service or one transaction, tried until it succeeds, refuses, or its tries are used up. */
  step<const Name extends string, Result, const CanSkip extends boolean = false>(
    name: NewName<Name, Results>,
    step: Step<Input, Results, Result, CanSkip>,
  ): Workflow<Input, With<Results, Name, (CanSkip extends true ? Result | null : Result) | Passed>>;
  /** Waits until an instant that is fixed when the wait begins; later changes of a calendar do not move it. */
  waitUntil<const Name extends string>(
    name: NewName<Name, Results>,
    until: (context: StepContext<Input, Results>) => Date,
  ): Workflow<Input, With<Results, Name, null>>;
  /** Waits for a signal, which may have come before, with a deadline and what happens after it. */
  waitFor<const Name extends string, Payload, Else = never>(
    name: NewName<Name, Results>,
    wait: Wait<Input, Results, Payload, Else>,
  ): Workflow<Input, With<Results, Name, Payload | Else | Passed>>;
}

export interface Workflow<Input, Results> extends AnyWorkflow, Steps<Input, Results, never> {
  readonly input: z.ZodType<Input>;
  /** The step that follows is for some runs only: asked when its turn comes, it is passed over for the others. */
  onlyIf(condition: Condition<Input, Results>): Steps<Input, Results, null>;
}

const defaults = { retries: patientRetries, timeoutMs: 30_000, retryRefusals: [] };

// biome-ignore lint/complexity/noBannedTypes: before the first step there are no results to read
type NoResults = {};

export function defineWorkflow<Input>(head: {
  /** Words joined by hyphens, the name of its folder. */
  readonly name: string;
  readonly version: number;
  readonly input: z.ZodType<Input>;
}): Workflow<Input, NoResults> {
  return withSteps(head, []);
}

function withSteps<Input, Results>(
  head: { name: string; version: number; input: z.ZodType<Input> },
  steps: readonly StepCode[],
): Workflow<Input, Results> {
  return {
    ...head,
    steps,
    ...adding<Input, Results, never>(head, steps, {}),
    onlyIf: (condition) =>
      adding<Input, Results, null>(head, steps, { onlyIf: condition as Condition<unknown, unknown> }),
  };
}

function adding<Input, Results, Passed>(
  head: { name: string; version: number; input: z.ZodType<Input> },
  steps: readonly StepCode[],
  only: Pick<AnyCode, 'onlyIf'>,
): Steps<Input, Results, Passed> {
  const and = <More>(step: StepCode) => withSteps<Input, More>(head, [...steps, { ...step, ...only }]);
  return {
    step: (name, step) => and({ ...defaults, ...step, name, kind: 'CALL', canSkip: step.canSkip ?? false } as CallCode),
    waitUntil: (name, until) => and({ name, kind: 'TIMER', canSkip: false, until } as TimerCode),
    waitFor: (name, { payload, ...wait }) =>
      and({ ...wait, name, kind: 'SIGNAL', canSkip: false, accept: (value) => payload.parse(value) } as SignalCode),
  };
}
