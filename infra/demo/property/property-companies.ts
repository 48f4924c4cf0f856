/** Twelve property companies, and the contract in force of each of the 58 compounds. */
import { usccFor } from '@hh/kernel/uscc.ts';
import { contracts, propertyCompanies } from '@hh/property/property-company/property-company.store.ts';
import { COUNTY, compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const names = ['安居', '和顺', '鼎盛', '康宁', '永泰', '嘉和', '惠邻', '润泽', '同心', '金诚', '万家', '宏远'];

const companies = names.map((name, index) => {
  const uscc = usccFor(COUNTY, `MA3${String(index + 1).padStart(5, '0')}`);
  return {
    id: uscc,
    place: COUNTY,
    input: { county: COUNTY, uscc, name: `郯城县${name}物业服务有限公司`, hasPartyOrg: index % 4 !== 3 },
    past: { redRating: 3 + pick('red rating', index, 3), ratedOn: '2025-06-30' },
  };
});

const inForce = compounds.map(({ code }, index) => ({
  id: number('service-contract', index),
  place: code,
  input: {
    compound: code,
    company: companies[index % companies.length]?.id,
    startsOn: `2024-0${1 + pick('contract start', index, 9)}-01`,
    endsOn: '2026-12-31',
    feePerM2: BigInt(80 + 5 * pick('property fee', index, 17)),
  },
}));

/** The company that serves a compound. */
export function companyOf(compound: number): { readonly uscc: string; readonly name: string } {
  return (companies[compound % companies.length] as (typeof companies)[number]).input;
}

export const propertyCompanyDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: propertyCompanies, entries: () => companies },
  { service: 'property', definition: contracts, entries: () => inForce },
];
