/**
 * Appointments 任职 to the units of the Party. One is proposed, made public, decided by somebody else, and in the end
 * ended; it is never edited. The rung of the ladder follows from unit and role. Source: domain, APT, invariants 2, 4, 6.
 */
import { namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, date, integer, optional, reference } from '@hh/kernel/shape.ts';
import { type Tier, tierOf } from '../party/party.ts';

export const partyUnit = reference('PartyUnit', ['GeneralBranch', 'Branch', 'Group']);
export const roles = ['SECRETARY', 'DEPUTY', 'MEMBER'] as const;
export const sources = ['COMMUNITY_COMMITTEE', 'SOCIAL_WORKER', 'VETERAN', 'RETIRED_CADRE', 'OTHER'] as const;
const endReason = choice('TERM', 'PROMOTED', 'YELLOW_FLAG', 'RESIGNED', 'OTHER');

export const appointmentFields = {
  unit: partyUnit,
  person: reference('Person'),
  role: choice(...roles),
  source: choice(...sources),
  fullTime: boolean,
  since: date,
};

export const appointmentExtra = {
  rung: optional(integer(1, 4)),
  proposedBy: reference('Person'),
  ...noticedFields,
  decidedBy: optional(reference('Person')),
  until: optional(date),
  endReason: optional(endReason),
};

/** 2 for the secretary of a branch, 3 for the committee of a general branch, 4 for its secretary; no rung in a group. */
export function rungOf(tier: Tier, role: (typeof roles)[number]): number | null {
  if (tier === 'GENERAL_BRANCH') return role === 'SECRETARY' ? 4 : 3;
  return tier === 'BRANCH' && role === 'SECRETARY' ? 2 : null;
}

interface Facts {
  readonly actor: { readonly id: string };
  readonly today: string;
}

export function proposed(
  { role }: { readonly role: (typeof roles)[number] },
  { actor, found }: Facts & { readonly found: { readonly unit: { readonly state: string } } },
) {
  const { unit } = found;
  if (unit.state !== 'IN_FORCE') return refuse('STATE_NOT_ALLOWED', { field: 'unit', state: unit.state });
  return { rung: rungOf(tierOf(unit), role), proposedBy: actor.id };
}

export const appointmentStates = {
  noticeAppointment: {
    from: ['PROPOSED'],
    to: 'NOTICED',
    may: 'appointments:propose',
    ...namesNotice('APPOINTMENT'),
  },
  confirmAppointment: {
    from: ['NOTICED'],
    to: 'IN_FORCE',
    may: 'appointments:decide',
    notBy: ['proposedBy', 'person'],
    afterNotice: true,
    marks: { by: 'decidedBy' },
    decide: ({ since }: { readonly since: LocalDate }, _: unknown, { today }: Facts) => ({
      since: since < today ? today : since,
    }),
  },
  endAppointment: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'appointments:decide',
    takes: { until: date, endReason },
    decide: (row: { readonly since: LocalDate }, taken: { readonly until: LocalDate; readonly endReason: string }) => {
      if (taken.until < row.since) return refuse('BEFORE_ITS_BEGINNING', { field: 'until', date: row.since });
      const isProcedure = taken.endReason === 'YELLOW_FLAG' || taken.endReason === 'PROMOTED';
      return isProcedure ? refuse('END_BY_PROCEDURE', { field: 'endReason', value: taken.endReason }) : taken;
    },
  },
} as const;
