/**
 * The five initiatives 五项行动, their milestones, and the powers that a county has delegated to its streets 街道赋权.
 * Source: the programme, S08 to S13.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { choice, date, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const initiativeFields = {
  county: place('County'),
  code: choice(
    'STREET_EMPOWERMENT',
    'COMMUNITY_INNOVATION',
    'COMPOUND_UPGRADE',
    'BUILDING_ENABLEMENT',
    'HUB_PRESENTATION',
  ),
  name: text(60),
  goal: text(300),
  since: date,
};

export const milestoneFields = {
  initiative: reference('Initiative'),
  place: place('County', 'Street', 'Community', 'Compound'),
  title: text(100),
  dueOn: date,
};
export const milestoneExtra = {
  reachedOn: optional(date),
  evidence: optional(text(300)),
  reason: optional(reason),
};

interface Facts {
  readonly today: string;
  readonly found: { readonly initiative: { readonly place: string } };
}

/** A milestone lies inside of the county of its initiative. */
export function planned({ place }: { readonly place: string }, { found }: Pick<Facts, 'found'>) {
  return place.startsWith(found.initiative.place) ? {} : refuse('OUT_OF_SCOPE', { field: 'place' });
}

export const milestoneStates = {
  reachMilestone: {
    from: ['PLANNED'],
    to: 'REACHED',
    may: 'initiatives:work',
    takes: { reachedOn: date, evidence: text(300) },
    decide: (_: unknown, taken: { readonly reachedOn: LocalDate }, { today }: Facts) =>
      taken.reachedOn > today ? refuse('DATE_IN_FUTURE', { field: 'reachedOn', date: taken.reachedOn }) : taken,
  },
  dropMilestone: { from: ['PLANNED'], to: 'DROPPED', may: 'initiatives:direct', takes: { reason } },
} as const;

export const powerFields = { street: place('Street'), power: text(100), basis: text(200), since: date };
export const powerExtra = { until: optional(date) };

export const powerStates = {
  revokeDelegatedPower: {
    from: ['IN_FORCE'],
    to: 'REVOKED',
    may: 'initiatives:direct',
    takes: { until: date },
    decide: ({ since }: { readonly since: LocalDate }, taken: { readonly until: LocalDate }) =>
      taken.until < since ? refuse('BEFORE_ITS_BEGINNING', { field: 'until', date: since }) : taken,
  },
} as const;
