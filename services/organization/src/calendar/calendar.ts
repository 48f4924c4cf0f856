/**
 * The working-day calendar 工作日历: Monday to Friday, but for the days that the State Council names each autumn, holidays
 * and the weekends that are worked instead (调休). The rows are those days; deadlines count by them.
 */
import { addDays, dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { boolean, date, place, text } from '@hh/kernel/shape.ts';

export const calendarFields = {
  county: place('County'),
  date,
  working: boolean,
  label: text(20),
};

export const calendarStates = {
  changeWorkday: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'calendar:keep',
    takes: { working: boolean, label: text(20) },
  },
} as const;

/** The days that are named, each worked or not; all others go by the day of the week. */
export type Calendar = ReadonlyMap<string, boolean>;

const DAY_MS = 86_400_000;

/** 0 is Sunday, 6 Saturday. */
export function weekdayOf(day: LocalDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function isWorkingDay(calendar: Calendar, day: LocalDate): boolean {
  const weekday = weekdayOf(day);
  return calendar.get(day) ?? (weekday !== 0 && weekday !== 6);
}

/** The same time of day on the n-th working day after; of a day that is not worked, the count begins with the next one. */
export function afterWorkingDays(calendar: Calendar, from: Date, count: number): Date {
  let [days, left] = [0, count];
  while (left > 0) {
    days += 1;
    if (isWorkingDay(calendar, addDays(dateOf(from), days))) left -= 1;
  }
  return new Date(from.getTime() + days * DAY_MS);
}

/** How many working days come after the first day, up to and with the last. */
export function workingDaysBetween(calendar: Calendar, first: LocalDate, last: LocalDate): number {
  let count = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
