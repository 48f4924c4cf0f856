/**
 * Notices of every level: public revenue of each compound by quarters, hub households presented, affairs of communities,
 * hours, and what had to be made public before it was decided. Three have objections that are open; three were corrected after one was upheld.
 */
import { textHash } from '@hh/kernel/canonical.ts';
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { notices as noticeRegister, objections as objectionRegister } from '@hh/organization/notice/notice.store.ts';
import { type Notice, noticeExtra, published } from '@hh/organization/notice/notice.ts';
import { ruleOf, workingDaysAfter } from '@hh/organization/notice/notice-kinds.ts';
import { communities, compounds, STREET } from '../county.ts';
import { daysAsked } from '../noticed.ts';
import { number, pick } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { DemoEntry, RegisterDemo } from '../seed-registers.ts';
import { demoCalendar } from './calendar.ts';
import { madePublic, type PlannedNotice } from './made-public.ts';

/** What the end of 2025 knows of a notice. */
const AS_OF = new Date('2025-12-31T23:59:59+08:00');

const quarters = [
  ['2025年第一季度', '2025-04-08'],
  ['2025年第二季度', '2025-07-08'],
  ['2025年第三季度', '2025-10-15'],
  ['2025年第四季度（预公示）', '2025-12-24'],
] as const;

const planned: readonly PlannedNotice[] = [
  ...compounds.flatMap(({ code, name }, index) =>
    quarters.map(([quarter, on]) => ({
      kind: 'PUBLIC_REVENUE' as const,
      place: code,
      title: `${name}${quarter}公共收益收支公示`,
      body: `## 收支情况\n\n${quarter}收入、支出、结余及分成计算见附件。\n\n如有异议，请在公示期内提出。`,
      on: addDays(on as LocalDate, pick(`notice ${quarter}`, index, 5)),
      by: accountOf('finance-checker'),
      about: ['Compound', code] as const,
      paper: `${name}${quarter}收支明细表.csv`,
    })),
  ),
  ...compounds.map(({ code, name }, index) => ({
    kind: 'HUB_HOUSEHOLDS' as const,
    place: code,
    title: `${name}党员中心户集中亮相公示`,
    body: '党员中心户门牌编号、所在楼栋和服务内容见公示栏。',
    on: addDays('2024-09-20' as LocalDate, pick('hub notice', index, 30)),
    by: personOf('secretary', index),
    about: ['Compound', code] as const,
  })),
  ...communities.flatMap((community, index) =>
    ['2025-03-05', '2025-09-03'].map((on) => ({
      kind: 'COMMUNITY_AFFAIRS' as const,
      place: community,
      title: '居务公开',
      body: '居民会议决定事项及办理情况、服务项目和经费使用情况。',
      on: addDays(on as LocalDate, pick(`affairs ${on}`, index, 20)),
      by: personOf('community-secretary', index),
      about: ['Community', community] as const,
    })),
  ),
  ...quarters.slice(0, 3).map(([quarter, on]) => ({
    kind: 'VOLUNTEER_HOURS' as const,
    place: STREET,
    title: `${quarter}志愿服务时长公示`,
    body: '按服务队汇总，不列个人。',
    on: on as LocalDate,
    by: accountOf('street-officer'),
  })),
  ...madePublic,
];

const nothing = Object.fromEntries(Object.keys(noticeExtra).map((field) => [field, null]));

function entryOf(
  plan: PlannedNotice,
  id: string,
  no: string,
  change: Readonly<Record<string, unknown>> = {},
): DemoEntry {
  const { kind, place, title, body, on, by, about, paper } = plan;
  const attachments = paper ? [{ name: paper, sha256: textHash(paper) }] : null;
  const [subjectType, subjectId] = about ?? [null, null];
  const days = daysAsked(kind);
  const input = { kind, place, title, body, attachments, days, subjectType, subjectId, corrects: null };
  const corrects = (change.corrects ?? null) as string | null;
  const row = { ...nothing, ...input, corrects, id, no, minDays: days ?? ruleOf(kind).usualDays } as unknown as Notice;
  const said = published(row, by, new Date(`${on}T09:00:00+08:00`), demoCalendar);
  const isOver = said.closesAt <= AS_OF;
  return {
    id,
    place,
    input,
    past: {
      no,
      minDays: row.minDays,
      needsCorrection: false,
      ...said,
      ...(isOver ? { state: 'CLOSED', closedAt: said.closesAt } : { state: 'PUBLISHED' }),
      ...change,
    },
  };
}

