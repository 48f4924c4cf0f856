/**
 * Cooperation with enterprises 企业合作: a company reduces an enterprise's rent, the enterprise serves residents at 70 to 90 %
 * of its price; or a compound gives the site and an enterprise the service. Below or above that range a county officer
 * decides. Source: the programme, S78 and S81 to S94.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, money, optional, place, reference, text } from '@hh/kernel/shape.ts';

const enterprise = reference('PartnerEnterprise');
/** The first day on which it holds no more. */
const until = optional(date);

export const cooperationFields = {
  company: reference('Company'),
  enterprise,
  title: text(100),
  rentReliefBp: integer(0, 10_000),
  from: date,
  to: until,
};

export const siteServiceFields = {
  company: reference('Company'),
  enterprise,
  kind: choice('SITE_FOR_SERVICE', 'PROJECT'),
  compound: place('Compound'),
  site: text(100),
  service: choice('WATER_STATION', 'CHARGING_PILE', 'FITNESS_EQUIPMENT', 'OTHER'),
  project: optional(reference('ConvenienceProject')),
  from: date,
  to: until,
};

/** What is agreed on a site serves a project of the compound where the site is; volunteers says where that is. */
export function whyNotServed(
  project: { readonly compound: { readonly code: string } | null } | null,
  compound: unknown,
): Refusal | null {
  if (!project) return refuse('NOT_FOUND', { field: 'project', what: 'ConvenienceProject' });
  return project.compound?.code === compound ? null : refuse('OUT_OF_SCOPE', { field: 'project' });
}

export const discountFields = {
  cooperation: reference('CooperationAgreement'),
  service: text(60),
  payBp: integer(1, 10_000),
  audience: choice('RESIDENTS', 'ELDERLY', 'VOLUNTEERS', 'PARTY_MEMBERS'),
  from: date,
  to: until,
};

export const discountExtra = {
  enterprise: optional(enterprise),
  overriddenBy: optional(reference('Person')),
  reason: optional(reason),
};

export const linkFields = { community: place('Community'), enterprise, trade: text(60), since: date, until };

export const donationFields = {
  community: place('Community'),
  donor: text(100),
  kind: choice('MONEY', 'GOODS', 'SERVICE'),
  value: money,
  use: text(200),
  receivedOn: date,
  notice: optional(reference('Notice')),
};

interface Dated {
  readonly from: LocalDate;
}
interface Ending {
  readonly to: LocalDate;
  readonly reason: string;
}

/** How what holds from a day on comes to its end: on a day after its first. */
const ending = {
  from: ['IN_FORCE'],
  to: 'ENDED',
  takes: { to: date, reason },
  decide: ({ from }: Dated, { to, reason: why }: Ending) =>
    to < from ? refuse('DATE_BEFORE_START', { field: 'to', date: from }) : { to, reason: why },
} as const;

export const cooperationStates = { endCooperation: { ...ending, may: 'cooperation:agree' } } as const;
export const siteServiceStates = { endSiteService: { ...ending, may: 'cooperation:agree' } } as const;
export const endedExtra = { reason: optional(reason) };

const MIN_PAY_BP = 7_000;
const MAX_PAY_BP = 9_000;

/** Within 70 to 90 % a discount holds as it is offered; any other waits for a county officer. */
export function stateOfDiscount(payBp: number): 'IN_FORCE' | 'PROPOSED' {
  return payBp >= MIN_PAY_BP && payBp <= MAX_PAY_BP ? 'IN_FORCE' : 'PROPOSED';
}

/** A discount is part of a cooperation that has not ended. */
export function discountOf(
  { payBp }: { readonly payBp: number },
  cooperation: { readonly state: string; readonly enterprise: string },
): Readonly<Record<string, unknown>> | Refusal {
  if (cooperation.state !== 'IN_FORCE')
    return refuse('STATE_NOT_ALLOWED', { field: 'cooperation', state: cooperation.state });
  return { state: stateOfDiscount(payBp), enterprise: cooperation.enterprise };
}

export const discountStates = {
  overrideDiscount: {
    from: ['PROPOSED'],
    to: 'IN_FORCE',
    may: 'discounts:override',
    notBy: ['createdBy'],
    takes: { reason },
    marks: { by: 'overriddenBy' },
  },
  endDiscount: { ...ending, from: ['PROPOSED', 'IN_FORCE'], may: 'discounts:offer' },
} as const;
