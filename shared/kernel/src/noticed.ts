/**
 * What a notice 公示 has to have made public before it is decided: an appointment, a list, a vote. The row names the notice
 * that is about it while that is public, and is decided when its days are over, no objection is open and no correction is
 * due. Where a correction has taken a notice's place, the correction counts instead.
 * Source: domain, NTC, invariant 11 and 4-practice, Disclosure.
 */
import type { LocalDate } from './period.ts';
import { type Refusal, refuse } from './refusal.ts';
import { date, optional, reference } from './shape.ts';

/** What a row keeps of its notice: which one, the day it was published, the last day that it has to be public. */
export const noticedFields = {
  notice: optional(reference('Notice')),
  noticedOn: optional(date),
  noticedUntil: optional(date),
};

/** A notice, as those know it who wait for it. */
export interface KnownNotice {
  readonly id: string;
  readonly kind: string;
  readonly place: string;
  readonly state: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  /** These three are null until it is published. */
  readonly publishedOn: LocalDate | null;
  readonly lastDay: LocalDate | null;
  readonly closesAt: Date | null;
  readonly needsCorrection: boolean;
  readonly correctedBy: string | null;
}

/** The row that a notice is about. */
export interface NoticeSubject {
  readonly type: string;
  readonly id: string;
  readonly place: string;
}

/** The part of a transition by which a row names the notice of this kind that it waits for from then on. */
export function namesNotice<const Kind extends string>(kind: Kind) {
  return { takes: { notice: reference('Notice') }, names: { field: 'notice', kind } } as const;
}

const NOTICED = 'NOTICED';

/**
 * The transition as this row can take it. One that was NOTICED when nothing had to name a notice may still name it, once:
 * from the state that naming leads to.
 */
export function namedLate<T extends { readonly from: readonly string[]; readonly to: string; readonly names?: object }>(
  transition: T,
  row: { readonly state: string; readonly notice?: string | null },
): T {
  const isLate = transition.names && transition.to === NOTICED && row.state === NOTICED && !row.notice;
  return isLate ? { ...transition, from: [NOTICED] } : transition;
}

const PUBLIC: readonly string[] = ['PUBLISHED', 'OBJECTED'];

/** In this order: NOT_FOUND, NOTICE_NOT_PUBLIC, NOTICE_OF_ANOTHER, NOTICE_OF_ANOTHER_KIND, NOTICE_ELSEWHERE. */
export function whyNotNamed(notice: KnownNotice | null, subject: NoticeSubject, kind: string): Refusal | null {
  if (!notice) return refuse('NOT_FOUND', { what: 'Notice' });
  if (!PUBLIC.includes(notice.state)) return refuse('NOTICE_NOT_PUBLIC', { state: notice.state });
  if (!isAbout(notice, subject)) return refuse('NOTICE_OF_ANOTHER', { type: subject.type, id: subject.id });
  if (notice.kind !== kind) return refuse('NOTICE_OF_ANOTHER_KIND', { kind });
  return subject.place.startsWith(notice.place) ? null : refuse('NOTICE_ELSEWHERE', { place: notice.place });
}

/** In this order: NOT_FOUND, NOTICE_OF_ANOTHER, NOTICE_WITHDRAWN, OBJECTION_OPEN, CORRECTION_DUE, NOTICE_NOT_OVER. */
export function whyNotOver(notice: KnownNotice | null, subject: NoticeSubject, now: Date): Refusal | null {
  if (!notice) return refuse('NOT_FOUND', { what: 'Notice' });
  if (!isAbout(notice, subject)) return refuse('NOTICE_OF_ANOTHER', { type: subject.type, id: subject.id });
  if (notice.state === 'WITHDRAWN') return refuse('NOTICE_WITHDRAWN');
  if (notice.state === 'OBJECTED') return refuse('OBJECTION_OPEN');
  if (notice.needsCorrection) return refuse('CORRECTION_DUE');
  const isOver = notice.closesAt !== null && now >= notice.closesAt;
  return isOver ? null : refuse('NOTICE_NOT_OVER', { date: String(notice.lastDay) });
}

/** The same as far as the row itself says: NOTICE_MISSING, NOTICE_NOT_OVER; a correction never ends it sooner. */
export function stillPublic(
  { notice, noticedUntil }: { readonly notice: string | null; readonly noticedUntil: string | null },
  today: string,
): Refusal | null {
  if (notice === null) return refuse('NOTICE_MISSING');
  return noticedUntil !== null && today <= noticedUntil ? refuse('NOTICE_NOT_OVER', { date: noticedUntil }) : null;
}

function isAbout({ subjectType, subjectId }: KnownNotice, { type, id }: NoticeSubject): boolean {
  return subjectType === type && subjectId === id;
}
