/**
 * Owners' committees 业主委员会: five to eleven members, an odd number, all of them owners, for at most five years, elected by
 * a vote of matter M3. One is in office in a compound. Its director is one of them and comes from such a vote alone: a
 * secretary of the branch who is director 依法兼任 was elected too. Source: the programme, S63 and S64; 业主大会和业主委员会
 * 指导规则; domain, COM.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, date, integer, list, optional, place, reference } from '@hh/kernel/shape.ts';
import { type Decision, decidedBy } from '../vote/decision.ts';

const TERM_YEARS = 5;
const SIZE = { min: 5, max: 11 };
const person = reference('Person');

export const committeeFields = { compound: place('Compound'), term: integer(1, 100) };

const election = {
  vote: reference('Vote'),
  electedOn: date,
  expiresOn: date,
  director: person,
  elected: list(person, SIZE.min, SIZE.max),
  branchMembers: list(person, 0, SIZE.max),
};

export const committeeExtra = {
  vote: optional(election.vote),
  electedOn: optional(date),
  expiresOn: optional(date),
  director: optional(person),
  elected: list(person, 0, SIZE.max),
  branchMembers: election.branchMembers,
  filedOn: optional(date),
  inOfficeSince: optional(date),
  inOfficeUntil: optional(date),
  reason: optional(reason),
};

export const memberFields = {
  committee: reference('OwnersCommittee'),
  person,
  isDirector: boolean,
  isBranchMember: boolean,
  since: date,
};
export const memberExtra = { until: optional(date) };

interface Election {
  readonly electedOn: LocalDate;
  readonly expiresOn: LocalDate;
  readonly director: string;
  readonly elected: readonly string[];
  readonly branchMembers: readonly string[];
}

interface Facts {
  readonly today: string;
  readonly found: { readonly vote?: Decision };
  /** Those of the elected who own something in the compound. */
  readonly looked: ReadonlySet<string>;
}
interface Committee {
  readonly place: string;
  readonly elected: readonly string[];
  readonly director: string;
  readonly inOfficeSince: LocalDate;
  readonly expiresOn: LocalDate;
}

/** Refuses, in this order: vote, number, twice, director and branch members among them, owners, days. */
export function elect(
  { place }: Pick<Committee, 'place'>,
  taken: Election,
  { today, found: { vote }, looked: owners }: Facts,
): Readonly<Record<string, unknown>> | Refusal {
  const { elected, director, branchMembers, electedOn, expiresOn } = taken;
  if (!decidedBy(vote, place, ['M3'])) return refuse('DECISION_REQUIRED', { field: 'vote', matters: 'M3' });
  if (elected.length % 2 === 0) return refuse('COMMITTEE_SIZE', { field: 'elected' });
  if (new Set(elected).size < elected.length) return refuse('PERSON_TWICE', { field: 'elected' });
  if (!elected.includes(director)) return refuse('NOT_A_MEMBER', { field: 'director' });
  if (!branchMembers.every((each) => elected.includes(each))) return refuse('NOT_A_MEMBER', { field: 'branchMembers' });
  if (!elected.every((each) => owners.has(each))) return refuse('NOT_AN_OWNER', { field: 'elected' });
  if (electedOn > today) return refuse('DATE_IN_FUTURE', { field: 'electedOn', date: electedOn });
  if (expiresOn <= electedOn) return refuse('BEFORE_ITS_BEGINNING', { field: 'expiresOn', date: electedOn });
  const latest = yearsAfter(electedOn, TERM_YEARS);
  return expiresOn > latest ? refuse('TERM_TOO_LONG', { field: 'expiresOn', date: latest }) : { ...taken };
}

/** Another director: one of the members, by another vote. */
export function redirect(
  { place, elected, director: before }: Committee,
  taken: { readonly director: string; readonly vote: string },
  { found: { vote }, looked: owners }: Facts,
): Readonly<Record<string, unknown>> | Refusal {
  const { director } = taken;
  if (!decidedBy(vote, place, ['M3'])) return refuse('DECISION_REQUIRED', { field: 'vote', matters: 'M3' });
  if (!elected.includes(director) || director === before) return refuse('NOT_A_MEMBER', { field: 'director' });
  return owners.has(director) ? taken : refuse('NOT_AN_OWNER', { field: 'director' });
}

function yearsAfter(day: LocalDate, years: number): LocalDate {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}` as LocalDate;
}

const left = (_: unknown, taken: object, { today }: { readonly today: string }) => ({ ...taken, inOfficeUntil: today });

export const committeeStates = {
  electOwnersCommittee: {
    from: ['PREPARING'],
    to: 'ELECTED',
    may: 'committees:prepare',
    takes: election,
    decide: elect,
  },
  fileOwnersCommittee: {
    from: ['ELECTED'],
    to: 'FILED',
    may: 'committees:file',
    marks: { on: 'filedOn' },
  },
  installOwnersCommittee: {
    from: ['FILED'],
    to: 'IN_OFFICE',
    may: 'committees:file',
    guard: ({ expiresOn }: Committee, { today }: { readonly today: string }) =>
      today < expiresOn ? null : refuse('TERM_OVER', { date: expiresOn }),
    marks: { on: 'inOfficeSince' },
  },
  replaceCommitteeDirector: {
    from: ['IN_OFFICE'],
    to: 'IN_OFFICE',
    may: 'committees:prepare',
    takes: { vote: election.vote, director: person },
    decide: redirect,
  },
  expireOwnersCommittee: {
    from: ['IN_OFFICE'],
    to: 'EXPIRED',
    may: 'committees:file',
    guard: ({ expiresOn }: Committee, { today }: { readonly today: string }) =>
      today < expiresOn ? refuse('TERM_NOT_OVER', { date: expiresOn }) : null,
    decide: left,
  },
  dissolveOwnersCommittee: {
    from: ['IN_OFFICE'],
    to: 'DISSOLVED',
    may: 'committees:file',
    takes: { reason },
    decide: left,
  },
} as const;
