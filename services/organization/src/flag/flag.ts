/**
 * The flag contest 夺旗打榜: each quarter the street scores every branch by the round's criteria, the county publishes flags
 * and ranks. A yellow flag opens a rectification of 90 days; one that fails its recheck may cost the secretary the post.
 * People set the flags; the points behind a score are shown. Source: the programme, S71 and S72; domain, FLG, invariants 5, 6.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  choice,
  date,
  type Field,
  integer,
  list,
  object,
  optional,
  place,
  reference,
  text,
} from '@hh/kernel/shape.ts';
import { sources } from '../appointment/appointment.ts';

const ALL = 100;
const RECTIFICATION_DAYS = 90;

const quarter: Field<string> = {
  bson: { bsonType: 'string', pattern: '^\\d{4}-Q[1-4]$' },
  parse: (value) =>
    typeof value === 'string' && /^\d{4}-Q[1-4]$/.test(value)
      ? value
      : refuse('CODE_MALFORMED', { value: String(value) }),
};
const code = text(40);

export const roundFields = {
  scope: place('County', 'Street'),
  quarter,
  criteria: list(object({ code, weight: integer(1, ALL) }), 1, 10),
};
export const roundExtra = {
  submittedBy: optional(reference('Person')),
  decidedBy: optional(reference('Person')),
  publishedOn: optional(date),
};

export const awardFields = {
  round: reference('FlagRound'),
  branch: reference('Branch'),
  points: list(object({ code, points: integer(0, 100) }), 1, 10),
  flag: choice('RED', 'YELLOW', 'NONE'),
};
export const awardExtra = {
  score: integer(0, ALL * 100),
  rank: optional(integer(1)),
  scoredBy: reference('Person'),
  isPublished: boolean,
  publishedOn: optional(date),
};

export const rectificationFields = { award: reference('FlagAward') };
export const rectificationExtra = {
  branch: reference('Branch'),
  dueOn: date,
  finding: optional(text(500)),
  checkedBy: optional(reference('Person')),
  checkedOn: optional(date),
  successor: optional(reference('Person')),
  source: optional(choice(...sources)),
  proposedBy: optional(reference('Person')),
  decidedBy: optional(reference('Person')),
  decidedOn: optional(date),
  reason: optional(reason),
};

interface Criterion {
  readonly code: string;
  readonly weight: number;
}
interface Points {
  readonly code: string;
  readonly points: number;
}
interface Facts {
  readonly actor: { readonly id: string; readonly kind: string };
  readonly today: string;
}
interface Round {
  readonly state: string;
  readonly criteria: readonly Criterion[];
}

/** The weights of a round's criteria are whole percents of a whole, no criterion twice. */
export function drafted({
  criteria,
}: {
  readonly criteria: readonly Criterion[];
}): Readonly<Record<string, unknown>> | Refusal {
  const sum = criteria.reduce((total, { weight }) => total + weight, 0);
  if (new Set(criteria.map((each) => each.code)).size < criteria.length)
    return refuse('ALREADY_EXISTS', { field: 'criteria', what: 'code' });
  return sum === ALL ? {} : refuse('WEIGHTS_NOT_WHOLE', { field: 'criteria', sum });
}

/** Σ of points × weight: in hundredths of a point, 0 to 10,000. Refuses points that are not one for each criterion. */
export function scoreOf(criteria: readonly Criterion[], points: readonly Points[]): number | Refusal {
  const given = new Map(points.map((each) => [each.code, each.points]));
  const all = criteria.map((each) => given.get(each.code));
  if (points.length !== criteria.length || all.includes(undefined))
    return refuse('CRITERIA_DIFFER', { field: 'points' });
  return criteria.reduce((score, { weight }, index) => score + weight * (all[index] as number), 0);
}

/** What the street says of a branch, while the round is being scored. */
export function scored(
  { points }: { readonly points: readonly Points[] },
  { actor, found }: Facts & { readonly found: { readonly round: Round } },
) {
  const score = scoredIn(found.round, points, actor);
  return typeof score === 'number' ? { score, scoredBy: actor.id, isPublished: false } : score;
}

