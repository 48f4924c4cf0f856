/** 65,400 dwellings of 70 to 140 m², forty in a building, each with one or two owners; in small, four in a building. */
import type { LocalDate } from '@hh/kernel/period.ts';
import { dwellings as dwellingRegister } from '@hh/property/dwelling/dwelling.store.ts';
import { ownerships } from '@hh/property/ownership/ownership.store.ts';
import { areasOf, buildingsOf, compounds, doorOf, DWELLINGS_PER_BUILDING as PER_BUILDING } from '../county.ts';
import { ownersOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const PER_BUILDING_SMALL = 4;

interface DemoDwelling {
  readonly id: string;
  readonly building: string;
  readonly unit: string;
  readonly no: string;
  readonly areaM2: number;
  readonly deliveredOn: LocalDate | null;
  readonly owners: readonly string[];
  readonly since: LocalDate;
}

/** The dwellings of the compound of this index, by id. */
export function dwellingsOf(index: number, isSmall = false): readonly DemoDwelling[] {
  const compound = compounds[index] as (typeof compounds)[number];
  const areas = areasOf(compound.code, compound.households);
  const before = firstOf(index);
  const since = `${2008 + (index % 12)}-06-30` as LocalDate;
  return buildingsOf(compound).flatMap(({ id, floors }, building) => {
    return Array.from({ length: isSmall ? PER_BUILDING_SMALL : PER_BUILDING }, (_, door): DemoDwelling => {
      const at = building * PER_BUILDING + door;
      const { unit, no } = doorOf(door, floors);
      // The developer of the newest compounds has not handed over every twentieth.
      const deliveredOn = index >= 50 && at % 20 === 3 ? null : since;
      return {
        id: `${id}-${unit}-${no}`,
        building: id,
        unit,
        no,
        areaM2: areas[at] as number,
        deliveredOn,
        owners: buyersOf(index, before, at),
        since,
      };
    });
  });
}

/** The number of a compound's first dwelling, in the order of all. */
function firstOf(index: number): number {
  return compounds.slice(0, index).reduce((sum, { households }) => sum + households, 0);
}

/** The third dwelling of each compound is the secretary's; every fiftieth belongs to who has bought the one before. */
function buyersOf(compound: number, before: number, at: number): readonly string[] {
  if (at % 50 === 21) return ownersOf(before + at - 1);
  return at === 2 ? [personOf('secretary', compound)] : ownersOf(before + at);
}

const all = (isSmall = false) =>
  compounds.flatMap(({ code }, index) => dwellingsOf(index, isSmall).map((dwelling) => ({ ...dwelling, place: code })));

export const dwellings: readonly RegisterDemo[] = [
  {
    service: 'property',
    definition: dwellingRegister,
    entries: (isSmall) =>
      all(isSmall).map(({ id, place, owners: _, since: __, ...rest }) => ({
        id,
        place,
        input: { ...rest, compound: place, areaBasis: 'REGISTERED', use: 'RESIDENTIAL' },
      })),
  },
  {
    service: 'property',
    definition: ownerships,
    entries: (isSmall) =>
      all(isSmall).map(({ id, place, owners, since }) => ({
        id: `ownership-${id}`,
        place,
        input: { dwelling: id, owners, since },
      })),
  },
];
