/** Nominations in every state, the four rungs with promotions between them, the pools, and 88 commendations. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { commendations as commendationRegister } from '@hh/organization/commendation/commendation.store.ts';
import { promotions, rungs, talents } from '@hh/organization/ladder/ladder.store.ts';
import { nominations as nominationRegister } from '@hh/organization/nomination/nomination.store.ts';
import { COUNTY, communities, compounds } from '../county.ts';
import { noticed } from '../noticed.ts';
import { number, pick } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { sourceOf } from './appointments.ts';
import { noticedNomination, replacements } from './flag-rounds.ts';
import { branchOf, generalBranchOf } from './party.ts';

const [street, county] = [accountOf('street-officer'), accountOf('county-officer')];
const community = (index: number) => communities[index % communities.length] as string;
const compound = (index: number) => compounds[index % compounds.length]?.code as string;

/** One for each secretary who was replaced: put forward, recommended, reviewed, public, appointed. */
const successors = replacements.map(({ compound: index, ...replaced }) => ({
  id: replaced.nomination,
  place: compound(index),
  input: {
    person: personOf('secretary', index),
    postKind: 'BRANCH_SECRETARY',
    place: compound(index),
    building: null,
    route: 'ORG',
    source: sourceOf(index),
    background: null,
    statement: '复核未通过，调整小区党支部书记',
  },
  past: {
    state: 'APPOINTED',
    submittedBy: street,
    recommendedBy: personOf('community-secretary', communities.indexOf(compound(index).slice(0, 12))),
    recommendation: '群众基础好，同意推荐',
    reviewedBy: street,
    review: '符合条件',
    ...noticedNomination(replaced),
    decidedBy: county,
  },
}));

const states = ['SUBMITTED', 'DECLINED', 'RECOMMENDED', 'REVIEWED', 'NOTICED', 'WITHDRAWN'] as const;

/** Public now, at the end of 2025. */
const LATELY = '2025-12-29' as LocalDate;

/** Residents who would be social workers; every second put themselves forward. */
const candidates = Array.from({ length: 24 }, (_, index) => {
  const [place, person] = [compound(index), personOf('resident', index * 20 + 1)];
  const state = states[index % states.length] as (typeof states)[number];
  const isSelf = index % 2 === 0;
  const recommendedBy = personOf('community-secretary', communities.indexOf(place.slice(0, 12)));
  const isRecommended = ['RECOMMENDED', 'REVIEWED', 'NOTICED'].includes(state);
  const isReviewed = ['REVIEWED', 'NOTICED'].includes(state);
  const id = number('nomination', index);
  return {
    id,
    place,
    input: {
      person,
      postKind: 'SOCIAL_WORKER',
      place,
      building: null,
      route: isSelf ? 'SELF' : 'ORG',
      source: null,
      background: 'RESIDENT',
      statement: '热心小区事务，愿意参与治理',
    },
    past: {
      state,
      submittedBy: isSelf ? person : recommendedBy,
      ...(isRecommended ? { recommendedBy, recommendation: '同意推荐' } : {}),
      ...(isReviewed ? { reviewedBy: street, review: '符合条件' } : {}),
      ...(state === 'NOTICED' ? noticed('APPOINTMENT', id, LATELY) : {}),
      ...(state === 'DECLINED' || state === 'WITHDRAWN' ? { reason: '本人工作变动' } : {}),
    },
  };
});

const ladder = [
  ['社区专职工作者', '在社区专职从事服务的社工'],
  ['小区党支部书记', '小区党支部的专职书记'],
  ['社区“两委”成员', '社区党组织或居民委员会成员'],
  ['社区正职', '社区党总支书记'],
].map(([name, description], index) => ({
  id: number('rung', index),
  place: COUNTY,
  input: { county: COUNTY, rung: index + 1, name, description, since: '2024-07-01' },
}));

