/**
 * Party-mass service stations 党群服务站: one a compound, in premises of its own that were recovered and that nobody else
 * uses; what was invested in it, and whether it meets the standard. Source: the programme, S19 to S21; domain, invariant 9.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, choice, date, list, money, object, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const stationFields = {
  compound: place('Compound'),
  name: text(60),
  premises: reference('Premises'),
  dedicated: boolean,
  openedOn: date,
};
export const stationExtra = { closedOn: optional(date) };

export const investmentFields = {
  station: reference('ServiceStation'),
  amount: money,
  paidOn: date,
  source: choice('COUNTY', 'STREET', 'COMMUNITY', 'PARTY_DUES', 'DONATION', 'OTHER'),
};

export const assessmentFields = {
  station: reference('ServiceStation'),
  standard: text(100),
  assessedOn: date,
  items: list(object({ item: text(60), met: boolean }), 1, 40),
};
export const assessmentExtra = { passed: boolean, assessedBy: reference('Person') };

interface Facts {
  readonly actor: { readonly id: string };
  readonly today: string;
  readonly found: { readonly station: { readonly state: string; readonly openedOn: LocalDate } };
}

export function opened({ openedOn }: { readonly openedOn: LocalDate }, { today }: Pick<Facts, 'today'>) {
  return notInFuture('openedOn', openedOn, today) ?? {};
}

export function invested({ paidOn }: { readonly paidOn: LocalDate }, { today }: Pick<Facts, 'today'>) {
  return notInFuture('paidOn', paidOn, today) ?? {};
}

/** The standard is met where each of its items is. */
export function assessed(
  { assessedOn, items }: { readonly assessedOn: LocalDate; readonly items: readonly { readonly met: boolean }[] },
  { actor, today, found }: Facts,
) {
  const { state, openedOn } = found.station;
  if (state !== 'IN_FORCE') return refuse('STATE_NOT_ALLOWED', { field: 'station', state });
  if (assessedOn < openedOn) return refuse('BEFORE_ITS_BEGINNING', { field: 'assessedOn', date: openedOn });
  const early = notInFuture('assessedOn', assessedOn, today);
  return early ?? { passed: items.every(({ met }) => met), assessedBy: actor.id };
}

function notInFuture(field: string, day: LocalDate, today: string): Refusal | null {
  return day > today ? refuse('DATE_IN_FUTURE', { field, date: day }) : null;
}

export const stationStates = {
  closeStation: {
    from: ['IN_FORCE'],
    to: 'CLOSED',
    may: 'stations:keep',
    takes: { closedOn: date },
    decide: (
      { openedOn }: { readonly openedOn: LocalDate },
      taken: { readonly closedOn: LocalDate },
      { today }: Pick<Facts, 'today'>,
    ) =>
      taken.closedOn < openedOn
        ? refuse('BEFORE_ITS_BEGINNING', { field: 'closedOn', date: openedOn })
        : (notInFuture('closedOn', taken.closedOn, today) ?? taken),
  },
} as const;

/** A branch is an entity where it is staffed, housed and up to the standard (the programme, S15). */
export function entityStatus(
  secretary: { readonly fullTime: boolean } | null,
  station: { readonly dedicated: boolean } | null,
  assessment: { readonly passed: boolean } | null,
) {
  const found = {
    hasFullTimeSecretary: secretary?.fullTime === true,
    hasDedicatedStation: station?.dedicated === true,
    meetsStandard: assessment?.passed === true,
  };
  return { ...found, isEntity: Object.values(found).every(Boolean) };
}

/** What property says of premises, and whether a station may stand there: recovered, for a station, of the same compound, used by nobody. */
export function whyNotThere(
  premises: { readonly state: string; readonly purpose: string; readonly compound: { readonly code: string } } | null,
  compound: unknown,
): Refusal | null {
  if (!premises) return refuse('NOT_FOUND', { field: 'premises', what: 'Premises' });
  if (premises.compound.code !== compound) return refuse('OUT_OF_SCOPE', { field: 'premises' });
  if (premises.state === 'IN_USE') return refuse('PREMISES_IN_USE', { field: 'premises' });
  if (premises.state !== 'RECOVERED' || premises.purpose !== 'SERVICE_STATION')
    return refuse('PREMISES_NOT_RECOVERED', { field: 'premises' });
  return null;
}
