/**
 * The Thirty-six Measures 为民服务“三十六计”, six for each of six groups, and the micro-services 微服务 that are done by
 * them. Source: the programme, S51 to S54.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { targetGroup } from '../wish/wish.ts';

export const measureFields = { county: place('County'), no: integer(1, 36), name: text(30), targetGroup, since: date };

export const microServiceFields = {
  measure: reference('ServiceMeasure'),
  kind: choice('NEIGHBOUR', 'CULTURE', 'CHARITY', 'CONVENIENCE'),
  compound: place('Compound'),
  heldOn: date,
  personTimes: integer(0, 100_000),
  team: optional(reference('VolunteerTeam')),
};

/** Refuses DATE_IN_FUTURE: what is recorded has been held. */
export function recordMicroService(
  { heldOn }: { heldOn: LocalDate },
  { today }: { today: string },
): Readonly<Record<string, unknown>> | Refusal {
  return heldOn > today ? refuse('DATE_IN_FUTURE', { field: 'heldOn', date: heldOn }) : {};
}
