/**
 * The ladder 递进培养: social worker, secretary of a compound, the two committees, head of a community. One rung at a time, by
 * who stands on it now. Beside it the pools of those who may be next. Source: the programme, S73 to S75; domain, PRO,
 * invariants 4 and 6.
 */
import { namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { partyUnit, rungOf } from '../appointment/appointment.ts';
import { tierOf } from '../party/party.ts';

const TOP = 4;

export const rungFields = {
  county: place('County'),
  rung: integer(1, TOP),
  name: text(40),
  description: text(200),
  since: date,
};
export const rungExtra = { until: optional(date) };

export const promotionFields = {
  person: reference('Person'),
  fromRung: integer(1, TOP),
  toRung: integer(1, TOP),
  unit: partyUnit,
  evidence: text(500),
};
export const promotionExtra = {
  proposedBy: reference('Person'),
  reviewedBy: optional(reference('Person')),
  review: optional(text(500)),
  ...noticedFields,
  decidedBy: optional(reference('Person')),
  doneOn: optional(date),
  reason: optional(reason),
};

export const talentFields = {
  person: reference('Person'),
  kind: choice('PARTY_APPLICANT', 'COMMITTEE_RESERVE'),
  place: place('Community', 'Compound'),
  since: date,
};
export const talentExtra = { until: optional(date), outcome: optional(text(200)) };

/** What a rung is in a unit: secretary of a branch or of a community, or a member of the committee. */
export function roleOn(rung: number): 'SECRETARY' | 'MEMBER' {
  return rung === 3 ? 'MEMBER' : 'SECRETARY';
}

interface Asked {
  readonly person: string;
  readonly fromRung: number;
  readonly toRung: number;
}
interface Facts {
  readonly actor: { readonly id: string };
  readonly today: string;
  /** The rungs that each person stands on now. */
  readonly looked: ReadonlyMap<string, readonly number[]>;
}

/** Refuses RUNG_SKIPPED before RUNG_NOT_HELD. */
export function climbs({ person, fromRung, toRung }: Asked, held: Facts['looked']): Refusal | null {
  if (toRung !== fromRung + 1) return refuse('RUNG_SKIPPED', { field: 'toRung', from: fromRung, to: toRung });
  return held.get(person)?.includes(fromRung) ? null : refuse('RUNG_NOT_HELD', { field: 'fromRung', rung: fromRung });
}

/** The unit has the rung that is climbed to. */
export function proposed(
  draft: Asked,
  { actor, found, looked }: Facts & { readonly found: { readonly unit: object } },
) {
  const fits = rungOf(tierOf(found.unit), roleOn(draft.toRung)) === draft.toRung;
  const forbidden = climbs(draft, looked) ?? (fits ? null : refuse('OUT_OF_SCOPE', { field: 'unit' }));
  return forbidden ?? { proposedBy: actor.id };
}

export const rungStates = {
  endRung: { from: ['IN_FORCE'], to: 'ENDED', may: 'ladder:define', takes: { until: date } },
} as const;

export const promotionStates = {
  reviewPromotion: {
    from: ['PROPOSED'],
    to: 'REVIEWED',
    may: 'promotions:decide',
    notBy: ['proposedBy', 'person'],
    takes: { review: text(500) },
    marks: { by: 'reviewedBy' },
  },
  noticePromotion: {
    from: ['REVIEWED'],
    to: 'NOTICED',
    may: 'promotions:decide',
    ...namesNotice('APPOINTMENT'),
  },
  decidePromotion: {
    from: ['NOTICED'],
    to: 'DECIDED',
    may: 'promotions:decide',
    notBy: ['proposedBy', 'person'],
    afterNotice: true,
    marks: { by: 'decidedBy' },
  },
  completePromotion: {
    from: ['DECIDED'],
    to: 'DONE',
    may: 'promotions:decide',
    afterNotice: true,
    decide: (row: Asked, _: unknown, { today, looked }: Facts) => climbs(row, looked) ?? { doneOn: today },
  },
  rejectPromotion: {
    from: ['PROPOSED', 'REVIEWED', 'NOTICED', 'DECIDED'],
    to: 'REJECTED',
    may: 'promotions:decide',
    takes: { reason },
  },
} as const;

export const talentStates = {
  closeTalent: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'talent-pool:keep',
    takes: { until: date, outcome: text(200) },
  },
} as const;
