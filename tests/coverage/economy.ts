import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { economy(asOf: "2025-12-31") { ${key} } } }`;
const community = (selection: string) => `{ community(code: "371322001001") { ${selection} } }`;
const firstOf = <Node>(list: { readonly edges: readonly { readonly node: Node }[] }) => list.edges[0]?.node as Node;

export const economy: Coverage = {
  S77: {
    zh: '重点人才台账',
    en: 'key talent register',
    at: ['Talent', 'Talent.consentAt', 'Person.talent', 'Compound.talents'],
    as: 'community-secretary',
    ask: '{ compound(code: "37132200100101") { talents(first: 1) { edges { node { trade consentAt person { name } } } } } }',
    holds: ({ compound }) => firstOf<{ consentAt: string }>(compound.talents).consentAt.length > 0,
  },
  S78: {
    zh: '“社区+企业+人才”融合发展',
    en: 'community + enterprise + talent',
    at: ['EnterpriseLink', 'Community.enterpriseLinks'],
    ask: community('enterpriseLinks(first: 1) { edges { node { trade enterprise { name } } } }'),
    holds: (data) => firstOf<{ trade: string }>(data.community.enterpriseLinks).trade.length > 0,
  },
  S79: {
    zh: '人才对接活动、发布信息',
    en: 'job fair and posted vacancies',
    at: ['JobFair', 'JobPosting', 'EconomyFigures.jobPostings'],
    ask: figure('jobPostings'),
    holds: ({ county }) => county.economy.jobPostings > 1_000,
  },
  S80: {
    zh: '帮助企业招引人才',
    en: 'hires',
    at: ['Hire', 'Hire.confirmedOn', 'Application', 'EconomyFigures.hires'],
    ask: figure('hires'),
    holds: ({ county }) => county.economy.hires === 79,
  },
  S81: {
    zh: '爱心捐赠、项目合作',
    en: 'donation, project co-operation',
    at: ['Donation', 'SiteServiceAgreement.kind'],
    ask: community('donations(first: 1) { edges { node { donor value } } }'),
    holds: (data) => Number(firstOf<{ value: string }>(data.community.donations).value) > 0,
  },
  S82: {
    zh: '社区提供场地、企业提供服务（净水站、充电桩、健身器材）',
    en: 'site-for-service agreement',
    at: [
      'SiteServiceAgreement',
      'SiteServiceAgreement.project',
      'ConvenienceProject.agreement',
      'SiteService',
      'Compound.siteServices',
    ],
    ask: '{ compound(code: "37132200100303") { siteServices(first: 1) { edges { node { service project { name agreement { service } } } } } } }',
    holds: ({ compound }) => {
      const { service, project } = firstOf<{
        service: string;
        project: { name: string; agreement: { service: string } };
      }>(compound.siteServices);
      return service === 'WATER_STATION' && project.name === '直饮水站' && project.agreement.service === service;
    },
  },
  S83: {
    zh: '“社区+国企”集体经济新路径',
    en: 'community + state enterprise',
    at: ['PartnerEnterprise.kind', 'EnterpriseKind.STATE'],
    as: 'auditor',
    ask: '{ enterprises(first: 200) { edges { node { kind } } } }',
    holds: ({ enterprises }) =>
      enterprises.edges.filter(({ node }: { node: { kind: string } }) => node.kind === 'STATE').length === 6,
  },
  S84: {
    zh: '社区以集体资产资源入股成立合资公司，国企负责运营',
    en: 'joint venture: community assets as equity, a state enterprise operates',
    at: ['Agreement', 'Agreement.operator', 'Agreement.community'],
    as: 'auditor',
    ask: '{ agreements(first: 1) { totalCount edges { node { operator { kind } community { name } } } } }',
    holds: ({ agreements }) =>
      agreements.totalCount === 6 && firstOf<{ operator: { kind: string } }>(agreements).operator.kind === 'STATE',
  },
  S85: {
    zh: '家政服务公司、24小时便利店',
    en: 'housekeeping company, 24-hour convenience store',
    at: ['Agreement.business', 'VentureBusiness.HOUSEKEEPING', 'VentureBusiness.CONVENIENCE_STORE'],
    as: 'auditor',
    ask: '{ agreements { edges { node { business } } } }',
    holds: ({ agreements }) =>
      ['HOUSEKEEPING', 'CONVENIENCE_STORE'].every((business) =>
        agreements.edges.some(({ node }: { node: { business: string } }) => node.business === business),
      ),
  },
  S86: {
    zh: '项目利润的10%划归小区公共收益',
    en: '10 % of project profit to compound public revenue',
    at: ['Terms.rateBp', 'Allocation', 'EconomyFigures.profitShareBp'],
    ask: figure('profitShareBp'),
    holds: ({ county }) => county.economy.profitShareBp === 1_000,
  },
  S88: {
    zh: '城市社区党组织领办“强社公司”',
    en: 'strong-community company led by the community’s Party organisation',
    at: ['Company', 'Company.ledBy', 'EconomyFigures.companies'],
    ask: figure('companies'),
    holds: ({ county }) => county.economy.companies === 16,
  },
  S89: {
    zh: '服务为民、增收创富；“一社一策”',
    en: 'one community, one policy',
    at: ['Company.policy', 'Community.company'],
    ask: community('company { name policy }'),
    holds: (data) => data.community.company.policy.length > 0,
  },
  S90: {
    zh: '房屋出租、广告招商、便携充电等创富共富点位',
    en: 'revenue point',
    at: ['RevenuePoint', 'RevenuePointKind', 'Company.revenuePoints', 'EconomyFigures.revenuePoints'],
    ask: figure('revenuePoints'),
    holds: ({ county }) => county.economy.revenuePoints === 78,
  },
  S91: {
    zh: '“三张清单”：收费标准、收入分配、使用原则',
    en: 'three lists: fees, distribution, use principles',
    at: ['RuleList', 'RuleListKind', 'RuleList.fees', 'EconomyFigures.ruleListKinds'],
    ask: community('company { ruleLists(filter: { state: [IN_FORCE] }) { edges { node { kind } } } }'),
    holds: (data) =>
      new Set(data.community.company.ruleLists.edges.map(({ node }: { node: { kind: string } }) => node.kind)).size ===
      3,
  },
  S92: {
    zh: '合作社会服务企业',
    en: 'partner service enterprise',
    at: ['PartnerEnterprise', 'CooperationAgreement', 'EconomyFigures.partnerEnterprises'],
    ask: figure('partnerEnterprises'),
    holds: ({ county }) => county.economy.partnerEnterprises > 20,
  },
  S93: {
    zh: '减免房租、深度合作',
    en: 'rent reduction as contribution',
    at: ['CooperationAgreement.rentReliefBp', 'Company.cooperations'],
    as: 'community-secretary',
    ask: community('company { cooperations(first: 1) { edges { node { rentReliefBp } } } }'),
    holds: (data) => firstOf<{ rentReliefBp: number }>(data.community.company.cooperations).rentReliefBp >= 1_000,
  },
  S94: {
    zh: '居民服务可享7—9折优惠',
    en: 'resident discount: 70 to 90 % are paid',
    at: ['Discount.payBp', 'EconomyFigures.discountMinPayBp', 'EconomyFigures.discountMaxPayBp'],
    ask: figure('discountMinPayBp discountMaxPayBp'),
    holds: ({ county }) => county.economy.discountMinPayBp === 7_000 && county.economy.discountMaxPayBp === 9_000,
  },
  S95: {
    zh: '提供就业岗位',
    en: 'jobs provided by the companies',
    at: ['CompanyJob', 'Company.jobs', 'EconomyFigures.companyJobs'],
    ask: figure('companyJobs'),
    holds: ({ county }) => county.economy.companyJobs > 200,
  },
  S96: {
    zh: '年营收',
    en: 'annual revenue of the companies',
    at: ['Company.revenue', 'RevenueEntry', 'EconomyFigures.annualRevenue'],
    ask: figure('annualRevenue(year: 2025)'),
    holds: ({ county }) => county.economy.annualRevenue === '2812800.00',
  },
  S97: {
    zh: '盘活资源、经济收益、服务居民的良性循环',
    en: 'virtuous circle: revenue, public revenue, spending, requests solved',
    at: ['VirtuousCircle', 'Compound.circle', 'Community.circle', 'PublicRevenue.entries'],
    as: 'auditor',
    ask: community(
      'circle(year: 2025) { earned community { compounds { circle(year: 2025) { earned compound { publicRevenue { balance } property { findingsResolved } } } } } }',
    ),
    holds: (data) => {
      const { earned, community: whole } = data.community.circle;
      const parts = whole.compounds.map((each: { circle: { earned: string } }) => Number(each.circle.earned));
      const sum = parts.reduce((total: number, each: number) => total + each * 100, 0);
      return Number(earned) > 0 && Math.round(sum) === Math.round(Number(earned) * 100);
    },
  },
};
