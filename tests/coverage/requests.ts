import type { Coverage } from './coverage.ts';

const COMPOUND = '37132200100101';
const figure = (key: string) => `{ county(code: "371322") { organization { ${key} } } }`;
const inCompound = (fields: string) => `{ compound(code: "${COMPOUND}") { ${fields} } }`;

export const requests: Coverage = {
  S23: {
    zh: '社区“大党委”联席会议制度',
    en: 'community joint Party committee meeting',
    at: ['JointMeeting', 'JointMeetingKind.BIG_COMMITTEE', 'Community.jointMeetings'],
    ask: '{ community(code: "371322001001") { jointMeetings { edges { node { kind } } } } }',
    holds: ({ community }) => community.jointMeetings.edges[0].node.kind === 'BIG_COMMITTEE',
  },
  S38: {
    zh: '小区社情发布会制度',
    en: 'compound press conference',
    at: ['PressConference', 'Compound.pressConferences', 'OrganizationFigures.pressConferences'],
    ask: figure('pressConferences'),
    holds: ({ county }) => county.organization.pressConferences === 150,
  },
  S39: {
    zh: '每季度;书记和物业负责人任发言人',
    en: 'quarterly; spokespersons secretary and property manager',
    at: ['PressConference.quarter', 'PressConference.secretary', 'PressConference.propertyManager'],
    ask: inCompound('pressConferences { edges { node { quarter secretary { id } propertyManager { id } } } }'),
    holds: ({ compound }) => {
      const held = compound.pressConferences.edges.map(({ node }: { node: { quarter: string } }) => node.quarter);
      return (
        held.length === 3 && new Set(held).size === 3 && compound.pressConferences.edges[0].node.secretary !== null
      );
    },
  },
  S40: {
    zh: '支部作用发挥、工单办理、“微心愿”认领',
    en: 'agenda: branch work, work orders, micro-wish claims',
    at: ['PressConference.agenda', 'PressAgenda'],
    ask: inCompound(
      'pressConferences(last: 1) { edges { node { agenda { dutyShifts requestsReceived compound { code } } } } }',
    ),
    holds: ({ compound }) => {
      const { agenda } = compound.pressConferences.edges[0].node;
      return agenda.dutyShifts === 13 && agenda.requestsReceived > 16 && agenda.compound.code === COMPOUND;
    },
  },
  S41: {
    zh: '解决各类问题(小区治理、民生服务、邻里纠纷)',
    en: 'problems solved through press conferences',
    at: ['RequestChannel.PRESS_CONFERENCE', 'RequestCategory', 'OrganizationFigures.pressIssuesResolved'],
    ask: figure('pressIssuesResolved'),
    holds: ({ county }) => county.organization.pressIssuesResolved === 2_389,
  },
  S42: {
    zh: '件件有落实、事事有回音',
    en: 'every request answered',
    at: ['ServiceRequest.reply', 'ServiceRequest.dueAt', 'ServiceRequest.holder'],
    as: 'branch-secretary',
    ask: inCompound(
      'requests(filter: { state: [CLOSED] }, first: 200) { edges { node { reply holder { name } dueAt } } }',
    ),
    holds: ({ compound }) =>
      compound.requests.edges.length > 90 &&
      compound.requests.edges.every(({ node }: { node: { reply: string } }) => node.reply !== null),
  },
  S55: {
    zh: '党建联席会议制度(县直部门、物业公司、重点企业)',
    en: 'Party-building joint meeting with county departments',
    at: ['JointMeetingMatter', 'JointMeetingKind.COUNTY_JOINT', 'OrganizationFigures.jointMeetingMattersResolved'],
    ask: `{ county(code: "371322") { jointMeetingMatters { totalCount } organization { jointMeetingMattersResolved } } }`,
    holds: ({ county }) =>
      county.jointMeetingMatters.totalCount === 230 && county.organization.jointMeetingMattersResolved === 212,
  },
  S56: {
    zh: '未诉先办',
    en: 'action before complaint',
    at: ['ServiceRequest.proactive', 'RequestChannel.GRID_PATROL'],
    as: 'branch-secretary',
    ask: inCompound('requests(filter: { channel: [BUILDING_VISIT] }) { edges { node { proactive } } }'),
    holds: ({ compound }) => compound.requests.edges[0].node.proactive === true,
  },
  S57: {
    zh: '党组织、物业、业委会“跑楼”行动',
    en: "building rounds by branch, property firm and owners' committee",
    at: ['BuildingVisit', 'VisitTeam', 'OrganizationFigures.visitIssuesResolved'],
    ask: figure('visitIssuesResolved'),
    holds: ({ county }) => county.organization.visitIssuesResolved > 2_300,
  },
  S58: {
    zh: '诉求排查、矛盾化解、帮办代办',
    en: 'visit services: screening, mediation, errands',
    at: ['VisitService.SCREENING', 'VisitService.MEDIATION', 'VisitService.ERRANDS', 'BuildingVisit.services'],
    ask: inCompound('visits { edges { node { services households } } }'),
    holds: ({ compound }) => compound.visits.edges[0].node.services.includes('SCREENING'),
  },
  S59: {
    zh: '“书记有约”平台、每周六坐班',
    en: "Secretary's Day: fixed duty every Saturday",
    at: ['DutyShift', 'Compound.dutyShifts'],
    ask: inCompound('dutyShifts { totalCount edges { node { date } } }'),
    holds: ({ compound }) =>
      compound.dutyShifts.totalCount === 52 && new Date(compound.dutyShifts.edges[0].node.date).getUTCDay() === 6,
  },
  S60: {
    zh: '收集意见建议',
    en: 'opinions collected',
    at: ['RequestChannel.SECRETARY_DAY', 'OrganizationFigures.secretaryDayOpinions'],
    ask: figure('secretaryDayOpinions'),
    holds: ({ county }) => county.organization.secretaryDayOpinions === 1_136,
  },
  S61: {
    zh: '帮助居民解决问题',
    en: 'problems solved from opinions',
    at: ['OrganizationFigures.secretaryDayResolved'],
    ask: figure('secretaryDayResolved'),
    holds: ({ county }) => county.organization.secretaryDayResolved > 600,
  },
};
