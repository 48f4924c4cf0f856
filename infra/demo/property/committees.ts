/**
 * 46 owners' committees in office, the first 46 compounds'; the rest prepare their first. The first is directed by an owner,
 * who is a persona; in the nine after it the director is the secretary of the branch, elected by a vote of the owners.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { committees, members } from '@hh/property/owners-committee/owners-committee.store.ts';
import { compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const IN_OFFICE = 46;
/** The elections whose vote elected the secretary, each in the compound of the next number: the first has another director. */
export const ELECTED_SECRETARIES = 9;
const isConcurrent = (compound: number) => compound >= 1 && compound <= ELECTED_SECRETARIES;
const DWELLINGS_PER_BUILDING = 40;

/** The owner of a dwelling of the first four of a building; every building has them, in a small demonstration too. */
function ownerOf(compound: number, building: number, dwelling: 0 | 1 | 2 | 3): string {
  const before = compounds.slice(0, compound).reduce((sum, { households }) => sum + households, 0);
  return personOf('owner', before + building * DWELLINGS_PER_BUILDING + dwelling);
}

/** The director, or who speaks for the owners where there is no committee. */
export function directorOf(compound: number): string {
  return isConcurrent(compound) ? personOf('secretary', compound) : ownerOf(compound, 0, 1);
}

/** Five to eleven, the director first. */
function elected(compound: number): readonly string[] {
  const others = 4 + 2 * pick('committee size', compound, 4);
  const owners = Array.from({ length: others }, (_, index) => ownerOf(compound, 1 + index, 3));
  return [directorOf(compound), ...owners];
}

const inOffice = compounds.slice(0, IN_OFFICE).map(({ code }, compound) => {
  const electedOn = isConcurrent(compound)
    ? addDays('2024-07-31' as LocalDate, (compound - 1) * 8)
    : addDays('2024-08-01' as LocalDate, pick('committee elected', compound, 120));
  const persons = elected(compound);
  return {
    id: number('owners-committee', compound),
    place: code,
    input: { compound: code, term: 1 + pick('committee term', compound, 3) },
    past: {
      state: 'IN_OFFICE',
      vote: isConcurrent(compound) ? number('vote', compound - 1) : null,
      electedOn,
      expiresOn: `${Number(electedOn.slice(0, 4)) + 5}${electedOn.slice(4)}`,
      director: persons[0],
      elected: persons,
      branchMembers: persons.slice(0, isConcurrent(compound) ? 3 : 2),
      filedOn: addDays(electedOn, 12),
      inOfficeSince: addDays(electedOn, 14),
    },
  };
});

/** The directors who are members of the branch and do not lead it: the branch has taken them into its committee. */
export const enteringDirectors = inOffice.flatMap(({ past }, compound) =>
  isConcurrent(compound) ? [] : [{ compound, person: past.director as string, since: addDays(past.inOfficeSince, 7) }],
);

const preparing = compounds.slice(IN_OFFICE).map(({ code }, index) => ({
  id: number('owners-committee', IN_OFFICE + index),
  place: code,
  input: { compound: code, term: 1 },
}));

const serving = inOffice
  .flatMap(({ id, place, past }) => past.elected.map((person, index) => ({ id, place, past, person, index })))
  .map(({ id, place, past, person, index }, position) => ({
    id: number('committee-member', position),
    place,
    input: {
      committee: id,
      person,
      isDirector: index === 0,
      isBranchMember: past.branchMembers.includes(person),
      since: past.inOfficeSince,
    },
  }));

export const committeeDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: committees, entries: () => [...inOffice, ...preparing] },
  { service: 'property', definition: members, entries: () => serving },
];
