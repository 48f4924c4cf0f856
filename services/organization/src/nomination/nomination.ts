/**
 * Nominations 提名推荐 for posts, by an organization or by oneself: recommended by the community, reviewed by the street,
 * made public, decided by somebody else than who proposed it. Source: the programme, S26; domain, NOM, invariant 6.
 */
import { namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { sources } from '../appointment/appointment.ts';
import { standsIn } from '../building/building.ts';
import { backgrounds } from '../post/post.ts';

export const nominationFields = {
  person: reference('Person'),
  postKind: choice('GRID_WORKER', 'SOCIAL_WORKER', 'BUILDING_CHIEF', 'STATION_STAFF', 'BRANCH_SECRETARY'),
  place: place('Community', 'Compound'),
  building: optional(reference('Building')),
  route: choice('ORG', 'SELF'),
  source: optional(choice(...sources)),
  background: optional(choice(...backgrounds)),
  statement: text(500),
};

export const nominationExtra = {
  submittedBy: reference('Person'),
  recommendedBy: optional(reference('Person')),
  recommendation: optional(text(500)),
  reviewedBy: optional(reference('Person')),
  review: optional(text(500)),
  ...noticedFields,
  decidedBy: optional(reference('Person')),
  reason: optional(reason),
};

const PRIVATE_ROLES: readonly string[] = ['RESIDENT', 'OWNER', 'VOLUNTEER'];
const COMPOUND_DIGITS = 14;

interface Facts {
  readonly actor: {
    readonly id: string;
    readonly kind: string;
    readonly grants: readonly { readonly role: string }[];
  };
  readonly today: string;
}

/** Oneself is put forward by oneself; others by whoever acts for an organization. A chief needs a building, a secretary a compound. */
export function submitted(
  draft: {
    readonly person: string;
    readonly postKind: string;
    readonly place: string;
    readonly building: string | null;
    readonly route: string;
    readonly source: string | null;
  },
  facts: Facts & Parameters<typeof standsIn>[3],
): Readonly<Record<string, unknown>> | Refusal {
  const { actor } = facts;
  const isOneself = actor.id === draft.person;
  const isPrivate = actor.kind !== 'SYSTEM' && actor.grants.every(({ role }) => PRIVATE_ROLES.includes(role));
  const isSelf = draft.route === 'SELF';
  if (isSelf ? !isOneself && actor.kind !== 'SYSTEM' : isPrivate) return refuse('ROUTE_NOT_OPEN', { field: 'route' });
  const isChief = draft.postKind === 'BUILDING_CHIEF';
  if (isChief !== (draft.building !== null))
    return isChief ? refuse('VALUE_MISSING', { field: 'building' }) : refuse('OUT_OF_SCOPE', { field: 'building' });
  const isSecretary = draft.postKind === 'BRANCH_SECRETARY';
  if ((isChief || isSecretary) && draft.place.length !== COMPOUND_DIGITS)
    return refuse('CODE_MALFORMED', { field: 'place', value: draft.place });
  if (isSecretary && draft.source === null) return refuse('VALUE_MISSING', { field: 'source' });
  const elsewhere = draft.building && standsIn(draft.place, [draft.building], 'building', facts);
  return elsewhere || { submittedBy: actor.id };
}

export const nominationStates = {
  recommendNomination: {
    from: ['SUBMITTED'],
    to: 'RECOMMENDED',
    may: 'nominations:recommend',
    notBy: ['person'],
    takes: { recommendation: text(500) },
    marks: { by: 'recommendedBy' },
  },
  declineNomination: {
    from: ['SUBMITTED'],
    to: 'DECLINED',
    may: 'nominations:recommend',
    takes: { reason },
  },
  reviewNomination: {
    from: ['RECOMMENDED'],
    to: 'REVIEWED',
    may: 'nominations:review',
    notBy: ['person'],
    takes: { review: text(500) },
    marks: { by: 'reviewedBy' },
  },
  noticeNomination: {
    from: ['REVIEWED'],
    to: 'NOTICED',
    may: 'nominations:review',
    ...namesNotice('APPOINTMENT'),
  },
  appointNominee: {
    from: ['NOTICED'],
    to: 'APPOINTED',
    may: 'nominations:decide',
    notBy: ['submittedBy', 'recommendedBy', 'person'],
    afterNotice: true,
    marks: { by: 'decidedBy' },
  },
  withdrawNomination: {
    from: ['SUBMITTED', 'RECOMMENDED', 'REVIEWED', 'NOTICED'],
    to: 'WITHDRAWN',
    may: 'nominations:submit',
    onlyBy: ['submittedBy', 'person'],
    takes: { reason },
  },
} as const;
