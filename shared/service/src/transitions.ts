/** What a caller may do with an object now, by the table of its states. */
import { type StateMachine, whyNot } from '@hh/kernel/state-machine.ts';
import { type Actor, type Capability, canAt } from './actor.ts';

export interface AllowedTransition {
  readonly mutation: string;
  readonly to: string;
  readonly requires: readonly string[];
}

/** For a person, in the order of the table; a rule that looks at other objects may still refuse, and says which. */
export function allowedTransitions<State extends string>(
  machine: StateMachine<string, State, Capability>,
  object: { readonly state: State },
  actor: Actor | null,
  ...objectScopes: readonly string[]
): AllowedTransition[] {
  if (actor?.kind !== 'PERSON') return [];
  return Object.entries(machine)
    .filter(
      ([, transition]) =>
        transition.may !== 'system' &&
        canAt(actor, transition.may, ...objectScopes) &&
        whyNot(transition, object, actor.id) === null,
    )
    .map(([mutation, { to, requires = [] }]) => ({ mutation, to, requires }));
}
