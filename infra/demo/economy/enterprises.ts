/** 23 enterprises that cooperate with companies, and three that did; a discount of each; sites, links, gifts, fairs. */
import {
  cooperations,
  discounts,
  donations,
  enterpriseLinks,
  siteServices,
} from '@hh/economy/cooperation/cooperation.store.ts';
import type { EnterpriseKind } from '@hh/economy/enterprise/enterprise.ts';
import { jobFairs } from '@hh/economy/talent/talent.store.ts';
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { COUNTY, compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { projects } from '../volunteers/services.ts';
import { companyRows } from './companies.ts';

export const COOPERATING = 23;
const ENDED = 3;
const trades = ['家政服务', '餐饮', '理发', '药店', '家电维修', '教育培训', '超市零售', '洗衣'] as const;
const names = ['惠邻', '安心', '益民', '和顺', '诚信', '万家', '阳光', '康宁', '同心'] as const;
const kinds: readonly EnterpriseKind[] = ['PRIVATE', 'PRIVATE', 'SELF_EMPLOYED', 'SOCIAL'];

export const enterprises = Array.from({ length: COOPERATING + ENDED }, (_, index) => {
  const trade = trades[index % trades.length] as string;
  return {
    uscc: usccFor(COUNTY, `MC${String(index + 1).padStart(6, '0')}`),
    name: `郯城县${names[Math.floor(index / trades.length) + (index % 5)]}${trade}服务部`,
    kind: kinds[index % kinds.length] as EnterpriseKind,
    trade,
  };
});

/** The company that an enterprise works with: each company in turn. */
export function companyOf(enterprise: number) {
  return companyRows[enterprise % companyRows.length] as (typeof companyRows)[number];
}

const agreed = enterprises.map(({ uscc, trade }, index) => {
  const from = addDays('2024-11-01' as LocalDate, pick('cooperation from', index, 60));
  const isEnded = index >= COOPERATING;
  return {
    id: number('cooperation', index),
    place: companyOf(index).place,
    input: {
      company: companyOf(index).id,
      enterprise: uscc,
      title: `${trade}进社区合作`,
      rentReliefBp: 1_000 + 500 * pick('rent relief', index, 7),
      from,
      to: isEnded ? addDays(from, 200 + index) : null,
    },
    ...(isEnded ? { past: { state: 'ENDED', reason: '协议到期，不再续签' } } : {}),
  };
});

/** 70, 75, 80, 85 and 90 % in turn; one of 65 % waits for a county officer. */
const offered = [
  ...agreed.slice(0, COOPERATING).map((cooperation, index) => ({
    id: number('discount', index),
    place: cooperation.place,
    input: {
      cooperation: cooperation.id,
      service: `${trades[index % trades.length]}优惠`,
      payBp: 7_000 + 500 * (index % 5),
      audience: (['RESIDENTS', 'ELDERLY', 'VOLUNTEERS'] as const)[index % 3],
      from: addDays(cooperation.input.from, 15),
    },
  })),
  {
    id: number('discount', COOPERATING),
    place: agreed[1]?.place as string,
    input: {
      cooperation: agreed[1]?.id,
      service: '老年人助餐',
      payBp: 6_500,
      audience: 'ELDERLY',
      from: '2025-12-01',
    },
  },
];

/** What is provided at a project of this name. */
const services: Readonly<Record<string, string>> = {
  直饮水站: 'WATER_STATION',
  开水房: 'WATER_STATION',
  充电车棚: 'CHARGING_PILE',
  健身广场: 'FITNESS_EQUIPMENT',
};
/** Each compound has one of its own, and then one that an enterprise may serve. */
const servedProject = (compound: string) => projects.filter(({ place }) => place === compound)[1];
const sites = ['东门岗亭旁', '党群服务站前', '中心广场'] as const;
const served = companyRows.flatMap((company, index) =>
  compounds
    .filter(({ code }) => code.startsWith(company.place))
    .map(({ code }, at) => ({
      id: `${number('site-service', index)}-${at + 1}`,
      place: code,
      input: {
        company: company.id,
        enterprise: enterprises[index]?.uscc,
        kind: (index + at) % 5 === 4 ? 'PROJECT' : 'SITE_FOR_SERVICE',
        compound: code,
        site: sites[at % sites.length],
        service: services[servedProject(code)?.input.name ?? ''] ?? 'OTHER',
        project: servedProject(code)?.id,
        from: addDays('2025-01-10' as LocalDate, pick('site from', index * 3 + at, 120)),
      },
    })),
);

const linked = enterprises.slice(0, COOPERATING).map(({ uscc, trade }, index) => ({
  id: number('enterprise-link', index),
  place: companyOf(index).place,
  input: { community: companyOf(index).place, enterprise: uscc, trade, since: '2025-01-01' },
}));

const given = companyRows.map((company, index) => ({
  id: number('donation', index),
  place: company.place,
  input: {
    community: company.place,
    donor: enterprises[index]?.name,
    kind: (['MONEY', 'GOODS', 'SERVICE'] as const)[index % 3],
    value: 100_000n + BigInt(pick('donation', index, 400)) * 1_000n,
    use: '困难家庭慰问和小区便民设施',
    receivedOn: addDays('2025-02-01' as LocalDate, pick('donation on', index, 300)),
  },
}));

const held = companyRows.map((company, index) => ({
  id: number('job-fair', index),
  place: company.place,
  input: {
    community: company.place,
    title: '“社区+企业+人才”对接会',
    heldOn: addDays('2025-03-01' as LocalDate, pick('job fair', index, 240)),
    enterprises: enterprises.filter((_, enterprise) => enterprise % 16 === index).map(({ uscc }) => uscc),
  },
  past: { createdBy: personOf('community-secretary', index) },
}));

export const enterpriseDemos: readonly RegisterDemo[] = [
  { service: 'economy', definition: cooperations, entries: () => agreed },
  { service: 'economy', definition: discounts, entries: () => offered },
  { service: 'economy', definition: siteServices, entries: () => served },
  { service: 'economy', definition: enterpriseLinks, entries: () => linked },
  { service: 'economy', definition: donations, entries: () => given },
  { service: 'economy', definition: jobFairs, entries: () => held },
];
