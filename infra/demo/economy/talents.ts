/** 1,016 vacancies that were published and some drafts; talents, their applications, and 79 confirmed hires. */
import { applications, hires, jobPostings, talents } from '@hh/economy/talent/talent.store.ts';
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { compounds } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { COOPERATING, companyOf, enterprises } from './enterprises.ts';

const titles = ['店员', '保洁', '护理员', '维修工', '收银员', '讲师助理', '配送员', '店长'] as const;
const AS_OF = '2025-12-31' as LocalDate;
const OPEN_DAYS = 60;

const postings = spread(1_016, COOPERATING)
  .flatMap((count, enterprise) => Array.from({ length: count }, (_, index) => ({ enterprise, index })))
  .map(({ enterprise, index }, position) => {
    const publishedOn = addDays('2025-01-05' as LocalDate, 8 * index + pick('posting on', position, 6));
    const closesOn = addDays(publishedOn, OPEN_DAYS);
    const { uscc, trade } = enterprises[enterprise] as (typeof enterprises)[number];
    return {
      id: number('posting', position),
      place: companyOf(enterprise).place,
      enterprise,
      index,
      publishedOn,
      input: {
        enterprise: uscc,
        community: companyOf(enterprise).place,
        title: titles[position % titles.length],
        trade,
        headcount: 1 + pick('headcount', position, 3),
        wage: `${3_000 + 200 * pick('wage', position, 10)}元/月起`,
        closesOn,
      },
      past: {
        state: closesOn < AS_OF ? 'EXPIRED' : 'PUBLISHED',
        publishedOn,
        isPublished: true,
        createdBy: personOf('company-manager', enterprise % 16),
      },
    };
  });

const drafts = Array.from({ length: 12 }, (_, index) => {
  const { uscc, trade } = enterprises[index] as (typeof enterprises)[number];
  return {
    id: number('posting-draft', index),
    place: companyOf(index).place,
    input: {
      enterprise: uscc,
      community: companyOf(index).place,
      title: titles[index % titles.length],
      trade,
      headcount: 2,
      wage: '面议',
      closesOn: '2026-03-31',
    },
    past: { createdBy: personOf('company-manager', index) },
  };
});

/** Four hires of ten enterprises and three of thirteen, each of another posting; then as many applications in other states. */
const STATES = ['MATCHED', 'APPLIED', 'INTERVIEW', 'OFFERED', 'REJECTED', 'WITHDRAWN'] as const;
const wanted = spread(79, COOPERATING).flatMap((count, enterprise) => [
  ...Array.from({ length: count }, (_, index) => ({ enterprise, index, state: 'CONFIRMED' as const })),
  ...Array.from({ length: 2 }, (_, index) => ({
    enterprise,
    index: count + index,
    state: STATES[(enterprise * 2 + index) % STATES.length] as (typeof STATES)[number],
  })),
]);

/** Residents of the community's compounds in turn, another one for each. */
const found = wanted.map(({ enterprise, index, state }, position) => {
  const own = compounds
    .map(({ code }, at) => ({ code, at }))
    .filter(({ code }) => code.startsWith(companyOf(enterprise).place));
  const home = own[index % own.length] as (typeof own)[number];
  const nth = Math.floor(index / own.length) + (enterprise >= 16 ? 8 : 0);
  const person = personOf('resident', home.at * 20 + nth);
  const ofEnterprise = postings.filter((posting) => posting.enterprise === enterprise);
  const isOpen = state !== 'CONFIRMED' && state !== 'REJECTED' && state !== 'WITHDRAWN';
  const fitting = ofEnterprise.filter(({ past, publishedOn }) =>
    isOpen ? past.state === 'PUBLISHED' : publishedOn < '2025-10-15',
  );
  const posting = fitting[index % fitting.length] as (typeof postings)[number];
  return { position, home: home.code, person, posting, state, startedOn: addDays(posting.publishedOn, 20) };
});

const talentRows = found.map(({ position, home, person, posting }) => ({
  id: number('talent', position),
  place: home,
  input: {
    person,
    home,
    trade: posting.input.trade,
    skills: [posting.input.title],
    consentAt: new Date(`${addDays(posting.publishedOn, -10)}T01:00:00.000Z`),
  },
}));

const applicationRows = found.map(({ position, home, person, posting, state, startedOn }) => ({
  id: number('application', position),
  place: home,
  input: { posting: posting.id, talent: number('talent', position) },
  past: {
    state,
    person,
    ...(state === 'CONFIRMED' ? { startedOn, hiredBy: posting.past.createdBy } : {}),
    ...(state === 'REJECTED' ? { reason: '与岗位要求不符' } : {}),
    ...(state === 'WITHDRAWN' ? { reason: '本人已另行就业' } : {}),
  },
}));

const hireRows = found
  .filter(({ state }) => state === 'CONFIRMED')
  .map(({ position, home, person, posting, startedOn }, index) => ({
    id: number('hire', index),
    // Its row lies at the posting's community; it is entered with the application, which lies here.
    place: home,
    input: { application: number('application', position), posting: posting.id, person, startedOn },
    past: {
      confirmedBy: personOf('community-secretary', posting.enterprise % 16),
      confirmedOn: addDays(startedOn, 30 + pick('confirmed', index, 10)),
    },
  }));

export const talentDemos: readonly RegisterDemo[] = [
  { service: 'economy', definition: talents, entries: () => talentRows },
  { service: 'economy', definition: jobPostings, entries: () => [...postings, ...drafts] },
  { service: 'economy', definition: applications, entries: () => applicationRows },
  { service: 'economy', definition: hires, entries: () => hireRows },
];
