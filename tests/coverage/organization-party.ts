import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { organization { ${key} } } }`;
const figureIs = (key: string, value: number) => ({
  ask: figure(key),
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  holds: ({ county }: any) => county.organization[key] === value,
});
const branch = (fields: string) => `{ compound(code: "37132200100101") { branch { ${fields} } } }`;
const posts = (kind: string) =>
  `{ community(code: "371322001001") { posts(filter: { kind: [${kind}] }, first: 100) { edges { node { background fullTime } } } } }`;

export const party: Coverage = {
  S01: {
    zh: '党建引领城市社区“幸福家园”建设',
    en: 'Happy Homes programme',
    at: ['County', 'OrganizationFigures'],
    ask: '{ county(code: "371322") { name communities { code } } }',
    holds: ({ county }) => county.name === '郯城县' && county.communities.length === 27,
  },
  S02: {
    zh: '四项机制:系统谋划、共建共享、重点攻坚、激活要素',
    en: 'four mechanisms',
    at: ['Mechanism', 'Figure.mechanism', 'OrganizationFigures.mechanisms'],
    ask: '{ county(code: "371322") { organization { figures { mechanism } } } }',
    holds: ({ county }) =>
      county.organization.figures.some(({ mechanism }: { mechanism: string }) => mechanism === 'SYSTEMATIC_PLANNING'),
  },
  S03: {
    zh: '四级组织架构',
    en: 'four-tier Party structure',
    at: ['PartyUnit', 'PartyTier', 'PartyUnit.parent', 'PartyUnit.children', 'OrganizationFigures.tiers'],
    ask: branch('parent { tier } children { tier children { tier } }'),
    holds: ({ compound: { branch: unit } }) =>
      unit.parent.tier === 'GENERAL_BRANCH' && unit.children[0].children[0].tier === 'HUB_HOUSEHOLD',
  },
  S04: {
    zh: '社区党总支',
    en: 'general branch',
    at: ['GeneralBranch', 'Community.generalBranch', 'OrganizationFigures.generalBranches'],
    ...figureIs('generalBranches', 27),
  },
  S05: {
    zh: '小区党支部',
    en: 'branch',
    at: ['Branch', 'Compound.branch', 'OrganizationFigures.branches'],
    ...figureIs('branches', 58),
  },
  S06: {
    zh: '楼宇党小组',
    en: 'group',
    at: ['Group', 'Building.group', 'OrganizationFigures.groups'],
    ...figureIs('groups', 932),
  },
  S07: {
    zh: '党员中心户',
    en: 'hub household',
    at: ['HubHousehold', 'Building.hubHouseholds', 'OrganizationFigures.hubHouseholds'],
    ...figureIs('hubHouseholds', 4_312),
  },
  S13: {
    zh: '党员中心户集中亮相',
    en: 'initiative 5: public presentation of hub households',
    at: ['InitiativeCode', 'HubHousehold.presentedOn', 'HubHousehold.plateNo'],
    ask: '{ compound(code: "37132200100101") { hubHouseholds(first: 1) { edges { node { presentedOn plateNo } } } } }',
    holds: ({ compound }) => compound.hubHouseholds.edges[0].node.presentedOn !== null,
  },
  S14: {
    zh: '党的组织工作进楼入户',
    en: 'Party work reaches every building',
    at: ['Group.buildings', 'OrganizationFigures.buildingCoverageBp'],
    ...figureIs('buildingCoverageBp', 10_000),
  },
  S18: {
    zh: '选优配强小区党支部书记(社区“两委”成员、专职社工、退役军人等)',
    en: 'selection of branch secretaries by source',
    at: ['AppointmentSource', 'Appointment.source', 'OrganizationFigures.secretariesBySource'],
    ask: figure('secretariesBySource { source count }'),
    holds: ({ county }) =>
      JSON.stringify(county.organization.secretariesBySource.map(({ count }: { count: number }) => count)) ===
      '[22,20,11,5]',
  },
  S22: {
    zh: '支部书记专职专干',
    en: 'full-time secretary',
    at: ['Appointment.fullTime', 'OrganizationFigures.fullTimeSecretaries'],
    ...figureIs('fullTimeSecretaries', 58),
  },
  S26: {
    zh: '组织推荐+个人自荐',
    en: 'nomination by organization and by oneself',
    at: ['Nomination', 'NominationRoute.ORG', 'NominationRoute.SELF'],
    as: 'county-officer',
    ask: '{ community(code: "371322001001") { nominations { edges { node { route } } } } }',
    holds: ({ community }) => {
      const routes = community.nominations.edges.map(({ node }: { node: { route: string } }) => node.route);
      return routes.includes('ORG') && routes.includes('SELF');
    },
  },
  S27: {
    zh: '网格员',
    en: 'grid worker',
    at: ['PostKind.GRID_WORKER', 'OrganizationFigures.gridWorkers'],
    ...figureIs('gridWorkers', 93),
  },
  S28: {
    zh: '社工',
    en: 'social worker',
    at: ['PostKind.SOCIAL_WORKER', 'OrganizationFigures.socialWorkers'],
    ...figureIs('socialWorkers', 618),
  },
  S29: {
    zh: '楼栋长',
    en: 'building chief',
    at: ['PostKind.BUILDING_CHIEF', 'Building.chief', 'OrganizationFigures.buildingChiefs'],
    ...figureIs('buildingChiefs', 1_635),
  },
  S30: {
    zh: '退休干部、小区党员、居民群众参与治理',
    en: 'retired cadres, members and residents as helpers',
    at: ['PostBackground', 'Post.background'],
    ask: posts('BUILDING_CHIEF'),
    holds: ({ community }) => {
      const backgrounds = community.posts.edges.map(({ node }: { node: { background: string } }) => node.background);
      return ['RETIRED_CADRE', 'PARTY_MEMBER', 'RESIDENT'].every((background) => backgrounds.includes(background));
    },
  },
  S71: {
    zh: '小区党支部“夺旗打榜”行动',
    en: 'flag contest',
    at: ['FlagRound', 'FlagAward', 'Query.flagBoard', 'Branch.flag'],
    ask: '{ flagBoard(round: "flag-2025-Q3", first: 1) { totalCount edges { node { rank } } } }',
    holds: ({ flagBoard }) => flagBoard.totalCount === 58 && flagBoard.edges[0].node.rank === 1,
  },
  S72: {
    zh: '更换“黄旗”小区党支部书记',
    en: 'secretary replaced after a yellow flag',
    at: ['Rectification', 'AppointmentEndReason.YELLOW_FLAG', 'OrganizationFigures.yellowFlagReplacements'],
    ...figureIs('yellowFlagReplacements', 12),
  },
  S73: {
    zh: '递进培养机制:社区专职工作者—小区党支部书记—社区“两委”—社区正职',
    en: 'promotion ladder',
    at: ['LadderRung', 'Promotion', 'County.ladder', 'OrganizationFigures.ladderRungs'],
    ask: '{ county(code: "371322") { ladder { edges { node { rung name } } } } }',
    holds: ({ county }) =>
      county.ladder.edges.map(({ node }: { node: { rung: number } }) => node.rung).join() === '1,2,3,4',
  },
  S74: {
    zh: '优先发展入党',
    en: 'priority in Party admission',
    at: ['TalentPool', 'TalentPoolKind.PARTY_APPLICANT'],
    as: 'county-officer',
    ask: '{ community(code: "371322001001") { talentPool { edges { node { kind } } } } }',
    holds: ({ community }) =>
      community.talentPool.edges.some(({ node }: { node: { kind: string } }) => node.kind === 'PARTY_APPLICANT'),
  },
  S75: {
    zh: '优先纳入“两委”成员后备人选',
    en: 'reserve list for the two committees',
    at: ['TalentPoolKind.COMMITTEE_RESERVE', 'Compound.talentPool'],
    as: 'county-officer',
    ask: '{ county(code: "371322") { communities { talentPool { edges { node { kind } } } } } }',
    holds: ({ county }) => JSON.stringify(county).includes('COMMITTEE_RESERVE'),
  },
  S76: {
    zh: '表彰“幸福家园好书记”“最美社工”等',
    en: 'commendation',
    at: ['Commendation', 'County.commendations', 'OrganizationFigures.commendations'],
    ...figureIs('commendations', 88),
  },
};
