/**
 * The kinds of notices 公示种类, and what each has to keep: for how many days it is public, by which article, who answers
 * what residents object to, and by when. Source: domain, 4-practice, Disclosure; [K] there is to be verified.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { type Calendar, isWorkingDay } from '../calendar/calendar.ts';

export interface NoticeRule {
  /** Calendar days it is public at least, and unless told; 0 where it stands until its matters are settled. */
  readonly leastDays: number;
  readonly usualDays: number;
  /** Working days it is public at least beside those. */
  readonly leastWorkingDays: number;
  readonly source: string;
  /** By whom objections are decided. */
  readonly answeredBy: readonly string[];
  /** Working days until an objection is decided. */
  readonly decideWithin: number;
}

const committees = '城市居民委员会组织法（2025年修订）第三十四条';
const usual = { leastDays: 15, usualDays: 15, leastWorkingDays: 0, source: committees, decideWithin: 10 } as const;
const community = ['COMMUNITY_SECRETARY', 'STREET_OFFICER'] as const;
const personnel = { ...usual, leastDays: 0, leastWorkingDays: 5, answeredBy: ['COUNTY_OFFICER'] } as const;

export const noticeRules = {
  COMMUNITY_AFFAIRS: { ...usual, answeredBy: community },
  PUBLIC_REVENUE: {
    ...usual,
    source: '民法典第二百八十一条、第二百八十二条；城市居民委员会组织法第三十四条',
    answeredBy: ['FINANCE_CHECKER', 'STREET_OFFICER'],
  },
  RULE_LIST: { ...usual, answeredBy: ['COMPANY_MANAGER', 'COMMUNITY_SECRETARY'] },
  VOTE: { ...usual, source: '物业管理条例第十四条', answeredBy: ['COMMITTEE_DIRECTOR', 'STREET_OFFICER'] },
  VOTE_RESULT: { ...usual, leastDays: 7, answeredBy: community },
  ELECTION_ROLL: { ...usual, source: '城市居民委员会组织法第十七条', answeredBy: community, decideWithin: 3 },
  APPOINTMENT: { ...personnel, source: '党政领导干部选拔任用工作条例（不少于五个工作日，施行前核对）' },
  PARTY_ADMISSION: {
    ...personnel,
    usualDays: 7,
    source: '中国共产党发展党员工作细则（不少于五个工作日，施行前核对）',
    answeredBy: ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY'],
  },
  COMMENDATION: { ...personnel, usualDays: 7, source: '表彰公示不少于五个工作日（施行前核对）' },
  HUB_HOUSEHOLDS: { ...usual, leastDays: 7, answeredBy: ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY'] },
  RECTIFICATION: { ...usual, leastDays: 0, usualDays: 0, answeredBy: ['BRANCH_SECRETARY', 'STREET_OFFICER'] },
  PRESS_CONFERENCE: {
    ...usual,
    ...{ leastDays: 3, usualDays: 3, source: '小区社情发布会制度（提前三天预告，施行前核对）' },
    answeredBy: ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY'],
  },
  PRESS_MINUTES: { ...usual, leastDays: 0, usualDays: 0, answeredBy: ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY'] },
  VOLUNTEER_HOURS: { ...usual, answeredBy: community },
  WISHES: { ...usual, answeredBy: ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY'] },
  OTHER: { ...usual, answeredBy: community },
} as const satisfies Readonly<Record<string, NoticeRule>>;

export type NoticeKind = keyof typeof noticeRules;
export const noticeKinds = Object.keys(noticeRules) as readonly NoticeKind[] as readonly [NoticeKind, ...NoticeKind[]];

export function ruleOf(kind: NoticeKind): NoticeRule {
  return noticeRules[kind];
}

/** The last day that a notice has to be public: the day of publication is not counted (Civil Code, article 201). */
export function lastDayOf(kind: NoticeKind, days: number, publishedOn: LocalDate, calendar: Calendar): LocalDate {
  const ends = [addDays(publishedOn, days), workingDaysAfter(publishedOn, ruleOf(kind).leastWorkingDays, calendar)];
  return ends.toSorted().at(-1) as LocalDate;
}

/** The n-th working day after a day. */
export function workingDaysAfter(day: LocalDate, count: number, calendar: Calendar): LocalDate {
  let [at, left] = [day, count];
  while (left > 0) {
    at = addDays(at, 1);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return at;
}
