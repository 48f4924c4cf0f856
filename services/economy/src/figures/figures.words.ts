/** What the figures of this service are called, and how the programme prints them. */
import { called, exactly, explained, type FigureWordsOf, type InBoth, moreThan } from '@hh/service/figure-words.ts';
import type { List } from '../company/company.ts';
import type { figures } from './figures.store.ts';

/** What the three lists are called. */
export const listKinds: Readonly<Record<List['kind'], InBoth>> = {
  FEE: { zh: '收费标准清单', en: 'List of fees' },
  DISTRIBUTION: { zh: '收入分配清单', en: 'List of distribution' },
  USE: { zh: '使用原则清单', en: 'List of use' },
};

export const figureWords: FigureWordsOf<ReturnType<typeof figures>> = {
  jobPostings: called('发布招聘信息', 'Vacancies published', moreThan('1000', '1000余条')),
  hires: called('招引人才', 'Hires', exactly('79', '79人')),
  profitShareBp: explained(
    called('利润划归公共收益', "Owners' share of the profit", exactly('1000', '10%', '10%')),
    '国企合作项目每个经营期的利润（先弥补以前亏损）划归受益小区业主共有的比例，取自现行合作协议的分成条款；各协议不同时取最低。',
    'Of the profit of a joint venture in each period, after earlier losses, the share that belongs to the owners of the compounds it is for: from the terms of the agreements in force, the least where they differ.',
  ),
  companies: called('强社公司', 'Strong-community companies', exactly('16', '16家')),
  revenuePoints: called('创富共富点位', 'Revenue points', exactly('78', '78个')),
  ruleListKinds: explained(
    called('三张清单', 'Kinds of public lists', exactly('3', '三张')),
    '每家强社公司公示收费标准、收入分配、使用原则三种清单；此数为现行清单的种类数，明细是各公司的清单。',
    'Each strong-community company publishes a list of fees, of distribution and of use: the figure is the number of kinds in force, its rows are the lists of all companies.',
  ),
  partnerEnterprises: called('合作社会服务企业', 'Partner enterprises', moreThan('20', '20余家')),
  discountMinPayBp: explained(
    called('居民最低实付比例', 'Residents pay at least', exactly('7000', '7折', '70%')),
    '合作企业给居民的各项优惠中，实付占原价的最低比例：70%即7折。',
    'Of the discounts that partner enterprises give to residents, the least share of a price that is paid.',
  ),
  discountMaxPayBp: explained(
    called('居民最高实付比例', 'Residents pay at most', exactly('9000', '9折', '90%')),
    '合作企业给居民的各项优惠中，实付占原价的最高比例：90%即9折。',
    'Of the discounts that partner enterprises give to residents, the greatest share of a price that is paid.',
  ),
  companyJobs: called('提供就业岗位', 'Jobs provided', moreThan('200', '200余个')),
  annualRevenue: explained(
    called('强社公司年营收', "Companies' revenue of a year", moreThan('2800000.00', '280余万元', '2.8 million+ yuan')),
    '强社公司各创富共富点位最近一个完整年度的收入之和，取自经济账簿的收入科目。',
    "What the revenue points of all companies earned in the last year that is over, from the accounts of the economy's book.",
  ),
};
