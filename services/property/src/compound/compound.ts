/** A compound lies in the community whose code its own begins with. Areas are whole hundredths of a square metre. */
import { type GeoPoint, geoPoint } from '@hh/kernel/geo.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';

export interface Compound {
  readonly code: string;
  readonly name: string;
  readonly households: number;
  readonly grossAreaM2x100: number;
  /** Left out where nobody has measured it. */
  readonly location?: GeoPoint;
}

const NAME_MAX = 60;

/** Refuses CODE_MALFORMED, VALUE_MISSING and VALUE_TOO_LONG for the name, NUMBER_OUT_OF_RANGE for counts and degrees. */
export function parseCompound(compound: Compound): Compound | Refusal {
  const name = compound.name.trim().normalize('NFC');
  if (!/^\d{14}$/.test(compound.code)) return refuse('CODE_MALFORMED', { field: 'code', value: compound.code });
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  for (const field of ['households', 'grossAreaM2x100'] as const) {
    if (!Number.isSafeInteger(compound[field]) || compound[field] < 0) return refuse('NUMBER_OUT_OF_RANGE', { field });
  }
  const location = compound.location && geoPoint.parse(compound.location);
  if (isRefusal(location)) return location.at(`location.${location.field}`);
  return { ...compound, name, ...(location ? { location } : {}) };
}

export function communityCode(compound: string): string {
  return compound.slice(0, 12);
}

export function countyCode(place: string): string {
  return place.slice(0, 6);
}

/** `1234567` hundredths → `"12345.67"`. */
export function formatArea(areaM2x100: number): string {
  return `${Math.trunc(areaM2x100 / 100)}.${String(areaM2x100 % 100).padStart(2, '0')}`;
}
