/** Two meetings of the three parties in each compound; 150 items, of which 138 are done. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { consultationItems, consultations } from '@hh/property/consultation/consultation.store.ts';
import { compounds } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { directorOf } from './committees.ts';

const RESOLVED = 138;
const OPEN = 12;
const MEETINGS = 2;
const titles = [
  '电动车充电棚选址',
  '楼道照明更换',
  '停车位划线',
  '绿化补种',
  '电梯维保公示',
  '垃圾分类点改造',
] as const;
const parties = ['BRANCH', 'OWNERS_COMMITTEE', 'PROPERTY_COMPANY'] as const;

const held = compounds.flatMap(({ code }, compound) =>
  Array.from({ length: MEETINGS }, (_, meeting) => {
    const index = compound * MEETINGS + meeting;
    return {
      id: number('consultation', index),
      place: code,
      input: {
        compound: code,
        heldOn: addDays(
          (meeting === 0 ? '2025-03-01' : '2025-08-01') as LocalDate,
          pick('consultation day', index, 60),
        ),
        topic: '小区公共事务三方协商',
        forBranch: personOf('secretary', compound),
        forOwnersCommittee: directorOf(compound),
        forPropertyCompany: personOf('property-manager', compound),
      },
    };
  }),
);

const raisedAt = (compound: number, index: number) =>
  held[compound * MEETINGS + (index % MEETINGS)] as (typeof held)[number];
const item = (compound: number, index: number, position: number, past: (on: LocalDate) => object) => {
  const meeting = raisedAt(compound, index);
  return {
    id: number('consultation-item', position),
    place: meeting.place,
    input: {
      consultation: meeting.id,
      title: titles[pick('consultation title', position, titles.length)],
      responsible: parties[pick('consultation party', position, parties.length)],
      dueOn: addDays(meeting.input.heldOn, 60),
    },
    past: { ...past(meeting.input.heldOn) },
  };
};

const resolved = spread(RESOLVED, compounds.length)
  .flatMap((count, compound) => Array.from({ length: count }, (_, index) => ({ compound, index })))
  .map(({ compound, index }, position) =>
    item(compound, index, position, (heldOn) => ({
      state: 'RESOLVED',
      agreedBy: parties,
      result: '已按三方约定办结',
      resolvedOn: addDays(heldOn, 10 + pick('consultation solved', position, 45)),
    })),
  );

/** The requests that carry items on come after all others. */
const FIRST_REQUEST = 6_525;

const open = Array.from({ length: OPEN }, (_, index) => {
  const states = [
    {
      state: 'ESCALATED',
      agreedBy: parties,
      reason: '需街道和执法部门协调',
      request: number('request', FIRST_REQUEST + Math.floor(index / 4), 5),
    },
    { state: 'RAISED', agreedBy: ['BRANCH'] },
    { state: 'AGREED', agreedBy: parties },
    { state: 'IN_PROGRESS', agreedBy: parties },
  ];
  const compound = index * 4;
  return { compound, ...item(compound, 1, RESOLVED + index, () => states[index % states.length] as object) };
});

export const escalatedItems = open
  .filter((_, index) => index % 4 === 0)
  .map(({ id, compound }) => ({ id, compound, raisedOn: addDays(raisedAt(compound, 1).input.heldOn, 20) }));

export const consultationDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: consultations, entries: () => held },
  {
    service: 'property',
    definition: consultationItems,
    entries: () => [...resolved, ...open.map(({ compound: _, ...entry }) => entry)],
  },
];
