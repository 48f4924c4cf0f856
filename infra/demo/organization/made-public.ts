/**
 * The notices of what had to be made public before it was decided: appointments, nominations, promotions, commendations,
 * lists of companies, votes and their results; and of press conferences. Each is about one row, which names it.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import type { NoticeKind } from '@hh/organization/notice/notice-kinds.ts';
import { communities } from '../county.ts';
import { companyDemos } from '../economy/companies.ts';
import { noticeOf } from '../noticed.ts';
import { votePlans } from '../property/votes.ts';
import { accountOf, personOf } from '../residents.ts';
import type { DemoEntry } from '../seed-registers.ts';
import { appointments } from './appointments.ts';
import { careers } from './careers.ts';
import { occasions } from './occasions.ts';

export interface PlannedNotice {
  /** Of those that are known by what they are about. */
  readonly id?: string;
  readonly kind: NoticeKind;
  readonly place: string;
  readonly title: string;
  readonly body: string;
  readonly on: LocalDate;
  readonly by: string;
  readonly about?: readonly [type: string, id: string];
  readonly paper?: string;
}

type Said = Pick<PlannedNotice, 'kind' | 'title' | 'body' | 'by'>;

const [street, county] = [accountOf('street-officer'), accountOf('county-officer')];
const secretaryOf = (place: string) => personOf('community-secretary', communities.indexOf(place.slice(0, 12)));
const lists = { FEE: '收费标准清单', DISTRIBUTION: '收入分配清单', USE: '使用原则清单' } as const;

/** Without names: those stand on the board. */
const said: Readonly<Record<string, (row: DemoEntry) => Said>> = {
  Appointment: () => ({
    kind: 'APPOINTMENT',
    title: '党组织书记任前公示',
    body: '拟任人选、职务、来源和提名单位见公示栏。',
    by: street,
  }),
  Nomination: () => ({
    kind: 'APPOINTMENT',
    title: '岗位拟任人选公示',
    body: '拟任人选、岗位、推荐方式见公示栏。',
    by: street,
  }),
  Promotion: () => ({
    kind: 'APPOINTMENT',
    title: '拟提任人选公示',
    body: '拟提任人选、现任和拟任职务见公示栏。',
    by: county,
  }),
  Commendation: ({ input }) => ({
    kind: 'COMMENDATION',
    title: `“${input.title}”拟表彰对象公示`,
    body: `${input.year}年度“${input.title}”拟表彰对象的姓名、单位和事迹见公示栏。`,
    by: county,
  }),
  PressConference: ({ input, past }) => ({
    kind: 'PRESS_CONFERENCE',
    title: `小区社情发布会预告（${input.quarter}）`,
    body: `定于${input.plannedFor}召开，由小区党支部书记和物业负责人发布，欢迎居民参加。`,
    by: String(past?.secretary),
  }),
  RuleList: ({ input, place }) => ({
    kind: 'RULE_LIST',
    title: `强社公司${lists[input.kind as keyof typeof lists]}公示`,
    body: `${input.body}\n\n自${input.effectiveFrom}起施行；与上一版的对照见公示栏。`,
    by: secretaryOf(place),
  }),
};

const ofRows = [...appointments, ...careers, ...companyDemos, ...occasions].flatMap(({ definition, entries }) =>
  entries().flatMap((row): readonly PlannedNotice[] => {
    const { id, place, past } = row;
    const words = said[definition.type];
    if (!words || past?.notice !== noticeOf(id)) return [];
    return [{ ...words(row), id: noticeOf(id), place, on: past.noticedOn as LocalDate, about: [definition.type, id] }];
  }),
);

const ofVotes = votePlans.flatMap(({ id, compound, title, organiser, past }): readonly PlannedNotice[] => {
  const { notice, resultNotice, noticedOn, announcedOn } = past;
  const common = { place: compound, by: organiser, about: ['Vote', id] as const };
  return [
    ...(notice
      ? [
          {
            ...{ ...common, id: notice, kind: 'VOTE' as const, on: noticedOn as LocalDate },
            title: `业主表决公示：${title}`,
            body: `${title}，全文、表决标准、投票时间和名册人数见公示栏。`,
          },
        ]
      : []),
    ...(resultNotice
      ? [
          {
            ...{ ...common, id: resultNotice, kind: 'VOTE_RESULT' as const, on: announcedOn as LocalDate },
            title: `业主表决结果公示：${title}`,
            body: '参与和同意的专有部分面积、业主人数与法定标准的对照见公示栏，不列个人。',
          },
        ]
      : []),
  ];
});

export const madePublic: readonly PlannedNotice[] = [...ofRows, ...ofVotes];