/** Numbers of a day, in order. */
const onDay = new Map<string, number>();
function numberOn(on: LocalDate): string {
  const count = (onDay.get(on) ?? 0) + 1;
  onDay.set(on, count);
  return `${on.replaceAll('-', '')}-${String(count).padStart(4, '0')}`;
}

const numbered = planned.map((plan, index) => ({
  plan,
  id: plan.id ?? number('notice', index),
  no: numberOn(plan.on),
}));
const at = (compound: number, quarter: number) =>
  numbered[compound * quarters.length + quarter] as (typeof numbered)[number];

/** By compound: an objection to the first quarter that was upheld and led to a correction, to the second that was not, to the fourth that is open. */
const upheld = [0, 7, 21].map((compound) => ({ compound, of: at(compound, 0) }));
const rejected = [3, 12, 30, 44].map((compound) => ({ compound, of: at(compound, 1) }));
const open = [0, 9, 26].map((compound) => ({ compound, of: at(compound, 3) }));

const corrections = upheld.map(({ of }, index) => {
  const on = addDays(of.plan.on, 10);
  const plan = {
    ...of.plan,
    on,
    title: `${of.plan.title}（更正）`,
    body: `${of.plan.body}\n\n更正：广告收入少计一笔。`,
  };
  return { of: of.id, entry: entryOf(plan, number('notice-correction', index), numberOn(on), { corrects: of.id }) };
});

const entries = numbered.map(({ plan, id, no }) => {
  const correction = corrections.find(({ of }) => of === id);
  if (correction)
    return entryOf(plan, id, no, {
      state: 'WITHDRAWN',
      closedAt: null,
      correctedBy: correction.entry.id,
      reason: '更正',
    });
  return entryOf(plan, id, no, open.some(({ of }) => of.id === id) ? { state: 'OBJECTED' } : {});
});

function objectionOf(
  index: number,
  compound: number,
  of: (typeof numbered)[number],
  past: Readonly<Record<string, unknown>>,
): DemoEntry {
  const filedOn = addDays(of.plan.on, 2);
  return {
    id: number('objection', index),
    place: of.plan.place,
    input: { notice: of.id, compound: of.plan.place, text: '电梯广告收入与实际不符，请核对。' },
    past: {
      kind: of.plan.kind,
      by: personOf('resident', compound * 20 + 1),
      filedOn,
      acknowledgeBy: workingDaysAfter(filedOn, 1, demoCalendar),
      dueOn: workingDaysAfter(filedOn, ruleOf(of.plan.kind).decideWithin, demoCalendar),
      isOpen: false,
      ...past,
    },
  };
}
const decided = (of: (typeof numbered)[number], state: string, decision: string) => ({
  state,
  decision,
  acknowledgedAt: new Date(`${addDays(of.plan.on, 3)}T10:00:00+08:00`),
  handledBy: accountOf('finance-checker'),
  decidedAt: new Date(`${addDays(of.plan.on, 9)}T10:00:00+08:00`),
});

const filed = [
  ...upheld.map(({ compound, of }) => ({
    compound,
    of,
    past: decided(of, 'UPHELD', '经核对，少计一笔广告收入，予以更正。'),
  })),
  ...rejected.map(({ compound, of }) => ({
    compound,
    of,
    past: decided(of, 'REJECTED', '经核对，收入与合同、银行回单一致。'),
  })),
  ...open.map(({ compound, of }) => ({ compound, of, past: { state: 'FILED', isOpen: true } })),
].map(({ compound, of, past }, index) => objectionOf(index, compound, of, past));

/** Most of these notices are over: what was filed then could not be filed now. */
const filedThen = { ...objectionRegister, create: { ...objectionRegister.create, decide: () => ({}) } };

export const notices: readonly RegisterDemo[] = [
  {
    service: 'organization',
    definition: noticeRegister,
    entries: () => [...entries, ...corrections.map(({ entry }) => entry)],
  },
  { service: 'organization', definition: filedThen, entries: () => filed },
];
