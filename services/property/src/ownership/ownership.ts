/**
 * Who owns a dwelling 产权, from a day on. One ownership of a dwelling is in force; a sale ends it and begins the next in the
 * same moment, so that what was sold once never falls back to the developer. Source: domain, 2.3.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, list, optional, reference } from '@hh/kernel/shape.ts';

const person = reference('Person');
const held = { owners: list(person, 1, 10), representative: optional(person), since: date };

export const ownershipFields = { dwelling: reference('Dwelling'), ...held };
export const ownershipExtra = { until: optional(date) };

export interface Held {
  readonly owners: readonly string[];
  readonly representative: string | null;
  readonly since: LocalDate;
}

/** Refuses an owner named twice, a representative who is no owner, and a day that is still to come. */
export function whyNotHeld({ owners, representative, since }: Held, today: string): Refusal | null {
  if (new Set(owners).size < owners.length) return refuse('PERSON_TWICE', { field: 'owners' });
  if (representative !== null && !owners.includes(representative))
    return refuse('NOT_AN_OWNER', { field: 'representative' });
  return since > today ? refuse('DATE_IN_FUTURE', { field: 'since', date: since }) : null;
}

export const ownershipStates = {
  transferOwnership: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'ownerships:record',
    takes: held,
    decide: (row: Held, taken: Held, { today }: { readonly today: string }) => {
      const refused = whyNotHeld(taken, today);
      if (refused) return refused;
      return taken.since > row.since
        ? { until: taken.since }
        : refuse('BEFORE_THE_LAST', { field: 'since', date: row.since });
    },
  },
} as const;
