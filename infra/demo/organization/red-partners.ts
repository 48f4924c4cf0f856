/** Six partners a community: the five kinds of the programme, and in turn a check-in unit, a firm or a shop. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { redPartners as register } from '@hh/organization/red-partner/red-partner.store.ts';
import { communities, compounds, places } from '../county.ts';
import { companyOf } from '../property/property-companies.ts';
import { number, pick } from '../random.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const pledges = [
  '提供活动场地',
  '认领微心愿',
  '参加联席会议',
  '法律援助每月一次',
  '为老人理发',
  '义诊',
  '捐赠图书',
  '开放停车位',
] as const;
const sixth = [
  ['CHECK_IN_UNIT', '县直双报到单位'],
  ['PRIVATE_ENTERPRISE', '惠民商贸有限公司'],
  ['SELF_EMPLOYED', '便民早餐店'],
] as const;

const partners = communities.flatMap((community, index) => {
  const name = places.find(({ code }) => code === community)?.name;
  const first = compounds.findIndex(({ code }) => code.startsWith(community));
  const company = companyOf(first);
  const [kind, unit] = sixth[index % sixth.length] as (typeof sixth)[number];
  return [
    { kind: 'RESIDENTS_COMMITTEE', name: `${name}居民委员会` },
    { kind: 'OWNERS_COMMITTEE', name: `${compounds[first]?.name}业主委员会` },
    { kind: 'PROPERTY_COMPANY', name: company.name, uscc: company.uscc, propertyCompany: company.uscc },
    { kind: 'CO_RESIDENT_UNIT', name: `驻${name}共建单位` },
    { kind: 'SOCIAL_ORG', name: `${name}社会工作服务中心` },
    { kind, name: `${name}${unit}` },
  ].map((partner) => ({ community, ...partner }));
});

const joined = partners.map((partner, index) => ({
  id: number('red-partner', index),
  place: partner.community,
  input: {
    ...partner,
    pledges: [pledges[index % pledges.length], pledges[(index + 3) % pledges.length]],
    since: addDays('2024-07-20' as LocalDate, pick('red partner', index, 300)),
  },
}));

/** The ids of those of one community. */
export const partnersOf = (community: string) => joined.filter(({ place }) => place === community).map(({ id }) => id);

export const redPartners: readonly RegisterDemo[] = [
  { service: 'organization', definition: register, entries: () => joined },
];
