/**
 * The people of the demonstration beside its personas: a word and a number for each, at the place of their work or home.
 * A persona is the first of their kind, under the persona's own id: `personOf('secretary', 0)` is the branch-secretary.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import type { PersonDetails } from '@hh/organization/personal-data/personal-data.ts';
import { COUNTY, communities, compounds, STREET } from './county.ts';
import { accounts, nameOf, people, phoneOf } from './people.ts';
import { number, pick, spread } from './random.ts';

const COMPANIES = 16;
const GROUPS = spread(932, compounds.length);
const HUB_HOUSEHOLDS = spread(4_312, 932);

const compoundCodes = compounds.map(({ code }) => code);
const groupPlaces = each(GROUPS, compoundCodes);
const dwellingPlaces = each(
  compounds.map(({ households }) => households),
  compoundCodes,
);
/** Every third dwelling has two owners. */
const sharedDwellings = dwellingPlaces.filter((_, dwelling) => dwelling % 3 === 0);

interface Kind {
  /** Where each of them works or lives. */
  readonly places: readonly string[];
  readonly digits?: number;
  /** The personas who are the first of them. */
  readonly personas?: readonly string[];
}

const kinds = {
  /** One a compound, in the order of the compounds. */
  secretary: { places: compoundCodes, personas: ['branch-secretary'] },
  /** Who was secretary before: of every fourth compound, until a yellow flag. */
  'former-secretary': { places: compoundCodes.filter((_, index) => index % 4 === 0).slice(0, 12) },
  'community-secretary': { places: communities, personas: ['community-secretary'] },
  'county-leader': { places: Array(8).fill(COUNTY) },
  'street-leader': { places: Array(12).fill(STREET) },
  'grid-worker': { places: each(spread(93, communities.length), communities), personas: ['grid-worker'] },
  'social-worker': { places: each(spread(618, communities.length), communities) },
  /** One a building, in the order of the buildings. */
  'building-chief': {
    places: each(
      compounds.map(({ buildings }) => buildings),
      compoundCodes,
    ),
  },
  /** One a compound. */
  'property-manager': { places: compoundCodes, personas: ['property-manager'] },
  'company-manager': { places: communities.slice(0, COMPANIES), personas: ['company-manager'] },
  /** The Party members of hub households, in the order of the groups. */
  member: { places: each(HUB_HOUSEHOLDS, groupPlaces), digits: 5 },
  /** Twenty a compound who own no dwelling there. */
  resident: { places: each(Array(compoundCodes.length).fill(20), compoundCodes), digits: 5, personas: ['resident'] },
  /** Twenty for each of 58 teams, at the community of a compound. */
  volunteer: {
    places: each(
      Array(compoundCodes.length).fill(20),
      compoundCodes.map((code) => code.slice(0, 12)),
    ),
    digits: 5,
    personas: ['volunteer'],
  },
  /** The first owner of each dwelling, in the order of the dwellings. */
  owner: { places: dwellingPlaces, digits: 6, personas: ['owner', 'committee-director'] },
  /** The second owner of each dwelling that has two. */
  'co-owner': { places: sharedDwellings, digits: 5 },
} as const satisfies Readonly<Record<string, Kind>>;

export type PersonKind = keyof typeof kinds;
const table: Readonly<Record<string, Kind>> = kinds;
const names = Object.keys(kinds) as PersonKind[];

/** The id of the n-th of a kind, from 0; throws where there are not as many. */
export function personOf(kind: PersonKind, index: number): string {
  const { places, digits, personas = [] } = table[kind] as Kind;
  if (places[index] === undefined) throw new Error(`the demonstration has no ${kind} ${index}`);
  const persona = personas[index];
  return persona ? accountOf(persona) : number(kind, index, digits);
}

/** The person of a persona. */
export function accountOf(persona: string): string {
  const account = accounts.find((each) => each.persona === persona);
  if (!account) throw new Error(`the demonstration has no persona ${persona}`);
  return account.person;
}

/** Who owns a dwelling, by its number in the order of compounds and buildings, from 0. */
export function ownersOf(dwelling: number): readonly string[] {
  return [personOf('owner', dwelling), ...(dwelling % 3 === 0 ? [personOf('co-owner', dwelling / 3)] : [])];
}

/** Where the n-th of a kind lives or works. */
export function placeOf(kind: PersonKind, index: number): string {
  const at = table[kind]?.places[index];
  if (at === undefined) throw new Error(`the demonstration has no ${kind} ${index}`);
  return at;
}

/** How many there are of a kind. */
export function countOf(kind: PersonKind): number {
  return table[kind]?.places.length ?? 0;
}

/** All who live or work within a place, or in a place around it, but for the personas. */
export function residentsOf(within: string) {
  // The first secretary is a persona: the name and the number that this leaves free are those of the last persona.
  let before = people.length - 1;
  return names.flatMap((kind) => {
    const { places, personas = [] } = table[kind] as Kind;
    const first = before;
    before += places.length;
    return places.flatMap((place, index) =>
      index >= personas.length && (place.startsWith(within) || within.startsWith(place))
        ? [
            {
              id: personOf(kind, index),
              county: COUNTY,
              name: nameOf(first + index),
              phone: phoneOf(first + index),
              place,
              ...detailsOf(kind, index),
            },
          ]
        : [],
    );
  });
}

function each<T>(counts: readonly number[], of: readonly T[]): readonly T[] {
  return counts.flatMap((count, index) => Array<T>(count).fill(of[index] as T));
}

/** Members have said what they are, and every third resident which services are for them. */
function detailsOf(kind: PersonKind, index: number): { readonly details?: PersonDetails } {
  const isMember = kind === 'member';
  if (!isMember && (kind !== 'resident' || index % 3 !== 0)) return {};
  return {
    details: {
      gender: index % 2 === 0 ? 'FEMALE' : 'MALE',
      birthMonth: `${1945 + pick('birth year', index, 55)}-${String(1 + (index % 12)).padStart(2, '0')}`,
      politicalStatus: isMember ? 'PARTY_MEMBER' : 'NON_AFFILIATED',
      tags: isMember ? [] : [['OLD', 'WOMEN', 'SPECIAL_NEED'][index % 9 === 0 ? 2 : index % 2] as string],
      consentedOn: '2024-09-01' as LocalDate,
    },
  };
}
