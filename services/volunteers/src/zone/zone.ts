/**
 * A zone of the 1+4 volunteer system: communities of one street whose volunteers work together. Its code is the
 * street's, `-Z` and a number; every community lies in one zone only.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

export interface Zone {
  readonly code: string;
  readonly county: string;
  readonly name: string;
  readonly communities: readonly string[];
}

const NAME_MAX = 60;
const COMMUNITIES_MAX = 200;
const CODE = /^(\d{6})\d{3}-Z\d{1,3}$/;

/**
 * Refuses, in this order: CODE_MALFORMED for a zone's code that is not its county's, the name, LIST_SIZE for a zone of
 * no community, CODE_MALFORMED for a community of another county, ALREADY_EXISTS for one that is named twice.
 */
export function parseZone(zone: Zone): Zone | Refusal {
  const name = zone.name.trim().normalize('NFC');
  if (CODE.exec(zone.code)?.[1] !== zone.county) return refuse('CODE_MALFORMED', { field: 'code', value: zone.code });
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  const { communities } = zone;
  if (communities.length === 0 || communities.length > COMMUNITIES_MAX)
    return refuse('LIST_SIZE', { field: 'communities', min: 1, max: COMMUNITIES_MAX });
  for (const [index, code] of communities.entries()) {
    if (!/^\d{12}$/.test(code) || !code.startsWith(zone.county))
      return refuse('CODE_MALFORMED', { field: `communities.${index}`, value: code });
  }
  const twice = communityTwice([zone]);
  if (twice !== null) return refuse('ALREADY_EXISTS', { field: 'communities', what: twice });
  return { ...zone, name, communities: communities.toSorted() };
}

/** The first community that stands in two places of these zones; null where each stands once. */
export function communityTwice(zones: readonly Zone[]): string | null {
  const seen = new Set<string>();
  for (const community of zones.flatMap(({ communities }) => communities)) {
    if (seen.has(community)) return community;
    seen.add(community);
  }
  return null;
}
