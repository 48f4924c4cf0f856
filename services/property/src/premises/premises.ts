/**
 * Public-service premises of compounds 小区公共服务用房, and how they come back: found, claimed, perhaps disputed, recovered by
 * a handover that is on paper, and then in use by one body alone. Source: the programme, S16 and S17; domain, PREM.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { area, choice, date, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const premisesFields = {
  compound: place('Compound'),
  address: text(100),
  areaM2: area,
  purpose: choice('SERVICE_STATION', 'PROPERTY_OFFICE', 'OWNERS_COMMITTEE', 'CARE', 'CULTURE', 'OTHER'),
  foundOn: date,
};

export const premisesExtra = {
  recoveredOn: optional(date),
  reason: optional(reason),
  usedBy: optional(text(60)),
  usedSince: optional(date),
};

export const handoverFields = {
  premises: reference('Premises'),
  handedOverBy: text(60),
  receivedBy: text(60),
  handedOverOn: date,
  document: text(100),
};

interface Today {
  readonly today: string;
}

export function whyNotFound(
  { areaM2, foundOn }: { readonly areaM2: number; readonly foundOn: LocalDate },
  { today }: Today,
): Refusal | null {
  return areaM2 === 0 ? refuse('NUMBER_OUT_OF_RANGE', { field: 'areaM2' }) : notInFuture('foundOn', foundOn, today);
}

/** What is handed over has been claimed before, and not before it was found. */
export function whyNotHandedOver(
  { handedOverOn }: { readonly handedOverOn: LocalDate },
  premises: { readonly state: string; readonly foundOn: LocalDate },
  { today }: Today,
): Refusal | null {
  if (premises.state !== 'CLAIMED') return refuse('STATE_NOT_ALLOWED', { field: 'premises', state: premises.state });
  if (handedOverOn < premises.foundOn)
    return refuse('BEFORE_ITS_BEGINNING', { field: 'handedOverOn', date: premises.foundOn });
  return notInFuture('handedOverOn', handedOverOn, today);
}

function notInFuture(field: string, day: LocalDate, today: string): Refusal | null {
  return day > today ? refuse('DATE_IN_FUTURE', { field, date: day }) : null;
}

/** What a handover does to its premises. */
export const recovery = {
  from: ['CLAIMED'],
  to: 'RECOVERED',
  may: 'premises:recover',
} as const;

export const premisesStates = {
  claimPremises: { from: ['FOUND'], to: 'CLAIMED', may: 'premises:record' },
  disputePremises: {
    from: ['CLAIMED'],
    to: 'IN_DISPUTE',
    may: 'premises:record',
    takes: { reason },
  },
  settlePremises: {
    from: ['IN_DISPUTE'],
    to: 'CLAIMED',
    may: 'premises:record',
    takes: { reason },
  },
  usePremises: {
    from: ['RECOVERED'],
    to: 'IN_USE',
    may: 'premises:recover',
    takes: { usedBy: text(60), usedSince: date },
    decide: (
      { recoveredOn }: { readonly recoveredOn: LocalDate },
      taken: { readonly usedSince: LocalDate },
      { today }: Today,
    ) =>
      taken.usedSince < recoveredOn
        ? refuse('BEFORE_ITS_BEGINNING', { field: 'usedSince', date: recoveredOn })
        : (notInFuture('usedSince', taken.usedSince, today) ?? taken),
  },
} as const;
