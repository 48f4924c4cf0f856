import { defineRegister } from '@hh/service/register/register.ts';
import { ownersShareBp } from '../agreement/common-parts.ts';
import {
  checkFees,
  companyFields,
  companyStates,
  type List,
  listExtra,
  listFields,
  listStates,
  placeOfPoint,
  pointExtra,
  pointFields,
  pointStates,
} from './company.ts';

/** One community, one company. */
export const companies = defineRegister({
  type: 'Company',
  collection: 'companies',
  fields: companyFields,
  place: 'community',
  create: { mutation: 'foundCompany', may: 'companies:found' },
  states: companyStates,
  unique: [
    { name: 'one company a community', fields: ['community'] },
    { name: 'code', fields: ['code'] },
    { name: 'uscc', fields: ['uscc'] },
  ],
});

export const revenuePoints = defineRegister({
  type: 'RevenuePoint',
  collection: 'revenue_points',
  key: 'code',
  fields: pointFields,
  extra: pointExtra,
  place: { of: 'company' },
  create: {
    mutation: 'proposeRevenuePoint',
    may: 'companies:run',
    state: 'PROPOSED',
    decide: (draft, { found }) => placeOfPoint(draft, found.company?.place ?? ''),
  },
  states: pointStates,
  asks: {
    recordPointVote: ({ compound }, { commonPartsVote }, ask) =>
      ownersShareBp(ask, String(commonPartsVote), [compound]),
  },
  indexes: [
    { name: 'company', key: { company: 1, _id: 1 } },
    { name: 'compound', key: { compound: 1, _id: 1 } },
  ],
});

/** A company has one list of a kind in force; the next one takes its place. */
export const ruleLists = defineRegister({
  type: 'RuleList',
  collection: 'rule_lists',
  fields: listFields,
  extra: listExtra,
  place: { of: 'company' },
  create: { mutation: 'draftRuleList', may: 'companies:run', state: 'DRAFT', decide: checkFees },
  states: listStates,
  unique: [
    {
      name: 'one list of a kind in force',
      fields: ['company', 'kind'],
      where: { state: 'IN_FORCE' },
      yields: { to: 'SUPERSEDED', with: ({ effectiveFrom }: List) => ({ supersededOn: effectiveFrom }) },
    },
  ],
  indexes: [{ name: 'company', key: { company: 1, kind: 1, effectiveFrom: -1, _id: 1 } }],
  order: ['kind', 'effectiveFrom'],
});
