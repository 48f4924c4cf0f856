import { defineRegister } from '@hh/service/register/register.ts';
import { joined, partnerExtra, partnerFields, partnerStates } from './red-partner.ts';

export const redPartners = defineRegister({
  type: 'RedPartner',
  collection: 'red_partners',
  fields: partnerFields,
  extra: partnerExtra,
  place: 'community',
  create: { mutation: 'joinRedPartner', may: 'partners:keep', decide: joined },
  states: partnerStates,
  unique: [{ name: 'one partner of a name', fields: ['community', 'name'], where: { state: 'IN_FORCE' } }],
  order: ['since'],
});
