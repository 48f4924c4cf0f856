/** A building of a compound. Its number is a text, since there is 3-1号楼 and 商业街东. Source: domain, practice. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

export interface Building {
  readonly id: string;
  readonly compound: string;
  readonly no: string;
  readonly units: number;
  readonly floors: number;
}

const NO_MAX = 20;
const COUNT_MAX = 200;

/** Refuses VALUE_MISSING and VALUE_TOO_LONG for id and number, NUMBER_OUT_OF_RANGE for units and floors (1 to 200). */
export function parseBuilding(building: Building): Building | Refusal {
  const no = building.no.trim().normalize('NFC');
  if (building.id === '') return refuse('VALUE_MISSING', { field: 'id' });
  if (no === '') return refuse('VALUE_MISSING', { field: 'no' });
  if ([...no].length > NO_MAX) return refuse('VALUE_TOO_LONG', { field: 'no', max: NO_MAX });
  for (const field of ['units', 'floors'] as const) {
    const count = building[field];
    if (!Number.isInteger(count) || count < 1 || count > COUNT_MAX) return refuse('NUMBER_OUT_OF_RANGE', { field });
  }
  return { ...building, no };
}
