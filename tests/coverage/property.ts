import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { property { ${key} } } }`;

/** Has the branch, in its own committee, the person who leads the owners' committee, and is that seen from both sides? */
function entersAs(
  branch: {
    crossAppointments: { isDirector: boolean; branchAppointment: { role: string } | null }[];
    appointments: { edges: { node: { role: string; committeeMembership: { isDirector: boolean } | null } }[] };
  },
  role: string,
): boolean {
  return (
    branch.crossAppointments.some((each) => each.isDirector && each.branchAppointment?.role === role) &&
    branch.appointments.edges.some(({ node }) => node.role === role && node.committeeMembership?.isDirector)
  );
}

export const property: Coverage = {
  S16: {
    zh: '小区公共服务用房清理移交专项行动',
    en: 'handover campaign of compound public-service premises',
    at: ['Premises', 'PremisesHandover', 'PropertyFigures.premisesRecovered'],
    ask: figure('premisesRecovered'),
    holds: ({ county }) => county.property.premisesRecovered === 452,
  },
  S17: {
    zh: '收回公共服务用房面积',
    en: 'area of recovered premises',
    at: ['Premises.areaM2', 'PropertyFigures.premisesAreaM2'],
    ask: figure('premisesAreaM2'),
    holds: ({ county }) => county.property.premisesAreaM2 === '61800.00',
  },
  S62: {
    zh: '“红色物业”',
    en: 'red property service',
    at: ['PropertyCompany.redRating', 'PropertyCompany.hasPartyOrg', 'Compound.propertyCompany'],
    ask: '{ compound(code: "37132200100101") { propertyCompany { name redRating hasPartyOrg } } }',
    holds: ({ compound }) => compound.propertyCompany.redRating >= 3 && compound.propertyCompany.hasPartyOrg,
  },
  S63: {
    zh: '“双向进入、交叉任职”',
    en: 'two-way entry, cross-appointment',
    at: [
      'OwnersCommitteeMember.isBranchMember',
      'OwnersCommitteeMember.branchAppointment',
      'Appointment.committeeMembership',
      'Branch.crossAppointments',
      'PropertyFigures.crossAppointments',
    ],
    ask: `{ secretarys: compound(code: "37132200100102") { branch { ...both } }
      members: compound(code: "37132200100701") { branch { ...both } } }
      fragment both on Branch {
        crossAppointments { isBranchMember isDirector branchAppointment { role } }
        appointments { edges { node { role committeeMembership { isDirector } } } }
      }`,
    holds: ({ secretarys, members }) =>
      secretarys.branch.crossAppointments.length === 3 &&
      entersAs(secretarys.branch, 'SECRETARY') &&
      entersAs(members.branch, 'MEMBER'),
  },
  S64: {
    zh: '小区党支部书记依法兼任业委会主任',
    en: 'secretary concurrently director of the owners’ committee',
    at: ['OwnersCommittee.director', 'OwnersCommittee.concurrentDirector', 'PropertyFigures.concurrentDirectors'],
    ask: '{ compound(code: "37132200100102") { ownersCommittee { concurrentDirector } } county(code: "371322") { property { concurrentDirectors } } }',
    holds: ({ compound, county }) =>
      compound.ownersCommittee.concurrentDirector && county.property.concurrentDirectors === 9,
  },
  S65: {
    zh: '小区党支部、业委会、物业企业三方协调议事机制',
    en: 'tripartite consultation',
    at: ['Consultation', 'ConsultationItem.agreedBy', 'PropertyFigures.consultationItemsResolved'],
    ask: figure('consultationItemsResolved'),
    holds: ({ county }) => county.property.consultationItemsResolved === 138,
  },
  S66: {
    zh: '重点小区集中整治行动',
    en: 'key-compound rectification campaign',
    at: ['KeyCompound', 'Finding', 'Compound.findings'],
    ask: '{ compound(code: "37132200100101") { findings(first: 1) { edges { node { inspection { keyCompound { campaign } } } } } } }',
    holds: ({ compound }) => compound.findings.edges[0].node.inspection.keyCompound.campaign.length > 0,
  },
  S67: {
    zh: '县级领导班子成员一对一帮包',
    en: 'county leader, one-to-one charge',
    at: ['KeyCompound.countyLeader', 'PropertyFigures.countyLeads'],
    ask: figure('countyLeads'),
    holds: ({ county }) => county.property.countyLeads === 8,
  },
  S68: {
    zh: '街道班子成员、红领书记靠上',
    en: 'street leaders and red-collar secretaries attached',
    at: ['KeyCompound.streetLeads', 'PropertyFigures.streetLeads'],
    ask: figure('streetLeads'),
    holds: ({ county }) => county.property.streetLeads === 12,
  },
  S69: {
    zh: '现场办公、检查督导',
    en: 'on-site sessions and inspections',
    at: ['Inspection', 'InspectionKind', 'PropertyFigures.inspections'],
    ask: figure('inspections'),
    holds: ({ county }) => county.property.inspections === 45,
  },
  S70: {
    zh: '协调解决物业服务等问题',
    en: 'rectification findings solved',
    at: ['Finding.verifiedOn', 'PropertyFigures.findingsResolved'],
    ask: figure('findingsResolved'),
    holds: ({ county }) => county.property.findingsResolved > 160,
  },
  S87: {
    zh: '保障社区日常运转',
    en: 'use: daily running of the community',
    at: ['PublicRevenueSpending.purpose', 'SpendingPurpose.COMMUNITY_RUNNING', 'PublicRevenueSpending.vote'],
    as: 'auditor',
    ask: '{ compound(code: "37132200101201") { publicRevenueSpending { edges { node { purpose vote { matter } } } } } }',
    holds: ({ compound }) =>
      compound.publicRevenueSpending.edges.some(
        ({ node }: { node: { purpose: string; vote: { matter: string } } }) =>
          node.purpose === 'COMMUNITY_RUNNING' && node.vote.matter === 'M9',
      ),
  },
};
