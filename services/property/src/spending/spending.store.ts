import { whyNotNoticed } from '@hh/service/register/noticed.ts';
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
  asks: {
    approveSpending: ({ place }, { notice }, ask) =>
      whyNotNoticed(ask, notice, { kind: 'PUBLIC_REVENUE', place: String(place) }),
  },
  read: 'public-revenue:read',
});
