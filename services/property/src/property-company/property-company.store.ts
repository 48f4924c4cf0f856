import { defineRegister } from '@hh/service/register/register.ts';
import {
  contractExtra,
  contractFields,
  contractStates,
  propertyCompanyExtra,
  propertyCompanyFields,
  propertyCompanyStates,
  whyNotContracted,
} from './property-company.ts';

export const propertyCompanies = defineRegister({
  type: 'PropertyCompany',
  collection: 'property_companies',
  fields: propertyCompanyFields,
  extra: propertyCompanyExtra,
  key: 'uscc',
  place: 'county',
  create: { mutation: 'registerPropertyCompany', may: 'property-companies:register' },
  states: propertyCompanyStates,
});

export const contracts = defineRegister({
  type: 'ServiceContract',
  collection: 'service_contracts',
  fields: contractFields,
  extra: contractExtra,
  place: 'compound',
  create: {
    mutation: 'recordServiceContract',
    may: 'contracts:record',
    decide: (draft, facts) => whyNotContracted(draft, facts) ?? {},
  },
  states: contractStates,
  unique: [{ name: 'one contract in force', fields: ['compound'], where: { state: 'IN_FORCE' } }],
  order: ['startsOn'],
});
