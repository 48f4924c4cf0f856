/** A repetition of a transition that answers again: looked up only where it was refused. */
import type { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '../actor.ts';
import type { RegisterTransition, Row } from './register.ts';
import type { RegisterStore } from './store.ts';

export interface Asked {
  readonly transition: RegisterTransition;
  readonly actor: Actor;
  readonly id: string;
  readonly taken: Readonly<Record<string, unknown>>;
}

const REPEATED = ['STATE_NOT_ALLOWED', 'CHANGED_MEANWHILE'];

/** The row, where the same person has done just this with it; null where the refusal stands. */
export async function doneBefore(
  store: Pick<RegisterStore, 'get'>,
  { transition, actor, id, taken }: Asked,
  { code }: Refusal,
): Promise<Row | null> {
  const by = transition.answersAgain && transition.marks?.by;
  if (!by || !REPEATED.includes(code)) return null;
  const row = await store.get(id);
  if (row?.state !== transition.to || row[by] !== actor.id) return null;
  const kept = Object.fromEntries(Object.keys(taken).map((field) => [field, row[field]]));
  return textOf(taken) === textOf(kept) ? row : null;
}

/** What was asked, for the comparison of a repeated request: amounts and instants have no canonical text of their own. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}` : each));
}
