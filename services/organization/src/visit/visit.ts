/**
 * Building rounds 跑楼: branch, property firm and owners' committee go through a building together, look for what is wrong
 * before anybody complains, mediate and run errands. Source: the programme, S56 to S58.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, list, place, reference } from '@hh/kernel/shape.ts';
import { standsIn } from '../building/building.ts';

export const visitFields = {
  compound: place('Compound'),
  building: reference('Building'),
  heldOn: date,
  team: list(choice('BRANCH', 'PROPERTY', 'OWNERS_COMMITTEE'), 1, 3),
  services: list(choice('SCREENING', 'MEDIATION', 'ERRANDS'), 1, 3),
  households: integer(0, 10_000),
};

interface Visit {
  readonly compound: string;
  readonly building: string;
  readonly heldOn: string;
  readonly team: readonly string[];
  readonly services: readonly string[];
}

/** Refuses VALUE_TWICE for who or what is named twice, DATE_IN_FUTURE for a visit that has not been, a building elsewhere. */
export function decideVisit(
  { building, compound, heldOn, team, services }: Visit,
  facts: { readonly today: string } & Parameters<typeof standsIn>[3],
): Refusal | Record<string, never> {
  for (const [field, values] of Object.entries({ team, services }))
    if (new Set(values).size < values.length) return refuse('VALUE_TWICE', { field });
  if (heldOn > facts.today) return refuse('DATE_IN_FUTURE', { field: 'heldOn', date: heldOn });
  return standsIn(compound, [building], 'building', facts) ?? {};
}
