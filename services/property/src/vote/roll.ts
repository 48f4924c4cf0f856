/**
 * The roll of a vote, frozen when it opens: one line for each dwelling. Owners are counted by dwelling; several dwellings of
 * the same buyers count as one owner, and all that the developer has not sold or not handed over count as one.
 * Source: 法释〔2009〕7号 (rev. 2020), articles 8 and 9.
 */
import type { RollLine } from './tally.ts';

export interface Owned {
  readonly id: string;
  readonly areaM2: number;
  readonly deliveredOn: string | null;
  /** Of the ownership in force; none where the developer has not sold it. */
  readonly owners: readonly string[];
  readonly representative: string | null;
}

const DEVELOPER = 'developer';
/** Between the persons of a key. */
export const AND = '+';

export function rollOf(dwellings: readonly Owned[]): readonly RollLine[] {
  return dwellings
    .map(({ id, areaM2, deliveredOn, owners, representative }) => {
      const isDevelopers = deliveredOn === null || owners.length === 0;
      return {
        dwelling: id,
        areaM2x100: areaM2,
        ownerKey: isDevelopers ? DEVELOPER : owners.toSorted().join(AND),
        representative: isDevelopers ? null : representative,
      };
    })
    .toSorted((a, b) => (a.dwelling < b.dwelling ? -1 : 1));
}

/** The persons behind an owner's key; nobody behind the developer's. */
export function personsOf(ownerKey: string): readonly string[] {
  return ownerKey === DEVELOPER ? [] : ownerKey.split(AND);
}

/** The whole area, the number of owners and of dwellings. */
export function sizeOf(lines: readonly RollLine[]) {
  return {
    areaM2x100: lines.reduce((sum, line) => sum + line.areaM2x100, 0),
    owners: new Set(lines.map(({ ownerKey }) => ownerKey)).size,
    dwellings: lines.length,
  };
}
