/**
 * What is kept of a person beside name, telephone and place, and what the person may ask for: a copy of it, its correction,
 * its erasure. Details rest on consent and go when they are to be erased; what a law or an office needs stays, and the
 * refusal names it. Source: PIPL, articles 13, 28 to 31, 44 to 50; domain, 4-practice.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, instant, lines, list, optional, period, place, reference, text } from '@hh/kernel/shape.ts';

export const detailFields = {
  gender: optional(choice('FEMALE', 'MALE')),
  birthMonth: optional(period),
  politicalStatus: optional(
    choice('PARTY_MEMBER', 'PROBATIONARY_MEMBER', 'LEAGUE_MEMBER', 'DEMOCRATIC_PARTY', 'NON_AFFILIATED'),
  ),
  tags: optional(list(choice('OLD', 'CHILDREN', 'YOUTH', 'WOMEN', 'SPECIAL_NEED', 'NEW_EMPLOYMENT'), 0, 6)),
  consentedOn: optional(date),
};

export interface PersonDetails {
  readonly gender: string | null;
  readonly birthMonth: string | null;
  readonly politicalStatus: string | null;
  readonly tags: readonly string[] | null;
  readonly consentedOn: LocalDate | null;
}

/** Political status and target groups are sensitive: they are kept with consent of their own (article 29). */
export function whyNotKept({ politicalStatus, tags, consentedOn }: PersonDetails, today: string): Refusal | null {
  const isSensitive = politicalStatus !== null || (tags ?? []).length > 0;
  if (isSensitive && consentedOn === null) return refuse('CONSENT_MISSING', { field: 'consentedOn' });
  return consentedOn !== null && consentedOn > today
    ? refuse('DATE_IN_FUTURE', { field: 'consentedOn', date: consentedOn })
    : null;
}

export const requestFields = {
  person: reference('Person'),
  place: place('County', 'Street', 'Community', 'Compound'),
  kind: choice('EXPORT', 'CORRECTION', 'ERASURE'),
  text: optional(lines(1_000)),
};
export const requestExtra = {
  decidedBy: optional(reference('Person')),
  decidedAt: optional(instant),
  outcome: optional(lines(1_000)),
  reason: optional(reason),
  basis: optional(text(200)),
};

interface Facts {
  readonly actor: { readonly id: string };
  readonly now: Date;
}
const decided = (_: unknown, taken: object, { actor, now }: Facts) => ({
  ...taken,
  decidedBy: actor.id,
  decidedAt: now,
});

export const requestStates = {
  grantPersonalDataRequest: {
    from: ['REQUESTED'],
    to: 'GRANTED',
    may: 'people:decide',
    notBy: ['person'],
    takes: { outcome: lines(1_000) },
    decide: decided,
  },
  refusePersonalDataRequest: {
    from: ['REQUESTED'],
    to: 'REFUSED',
    may: 'people:decide',
    notBy: ['person'],
    takes: { reason, basis: text(200) },
    decide: decided,
  },
} as const;
