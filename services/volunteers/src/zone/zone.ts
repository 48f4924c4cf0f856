/**
 * The 1+4 volunteer system: one centre of a street, and zones that divide its communities among them. A community lies in
 * one zone; when it moves to another, its teams and stations go with it. A zone's code is its street's, `-Z` and a number.
 * Source: the programme, S31 to S33.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, place, reference, text } from '@hh/kernel/shape.ts';

export const centerFields = { street: place('Street'), name: text(60), since: date };
export const zoneFields = { code: text(20), center: reference('VolunteerCenter'), name: text(60), since: date };
export const zoneCommunityFields = { community: place('Community'), zone: reference('VolunteerZone'), since: date };

interface At {
  readonly place: string;
}

/** Refuses CODE_MALFORMED where the code is not that of a zone of the centre's street. */
export function formZone(
  { code }: { code: string },
  { found }: { found: { center?: At } },
): Readonly<Record<string, unknown>> | Refusal {
  const isOfStreet = new RegExp(`^${found.center?.place}-Z\\d{1,3}$`).test(code);
  return isOfStreet ? {} : refuse('CODE_MALFORMED', { field: 'code', value: code });
}

/** Refuses PLACE_OUTSIDE where the community is not of the zone's street. */
export function assignToZone(
  { community }: { community: string },
  taken: { zone: string },
  { found }: { found: { zone?: At } },
): { zone: string } | Refusal {
  const street = found.zone?.place ?? '';
  if (community.startsWith(street)) return { zone: taken.zone };
  return refuse('PLACE_OUTSIDE', { field: 'zone', place: community, within: street });
}

/** What lies in a community lies in the community's zone. `looked` has the zone of each community that is in one. */
export function zoneOf(community: string, looked: ReadonlyMap<string, string>): { zone: string } | Refusal {
  const zone = looked.get(community);
  return zone === undefined ? refuse('NOT_FOUND', { field: 'community', what: 'VolunteerZone' }) : { zone };
}
