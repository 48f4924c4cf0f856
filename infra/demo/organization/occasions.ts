/**
 * Where requests come up: 150 press conferences in distinct quarters, 52 Saturdays on duty in each of 58 compounds, ten
 * visits of buildings in each; and twelve joint meetings of the county with 230 matters, of which 212 are resolved.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { dutyShifts } from '@hh/organization/duty/duty.store.ts';
import { jointMeetingMatters, jointMeetings } from '@hh/organization/joint-meeting/joint-meeting.store.ts';
import { pressConferences } from '@hh/organization/press-conference/press-conference.store.ts';
import { buildingVisits } from '@hh/organization/visit/visit.store.ts';
import { buildingsOf, COUNTY, communities, compounds, type DemoCompound } from '../county.ts';
import { noticed } from '../noticed.ts';
import { accounts } from '../people.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { partnersOf } from './red-partners.ts';

const CONFERENCES = 150;
const DAYS_BEFORE = 5;
const SATURDAYS = 52;
const VISITS = 10;
const FIRST_SATURDAY = '2025-01-04' as LocalDate;
const FIRST_DAYS = ['2025-01-06', '2025-04-07', '2025-07-07', '2025-10-09'].map((day) => day as LocalDate);
const TEAMS = [['BRANCH', 'PROPERTY', 'OWNERS_COMMITTEE'], ['BRANCH', 'PROPERTY'], ['BRANCH']] as const;
const SERVICES = [['SCREENING'], ['SCREENING', 'MEDIATION'], ['SCREENING', 'ERRANDS']] as const;
const DEPARTMENTS = ['住房和城乡建设局', '综合行政执法局', '民政局', '供电公司', '自来水公司', '公安局'] as const;
const MATTERS = ['老旧管网改造', '路口信号灯', '充电设施用电', '小区周边停车', '电梯更新', '雨污分流'] as const;

/** The last quarters of 2025, as many as a compound held. */
export const held = compounds.flatMap(({ code }, compound) => {
  const count = spread(CONFERENCES, compounds.length)[compound] as number;
  return FIRST_DAYS.slice(FIRST_DAYS.length - count).map((first, offset) => {
    const quarter = FIRST_DAYS.length - count + offset + 1;
    const heldOn = addDays(first, 5 + pick(`press day ${code}`, quarter, 50));
    return { code, compound, quarter: `2025-Q${quarter}`, heldOn };
  });
});

export const saturdays = Array.from({ length: SATURDAYS }, (_, week) => addDays(FIRST_SATURDAY, 7 * week));

/** The visits of all compounds, ten for each, in their order. */
export const visited = compounds.flatMap((compound, index) =>
  Array.from({ length: VISITS }, (_, visit) => ({
    index,
    code: compound.code,
    building: buildingOf(compound, visit),
    heldOn: addDays('2025-01-08' as LocalDate, 32 * visit + pick(`visit day ${compound.code}`, visit, 20)),
  })),
);

export const conferenceId = (index: number) => number('press-conference', index);
export const shiftId = (compound: number, week: number) => number('duty-shift', compound * SATURDAYS + week);
export const visitId = (index: number) => number('building-visit', index);

function buildingOf(compound: DemoCompound, visit: number): string {
  return buildingsOf(compound)[(visit * 3) % compound.buildings]?.id as string;
}

/** An instant of a day in Asia/Shanghai. */
export function at(day: LocalDate, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}

const officer = accounts.find(({ persona }) => persona === 'county-officer')?.person as string;

function conferences() {
  return held.map(({ code, compound, quarter, heldOn }, index) => ({
    id: conferenceId(index),
    place: code,
    input: { compound: code, quarter, plannedFor: heldOn },
    past: {
      state: heldOn > '2025-11-20' ? 'HELD' : 'MINUTES_PUBLISHED',
      ...noticed('PRESS_CONFERENCE', conferenceId(index), addDays(heldOn, -DAYS_BEFORE)),
      heldOn,
      secretary: personOf('secretary', compound),
      propertyManager: personOf('property-manager', compound),
      attendance: 30 + pick('press attendance', index, 60),
      ...(heldOn > '2025-11-20'
        ? {}
        : { minutes: '通报支部工作、工单办理和微心愿认领情况，现场收集并答复居民提出的问题。' }),
    },
  }));
}

