/**
 * What rows of the demonstration keep of the notice that they were made public by. Its id follows from the row's, so that
 * each can name the other; `organization/made-public.ts` has the notices.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { lastDayOf, type NoticeKind, ruleOf } from '@hh/organization/notice/notice-kinds.ts';
import { demoCalendar } from './organization/calendar.ts';

/** Persons are made public for a week, and for five working days at least; everything else for as long as usual. */
export function daysAsked(kind: NoticeKind): number | null {
  return kind === 'APPOINTMENT' ? 7 : null;
}

export function noticeOf(id: string): string {
  return `notice-${id}`;
}

export function noticed(kind: NoticeKind, id: string, on: LocalDate) {
  const lastDay = lastDayOf(kind, daysAsked(kind) ?? ruleOf(kind).usualDays, on, demoCalendar);
  return { notice: noticeOf(id), noticedOn: on, noticedUntil: lastDay };
}
