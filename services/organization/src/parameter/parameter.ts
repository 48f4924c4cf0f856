/**
 * The parameters of a county 县级参数: numbers that a rule leaves to the county, each decided by somebody on some basis and
 * in force from a day on, until the next one is. Where a county has decided nothing, the default holds. Source: domain, 2.1.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, place, reference, text } from '@hh/kernel/shape.ts';

/** What holds until a county decides, and between which numbers it may. */
export const parameters = {
  YELLOW_FLAGS_BEFORE_REPLACEMENT: { usual: 1, least: 1, most: 4 },
} as const;
export type ParameterName = keyof typeof parameters;
const names = Object.keys(parameters) as [ParameterName, ...ParameterName[]];

export const parameterFields = {
  county: place('County'),
  name: choice(...names),
  value: integer(0),
  since: date,
  basis: text(200),
};
export const parameterExtra = { decidedBy: reference('Person') };

/** What was in force on a day stays: nothing is decided for days that are over. */
export function decided(
  { name, value, since }: { readonly name: ParameterName; readonly value: number; readonly since: LocalDate },
  { actor, today }: { readonly actor: { readonly kind: string; readonly id: string }; readonly today: string },
): Refusal | { readonly decidedBy: string } {
  const { least, most } = parameters[name];
  if (value < least || value > most) return refuse('NUMBER_OUT_OF_RANGE', { field: 'value' });
  if (since < today && actor.kind !== 'SYSTEM') return refuse('BEFORE_ITS_BEGINNING', { field: 'since', date: today });
  return { decidedBy: actor.id };
}