function shifts() {
  return compounds.flatMap(({ code }, compound) =>
    saturdays.map((date, week) => ({
      id: shiftId(compound, week),
      place: code,
      input: {
        compound: code,
        date,
        by: personOf('secretary', compound),
        startedAt: at(date, '09:00'),
        endedAt: at(date, '11:30'),
      },
    })),
  );
}

function visits() {
  return visited.map(({ code, building, heldOn }, index) => ({
    id: visitId(index),
    place: code,
    input: {
      compound: code,
      building,
      heldOn,
      team: TEAMS[pick('visit team', index, TEAMS.length)],
      services: SERVICES[pick('visit services', index, SERVICES.length)],
      households: 10 + pick('visit households', index, 30),
    },
  }));
}

const MONTHS = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}-05` as LocalDate);

function meetings() {
  const county = MONTHS.map((heldOn, index) => ({
    id: number('joint-meeting', index),
    place: COUNTY,
    input: {
      kind: 'COUNTY_JOINT',
      at: COUNTY,
      heldOn,
      topic: '城市小区治理重点事项',
      attendees: [],
      guests: [...DEPARTMENTS, '物业企业代表', '重点企业代表'],
    },
  }));
  const own = communities.map((community, index) => ({
    id: number('joint-meeting', MONTHS.length + index),
    place: community,
    input: {
      kind: 'BIG_COMMITTEE',
      at: community,
      heldOn: addDays('2025-09-01' as LocalDate, index),
      topic: '社区大党委共建事项',
      attendees: partnersOf(community),
      guests: ['县直有关部门'],
    },
  }));
  return [...county, ...own];
}

/** The last 18 are open still, each in the state that its turn gives it. */
function matters() {
  const open = ['RAISED', 'ASSIGNED', 'IN_PROGRESS', 'SENT_BACK'] as const;
  return spread(230, MONTHS.length)
    .flatMap((count, meeting) => Array.from({ length: count }, () => meeting))
    .map((meeting, index) => {
      const raisedOn = MONTHS[meeting] as LocalDate;
      const state = index < 212 ? (index % 5 === 0 ? 'RESOLVED' : 'ACCEPTED_BY_RAISER') : (open[index % 4] as string);
      const isAssigned = state !== 'RAISED';
      const isResolved = index < 212;
      return {
        id: number('joint-meeting-matter', index),
        place: COUNTY,
        input: {
          meeting: number('joint-meeting', meeting),
          title: `${MATTERS[pick('matter title', index, MATTERS.length)]}（第${index + 1}件）`,
        },
        past: {
          state,
          raisedBy: officer,
          raisedOn,
          ...(isAssigned
            ? {
                department: DEPARTMENTS[pick('matter department', index, DEPARTMENTS.length)],
                dueOn: addDays(raisedOn, 30),
              }
            : {}),
          ...(isResolved
            ? {
                outcome: '已由承办部门办结并反馈',
                resolvedBy: officer,
                resolvedOn: addDays(raisedOn, 3 + pick('matter days', index, 20)),
              }
            : {}),
          ...(state === 'SENT_BACK' ? { outcome: '已初步处理', reason: '效果未达到要求' } : {}),
        },
      };
    });
}

export const occasions: readonly RegisterDemo[] = [
  { service: 'organization', definition: pressConferences, entries: conferences },
  { service: 'organization', definition: dutyShifts, entries: shifts },
  { service: 'organization', definition: buildingVisits, entries: visits },
];

/** Matters may be about requests, which come before them. */
export const joint: readonly RegisterDemo[] = [
  { service: 'organization', definition: jointMeetings, entries: meetings },
  { service: 'organization', definition: jointMeetingMatters, entries: matters },
];