/** A social worker of each of twelve communities is to be secretary there; some of it is done with a no. */
const climbing = Array.from({ length: 12 }, (_, index) => {
  const state = (['PROPOSED', 'REVIEWED', 'NOTICED', 'REJECTED'] as const)[index % 4];
  const isReviewed = state !== 'PROPOSED';
  const at = compounds.findIndex(({ code }) => code.startsWith(community(index)));
  const id = number('promotion', index);
  return {
    id,
    place: compound(at),
    input: {
      person: personOf('social-worker', index * 23),
      fromRung: 1,
      toRung: 2,
      unit: branchOf(at),
      evidence: '连续两年考核优秀',
    },
    past: {
      state,
      proposedBy: street,
      ...(isReviewed ? { reviewedBy: county, review: '符合递进培养条件' } : {}),
      ...(state === 'NOTICED' ? noticed('APPOINTMENT', id, LATELY) : {}),
      ...(state === 'REJECTED' ? { reason: '暂无空缺' } : {}),
    },
  };
});

/** One secretary in three communities is to join the two committees. */
const toCommittee = [3, 6, 9].map((at, index) => ({
  id: number('promotion-committee', index),
  place: compound(at).slice(0, 12),
  input: {
    person: personOf('secretary', at),
    fromRung: 2,
    toRung: 3,
    unit: generalBranchOf(compound(at).slice(0, 12)),
    evidence: '连续两轮红旗党支部',
  },
  past: { state: 'PROPOSED', proposedBy: street },
}));

const pool = Array.from({ length: 60 }, (_, index) => {
  const isApplicant = index < 40;
  const place = compound(index);
  const since = addDays('2024-10-01' as LocalDate, pick('talent', index, 300));
  const isOver = index % 10 === 9;
  return {
    id: number('talent-pool', index),
    place,
    input: {
      person: isApplicant ? personOf('building-chief', index * 28) : personOf('secretary', index - 40 + 14),
      kind: isApplicant ? 'PARTY_APPLICANT' : 'COMMITTEE_RESERVE',
      place,
      since,
    },
    ...(isOver
      ? {
          past: { state: 'ENDED', until: '2025-12-20', outcome: isApplicant ? '已接收为预备党员' : '已进入社区“两委”' },
        }
      : {}),
  };
});

const YEAR = 2025;
const commended = (title: string, person: string, place: string, index: number, deeds: string) => {
  const publishedOn = addDays('2025-07-01' as LocalDate, pick(`commendation ${title}`, index, 150));
  return {
    place,
    input: { title, person, place, year: YEAR, deeds },
    past: {
      state: 'PUBLISHED',
      proposedBy: street,
      decidedBy: county,
      publishedOn,
    },
  };
};
const commendations = [
  ...Array.from({ length: 40 }, (_, index) =>
    commended(
      '幸福家园好书记',
      personOf('secretary', index),
      compound(index).slice(0, 12),
      index,
      '带领支部办成一批民生实事',
    ),
  ),
  ...Array.from({ length: 40 }, (_, index) => {
    const at = index % communities.length;
    const worker = at * 23 + 1 + Math.floor(index / communities.length);
    return commended('最美社工', personOf('social-worker', worker), community(at), index, '入户走访，帮办代办');
  }),
  ...Array.from({ length: 8 }, (_, index) =>
    commended('优秀楼栋长', personOf('building-chief', index * 57), compoundOfChief(index * 57), index, '热心楼栋事务'),
  ),
].map(({ past, ...entry }, index) => {
  const id = number('commendation', index);
  return { id, ...entry, past: { ...past, ...noticed('COMMENDATION', id, addDays(past.publishedOn, -16)) } };
});

function compoundOfChief(chief: number): string {
  let before = 0;
  for (const { code, buildings } of compounds) {
    before += buildings;
    if (chief < before) return code.slice(0, 12);
  }
  throw new Error(`there is no building chief ${chief}`);
}

export const careers: readonly RegisterDemo[] = [
  { service: 'organization', definition: nominationRegister, entries: () => [...successors, ...candidates] },
  { service: 'organization', definition: rungs, entries: () => ladder },
  { service: 'organization', definition: promotions, entries: () => [...climbing, ...toCommittee] },
  { service: 'organization', definition: talents, entries: () => pool },
  { service: 'organization', definition: commendationRegister, entries: () => commendations },
];
