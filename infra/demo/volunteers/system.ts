/** The 1+4 system: one centre, four zones of 27 communities, 29 stations, 58 teams of twenty. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { volunteerStations } from '@hh/volunteers/station/station.store.ts';
import { volunteerMembers, volunteerTeams } from '@hh/volunteers/team/team.store.ts';
import { volunteerCenters, volunteerZones, zoneCommunities } from '@hh/volunteers/zone/zone.store.ts';
import { communities, compounds, STREET } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const SINCE = '2024-07-01' as LocalDate;
const TEAM_SIZE = 20;
const categories = ['LIVING', 'CHARITY', 'MUTUAL_AID'] as const;
const words = { LIVING: '生活服务队', CHARITY: '公益慈善队', MUTUAL_AID: '邻里互助队' } as const;
const skills = ['电器维修', '理发', '法律咨询', '急救', '书法', '心理疏导', '钢琴', '应急救援'] as const;

const center = {
  id: number('volunteer-center', 0),
  place: STREET,
  input: { street: STREET, name: '郯城街道志愿服务区域化管理中心', since: SINCE },
};

/** The zone of each community, in the order of the communities: 7, 7, 7 and 6. */
const zoneOfCommunity = spread(communities.length, 4).flatMap((count, index) =>
  Array<string>(count).fill(`${STREET}-Z${index + 1}`),
);

const zones = [...new Set(zoneOfCommunity)].map((code, index) => ({
  id: code,
  place: STREET,
  input: { code, center: center.id, name: `第${'一二三四'[index]}片区`, since: SINCE },
}));

const assigned = communities.map((community, index) => ({
  id: number('zone-community', index),
  place: community,
  input: { community, zone: zoneOfCommunity[index], since: SINCE },
}));

/** One between every second compound and the next, which stand beside one another on the grid. */
const stations = compounds
  .filter((_, index) => index % 2 === 0)
  .map(({ code, name, location }, index) => ({
    id: number('volunteer-station', index),
    place: code.slice(0, 12),
    input: {
      community: code.slice(0, 12),
      compound: code,
      name: `${name}志愿服务站`,
      location: { latitude: location.latitude, longitude: location.longitude + 0.004 },
      openedOn: addDays(SINCE, pick('station opened', index, 60)),
    },
  }));

/** One for each compound, numbered within its community. */
export const teams = compounds.map(({ code, name }, index) => {
  const community = code.slice(0, 12);
  const category = categories[index % categories.length] as (typeof categories)[number];
  const id = `${community}-T${code.slice(12)}`;
  return {
    id,
    place: community,
    compound: code,
    input: {
      code: id,
      community,
      name: `${name}${words[category]}`,
      category,
      leader: volunteerOf(index, 0),
      since: addDays(SINCE, pick('team since', index, 90)),
    },
  };
});

/** The n-th member of a team. */
export function volunteerOf(team: number, member: number): string {
  return personOf('volunteer', team * TEAM_SIZE + member);
}

const members = teams.flatMap(({ id, place, input }, team) =>
  Array.from({ length: TEAM_SIZE }, (_, member) => {
    const index = team * TEAM_SIZE + member;
    const person = volunteerOf(team, member);
    return {
      id: number('volunteer-member', index, 5),
      place,
      input: {
        person,
        team: id,
        since: member === 0 ? input.since : addDays(input.since, pick('member since', index, 150)),
        skills: [skills[pick('skill', index, skills.length)]],
      },
    };
  }),
);

export const volunteerSystem: readonly RegisterDemo[] = [
  { service: 'volunteers', definition: volunteerCenters, entries: () => [center] },
  { service: 'volunteers', definition: volunteerZones, entries: () => zones },
  { service: 'volunteers', definition: zoneCommunities, entries: () => assigned },
  { service: 'volunteers', definition: volunteerStations, entries: () => stations },
  { service: 'volunteers', definition: volunteerTeams, entries: () => teams },
  { service: 'volunteers', definition: volunteerMembers, entries: () => members },
];
