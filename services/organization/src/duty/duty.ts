/**
 * Secretary's Day 书记有约: the branch secretary of each compound sits on duty every Saturday, also on one that is worked
 * or a holiday, and hears what residents want. Source: the programme, S59.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, instant, optional, place, reference } from '@hh/kernel/shape.ts';
import { weekdayOf } from '../calendar/calendar.ts';

export const dutyFields = {
  compound: place('Compound'),
  date,
  by: reference('Person'),
  startedAt: optional(instant),
  endedAt: optional(instant),
};

interface Duty {
  readonly date: LocalDate;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Refuses NOT_SATURDAY, and DATES_UNORDERED for one that ends before it begins. */
export function decideDuty({ date: day, startedAt, endedAt }: Duty): Refusal | Record<string, never> {
  if (weekdayOf(day) !== 6) return refuse('NOT_SATURDAY', { field: 'date' });
  return startedAt && endedAt && endedAt <= startedAt ? refuse('DATES_UNORDERED', { field: 'endedAt' }) : {};
}
