/** What the figures of this service are called, and how the programme prints them. */
import { called, exactly, type FigureWordsOf, moreThan } from '@hh/service/figure-words.ts';
import type { figures } from './figures.store.ts';

export const figureWords: FigureWordsOf<ReturnType<typeof figures>> = {
  jobPostings: called('发布招聘信息', 'Vacancies published', moreThan('1000', '1000余条')),
  hires: called('招引人才', 'Hires', exactly('79', '79人')),
  profitShareBp: called('利润划归公共收益', "Owners' share of the profit", exactly('1000', '10%', '10%')),
  companies: called('强社公司', 'Strong-community companies', exactly('16', '16家')),
  revenuePoints: called('创富共富点位', 'Revenue points', exactly('78', '78个')),
  ruleListKinds: called('三张清单', 'Kinds of public lists', exactly('3', '三张')),
  partnerEnterprises: called('合作社会服务企业', 'Partner enterprises', moreThan('20', '20余家')),
  discountMinPayBp: called('居民最低实付比例', 'Residents pay at least', exactly('7000', '7折', '70%')),
  discountMaxPayBp: called('居民最高实付比例', 'Residents pay at most', exactly('9000', '9折', '90%')),
  companyJobs: called('提供就业岗位', 'Jobs provided', moreThan('200', '200余个')),
  annualRevenue: called(
    '强社公司年营收',
    "Companies' revenue of a year",
    moreThan('2800000.00', '280余万元', '2.8 million+ yuan'),
  ),
};
