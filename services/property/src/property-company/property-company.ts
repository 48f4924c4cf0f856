/**
 * Property companies 物业服务企业 and their contracts: a compound has one contract in force. A vote that it names hired the
 * company: matter M4, passed by the owners of the compound. Source: the programme, S62; Civil Code, article 278.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, date, integer, money, optional, place, reference, text, uscc } from '@hh/kernel/shape.ts';
import { type Decision, decidedBy } from '../vote/decision.ts';

const rating = { redRating: integer(1, 5), hasPartyOrg: boolean, ratedOn: date };

export const propertyCompanyFields = { county: place('County'), uscc, name: text(60), hasPartyOrg: boolean };
export const propertyCompanyExtra = { redRating: optional(rating.redRating), ratedOn: optional(date) };

export const propertyCompanyStates = {
  ratePropertyCompany: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'property-companies:rate',
    takes: rating,
    decide: (_: unknown, taken: { readonly ratedOn: LocalDate }, { today }: { readonly today: string }) =>
      taken.ratedOn > today ? refuse('DATE_IN_FUTURE', { field: 'ratedOn', date: taken.ratedOn }) : taken,
  },
} as const;

export const contractFields = {
  compound: place('Compound'),
  company: reference('PropertyCompany'),
  startsOn: date,
  endsOn: date,
  feePerM2: money,
  vote: optional(reference('Vote')),
};
export const contractExtra = { endedOn: optional(date), reason: optional(reason) };

interface Term {
  readonly compound: string;
  readonly vote: string | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
}

/**
 * Refuses a vote that has not hired anybody here, a contract that ends before it starts, and one that has not started: one
 * in force is one that serves today.
 */
export function whyNotContracted(
  { compound, vote, startsOn, endsOn }: Term,
  { today, found }: { readonly today: string; readonly found: { readonly vote?: Decision } },
): Refusal | null {
  if (vote && !decidedBy(found.vote, compound, ['M4']))
    return refuse('DECISION_REQUIRED', { field: 'vote', matters: 'M4' });
  if (endsOn < startsOn) return refuse('BEFORE_ITS_BEGINNING', { field: 'endsOn', date: startsOn });
  return startsOn > today ? refuse('DATE_IN_FUTURE', { field: 'startsOn', date: startsOn }) : null;
}

export const contractStates = {
  endServiceContract: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'contracts:record',
    takes: { endedOn: date, reason },
    decide: (
      { startsOn }: Pick<Term, 'startsOn'>,
      taken: { readonly endedOn: LocalDate },
      { today }: { readonly today: string },
    ): Readonly<Record<string, unknown>> | Refusal => {
      if (taken.endedOn < startsOn) return refuse('BEFORE_ITS_BEGINNING', { field: 'endedOn', date: startsOn });
      return taken.endedOn > today ? refuse('DATE_IN_FUTURE', { field: 'endedOn', date: taken.endedOn }) : taken;
    },
  },
} as const;
