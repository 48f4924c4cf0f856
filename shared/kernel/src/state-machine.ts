/**
 * A state machine as a table: from where, to where, and by whom. A command is decided by it, its write is conditioned
 * by it, and the graph tells a caller by it what they may do now, so that no screen needs a copy of the rules.
 */
import { type Refusal, refuse } from './refusal.ts';
import type { RefusalCode } from './refusal-catalogue.ts';

export interface Transition<State extends string, Right extends string = string> {
  readonly from: readonly State[];
  readonly to: State;
  /** What it takes at the object's place; `system` where only the steps of workflows and timers do it. */
  readonly may: Right | 'system';
  /** The object's fields that hold persons who may not: maker ≠ checker. A path with a dot leads into a list or an object. */
  readonly notBy?: readonly string[];
  /** The object's fields that hold the persons who alone may: the holder, the claimant, the reporter. */
  readonly onlyBy?: readonly string[];
  /** Where a state has a better word than STATE_NOT_ALLOWED: what is claimed is ALREADY_CLAIMED. */
  readonly otherwise?: { readonly [S in State]?: RefusalCode };
  /** What the input has to say beside the object. */
  readonly requires?: readonly string[];
}

/** By the mutation that takes it. */
export type StateMachine<Mutation extends string, State extends string, Right extends string = string> = Readonly<
  Record<Mutation, Transition<State, Right>>
>;

/**
 * Why this person can't take it now: STATE_NOT_ALLOWED before SAME_PERSON before NOT_THE_HOLDER; null where nothing of the
 * object forbids it.
 */
export function whyNot<State extends string>(
  { from, notBy = [], onlyBy, otherwise = {} }: Transition<State>,
  object: { readonly state: State },
  person: string,
): Refusal | null {
  const holds = (path: string) => valuesAt(object, path.split('.')).includes(person);
  if (!from.includes(object.state))
    return refuse(otherwise[object.state] ?? 'STATE_NOT_ALLOWED', { state: object.state });
  if (notBy.some(holds)) return refuse('SAME_PERSON');
  return onlyBy && !onlyBy.some(holds) ? refuse('NOT_THE_HOLDER') : null;
}

/** The same as a filter of the database, for the write: what changed since it was read matches nothing. */
export function conditionOf({ from, notBy = [], onlyBy }: Transition<string>, person: string): Record<string, unknown> {
  return {
    state: { $in: [...from] },
    ...Object.fromEntries(notBy.map((path) => [path, { $ne: person }])),
    ...(onlyBy ? { $or: onlyBy.map((path) => ({ [path]: person })) } : {}),
  };
}

/** The states that can be reached from the first one, itself included. */
export function reachable<State extends string>(
  machine: StateMachine<string, State>,
  first: State,
): ReadonlySet<State> {
  const reached = new Set([first]);
  for (const state of reached)
    for (const { from, to } of Object.values(machine)) if (from.includes(state)) reached.add(to);
  return reached;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [field, ...rest] = path;
  if (field === undefined) return [value];
  return valuesAt((value as Record<string, unknown> | null | undefined)?.[field], rest);
}
