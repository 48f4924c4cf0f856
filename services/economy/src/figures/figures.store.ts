/** The figures of the programme that this service counts, each a line; the revenue is a question to the book. */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { addDays, type LocalDate, periodOf } from '@hh/kernel/period.ts';
import type { FigureTable } from '@hh/service/figures.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { termsInForce } from '../agreement/agreement.ts';
import type { RevenueStore } from '../revenue/revenue.store.ts';
import { listKinds } from './figures.words.ts';

const factor = { mechanism: 'ACTIVATED_FACTORS', unit: 'COUNT', finest: 'Community' } as const;
const bp = { ...factor, unit: 'BP' } as const;
const discount = {
  ...bp,
  row: 'S94',
  collection: 'discounts',
  type: 'Discount',
  titled: 'service',
  where: { state: { $ne: 'PROPOSED' } },
  dated: { from: 'from', to: 'to' },
} as const;

export function figures({
  agreements,
  revenue,
}: {
  readonly agreements: AgreementStore;
  readonly revenue: RevenueStore;
}) {
  return {
    jobPostings: {
      ...factor,
      row: 'S79',
      collection: 'job_postings',
      type: 'JobPosting',
      titled: 'title',
      where: { isPublished: true },
      dated: { on: 'publishedOn' },
    },
    hires: { ...factor, row: 'S80', collection: 'hires', type: 'Hire', dated: { on: 'confirmedOn' } },
    profitShareBp: {
      ...bp,
      row: 'S86',
      type: 'Terms',
      compute: async (places, asOf) => {
        const period = periodOf(asOf);
        const active = await agreements.activeIn([...new Set(places.map((place) => place.slice(0, 6)))], period);
        const rates = active.flatMap((agreement) => {
          const terms = termsInForce(agreement).findLast(({ from }) => from <= period);
          return terms ? [{ community: agreement.community, rateBp: terms.rateBp }] : [];
        });
        const least = (place: string) =>
          rates
            .filter(({ community }) => community.startsWith(place))
            .reduce<bigint | null>((min, { rateBp }) => (min === null || rateBp < min ? rateBp : min), null);
        return new Map(places.map((place) => [place, least(place)]));
      },
    },
    companies: {
      ...factor,
      row: 'S88',
      collection: 'companies',
      type: 'Company',
      titled: 'name',
      dated: { on: 'foundedOn' },
    },
    revenuePoints: {
      ...factor,
      finest: 'Compound',
      row: 'S90',
      collection: 'revenue_points',
      type: 'RevenuePoint',
      titled: 'name',
      dated: { from: 'openedOn', to: 'inactiveSince' },
    },
    ruleListKinds: {
      ...factor,
      row: 'S91',
      collection: 'rule_lists',
      type: 'RuleList',
      titled: 'kind',
      titles: listKinds,
      told: 'body',
      where: { state: { $in: ['IN_FORCE', 'SUPERSEDED'] } },
      dated: { from: 'effectiveFrom', to: 'supersededOn' },
      value: { distinct: 'kind' },
    },
    partnerEnterprises: {
      ...factor,
      row: 'S92',
      collection: 'cooperations',
      type: 'CooperationAgreement',
      titled: 'title',
      dated: { from: 'from', to: 'to' },
      value: { distinct: 'enterprise' },
    },
    discountMinPayBp: { ...discount, value: { min: 'payBp' } },
    discountMaxPayBp: { ...discount, value: { max: 'payBp' } },
    companyJobs: {
      ...factor,
      row: 'S95',
      collection: 'company_jobs',
      type: 'CompanyJob',
      titled: 'title',
      dated: { from: 'from', to: 'to' },
      value: { sum: 'headcount' },
    },
    annualRevenue: {
      ...factor,
      unit: 'CNY',
      finest: 'Compound',
      row: 'S96',
      type: 'RevenueEntry',
      compute: async (places, asOf) => inYuan(await revenue.ofPlaces(places, lastYearOver(asOf), asOf)),
    },
  } as const satisfies FigureTable;
}

/** The latest calendar year that is over at the end of a day. */
function lastYearOver(asOf: LocalDate): number {
  return Number(addDays(asOf, 1).slice(0, 4)) - 1;
}

function inYuan(amounts: ReadonlyMap<string, Fen>): ReadonlyMap<string, string> {
  return new Map([...amounts].map(([place, amount]) => [place, formatMoney(amount)]));
}
