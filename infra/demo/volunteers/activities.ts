/** 580 activities for 156 people each on average, four volunteers at each of them, their hours settled for three quarters; one that can be joined; check-ins. */
import { addDays, type LocalDate, startOf } from '@hh/kernel/period.ts';
import { attendances, volunteerActivities } from '@hh/volunteers/activity/activity.store.ts';
import { checkIns } from '@hh/volunteers/check-in/check-in.store.ts';
import { hourEntries, hourSettlements } from '@hh/volunteers/hours/hours.store.ts';
import { communities } from '../county.ts';
import { COOPERATING, enterprises } from '../economy/enterprises.ts';
import { number, pick } from '../random.ts';
import { countOf, personOf, placeOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { teams, volunteerOf } from './system.ts';

const PER_TEAM = 10;
const ATTENDING = 4;
const LENGTH_MINUTES = 120;
const HOUR = 3_600_000;
const titles = {
  POLICY_TALK: ['惠民政策宣讲', '反诈知识宣讲', '民法典宣讲'],
  LEGAL_AID: ['法律咨询进小区', '邻里纠纷调解'],
  CARE: ['上门探望老人', '助残出行', '为老理发'],
  OTHER: ['环境清洁日', '亲子阅读会', '家电义修'],
} as const;
const services = Object.keys(titles) as (keyof typeof titles)[];

/** 156 on average: of two after one another, one has as many more as the other has fewer. */
function beneficiariesOf(team: number, nth: number): number {
  const more = pick('beneficiaries', (team * PER_TEAM + nth) >> 1, 181) - 90;
  return nth % 2 === 0 ? 156 + more : 156 - more;
}

/** Of the six partners of a community, those that lie there, serve there, or report there. */
function partnerOf(community: number, nth: number): string {
  return number('red-partner', community * 6 + 3 + (nth % 3));
}

const held = teams.flatMap((team, at) =>
  Array.from({ length: PER_TEAM }, (_, nth) => {
    const index = at * PER_TEAM + nth;
    const day = addDays('2025-01-04' as LocalDate, nth * 36 + pick('activity day', index, 30));
    const startsAt = new Date(startOf(day).getTime() + 9 * HOUR);
    const service = services[pick('activity service', index, services.length)] as keyof typeof titles;
    const community = communities.indexOf(team.place);
    return {
      id: number('volunteer-activity', index),
      place: team.compound,
      day,
      team: at,
      input: {
        team: team.id,
        title: titles[service][pick('activity title', index, titles[service].length)],
        service,
        place: team.compound,
        startsAt,
        endsAt: new Date(startsAt.getTime() + LENGTH_MINUTES * 60_000),
        capacity: 30,
        coHosts: [partnerOf(community, nth)],
        sponsors: nth === 0 ? [enterprises[at % COOPERATING]?.uscc] : [],
      },
      past: { state: 'DONE', taken: ATTENDING, beneficiaries: beneficiariesOf(at, nth) },
    };
  }),
);

/** Of the first team, which the volunteer among the personas leads. */
const coming = teams.slice(0, 1).map((team) => ({
  id: number('volunteer-activity', held.length),
  place: team.compound,
  input: {
    ...{ team: team.id, title: titles.CARE[0], service: 'CARE', place: team.compound, capacity: 30 },
    startsAt: new Date('2026-01-17T09:00:00+08:00'),
    endsAt: new Date('2026-01-17T11:00:00+08:00'),
    ...{ coHosts: [], sponsors: [] },
  },
  past: { state: 'OPEN', taken: 0 },
}));

const attended = held.flatMap((activity, at) =>
  Array.from({ length: ATTENDING }, (_, nth) => {
    const index = at * ATTENDING + nth;
    const minutes = 90 + pick('attendance minutes', index, 31);
    const { startsAt } = activity.input;
    return {
      id: number('attendance', index, 5),
      place: activity.place,
      day: activity.day,
      input: { activity: activity.id },
      past: {
        state: 'CONFIRMED',
        person: volunteerOf(activity.team, 1 + ((at + nth * 5) % 19)),
        checkedInAt: startsAt,
        checkedOutAt: new Date(startsAt.getTime() + minutes * 60_000),
        minutes,
        confirmedBy: volunteerOf(activity.team, 0),
      },
    };
  }),
);

const hours = attended.map(({ id, place, day, input, past }, index) => ({
  id: number('hour-entry', index, 5),
  place,
  input: { ...input, person: past.person, attendance: id, minutes: past.minutes, earnedOn: day },
}));

/** In the order of the quarters: each settles what those before it have left. */
const settlements = [1, 2, 3].flatMap((quarter) =>
  communities.map((community, at) => ({
    id: number('hour-settlement', (quarter - 1) * communities.length + at),
    place: community,
    input: { community, year: 2025, quarter },
    past: { settledOn: `2025-${String(quarter * 3 + 1).padStart(2, '0')}-10` },
  })),
);

/** Every third community has a unit that reports to it. */
const units = communities.flatMap((community, at) =>
  at % 3 === 0
    ? [
        {
          id: number('check-in-unit', at / 3),
          place: community,
          input: { kind: 'UNIT', unit: partnerOf(at, 2), community, since: '2024-09-01' },
        },
      ]
    : [],
);

/** Every fortieth member of a hub household reports to the community of their home. */
const members = Array.from({ length: Math.floor(countOf('member') / 40) }, (_, at) => {
  const place = placeOf('member', at * 40).slice(0, 12);
  return {
    id: number('check-in-member', at),
    place,
    input: {
      kind: 'MEMBER',
      person: personOf('member', at * 40),
      community: place,
      homeUnitName: ['县教育局', '县医院', '县供电公司', '县税务局'][at % 4],
      since: addDays('2024-09-01' as LocalDate, pick('check-in', at, 200)),
    },
  };
});

export const activityDemos: readonly RegisterDemo[] = [
  { service: 'volunteers', definition: volunteerActivities, entries: () => [...held, ...coming] },
  { service: 'volunteers', definition: attendances, entries: () => attended },
  { service: 'volunteers', definition: hourEntries, entries: () => hours },
  { service: 'volunteers', definition: hourSettlements, entries: () => settlements },
  { service: 'volunteers', definition: checkIns, entries: () => [...units, ...members] },
];
