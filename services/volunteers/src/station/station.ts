/**
 * The 15-minute circle 15分钟志愿服务圈: who lives within 1,200 m of a volunteer station that is open, along the great
 * circle, reaches it on foot in a quarter of an hour. Source: the programme, S35.
 */
import { type GeoPoint, geoPoint, isWithin, metresBetween } from '@hh/kernel/geo.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { zoneOf } from '../zone/zone.ts';

export const WALK_METRES = 1_200;

export const stationFields = {
  community: place('Community'),
  compound: optional(place('Compound')),
  name: text(60),
  location: geoPoint,
  openedOn: date,
};

export const stationExtra = {
  zone: reference('VolunteerZone'),
  closedOn: optional(date),
  reason: optional(reason),
};

interface Draft {
  readonly community: string;
  readonly compound: string | null;
}

/** Refuses PLACE_OUTSIDE for a compound of another community, NOT_FOUND for a community that is in no zone. */
export function openStation(
  { community, compound }: Draft,
  { looked }: { looked: ReadonlyMap<string, string> },
): { zone: string } | Refusal {
  if (compound !== null && !compound.startsWith(community))
    return refuse('PLACE_OUTSIDE', { field: 'compound', place: compound, within: community });
  return zoneOf(community, looked);
}

/** Refuses ENDS_BEFORE_START for a day before it was opened. */
export function closeStation(
  { openedOn }: { openedOn: LocalDate },
  taken: { closedOn: LocalDate; reason: string },
): Readonly<Record<string, unknown>> | Refusal {
  return taken.closedOn < openedOn ? refuse('ENDS_BEFORE_START', { field: 'closedOn' }) : taken;
}

interface Located {
  readonly location: GeoPoint;
}

/** The station that is closest, the first one of several; null where there is none. */
export function nearestOf<S extends Located>(
  from: GeoPoint,
  stations: readonly S[],
): { readonly station: S; readonly metres: number } | null {
  let nearest: { station: S; metres: number } | null = null;
  for (const station of stations) {
    const metres = metresBetween(from, station.location);
    if (nearest === null || metres < nearest.metres) nearest = { station, metres };
  }
  return nearest;
}

/** The share of these positions that a station is within a walk of, in basis points rounded down; null of none. */
export function coverageBp(positions: readonly Located[], stations: readonly Located[]): number | null {
  if (positions.length === 0) return null;
  const covered = positions.filter((position) =>
    stations.some((station) => isWithin(WALK_METRES, position.location, station.location)),
  );
  return Math.floor((covered.length * 10_000) / positions.length);
}
