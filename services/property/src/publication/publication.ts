/**
 * The publication 公示 of a compound's public revenue for one month. One person prepares it: its content is computed and
 * frozen, so that another one publishes what they have seen. Once it is public it is never changed; a correction is another
 * publication, which names it and takes its place. Due within 30 days after the month, whether operators have paid or not.
 * Source: ECONOMY.md, Publishing.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { addDays, daysBetween, type LocalDate, lastDay, type Period, periodsBetween } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  date,
  type Field,
  instant,
  list,
  object,
  optional,
  period,
  place,
  reference,
  text,
} from '@hh/kernel/shape.ts';
import { hashOf, type PublicationContent } from '../publication-content/publication-content.ts';

const SHA_256 = 64;
const fen: Field<Fen> = { bson: { bsonType: 'long' }, parse: (value) => value as Fen };

/** Nobody enters it, so it is asserted in the database alone: every amount is a whole number of fen. */
const content = object({
  compound: text(14),
  period,
  openingBalance: fen,
  closingBalance: fen,
  availableAtBank: fen,
  income: list(object({ amount: fen }), 0, 1_000),
  shares: list(object({ revenue: fen, cost: fen, base: fen, pool: fen, amount: fen }), 0, 1_000),
  expenditure: list(object({ amount: fen }), 0, 100_000),
  receivable: list(object({ amount: fen }), 0, 1_000),
  late: list(object({ revenue: fen, cost: fen }), 0, 1_000),
  journals: list(object({ amount: fen, atBank: fen }), 0, 100_000),
  merkleRoot: text(SHA_256),
});

export const publicationFields = {
  compound: place('Compound'),
  period,
  corrects: optional(reference('Publication')),
};

export const publicationExtra = {
  content,
  contentHash: text(SHA_256),
  /** The allocations of the month whose lines it shows. */
  allocations: list(text(100), 0, 1_000),
  preparedBy: reference('Person'),
  decidedBy: optional(reference('Person')),
  publishedAt: optional(instant),
  publishedOn: optional(date),
  isPublic: boolean,
  /** Does it count now: public, and not corrected? */
  isCurrent: boolean,
  correctedBy: optional(reference('Publication')),
  reason: optional(reason),
};

export interface Publication {
  readonly id: string;
  readonly county: string;
  readonly compound: string;
  readonly period: Period;
  readonly corrects: string | null;
  readonly content: PublicationContent;
  readonly contentHash: string;
  readonly allocations: readonly string[];
  readonly preparedBy: string;
  readonly decidedBy: string | null;
  readonly state: string;
}

/** What was computed for a draft before it is entered. */
export interface Prepared {
  readonly content: PublicationContent;
  readonly allocations: readonly string[];
}

interface Draft {
  readonly compound: string;
  readonly period: Period;
  readonly corrects: string | null;
}

/** The key of a compound's month among those that count. */
export function monthKey({ compound, period }: Pick<Draft, 'compound' | 'period'>): string {
  return `${compound} ${period}`;
}

/** A month that is published is corrected, and nothing else; what was corrected is not corrected again. */
export function prepare(
  draft: Draft,
  {
    actor,
    looked,
    heard,
  }: {
    readonly actor: { readonly id: string };
    /** The ids of those that count, by month. */
    readonly looked: ReadonlyMap<string, string>;
    readonly heard?: Prepared;
  },
): Readonly<Record<string, unknown>> | Refusal {
  const current = looked.get(monthKey(draft)) ?? null;
  const { corrects, period } = draft;
  if (current !== corrects)
    return corrects === null
      ? refuse('PUBLISHED_ALREADY', { field: 'period', period })
      : refuse('NOT_THE_CURRENT_PUBLICATION', { field: 'corrects', period });
  if (!heard) throw new Error('a publication is prepared by a person, from what the book says');
  const { content, allocations } = heard;
  const first = { isPublic: false, isCurrent: false, preparedBy: actor.id };
  return { ...first, content, contentHash: hashOf(content), allocations };
}

export const publicationStates = {
  publishPublication: {
    from: ['PREPARED'],
    to: 'PUBLISHED',
    may: 'publications:publish',
    notBy: ['preparedBy'],
    marks: { by: 'decidedBy', on: 'publishedOn', at: 'publishedAt' },
    answersAgain: true,
    decide: () => ({ isPublic: true, isCurrent: true }),
  },
  rejectPublication: {
    from: ['PREPARED'],
    to: 'REJECTED',
    may: 'publications:publish',
    notBy: ['preparedBy'],
    takes: { reason },
    marks: { by: 'decidedBy' },
  },
} as const;

const DAYS = 30;

/** A month of a compound that is not published, and how many days are left for it; below zero when it is late. */
export interface Due {
  readonly compound: string;
  readonly period: Period;
  readonly dueOn: LocalDate;
  readonly daysLeft: number;
}

/**
 * Every month that is over, from the first in which a compound had public revenue, and is not published; the oldest first.
 * The days are counted from the end of the month, since the agreements of a compound are closed on different days, and none
 * of them may put off the others.
 */
export function dueOf(
  firstMonths: ReadonlyMap<string, Period>,
  published: ReadonlySet<string>,
  through: Period,
  today: LocalDate,
): readonly Due[] {
  return [...firstMonths]
    .flatMap(([compound, first]) => periodsBetween(first, through).map((each) => ({ compound, period: each })))
    .filter((month) => !published.has(monthKey(month)))
    .map((month) => {
      const dueOn = addDays(lastDay(month.period), DAYS);
      return { ...month, dueOn, daysLeft: daysBetween(today, dueOn) };
    })
    .toSorted((one, other) => (dueKey(one) < dueKey(other) ? -1 : 1));
}

export function dueKey({ period, compound }: Pick<Due, 'period' | 'compound'>): string {
  return `${period} ${compound}`;
}
