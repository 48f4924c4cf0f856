/**
 * The double check-in 双报到: a unit reports to a community, and a Party member who serves elsewhere reports to the one of
 * their home. It is no membership: the member stays in the branch they belong to. Source: the programme, S44.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const checkInFields = {
  kind: choice('UNIT', 'MEMBER'),
  unit: optional(reference('RedPartner')),
  person: optional(reference('Person')),
  community: place('Community'),
  homeUnitName: optional(text(60)),
  since: date,
};
export const checkInExtra = { until: optional(date) };

/** Refuses VALUE_MISSING where a unit's has no unit or a member's no person, VALUE_NOT_WANTED where it has both. */
export function registerCheckIn({
  kind,
  unit,
  person,
}: {
  kind: 'UNIT' | 'MEMBER';
  unit: string | null;
  person: string | null;
}): Readonly<Record<string, unknown>> | Refusal {
  const [needed, other] = kind === 'UNIT' ? (['unit', 'person'] as const) : (['person', 'unit'] as const);
  const given = { unit, person };
  if (given[needed] === null) return refuse('VALUE_MISSING', { field: needed });
  return given[other] === null ? {} : refuse('VALUE_NOT_WANTED', { field: other });
}
