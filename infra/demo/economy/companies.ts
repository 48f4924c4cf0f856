/** Sixteen companies, in communities 1 to 16, with 78 revenue points, their three lists, and 208 jobs. */
import { companies, revenuePoints, ruleLists } from '@hh/economy/company/company.store.ts';
import type { PointKind } from '@hh/economy/company/company.ts';
import { companyJobs } from '@hh/economy/talent/talent.store.ts';
import { addDays, type LocalDate, type Period } from '@hh/kernel/period.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { COUNTY, communities, compounds, places } from '../county.ts';
import { noticed } from '../noticed.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const COMPANIES = 16;
const KINDS = [
  ...Array<PointKind>(30).fill('RENT'),
  ...Array<PointKind>(24).fill('ADVERTISING'),
  ...Array<PointKind>(24).fill('CHARGING'),
];
const words = {
  RENT: ['闲置用房出租', '便民超市用房', '快递驿站用房'],
  ADVERTISING: ['宣传栏广告位', '活动中心灯箱', '道闸广告位'],
  CHARGING: ['共享充电宝', '便携充电柜', '电动车换电柜'],
  OTHER: ['其他'],
} as const;

/** Where in its compound a point is: several of one kind lie in some. */
const GATES = ['东门', '西门', '南门', '北门'];

/** What may be charged at each kind of point, in fen for one unit. */
const fees = [
  { item: '房屋租金', kind: 'RENT', price: 6_000n, unit: '平方米·月' },
  { item: '广告位使用费', kind: 'ADVERTISING', price: 20_000n, unit: '版位·月' },
  { item: '充电服务费', kind: 'CHARGING', price: 150n, unit: '小时' },
] as const;

const bodies = {
  FEE: '各增收点按本清单所列项目和单价收费，清单之外不收费。',
  DISTRIBUTION: '营收扣除成本后，60%用于公司发展，30%用于社区公共服务，10%用于志愿服务激励。',
  USE: '用于小区公共设施维护、困难群众帮扶和志愿服务，每季度公示一次。',
} as const;

export const companyRows = communities.slice(0, COMPANIES).map((community, index) => ({
  id: number('company', index),
  place: community,
  input: {
    code: number('QS', index),
    name: `郯城县${places.find(({ code }) => code === community)?.name}强社服务有限公司`,
    uscc: usccFor(COUNTY, `MB${String(index + 1).padStart(6, '0')}`),
    community,
    policy: `盘活${['沿街用房', '广告资源', '充电设施', '便民服务'][index % 4]}，收益用于居民服务。`,
    ledBy: number('general-branch', index),
    foundedOn: addDays('2024-07-01' as LocalDate, pick('company founded', index, 90)),
  },
}));

/** A company's points lie in its compounds in turn. */
export const pointRows = spread(KINDS.length, COMPANIES)
  .flatMap((count, company) => Array.from({ length: count }, (_, index) => ({ company, index })))
  .map(({ company, index }, position) => {
    const of = companyRows[company] as (typeof companyRows)[number];
    const own = compounds.filter(({ code }) => code.startsWith(of.place));
    const compound = own[index % own.length] as (typeof own)[number];
    const kind = KINDS[(position * 7) % KINDS.length] as PointKind;
    const gate = GATES[Math.floor(index / own.length)] as string;
    const name = words[kind][index % words[kind].length] as string;
    return {
      id: number('RP', position),
      place: compound.code,
      company: of,
      input: {
        code: number('RP', position),
        name: `${compound.name}${gate}${name}`,
        company: of.id,
        kind,
        compound: compound.code,
        location: `${compound.name}${gate}社区用房`,
        commonParts: false,
      },
      past: {
        state: 'ACTIVE',
        openedOn: addDays('2024-10-15' as LocalDate, pick('point opened', position, 60)),
        createdBy: personOf('company-manager', company),
      },
    };
  });

