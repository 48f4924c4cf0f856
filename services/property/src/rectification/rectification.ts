/**
 * Key-compound rectification 重点小区集中整治: a county leader has charge of one compound, inspections find what is wrong,
 * and each finding is fixed by who is responsible and verified by somebody else. Due 3, 10 or 30 days by severity.
 * Source: the programme, S66 to S70; domain, FIND.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { choice, date, list, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const keyCompoundFields = {
  compound: place('Compound'),
  campaign: text(60),
  countyLeader: reference('Person'),
  streetLeads: list(reference('Person'), 1, 2),
  reasons: text(500),
  since: date,
};

export const inspectionFields = {
  keyCompound: reference('KeyCompound'),
  kind: choice('ON_SITE', 'INSPECTION'),
  heldOn: date,
  inspector: reference('Person'),
};

export const findingFields = {
  inspection: reference('Inspection'),
  category: choice('PROPERTY_SERVICE', 'SAFETY', 'ENVIRONMENT', 'PARKING', 'FACILITIES', 'OTHER'),
  severity: choice('MINOR', 'SERIOUS', 'URGENT'),
  title: text(100),
  foundOn: date,
};

export const findingExtra = {
  dueOn: date,
  responsible: optional(reference('Person')),
  fixedBy: optional(reference('Person')),
  fixedOn: optional(date),
  evidence: optional(text(500)),
  verifiedBy: optional(reference('Person')),
  verifiedOn: optional(date),
  reason: optional(reason),
};

const DAYS = { URGENT: 3, SERIOUS: 10, MINOR: 30 } as const;

/** When a finding has to be fixed: 3, 10 or 30 days after it was found. */
export function dueOn({ severity, foundOn }: { severity: keyof typeof DAYS; foundOn: LocalDate }): LocalDate {
  return addDays(foundOn, DAYS[severity]);
}

export const findingStates = {
  assignFinding: {
    from: ['OPEN', 'REOPENED'],
    to: 'ASSIGNED',
    may: 'rectification:inspect',
    takes: { responsible: reference('Person') },
  },
  fixFinding: {
    from: ['ASSIGNED'],
    to: 'FIXED',
    may: 'rectification:fix',
    takes: { evidence: text(500) },
    marks: { by: 'fixedBy', on: 'fixedOn' },
  },
  verifyFinding: {
    from: ['FIXED'],
    to: 'VERIFIED',
    may: 'rectification:inspect',
    notBy: ['fixedBy'],
    marks: { by: 'verifiedBy', on: 'verifiedOn' },
  },
  reopenFinding: {
    from: ['FIXED'],
    to: 'REOPENED',
    may: 'rectification:inspect',
    notBy: ['fixedBy'],
    takes: { reason },
  },
} as const;
