import { defineRegister } from '@hh/service/register/register.ts';
import { propose, spendingExtra, spendingFields, spendingStates } from './spending.ts';

export const spendings = defineRegister({
  type: 'PublicRevenueSpending',
  collection: 'public_revenue_spendings',
  fields: spendingFields,
  extra: spendingExtra,
  place: 'compound',
  create: { mutation: 'proposeSpending', may: 'spending:propose', state: 'PROPOSED', decide: propose },
  states: spendingStates,
  read: 'public-revenue:read',
});
