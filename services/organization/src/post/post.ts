/**
 * Posts 岗位 in grids, communities and buildings: grid workers, social workers, building chiefs, staff of a station. A
 * building has one chief at a time. Source: the programme, S27 to S30; domain, 2.1.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, date, optional, place, reference } from '@hh/kernel/shape.ts';
import { standsIn } from '../building/building.ts';

export const postKind = choice('GRID_WORKER', 'SOCIAL_WORKER', 'BUILDING_CHIEF', 'STATION_STAFF');
export const backgrounds = ['RETIRED_CADRE', 'PARTY_MEMBER', 'RESIDENT', 'VETERAN', 'PROFESSIONAL', 'OTHER'] as const;

export const postFields = {
  kind: postKind,
  person: reference('Person'),
  place: place('Community', 'Compound'),
  building: optional(reference('Building')),
  fullTime: boolean,
  background: choice(...backgrounds),
  since: date,
};
export const postExtra = { until: optional(date) };

const COMPOUND_DIGITS = 14;

/** A building chief has a building of the compound; nobody else has one. */
export function assigned(
  draft: { readonly kind: string; readonly place: string; readonly building: string | null },
  facts: Parameters<typeof standsIn>[3],
): Readonly<Record<string, unknown>> | Refusal {
  const { building, kind, place: at } = draft;
  if (kind !== 'BUILDING_CHIEF') return building === null ? {} : refuse('OUT_OF_SCOPE', { field: 'building' });
  if (building === null) return refuse('VALUE_MISSING', { field: 'building' });
  if (at.length !== COMPOUND_DIGITS) return refuse('CODE_MALFORMED', { field: 'place', value: at });
  return standsIn(at, [building], 'building', facts) ?? {};
}

export const postStates = {
  endPost: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'posts:assign',
    takes: { until: date },
    decide: (row: { readonly since: string }, taken: { readonly until: string }) =>
      taken.until < row.since ? refuse('BEFORE_ITS_BEGINNING', { field: 'until', date: row.since }) : taken,
  },
} as const;
