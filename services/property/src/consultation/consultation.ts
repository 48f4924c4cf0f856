/**
 * Consultation of three parties 三方协调议事: the Party branch, the owners' committee and the property company of a compound
 * meet, and what is raised is done when all three agree. What they cannot do is carried on by a request of their compound at
 * level 2 or above. Source: the programme, S65; domain, CONS.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, list, optional, place, reference, text } from '@hh/kernel/shape.ts';

/** Whose word counts for each party: a role at the compound. */
const speakers = {
  BRANCH: 'BRANCH_SECRETARY',
  OWNERS_COMMITTEE: 'COMMITTEE_DIRECTOR',
  PROPERTY_COMPANY: 'PROPERTY_MANAGER',
} as const;

type Party = keyof typeof speakers;
const parties = Object.keys(speakers) as Party[];
const party = choice(...parties);

/** Without all three there is no consultation. */
export const consultationFields = {
  compound: place('Compound'),
  heldOn: date,
  forBranch: reference('Person'),
  forOwnersCommittee: reference('Person'),
  forPropertyCompany: reference('Person'),
  topic: text(100),
};

export const itemFields = {
  consultation: reference('Consultation'),
  title: text(100),
  responsible: party,
  dueOn: date,
};

export const itemExtra = {
  agreedBy: list(party, 0, parties.length),
  result: optional(text(500)),
  resolvedOn: optional(date),
  reason: optional(reason),
  request: optional(reference('ServiceRequest')),
};

interface Grants {
  readonly actor: { readonly grants: readonly { readonly role: string; readonly scope: string }[] };
}
interface Item {
  readonly place: string;
  readonly agreedBy: readonly Party[];
}

/** Each party agrees once, by a person who speaks for it at this compound; the third agreement is the agreement. */
export function agreed(
  { place, agreedBy }: Item,
  { party }: { readonly party: Party },
  { actor }: Grants,
): { readonly agreedBy: readonly Party[]; readonly state: 'RAISED' | 'AGREED' } | Refusal {
  if (!actor.grants.some(({ role, scope }) => role === speakers[party] && scope === place))
    return refuse('NOT_THE_HOLDER', { field: 'party' });
  const all = parties.filter((each) => each === party || agreedBy.includes(each));
  return { agreedBy: all, state: all.length === parties.length ? 'AGREED' : 'RAISED' };
}

export function whyNotHeld({ heldOn }: { readonly heldOn: LocalDate }, today: string): Refusal | null {
  return heldOn > today ? refuse('DATE_IN_FUTURE', { field: 'heldOn', date: heldOn }) : null;
}

const ESCALATED_LEVEL = 2;

/** What organization says of the request that is to carry an item on, and why it cannot. */
export function whyNotCarriedOn(
  request: { readonly level: number; readonly compound: { readonly code: string } | null } | null,
  place: unknown,
): Refusal | null {
  if (!request) return refuse('NOT_FOUND', { field: 'request', what: 'ServiceRequest' });
  if (request.compound?.code !== place) return refuse('OUT_OF_SCOPE', { field: 'request' });
  return request.level < ESCALATED_LEVEL ? refuse('LEVEL_TOO_LOW', { field: 'request', level: ESCALATED_LEVEL }) : null;
}

export const itemStates = {
  agreeConsultationItem: {
    from: ['RAISED'],
    to: 'AGREED',
    may: 'consultations:agree',
    takes: { party },
    decide: agreed,
  },
  startConsultationItem: { from: ['AGREED'], to: 'IN_PROGRESS', may: 'consultations:record' },
  resolveConsultationItem: {
    from: ['IN_PROGRESS'],
    to: 'RESOLVED',
    may: 'consultations:record',
    takes: { result: text(500) },
    marks: { on: 'resolvedOn' },
  },
  escalateConsultationItem: {
    from: ['IN_PROGRESS'],
    to: 'ESCALATED',
    may: 'consultations:record',
    takes: { request: reference('ServiceRequest'), reason },
  },
} as const;
