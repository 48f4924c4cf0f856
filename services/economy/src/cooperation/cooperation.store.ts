import { type Ask, defineRegister } from '@hh/service/register/register.ts';
import { placeOfPoint } from '../company/company.ts';
import {
  cooperationFields,
  cooperationStates,
  discountExtra,
  discountFields,
  discountOf,
  discountStates,
  donationFields,
  endedExtra,
  linkFields,
  siteServiceFields,
  siteServiceStates,
  whyNotServed,
} from './cooperation.ts';

const PROJECT = 'query($id: ID!) { convenienceProject(id: $id) { compound { code } } }';

const itsProject: Ask = async ({ compound, project }, _, ask) => {
  if (project === null) return null;
  const asked = await ask<{ convenienceProject: Parameters<typeof whyNotServed>[0] }>(PROJECT, { id: project });
  return whyNotServed(asked.convenienceProject, compound);
};

export const cooperations = defineRegister({
  type: 'CooperationAgreement',
  collection: 'cooperations',
  fields: cooperationFields,
  extra: endedExtra,
  place: { of: 'company' },
  owner: 'enterprise',
  create: { mutation: 'agreeCooperation', may: 'cooperation:agree' },
  states: cooperationStates,
  unique: [{ name: 'one cooperation in force', fields: ['company', 'enterprise'], where: { state: 'IN_FORCE' } }],
  indexes: [{ name: 'company', key: { company: 1, _id: 1 } }],
  read: 'cooperation:read',
});

export const siteServices = defineRegister({
  type: 'SiteServiceAgreement',
  collection: 'site_services',
  fields: siteServiceFields,
  extra: endedExtra,
  place: 'compound',
  owner: 'enterprise',
  create: {
    mutation: 'agreeSiteService',
    may: 'cooperation:agree',
    decide: ({ compound }, { found }) => placeOfPoint({ compound, commonParts: false }, found.company?.place ?? ''),
  },
  states: siteServiceStates,
  asks: { agreeSiteService: itsProject },
  indexes: [{ name: 'project', key: { project: 1, from: 1, _id: 1 } }],
});

export const discounts = defineRegister({
  type: 'Discount',
  collection: 'discounts',
  fields: discountFields,
  extra: discountExtra,
  place: { of: 'cooperation' },
  owner: { of: 'cooperation' },
  create: {
    mutation: 'offerDiscount',
    may: 'discounts:offer',
    decide: (draft, { found }) => discountOf(draft, found.cooperation as never),
  },
  states: discountStates,
  read: 'cooperation:read',
  open: { state: 'IN_FORCE' },
  indexes: [{ name: 'cooperation', key: { cooperation: 1, _id: 1 } }],
});

export const enterpriseLinks = defineRegister({
  type: 'EnterpriseLink',
  collection: 'enterprise_links',
  fields: linkFields,
  place: 'community',
  owner: 'enterprise',
  create: { mutation: 'linkEnterprise', may: 'cooperation:agree' },
  unique: [{ name: 'one link a trade', fields: ['community', 'enterprise', 'trade'] }],
});

export const donations = defineRegister({
  type: 'Donation',
  collection: 'donations',
  fields: donationFields,
  place: 'community',
  create: { mutation: 'recordDonation', may: 'cooperation:agree' },
  order: ['receivedOn'],
});
