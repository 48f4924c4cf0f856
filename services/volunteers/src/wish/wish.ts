/**
 * A micro-wish 微心愿: the branch collects it, its secretary publishes it, one person claims it, for themselves or for a
 * unit, fulfils it within 14 days, and who wished it, or the branch for them, confirms it. A claim that nobody acts on
 * lapses three days after its day. Source: the programme, S43; domain, WISH and WF-2.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, date, lines, list, money, optional, place, reference, text } from '@hh/kernel/shape.ts';

/** 老幼青妇特新, of wishes, measures and people alike. */
export const targetGroup = choice('OLD', 'CHILDREN', 'YOUTH', 'WOMEN', 'SPECIAL_NEED', 'NEW_EMPLOYMENT');

export const wishFields = {
  compound: place('Compound'),
  wisher: reference('Person'),
  title: text(60),
  targetGroup,
  budget: optional(money),
};

export const wishExtra = {
  code: text(20),
  isPublic: boolean,
  publishedOn: optional(date),
  claimant: optional(reference('Person')),
  claimantUnit: optional(reference('RedPartner')),
  dueOn: optional(date),
  doneOn: optional(date),
  photos: optional(list(text(200), 1, 9)),
  feedback: optional(lines(500)),
  confirmedBy: optional(reference('Person')),
  reason: optional(reason),
};

const DAYS_TO_DELIVER = 14;
const DAYS_OF_GRACE = 3;
const released = { claimant: null, claimantUnit: null, dueOn: null } as const;

interface Now {
  readonly actor: { readonly id: string };
  readonly today: string;
}

function publish(_: unknown, __: unknown, { today }: Now) {
  return { isPublic: true, publishedOn: today };
}

function claim(_: unknown, { unit }: { unit: string | null }, { actor, today }: Now) {
  return { claimant: actor.id, claimantUnit: unit, dueOn: addDays(today as LocalDate, DAYS_TO_DELIVER) };
}

function deliver(_: unknown, { photos }: { photos: readonly string[] | null }, { today }: Now) {
  return { photos, doneOn: today };
}

function confirm(_: unknown, { feedback }: { feedback: string | null }, { actor }: Now) {
  return { feedback, confirmedBy: actor.id };
}

/** Refuses CLAIM_STILL_GOOD until three days after the day of delivery. */
export function whyNotLapsed({ dueOn }: { dueOn: LocalDate }, { today }: Pick<Now, 'today'>): Refusal | null {
  const until = addDays(dueOn, DAYS_OF_GRACE);
  return today > until ? null : refuse('CLAIM_STILL_GOOD', { date: until });
}

const taken = { CLAIMED: 'ALREADY_CLAIMED', IN_PROGRESS: 'ALREADY_CLAIMED', DELIVERED: 'ALREADY_CLAIMED' } as const;

export const wishStates = {
  publishWish: { from: ['COLLECTED'], to: 'PUBLISHED', may: 'wishes:publish', decide: publish },
  claimWish: {
    from: ['PUBLISHED'],
    to: 'CLAIMED',
    may: 'wishes:claim',
    otherwise: taken,
    takes: { unit: wishExtra.claimantUnit },
    decide: claim,
  },
  releaseWish: {
    from: ['CLAIMED'],
    to: 'PUBLISHED',
    may: 'wishes:claim',
    onlyBy: ['claimant'],
    decide: () => released,
  },
  lapseWishClaim: {
    from: ['CLAIMED'],
    to: 'PUBLISHED',
    may: 'system',
    guard: whyNotLapsed,
    decide: () => released,
  },
  startWish: { from: ['CLAIMED'], to: 'IN_PROGRESS', may: 'wishes:claim', onlyBy: ['claimant'] },
  deliverWish: {
    from: ['IN_PROGRESS'],
    to: 'DELIVERED',
    may: 'wishes:claim',
    onlyBy: ['claimant'],
    takes: { photos: wishExtra.photos },
    decide: deliver,
  },
  confirmWish: {
    from: ['DELIVERED'],
    to: 'CONFIRMED',
    may: 'wishes:make',
    notBy: ['claimant'],
    takes: { feedback: wishExtra.feedback },
    decide: confirm,
  },
  withdrawWish: {
    from: ['COLLECTED', 'PUBLISHED', 'CLAIMED'],
    to: 'WITHDRAWN',
    may: 'wishes:make',
    takes: { reason },
  },
} as const;
