/**
 * Party membership 党组织关系: of one person in one branch at a time. Checking in where one lives 双报到 is none. A branch has
 * at least three full members, and is large above fifty. Source: domain, 2.1, invariants 1 and 12; 支部工作条例.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, optional, reference } from '@hh/kernel/shape.ts';

const FULL_MIN = 3;
const MEMBERS_MAX = 50;

export const membershipFields = {
  person: reference('Person'),
  unit: reference('Branch'),
  group: optional(reference('Group')),
  kind: choice('FULL', 'PROBATIONARY'),
  since: date,
};
export const membershipExtra = { until: optional(date) };

/** Who is in a group is in the branch of that group. */
export function admitted(
  { unit }: { readonly unit: string },
  { found }: { readonly found: { readonly group?: { readonly branch: string } } },
): Readonly<Record<string, unknown>> | Refusal {
  return found.group && found.group.branch !== unit ? refuse('OUT_OF_SCOPE', { field: 'group' }) : {};
}

/** What is unusual about a branch with so many members; nothing is refused for it. */
export function warningsOf({ full, all }: { readonly full: number; readonly all: number }) {
  return [
    ...(full < FULL_MIN ? (['TOO_FEW_FULL_MEMBERS'] as const) : []),
    ...(all > MEMBERS_MAX ? (['TOO_MANY_MEMBERS'] as const) : []),
  ];
}

export const membershipStates = {
  confirmMember: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'party:organize',
    decide: ({ kind }: { readonly kind: string }) =>
      kind === 'FULL' ? refuse('STATE_NOT_ALLOWED', { field: 'id', state: 'FULL' }) : { kind: 'FULL' },
  },
  endMembership: { from: ['IN_FORCE'], to: 'ENDED', may: 'party:organize', takes: { until: date } },
} as const;
