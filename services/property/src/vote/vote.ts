/**
 * An owners' vote 业主表决: what is asked, how it is decided, and the states it goes through. Its notice is public for
 * 15 days before it opens; the residents' committee confirms what was counted, by another person than who organised it; an election is filed.
 * Source: Civil Code, article 278; 物业管理条例, article 14; domain, VOTE.
 */
import { type KnownNotice, namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { addDays, dateOf, formatInstant } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  lines,
  object,
  optional,
  place,
  reference,
  text,
} from '@hh/kernel/shape.ts';
import { type Paper, type RollLine, type Tally, tallyOf, type VoteClass } from './tally.ts';

export const matters = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9'] as const;
export type Matter = (typeof matters)[number];

const QUALIFIED: readonly Matter[] = ['M6', 'M7', 'M8'];
export const ELECTION: Matter = 'M3';
const COMMON_PARTS: Matter = 'M8';
const OPEN_DAYS = { min: 7, max: 30 };

export function classOf(matter: Matter): VoteClass {
  return QUALIFIED.includes(matter) ? 'QUALIFIED' : 'SIMPLE';
}

export const assemblyFields = {
  compound: place('Compound'),
  kind: choice('REGULAR', 'EXTRAORDINARY'),
  form: choice('MEETING', 'WRITTEN'),
  heldOn: date,
  agenda: lines(2_000),
};

export const voteFields = {
  compound: place('Compound'),
  assembly: optional(reference('Assembly')),
  matter: choice(...matters),
  title: text(100),
  text: lines(5_000),
  channel: choice('ONLINE', 'PAPER', 'BOTH'),
  ownersBp: optional(integer(0, 10_000)),
};

const count = integer(0);

export const voteExtra = {
  class: choice('SIMPLE', 'QUALIFIED'),
  silentFollowsMajority: boolean,
  ...noticedFields,
  noticedBy: optional(reference('Person')),
  opensAt: optional(instant),
  closesAt: optional(instant),
  papers: count,
  tally: optional(
    object({
      areaM2x100: count,
      owners: count,
      participatingAreaM2x100: count,
      participatingOwners: count,
      forAreaM2x100: count,
      forOwners: count,
      againstAreaM2x100: count,
      againstOwners: count,
      abstainAreaM2x100: count,
      abstainOwners: count,
      invalidPapers: count,
      hasQuorum: boolean,
      isCarried: boolean,
    }),
  ),
  confirmedBy: optional(reference('Person')),
  confirmedOn: optional(date),
  resultNotice: optional(reference('Notice')),
  announcedOn: optional(date),
  filedOn: optional(date),
  reason: optional(reason),
};

export interface Vote {
  readonly id: string;
  readonly state: string;
  readonly place: string;
  readonly matter: Matter;
  readonly class: VoteClass;
  readonly channel: 'ONLINE' | 'PAPER' | 'BOTH';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly tally: Tally | null;
}

interface Draft {
  readonly compound: string;
  readonly matter: Matter;
  readonly assembly: string | null;
  readonly ownersBp: number | null;
}

interface Now {
  readonly now: Date;
  readonly actor: { readonly id: string };
  readonly notice?: KnownNotice | null;
}

/** Refuses an assembly of another compound, and a share of the owners where no common parts are used. */
export function draftVote(
  { compound, matter, ownersBp }: Draft,
  { found }: { readonly found: Readonly<Record<string, { readonly place: string }>> },
) {
  const { assembly } = found;
  if (assembly && assembly.place !== compound) return refuse('NOT_FOUND', { field: 'assembly', what: 'Assembly' });
  if (ownersBp !== null && matter !== COMMON_PARTS) return refuse('MATTER_NOT_ALLOWED', { field: 'ownersBp', matter });
  return { class: classOf(matter), silentFollowsMajority: false, papers: 0 };
}

