/**
 * Notices 公示: what is published on the board of a place and online, for as long as its kind has to be, open to the
 * objections of residents and owners. It can't close before that nor while an objection is open, and it is never edited:
 * what was wrong is corrected by a new notice that names it. The hash of its text is printed on the paper copy.
 * Source: domain, NTC, invariant 11 and 4-practice, Disclosure.
 */
import { textHash } from '@hh/kernel/canonical.ts';
import { addDays, dateOf, type LocalDate, startOf } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  lines,
  list,
  object,
  optional,
  place,
  reference,
  text,
} from '@hh/kernel/shape.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { lastDayOf, type NoticeKind, noticeKinds, ruleOf } from './notice-kinds.ts';

const SHA_256 = 64;
/** What a notice can be about, in all services. */
export const subjectTypes = [
  'Agreement',
  'Allocation',
  'Appointment',
  'Commendation',
  'Community',
  'Compound',
  'Nomination',
  'PressConference',
  'Promotion',
  'Publication',
  'PublicRevenueSpending',
  'RuleList',
  'Vote',
] as const;

const attachment = object({ name: text(100), sha256: text(SHA_256) });
const content = {
  title: text(100),
  body: lines(20_000),
  attachments: optional(list(attachment, 0, 20)),
  days: optional(integer(1, 365)),
};

export const noticeFields = {
  kind: choice(...noticeKinds),
  place: place('County', 'Street', 'Community', 'Compound'),
  ...content,
  subjectType: optional(choice(...subjectTypes)),
  subjectId: optional(text(100)),
  corrects: optional(reference('Notice')),
};

export const noticeExtra = {
  no: optional(text(20)),
  minDays: integer(0),
  /** Has it been published: everybody may read it then, also when it was withdrawn. */
  isPublic: boolean,
  publishedAt: optional(instant),
  publishedOn: optional(date),
  publishedBy: optional(reference('Person')),
  lastDay: optional(date),
  closesAt: optional(instant),
  closedAt: optional(instant),
  contentHash: optional(text(SHA_256)),
  /** An objection was upheld, and no notice has corrected this one yet. */
  needsCorrection: boolean,
  correctedBy: optional(reference('Notice')),
  reason: optional(reason),
};

export interface Notice {
  readonly id: string;
  readonly no: string;
  readonly kind: NoticeKind;
  readonly place: string;
  readonly title: string;
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly sha256: string }[] | null;
  readonly days: number | null;
  readonly minDays: number;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly corrects: string | null;
  readonly state: string;
  readonly isPublic: boolean;
  readonly publishedOn: LocalDate | null;
  readonly lastDay: LocalDate | null;
  readonly closesAt: Date | null;
  readonly needsCorrection: boolean;
  readonly correctedBy: string | null;
}

type Draft = Pick<Notice, 'kind' | 'place' | 'days' | 'subjectType' | 'subjectId'>;
interface Facts {
  readonly actor: { readonly id: string };
  readonly now: Date;
  readonly today: string;
  readonly found: { readonly corrects?: Notice };
  readonly looked: Calendar;
}

/** For how many days: as the kind has it unless told, and never fewer than it has to be. */
function daysOf({ kind, days }: Pick<Notice, 'kind' | 'days'>): number | Refusal {
  const { leastDays, usualDays } = ruleOf(kind);
  const wanted = days ?? usualDays;
  return wanted < leastDays ? refuse('NOTICE_DAYS_TOO_FEW', { field: 'days', days: leastDays }) : wanted;
}

/** A correction is of the same kind and place, of what was published and is not corrected yet. */
function mayCorrect(corrected: Notice | undefined, { kind, place }: Pick<Notice, 'kind' | 'place'>): Refusal | null {
  if (!corrected) return null;
  if (!corrected.isPublic) return refuse('STATE_NOT_ALLOWED', { field: 'corrects', state: corrected.state });
  if (corrected.correctedBy !== null) return refuse('CORRECTED_ALREADY', { field: 'corrects' });
  return corrected.kind === kind && corrected.place === place
    ? null
    : refuse('CORRECTION_DIFFERS', { field: 'corrects' });
}

export function drafted(draft: Draft, { found }: Pick<Facts, 'found'>) {
  if ((draft.subjectType === null) !== (draft.subjectId === null))
    return refuse('VALUE_MISSING', { field: draft.subjectType === null ? 'subjectType' : 'subjectId' });
  const minDays = daysOf(draft);
  if (typeof minDays !== 'number') return minDays;
  return mayCorrect(found.corrects, draft) ?? { minDays, isPublic: false, needsCorrection: false };
}

