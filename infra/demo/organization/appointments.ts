/**
 * The secretaries of 27 communities and 58 compounds; 12 of these came after one whom a yellow flag ended. Directors of
 * owners' committees who are members of the branch are in its committee too.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { appointments as appointmentRegister } from '@hh/organization/appointment/appointment.store.ts';
import { communities, compounds } from '../county.ts';
import { noticed } from '../noticed.ts';
import { enteringDirectors } from '../property/committees.ts';
import { number, pick } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { noticedNomination, replacements } from './flag-rounds.ts';
import { branchOf, generalBranchOf } from './party.ts';

const sources = [
  ...Array(22).fill('COMMUNITY_COMMITTEE'),
  ...Array(20).fill('SOCIAL_WORKER'),
  ...Array(11).fill('VETERAN'),
  ...Array(5).fill('OTHER'),
] as const;
/** Where the secretary of a compound comes from; the four kinds lie among one another. */
export const sourceOf = (compound: number) => sources[(compound * 7) % sources.length] as string;

const proposedBy = accountOf('street-officer');
const decidedBy = accountOf('county-officer');

/** Sixteen days before have five that are worked, whatever holidays lie between. */
function appointed(
  id: string,
  place: string,
  unit: string,
  person: string,
  source: string,
  since: LocalDate,
  rung: 2 | 4,
  madePublic = noticed('APPOINTMENT', id, addDays(since, -16)),
) {
  return {
    id,
    place,
    input: { unit, person, role: 'SECRETARY', source, fullTime: true, since },
    past: { state: 'IN_FORCE', rung, proposedBy, decidedBy, ...madePublic },
  };
}

const ofCommunities = communities.map((community, index) =>
  appointed(
    number('appointment-community', index),
    community,
    generalBranchOf(community),
    personOf('community-secretary', index),
    'COMMUNITY_COMMITTEE',
    addDays('2024-07-10' as LocalDate, index % 12),
    4,
  ),
);

/** A gap of fifteen days stands between one who was replaced and the successor, whose nomination was made public. */
const ofCompounds = compounds.map(({ code }, index) => {
  const replaced = replacements.find(({ compound }) => compound === index);
  const first = addDays('2024-07-29' as LocalDate, pick('secretary', index, 20));
  const since = replaced ? addDays(replaced.decidedOn, 15) : first;
  return appointed(
    number('appointment', index),
    code,
    branchOf(index),
    personOf('secretary', index),
    sourceOf(index),
    since,
    2,
    replaced && noticedNomination(replaced),
  );
});

const former = replacements.map(({ compound, decidedOn }, index) => {
  const place = compounds[compound]?.code as string;
  const person = personOf('former-secretary', index);
  const since = addDays('2024-07-29' as LocalDate, index);
  const { past, ...entry } = appointed(
    number('appointment-former', index),
    place,
    branchOf(compound),
    person,
    'RETIRED_CADRE',
    since,
    2,
  );
  return { ...entry, past: { ...past, state: 'ENDED', until: decidedOn, endReason: 'YELLOW_FLAG' } };
});

const entered = enteringDirectors.map(({ compound, person, since }, index) => {
  const place = compounds[compound]?.code as string;
  const id = number('appointment-member', index);
  const { input, past } = appointed(id, place, branchOf(compound), person, 'OTHER', since, 2);
  return { id, place, input: { ...input, role: 'MEMBER', fullTime: false }, past: { ...past, rung: null } };
});

export const appointments: readonly RegisterDemo[] = [
  {
    service: 'organization',
    definition: appointmentRegister,
    entries: () => [...ofCommunities, ...former, ...ofCompounds, ...entered],
  },
];