/** Rounds that come from elsewhere are over already: the system enters their awards all the same. */
function scoredIn({ state, criteria }: Round, points: readonly Points[], { kind }: Facts['actor']): number | Refusal {
  if (state !== 'SCORING' && kind !== 'SYSTEM') return refuse('STATE_NOT_ALLOWED', { field: 'round', state });
  return scoreOf(criteria, points);
}

/** By score, the highest first; who has the same score has the same rank. */
export function ranked<A extends { readonly score: number }>(awards: readonly A[]): readonly (A & { rank: number })[] {
  const scores = awards.map(({ score }) => score).toSorted((a, b) => b - a);
  return awards.map((award) => ({ ...award, rank: 1 + scores.indexOf(award.score) }));
}

export function opened(
  _: unknown,
  { found, today }: Facts & { readonly found: { readonly award: { readonly branch: string } } },
) {
  return { branch: found.award.branch, dueOn: addDays(today as LocalDate, RECTIFICATION_DAYS) };
}

const score = 'flags:score';
const decide = 'flags:decide';

export const roundStates = {
  startScoring: { from: ['DRAFT'], to: 'SCORING', may: score },
  submitScores: {
    from: ['SCORING'],
    to: 'REVIEW',
    may: score,
    decide: (_: unknown, __: unknown, { actor, looked }: Facts & { readonly looked: number }) =>
      looked > 0 ? refuse('SCORES_MISSING', { field: 'id', count: looked }) : { submittedBy: actor.id },
  },
  publishFlagRound: {
    from: ['REVIEW'],
    to: 'PUBLISHED',
    may: decide,
    notBy: ['submittedBy'],
    marks: { by: 'decidedBy', on: 'publishedOn' },
  },
} as const;

export const awardStates = {
  rescoreBranch: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: score,
    takes: { points: awardFields.points, flag: awardFields.flag },
    decide: (
      _: unknown,
      taken: { readonly points: readonly Points[] },
      { actor, looked }: Facts & { readonly looked: Round },
    ) => {
      const scoreNow = scoredIn(looked, taken.points, actor);
      return typeof scoreNow === 'number' ? { ...taken, score: scoreNow, scoredBy: actor.id } : scoreNow;
    },
  },
} as const;

const checked = (_: unknown, taken: object, { actor, today }: Facts) => ({
  ...taken,
  checkedBy: actor.id,
  checkedOn: today,
});

export const rectificationStates = {
  passRectification: { from: ['OPEN'], to: 'PASSED', may: score, takes: { finding: text(500) }, decide: checked },
  failRectification: { from: ['OPEN'], to: 'FAILED', may: score, takes: { finding: text(500) }, decide: checked },
  proposeReplacement: {
    from: ['FAILED'],
    to: 'REPLACEMENT_PROPOSED',
    may: score,
    takes: { successor: reference('Person'), source: choice(...sources), reason },
    decide: (
      _: unknown,
      taken: object,
      { actor, looked }: Facts & { readonly looked: { readonly yellow: number; readonly needed: number } },
    ) =>
      looked.yellow < looked.needed
        ? refuse('YELLOW_FLAGS_TOO_FEW', { field: 'id', count: looked.yellow, needed: looked.needed })
        : { ...taken, proposedBy: actor.id },
  },
  decideReplacement: {
    from: ['REPLACEMENT_PROPOSED'],
    to: 'REPLACED',
    may: decide,
    notBy: ['proposedBy', 'successor'],
    marks: { by: 'decidedBy', on: 'decidedOn' },
  },
  waiveRectification: {
    from: ['FAILED', 'REPLACEMENT_PROPOSED'],
    to: 'WAIVED',
    may: decide,
    takes: { reason },
    marks: { by: 'decidedBy', on: 'decidedOn' },
  },
} as const;
