/**
 * A dwelling 住房: what is owned, by its area. The area that counts is the registered one, else the surveyed, else the one
 * of the contract. Source: Civil Code, article 283; 法释〔2009〕7号 (rev. 2020), article 8.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { area, choice, date, optional, place, reference, text } from '@hh/kernel/shape.ts';

const areaBasis = choice('REGISTERED', 'SURVEYED', 'CONTRACT');

export const dwellingFields = {
  building: reference('Building'),
  compound: place('Compound'),
  unit: optional(text(10)),
  no: text(20),
  areaM2: area,
  areaBasis,
  use: choice('RESIDENTIAL', 'COMMERCIAL', 'OTHER'),
  deliveredOn: optional(date),
};

interface Draft {
  readonly building: string;
  readonly compound: string;
  readonly areaM2: number;
  readonly deliveredOn: LocalDate | null;
}
interface Today {
  readonly today: string;
}

/** Refuses a building that does not stand in the compound, an area of nothing, and a delivery that is still to come. */
export function admit(
  draft: Draft,
  { today, looked: compoundOf }: Today & { readonly looked: ReadonlyMap<string, string> },
): Readonly<Record<string, unknown>> | Refusal {
  if (compoundOf.get(draft.building) !== draft.compound)
    return refuse('NOT_FOUND', { field: 'building', what: draft.building });
  return notOfNothing(draft) ?? notInFuture(draft.deliveredOn, today) ?? {};
}

function notOfNothing({ areaM2 }: { readonly areaM2: number }): Refusal | null {
  return areaM2 === 0 ? refuse('NUMBER_OUT_OF_RANGE', { field: 'areaM2' }) : null;
}

function notInFuture(deliveredOn: LocalDate | null, today: string): Refusal | null {
  return deliveredOn && deliveredOn > today
    ? refuse('DATE_IN_FUTURE', { field: 'deliveredOn', date: deliveredOn })
    : null;
}

/** A dwelling is never gone; what changes is what is known of it. Rolls that are frozen stay as they are. */
export const dwellingStates = {
  measureDwelling: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'dwellings:register',
    takes: { areaM2: area, areaBasis },
    decide: (_: unknown, taken: { readonly areaM2: number }) => notOfNothing(taken) ?? taken,
  },
  deliverDwelling: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'dwellings:register',
    takes: { deliveredOn: date },
    decide: (row: Draft, taken: { readonly deliveredOn: LocalDate }, { today }: Today) =>
      row.deliveredOn
        ? refuse('STATE_NOT_ALLOWED', { field: 'id', state: 'DELIVERED' })
        : (notInFuture(taken.deliveredOn, today) ?? taken),
  },
} as const;
