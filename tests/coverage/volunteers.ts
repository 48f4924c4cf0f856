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
};
