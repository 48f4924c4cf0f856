/**
 * Red Partners 红色合伙人: organisations that share the work of a community, and what each has pledged. Committees and
 * companies that another service keeps are referred to there. Source: the programme, S24 and S25.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { choice, date, list, optional, place, reference, text, uscc } from '@hh/kernel/shape.ts';

export const partnerFields = {
  community: place('Community'),
  kind: choice(
    'RESIDENTS_COMMITTEE',
    'OWNERS_COMMITTEE',
    'PROPERTY_COMPANY',
    'CO_RESIDENT_UNIT',
    'CHECK_IN_UNIT',
    'SOCIAL_ORG',
    'PRIVATE_ENTERPRISE',
    'SELF_EMPLOYED',
  ),
  name: text(60),
  uscc: optional(uscc),
  ownersCommittee: optional(reference('OwnersCommittee')),
  propertyCompany: optional(reference('PropertyCompany')),
  pledges: list(text(100), 1, 20),
  since: date,
};
export const partnerExtra = { until: optional(date), reason: optional(reason) };

type Draft = { readonly kind: string } & Readonly<Record<'ownersCommittee' | 'propertyCompany', string | null>>;

/** Only a committee is referred to as one, and only a property company. */
export function joined({ kind, ownersCommittee, propertyCompany }: Draft) {
  if (ownersCommittee !== null && kind !== 'OWNERS_COMMITTEE')
    return refuse('PARTNER_KIND', { field: 'ownersCommittee', kind });
  if (propertyCompany !== null && kind !== 'PROPERTY_COMPANY')
    return refuse('PARTNER_KIND', { field: 'propertyCompany', kind });
  return {};
}

export const partnerStates = {
  changePledges: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'partners:keep',
    takes: { pledges: list(text(100), 1, 20) },
  },
  endRedPartner: {
    from: ['IN_FORCE'],
    to: 'ENDED',
    may: 'partners:keep',
    takes: { until: date, reason },
    decide: ({ since }: { readonly since: LocalDate }, taken: { readonly until: LocalDate }) =>
      taken.until < since ? refuse('BEFORE_ITS_BEGINNING', { field: 'until', date: since }) : taken,
  },
} as const;