/** What was decided: confirmed by another person than who organised it, and carried. */
export function isPassed({ state, tally }: Pick<Vote, 'state' | 'tally'>): boolean {
  return ['CONFIRMED', 'ANNOUNCED', 'FILED'].includes(state) && tally?.isCarried === true;
}

/** The days of the notice, 15 at least, are over when it opens. */
function opensAfterNotice(_: unknown, taken: { opensAt: Date; closesAt: Date }, { notice, actor }: Now) {
  if (!notice?.closesAt || taken.opensAt < notice.closesAt)
    return refuse('NOTICE_TOO_SHORT', { field: 'opensAt', date: String(notice?.lastDay) });
  const opens = dateOf(taken.opensAt);
  const closes = dateOf(taken.closesAt);
  if (closes < addDays(opens, OPEN_DAYS.min) || closes > addDays(opens, OPEN_DAYS.max))
    return refuse('VOTING_TIME', { field: 'closesAt', ...OPEN_DAYS });
  return { ...taken, noticedBy: actor.id };
}

/** Is it time to open, or to close? */
function notBefore(instantOf: (vote: Vote) => Date | null) {
  return (vote: Vote, { now }: Pick<Now, 'now'>): Refusal | null => {
    const due = instantOf(vote);
    return due && now < due ? refuse('NOT_DUE', { at: formatInstant(due) }) : null;
  };
}

/** From its roll and its ballots; without a quorum it is invalid. */
function tallied(
  vote: Vote,
  _: unknown,
  { looked }: { looked: { roll: readonly RollLine[]; papers: readonly Paper[] } },
) {
  const tally = tallyOf(vote.class, looked.roll, looked.papers);
  return tally.hasQuorum ? { tally } : { tally, state: 'INVALID' };
}

export const voteStates = {
  noticeVote: {
    from: ['DRAFT'],
    to: 'NOTICED',
    may: 'votes:organize',
    ...namesNotice('VOTE'),
    takes: { notice: reference('Notice'), opensAt: instant, closesAt: instant },
    decide: opensAfterNotice,
  },
  openVote: {
    from: ['NOTICED'],
    to: 'OPEN',
    may: 'votes:operate',
    afterNotice: true,
    guard: (vote: Vote, facts: Now) =>
      notBefore(({ opensAt }) => opensAt)(vote, facts) ??
      (vote.closesAt && facts.now >= vote.closesAt ? refuse('VOTE_CLOSED') : null),
  },
  closeVote: {
    from: ['OPEN'],
    to: 'CLOSED',
    may: 'votes:operate',
    guard: notBefore(({ closesAt }) => closesAt),
  },
  tallyVote: { from: ['CLOSED'], to: 'TALLIED', may: 'votes:operate', decide: tallied },
  confirmVote: {
    from: ['TALLIED'],
    to: 'CONFIRMED',
    may: 'votes:confirm',
    notBy: ['createdBy', 'noticedBy'],
    marks: { by: 'confirmedBy', on: 'confirmedOn' },
  },
  announceVote: {
    from: ['CONFIRMED'],
    to: 'ANNOUNCED',
    may: 'votes:organize',
    takes: { resultNotice: reference('Notice') },
    names: { field: 'resultNotice', kind: 'VOTE_RESULT' },
    marks: { on: 'announcedOn' },
  },
  fileVote: {
    from: ['ANNOUNCED'],
    to: 'FILED',
    may: 'votes:operate',
    guard: ({ matter, state, tally }: Vote) => {
      if (matter !== ELECTION) return refuse('MATTER_NOT_ALLOWED', { matter });
      return isPassed({ state, tally }) ? null : refuse('VOTE_NOT_PASSED');
    },
    marks: { on: 'filedOn' },
  },
  cancelVote: { from: ['DRAFT', 'NOTICED'], to: 'CANCELLED', may: 'votes:organize', takes: { reason } },
  invalidateVote: {
    from: ['OPEN', 'CLOSED', 'TALLIED'],
    to: 'INVALID',
    may: 'votes:invalidate',
    takes: { reason },
  },
} as const;