/** Two more on common parts: one that its owners have allowed and that is not open yet, one that waits for their vote. */
const onCommonParts = [
  { compound: compounds[16], past: { state: 'VOTED', commonPartsVote: number('vote', 16), ownersBp: 1_000 } },
  { compound: compounds[0], past: {} },
].map(({ compound, past }, index) => {
  const of = companyRows.findIndex(({ place }) => compound?.code.startsWith(place));
  const code = number('RP', KINDS.length + index);
  return {
    id: code,
    place: compound?.code as string,
    input: {
      code,
      name: `${compound?.name}电梯广告位`,
      company: companyRows[of]?.id,
      kind: 'ADVERTISING',
      compound: compound?.code,
      location: '各楼栋电梯轿厢',
      commonParts: true,
    },
    past: { ...past, createdBy: personOf('company-manager', of) },
  };
});

/** Every company has its three lists; the first four also the list of fees before, and one that is on notice. */
const listRows = companyRows.flatMap((company, index) => {
  const list = (
    kind: keyof typeof bodies,
    word: string,
    effectiveFrom: LocalDate,
    past: object,
    on = addDays(effectiveFrom, -20),
  ) => ({
    id: `${number('rule-list', index)}-${word}`,
    place: company.place,
    input: {
      company: company.id,
      kind,
      effectiveFrom,
      body: bodies[kind],
      fees: kind === 'FEE' ? fees : [],
    },
    past: {
      ...noticed('RULE_LIST', `${number('rule-list', index)}-${word}`, on),
      createdBy: personOf('company-manager', index),
      ...past,
    },
  });
  const from = '2024-10-01' as LocalDate;
  const next = '2025-07-01' as LocalDate;
  const inForce = { state: 'IN_FORCE' };
  const others = [list('DISTRIBUTION', 'distribution', from, inForce), list('USE', 'use', from, inForce)];
  if (index >= 4) return [list('FEE', 'fee', from, inForce), ...others];
  return [
    list('FEE', 'fee', from, { state: 'SUPERSEDED', supersededOn: next }),
    list('FEE', 'fee-2', next, inForce),
    list('USE', 'use-2', '2026-02-01' as LocalDate, { state: 'NOTICED' }, '2025-12-20' as LocalDate),
    ...others,
  ];
});

/** Thirteen places each. */
const jobRows = companyRows.flatMap((company, index) =>
  (
    [
      ['保洁员', 5],
      ['网格协管员', 4],
      ['设施维护员', 3],
      ['会计', 1],
    ] as const
  ).map(([title, headcount], at) => ({
    id: `${number('company-job', index)}-${at + 1}`,
    place: company.place,
    input: {
      company: company.id,
      title,
      headcount,
      from: addDays(company.input.foundedOn, 10 + pick('job from', index * 4 + at, 60)),
    },
  })),
);

/** The 936 months of 2025: 2,812,800.00 in all, moved between neighbours by up to 600.00. */
export const revenueRows = Array.from({ length: 12 * pointRows.length }, (_, index) => {
  const pair = 2 * Math.floor(index / 2);
  const moved = BigInt(pick('revenue moved', pair, 60_001)) * (index === pair ? 1n : -1n);
  const amount = (index < 768 ? 300_513n : 300_512n) + moved;
  const point = pointRows[index % pointRows.length] as (typeof pointRows)[number];
  const fee = fees.find(({ kind }) => kind === point.input.kind) ?? fees[0];
  return {
    point,
    period: `2025-${String(1 + Math.floor(index / pointRows.length)).padStart(2, '0')}` as Period,
    amount,
    charges: [{ item: fee.item, quantity: Number((amount + fee.price - 1n) / fee.price) }],
  };
});

export const companyDemos: readonly RegisterDemo[] = [
  { service: 'economy', definition: companies, entries: () => companyRows },
  { service: 'economy', definition: revenuePoints, entries: () => [...pointRows, ...onCommonParts] },
  { service: 'economy', definition: ruleLists, entries: () => listRows },
  { service: 'economy', definition: companyJobs, entries: () => jobRows },
];
