/**
 * Places are a tree that their codes spell: county 6 digits, street 9, community 12; a compound, which the property
 * service owns, has 14. Each begins with its parent's. Source: GB/T 2260 and the statistical codes built on it.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

export type PlaceKind = 'COUNTY' | 'STREET' | 'COMMUNITY';

export interface Place {
  readonly code: string;
  readonly kind: PlaceKind;
  readonly name: string;
}

const DIGITS: Readonly<Record<PlaceKind, number>> = { COUNTY: 6, STREET: 9, COMMUNITY: 12 };
const NAME_MAX = 60;

/** Refuses CODE_MALFORMED where the code has not the digits of its kind, and names that are missing or too long. */
export function parsePlace(place: Place): Place | Refusal {
  const name = place.name.trim().normalize('NFC');
  if (!new RegExp(`^\\d{${DIGITS[place.kind]}}$`).test(place.code))
    return refuse('CODE_MALFORMED', { field: 'code', value: place.code });
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  return { code: place.code, kind: place.kind, name };
}

/** The place that contains this one; null for a county. */
export function parentCode({ code, kind }: Place): string | null {
  if (kind === 'COUNTY') return null;
  return kind === 'STREET' ? countyCode(code) : streetCode(code);
}

export function countyCode(code: string): string {
  return code.slice(0, DIGITS.COUNTY);
}

export function streetCode(code: string): string {
  return code.slice(0, DIGITS.STREET);
}

/** The community that a place of a compound lies in, or that it is. */
export function communityCode(code: string): string {
  return code.slice(0, DIGITS.COMMUNITY);
}
