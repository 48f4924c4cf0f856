import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { volunteers { ${key} } } }`;

export const volunteers: Coverage = {
  S31: {
    zh: '“1+4”党建引领志愿服务体系',
    en: '1+4 volunteer system',
    at: ['VolunteerCenter', 'VolunteerZone', 'Street.volunteerCenters'],
    ask: '{ street(code: "371322001") { volunteerCenters { edges { node { zones { totalCount } } } } } }',
    holds: ({ street }) => street.volunteerCenters.edges[0].node.zones.totalCount === 4,
  },
  S32: {
    zh: '志愿服务区域化管理中心',
    en: 'street volunteer management centre',
    at: ['VolunteerCenter', 'VolunteersFigures.centers'],
    ask: figure('centers'),
    holds: ({ county }) => county.volunteers.centers === 1,
  },
  S33: {
    zh: '4个片区',
    en: 'zones of 27 communities',
    at: ['VolunteerZone.communities', 'Community.zone', 'VolunteersFigures.zones', 'VolunteersFigures.zoneCommunities'],
    ask: figure('zones zoneCommunities'),
    holds: ({ county }) => county.volunteers.zones === 4 && county.volunteers.zoneCommunities === 27,
  },
  S34: {
    zh: '志愿服务队(生活服务、公益慈善、居民互助类等)',
    en: 'volunteer team by category',
    at: [
      'VolunteerTeam.category',
      'VolunteerTeamCategory.MUTUAL_AID',
      'Community.volunteerTeams',
      'VolunteersFigures.teams',
    ],
    ask: `{ county(code: "371322") { volunteers { teams } communities { volunteerTeams { category memberCount } } } }`,
    holds: ({ county }) => {
      const teams = county.communities.flatMap((each: { volunteerTeams: object[] }) => each.volunteerTeams);
      const of = (category: string) => teams.filter((team: { category: string }) => team.category === category).length;
      return county.volunteers.teams === 58 && [of('LIVING'), of('CHARITY'), of('MUTUAL_AID')].join() === '20,19,19';
    },
  },
  // The figure is of what was announced, the field of what property says: they agree for every compound.
  S35: {
    zh: '“15分钟志愿服务圈”全覆盖',
    en: '15-minute volunteer service circle',
    at: ['VolunteerStation', 'Compound.nearestStation', 'VolunteersFigures.circleCoverageBp'],
    ask: `{ county(code: "371322") { volunteers { circleCoverageBp } communities { compounds {
      volunteers { circleCoverageBp } nearestStation { metres isWithinCircle } } } } }`,
    holds: ({ county }) => {
      const compounds = county.communities.flatMap((each: { compounds: object[] }) => each.compounds);
      return (
        county.volunteers.circleCoverageBp === 10_000 &&
        compounds.length === 58 &&
        compounds.every(
          (each: { volunteers: { circleCoverageBp: number }; nearestStation: { isWithinCircle: boolean } }) =>
            each.nearestStation.isWithinCircle === (each.volunteers.circleCoverageBp === 10_000),
        )
      );
    },
  },
  S43: {
    zh: '“微心愿”认领',
    en: 'micro-wish and claim',
    at: ['Wish', 'Wish.claimant', 'Mutation.claimWish', 'WishState.CLAIMED', 'Compound.wishes'],
    as: 'volunteer',
    ask: `{ community(code: "371322001001") { wishes(filter: { state: PUBLISHED }) { edges { node {
      title wisher { name } allowedTransitions { mutation to } } } } } }`,
    holds: ({ community }) =>
      community.wishes.edges.length > 0 &&
      community.wishes.edges.every(
        ({ node }: { node: { wisher: { name: string }; allowedTransitions: object[] } }) =>
          node.wisher.name.includes('*') && JSON.stringify(node.allowedTransitions).includes('claimWish'),
      ),
  },
  S47: {
    zh: '“幸福食堂”“小哥食堂”“沂蒙小学堂”等服务品牌',
    en: 'service brand',
    at: ['ServiceBrand', 'County.serviceBrands', 'VolunteersFigures.brands'],
    ask: '{ county(code: "371322") { volunteers { brands } serviceBrands { edges { node { name } } } } }',
    holds: ({ county }) => {
      const names = county.serviceBrands.edges.map(({ node }: { node: { name: string } }) => node.name);
      return (
        county.volunteers.brands === 17 && ['幸福食堂', '小哥食堂', '沂蒙小学堂'].every((name) => names.includes(name))
      );
    },
  },
  S48: {
    zh: '城市小区“书记一号工程”',
    en: 'Secretary’s No. 1 Project',
    at: ['ConvenienceProject.secretaryProject', 'ConvenienceProject.branch', 'Branch.secretaryProjects'],
    ask: `{ county(code: "371322") { communities { compounds {
      convenienceProjects(filter: { secretaryProject: true }, first: 2) { edges { node { branch { code } } } } } } } }`,
    holds: ({ county }) =>
      county.communities
        .flatMap((each: { compounds: object[] }) => each.compounds)
        .every(
          (each: { convenienceProjects: { edges: { node: { branch: object | null } }[] } }) =>
            each.convenienceProjects.edges.length === 1 && each.convenienceProjects.edges[0]?.node.branch !== null,
        ),
  },
  S49: {
    zh: '十类服务项目清单',
    en: 'list of ten service categories',
    at: ['ProjectCategory', 'County.projectCategories', 'VolunteersFigures.projectCategories'],
    ask: '{ county(code: "371322") { volunteers { projectCategories } projectCategories { edges { node { no } } } } }',
    holds: ({ county }) =>
      county.volunteers.projectCategories === 10 &&
      county.projectCategories.edges.every(
        ({ node }: { node: { no: number } }, index: number) => node.no === index + 1,
      ),
  },
  S50: {
    zh: '便民项目(直饮水站、充电车棚、居家看护)',
    en: 'convenience project',
    at: ['ConvenienceProject', 'Compound.convenienceProjects', 'VolunteersFigures.convenienceProjects'],
    ask: `{ county(code: "371322") { volunteers { convenienceProjects } projectCategories { edges { node {
      projects { totalCount edges { node { name } } } } } } } }`,
    holds: ({ county }) => {
      const names = JSON.stringify(county.projectCategories);
      return (
        county.volunteers.convenienceProjects === 131 &&
        ['直饮水站', '充电车棚', '居家看护'].every((name) => names.includes(name))
      );
    },
  },
  S51: {
    zh: '“老幼青妇特新”群体',
    en: 'six target groups',
    at: ['TargetGroup', 'TargetGroup.OLD', 'TargetGroup.NEW_EMPLOYMENT', 'VolunteersFigures.targetGroups'],
    ask: figure('targetGroups'),
    holds: ({ county }) => county.volunteers.targetGroups === 6,
  },
  S52: {
    zh: '为民服务“三十六计”',
    en: 'Thirty-six Measures',
    at: ['ServiceMeasure', 'County.serviceMeasures', 'VolunteersFigures.measures'],
    ask: `{ county(code: "371322") { volunteers { measures } serviceMeasures(first: 40) { edges { node { targetGroup } } } } }`,
    holds: ({ county }) => {
      const groups = Map.groupBy(
        county.serviceMeasures.edges as { node: { targetGroup: string } }[],
        ({ node }) => node.targetGroup,
      );
      return county.volunteers.measures === 36 && [...groups.values()].every(({ length }) => length === 6);
    },
  },
  S53: {
    zh: '微服务(邻里互助、文体娱乐、公益慈善、便民服务)',
    en: 'micro-service event',
    at: ['MicroService', 'MicroServiceKind', 'Compound.microServices', 'VolunteersFigures.microServices'],
    ask: figure('microServices'),
    holds: ({ county }) => county.volunteers.microServices > 1_400,
  },
  S54: {
    zh: '服务群众人次',
    en: 'micro-service person-times',
    at: ['MicroService.personTimes', 'VolunteersFigures.microServicePersonTimes'],
    ask: figure('microServicePersonTimes'),
    holds: ({ county }) => county.volunteers.microServicePersonTimes === 141_000,
  },
  S36: {
    zh: '惠及群众',
    en: 'people benefited by volunteering',
    at: ['VolunteerActivity.beneficiaries', 'VolunteersFigures.beneficiaries'],
    ask: figure('beneficiaries'),
    holds: ({ county }) => county.volunteers.beneficiaries === 90_480,
  },
  S37: {
    zh: '共驻共建、活动合作',
    en: 'co-residence units, joint activities',
    at: ['VolunteerActivity.coHosts', 'RedPartner.activities'],
    ask: `{ community(code: "371322001001") { volunteerActivities(first: 3) { edges { node {
      coHosts { id activities(first: 1) { totalCount } } } } } } }`,
    holds: ({ community }) =>
      community.volunteerActivities.edges.every(
        ({ node }: { node: { coHosts: { activities: { totalCount: number } }[] } }) =>
          (node.coHosts[0]?.activities.totalCount ?? 0) > 0,
      ),
  },
  S44: {
    zh: '“双报到”单位',
    en: 'double check-in (unit and serving member)',
    at: ['CheckIn', 'CheckInKind.UNIT', 'CheckInKind.MEMBER', 'Community.checkIns', 'HourSettlement'],
    as: 'community-secretary',
    ask: `{ community(code: "371322001001") {
      units: checkIns(filter: { kind: UNIT }) { totalCount }
      members: checkIns(filter: { kind: MEMBER }) { totalCount }
      hourSettlements { edges { node { quarter minutes persons } } } } }`,
    holds: ({ community }) =>
      community.units.totalCount > 0 &&
      community.members.totalCount > 0 &&
      community.hourSettlements.edges.length === 3 &&
      community.hourSettlements.edges.every(({ node }: { node: { minutes: number } }) => node.minutes > 0),
  },
  S45: {
    zh: '民营企业、社会组织、个体商户、“双报到”单位',
    en: 'actors of service activities',
    at: [
      'VolunteerActivity.coHosts',
      'RedPartner.kind',
      'RedPartnerKind.SELF_EMPLOYED',
      'RedPartnerKind.CHECK_IN_UNIT',
    ],
    ask: `{ county(code: "371322") { communities { volunteerActivities(first: 5) { edges { node { coHosts { kind } } } } } } }`,
    holds: ({ county }) => {
      const kinds = JSON.stringify(county);
      return ['PRIVATE_ENTERPRISE', 'SOCIAL_ORG', 'SELF_EMPLOYED', 'CHECK_IN_UNIT'].every((kind) =>
        kinds.includes(kind),
      );
    },
  },
  S46: {
    zh: '政策宣讲、法律援助、帮老助残',
    en: 'policy talks, legal aid, help for old and disabled',
    at: ['VolunteerActivity.service', 'VolunteerServiceKind.POLICY_TALK', 'VolunteerServiceKind.CARE'],
    ask: `{ community(code: "371322001001") {
      talks: volunteerActivities(filter: { service: POLICY_TALK }) { totalCount }
      aid: volunteerActivities(filter: { service: LEGAL_AID }) { totalCount }
      care: volunteerActivities(filter: { service: CARE }) { totalCount } } }`,
    holds: ({ community }) =>
      [community.talks, community.aid, community.care].every(({ totalCount }) => totalCount > 0),
  },
};
