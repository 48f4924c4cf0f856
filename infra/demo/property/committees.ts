/** Who leads the owners of each compound: in the first nine, the secretary of its branch. */
import { compounds } from '../county.ts';
import { personOf } from '../residents.ts';

const CONCURRENT = 9;
const DWELLINGS_PER_BUILDING = 40;

/** The owner of the fourth dwelling of a building; every building has one, in a small demonstration too. */
function ownerIn(compound: number, building: number): string {
  const before = compounds.slice(0, compound).reduce((sum, { households }) => sum + households, 0);
  return personOf('owner', before + building * DWELLINGS_PER_BUILDING + 3);
}

/** The director, or who speaks for the owners where there is no committee. */
export function directorOf(compound: number): string {
  return compound < CONCURRENT ? personOf('secretary', compound) : ownerIn(compound, 0);
}