/**
 * The text that the hash is taken of and the paper copy shows, line by line: what the notice is, for how long, its body,
 * its attachments by name and hash. Lines end with LF and have no spaces before it; the last one ends the text.
 */
export function canonicalText(
  notice: Omit<Notice, 'publishedOn' | 'lastDay'> & { readonly publishedOn: string; readonly lastDay: string },
): string {
  const { no, kind, place, title, publishedOn, lastDay, corrects, subjectType, subjectId, body, attachments } = notice;
  const head = [
    `公示 ${no}`,
    `种类：${kind}`,
    `地点：${place}`,
    `标题：${title}`,
    `公示期：${publishedOn} 至 ${lastDay}`,
    ...(subjectType === null ? [] : [`事项：${subjectType} ${subjectId}`]),
    ...(corrects === null ? [] : [`更正：${corrects}`]),
  ];
  const papers = (attachments ?? []).map(({ name, sha256 }) => `附件：${name} ${sha256}`);
  const parts = [head.join('\n'), body, ...(papers.length > 0 ? [papers.join('\n')] : [])];
  return `${parts.join('\n\n').replace(/[^\S\n]+$/gmu, '')}\n`.normalize('NFC');
}

/** What publication sets: the days are counted from it, and the text is fixed by its hash. */
export function published(notice: Notice, by: string, at: Date, calendar: Calendar) {
  const publishedOn = dateOf(at);
  const lastDay = lastDayOf(notice.kind, notice.minDays, publishedOn, calendar);
  return {
    isPublic: true,
    publishedAt: at,
    publishedOn,
    publishedBy: by,
    lastDay,
    closesAt: startOf(addDays(lastDay, 1)),
    contentHash: textHash(canonicalText({ ...notice, publishedOn, lastDay })),
  };
}

/** Why it can't be closed yet, whoever asks. */
function whyNotClosed({ closesAt, needsCorrection, lastDay }: Notice, { now }: Pick<Facts, 'now'>): Refusal | null {
  if (needsCorrection) return refuse('CORRECTION_DUE');
  return closesAt && now >= closesAt ? null : refuse('NOTICE_STILL_PUBLIC', { date: String(lastDay) });
}

export const noticeStates = {
  reviseNotice: {
    from: ['DRAFT'],
    to: 'DRAFT',
    may: 'notices:draft',
    takes: content,
    decide: (notice: Notice, taken: { readonly days: number | null }) => {
      const minDays = daysOf({ kind: notice.kind, days: taken.days });
      return typeof minDays === 'number' ? { ...taken, minDays } : minDays.at('days');
    },
  },
  publishNotice: {
    from: ['DRAFT'],
    to: 'PUBLISHED',
    may: 'notices:publish',
    decide: (notice: Notice, _: unknown, { actor, now, looked }: Facts) => published(notice, actor.id, now, looked),
  },
  closeNotice: {
    from: ['PUBLISHED'],
    to: 'CLOSED',
    may: 'notices:publish',
    otherwise: { OBJECTED: 'OBJECTION_OPEN' },
    guard: whyNotClosed,
    marks: { at: 'closedAt' },
  },
  withdrawNotice: {
    from: ['DRAFT', 'PUBLISHED', 'OBJECTED'],
    to: 'WITHDRAWN',
    may: 'notices:publish',
    takes: { reason },
  },
} as const;

/** What objections and corrections do to a notice: no mutation of its own. */
export const noticeEffects = {
  objectToNotice: { from: ['PUBLISHED', 'OBJECTED'], to: 'OBJECTED', may: 'objections:file' },
  settleObjections: { from: ['OBJECTED'], to: 'PUBLISHED', may: 'objections:decide' },
  keepObjections: { from: ['OBJECTED'], to: 'OBJECTED', may: 'objections:decide' },
  correctPublished: { from: ['PUBLISHED', 'OBJECTED'], to: 'WITHDRAWN', may: 'notices:publish' },
  correctClosed: { from: ['CLOSED'], to: 'CLOSED', may: 'notices:publish' },
  correctWithdrawn: { from: ['WITHDRAWN'], to: 'WITHDRAWN', may: 'notices:publish' },
} as const;
