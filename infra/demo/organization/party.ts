/** 27 general branches, 58 branches, 932 groups of one or two buildings, 4,312 hub households, and the branches' members. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { memberships } from '@hh/organization/membership/membership.store.ts';
import { branches, generalBranches, groups, hubHouseholds } from '@hh/organization/party/party.store.ts';
import { buildingsOf, communities, compounds, doorOf, places } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const GROUPS = 932;
const HUB_HOUSEHOLDS = 4_312;
const services = ['政策宣传', '邻里调解', '代收代办', '矛盾排查', '助老帮扶', '图书借阅'] as const;

export const generalBranchOf = (community: string) => number('general-branch', communities.indexOf(community));
export const branchOf = (compound: number) => number('branch', compound);

const general = communities.map((community, index) => ({
  id: number('general-branch', index),
  place: community,
  input: {
    community,
    code: number('DZ', index, 3),
    name: `${places.find(({ code }) => code === community)?.name}党总支`,
    foundedOn: '2024-07-01',
  },
}));

const ofCompounds = compounds.map(({ code, name }, index) => ({
  id: branchOf(index),
  place: code,
  input: {
    generalBranch: generalBranchOf(code.slice(0, 12)),
    compound: code,
    code: number('DZB', index, 3),
    name: `${name}党支部`,
    foundedOn: addDays('2024-07-08' as LocalDate, index % 20),
  },
}));

/** The first groups of a compound have two buildings each, the others one. */
const grouped = spread(GROUPS, compounds.length).flatMap((count, index) => {
  const compound = compounds[index] as (typeof compounds)[number];
  const buildings = buildingsOf(compound);
  const pairs = buildings.length - count;
  return Array.from({ length: count }, (_, group) => {
    const first = group < pairs ? group * 2 : pairs + group;
    const own = buildings.slice(first, first + (group < pairs ? 2 : 1));
    return { compound: index, place: compound.code, branch: branchOf(index), group, own };
  });
});

const ofBuildings = grouped.map(({ place, branch, compound, group, own }, index) => ({
  id: number('group', index),
  place,
  input: {
    branch,
    buildings: own.map(({ id }) => id),
    code: `${number('DXZ', compound, 3)}-${String(group + 1).padStart(2, '0')}`,
    name: `${own.map(({ no }) => no).join('、')}党小组`,
    foundedOn: addDays('2024-07-29' as LocalDate, index % 30),
  },
}));

/** Four or five a group, in turn in its buildings, in the dwellings nearest to the door. */
const households = spread(HUB_HOUSEHOLDS, GROUPS)
  .flatMap((count, group) => Array.from({ length: count }, (_, index) => ({ group, index })))
  .map(({ group, index }, position) => {
    const { own, place } = grouped[group] as (typeof grouped)[number];
    const building = own[index % own.length] as (typeof own)[number];
    const { unit, no } = doorOf(Math.floor(index / own.length), building.floors);
    const since = addDays('2024-09-01' as LocalDate, pick('hub household', position, 120));
    return {
      id: number('hub-household', position, 5),
      place,
      group,
      input: {
        group: number('group', group),
        building: building.id,
        dwelling: `${building.id}-${unit}-${no}`,
        member: personOf('member', position),
        plateNo: number('ZXH', position, 5),
        services: [services[position % services.length], services[(position + 1) % services.length]],
        since,
        presentedOn: addDays(since, 14),
      },
    };
  });

/** The secretary, and of each group the members of the first two hub households; the others are members where they work. */
const members = compounds.flatMap(({ code }, index) => [
  {
    id: `membership-${personOf('secretary', index)}`,
    place: code,
    person: personOf('secretary', index),
    unit: index,
    group: null,
  },
]);
const ofHouseholds = households
  .filter(({ group }, position) => (households[position - 2]?.group ?? -1) !== group)
  .map(({ id, place, group, input }) => ({
    id: `membership-${id}`,
    place,
    person: input.member,
    unit: (grouped[group] as (typeof grouped)[number]).compound,
    group: number('group', group),
  }));
const admitted = [...members, ...ofHouseholds].map(({ id, place, person, unit, group }, index) => ({
  id,
  place,
  input: {
    person,
    unit: branchOf(unit),
    group,
    kind: group !== null && index % 20 === 19 ? 'PROBATIONARY' : 'FULL',
    since: addDays('2024-08-01' as LocalDate, pick('membership', index, 150)),
  },
}));

export const party: readonly RegisterDemo[] = [
  { service: 'organization', definition: generalBranches, entries: () => general },
  { service: 'organization', definition: branches, entries: () => ofCompounds },
  { service: 'organization', definition: groups, entries: () => ofBuildings },
  { service: 'organization', definition: hubHouseholds, entries: () => households },
  { service: 'organization', definition: memberships, entries: () => admitted },
];
