/** What the address of a list says, each part parsed once. */
import { type LocalDate, type Period, parseDate, parsePeriod } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, countyOf } from '@hh/service/actor.ts';

export function countyAsked(actor: Actor, asked: unknown): string | null {
  return asked === undefined ? countyOf(actor) : String(asked);
}

/** The first that is refused, else all of them. */
export function parsed<Fields extends Record<string, unknown>>(
  fields: Fields,
): { readonly [Name in keyof Fields]: Exclude<Fields[Name], Refusal> } | Refusal {
  return Object.values(fields).find(isRefusal) ?? (fields as never);
}

export function dayOf(field: string, value: unknown): LocalDate | Refusal | null {
  const day = value === undefined ? null : parseDate(value);
  return isRefusal(day) ? day.at(field) : day;
}

export function monthOf(field: string, value: unknown): Period | Refusal | null {
  const month = value === undefined ? null : parsePeriod(value);
  return isRefusal(month) ? month.at(field) : month;
}

export function choiceOf<const Choice extends string>(
  field: string,
  value: unknown,
  choices: readonly Choice[],
): Choice | Refusal | null {
  if (value === undefined) return null;
  const chosen = choices.find((choice) => choice === value);
  return chosen ?? refuse('CHOICE_UNKNOWN', { field, value: String(value).slice(0, 40), choices: choices.join(', ') });
}
