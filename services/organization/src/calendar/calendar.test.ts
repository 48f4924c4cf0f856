import { formatInstant, type LocalDate } from '@hh/kernel/period.ts';
import { describe, expect, test } from '@jest/globals';
import { afterWorkingDays, isWorkingDay, workingDaysBetween } from './calendar.ts';

/** National Day and Mid-Autumn 2025: 1 to 8 October, worked instead on Sunday 28 September and Saturday 11 October. */
const calendar = new Map<string, boolean>([
  ['2025-09-28', true],
  ['2025-10-11', true],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, false] as const),
]);

describe('the working-day calendar', () => {
  test.each([
    ['2025-09-26', true, 'a Friday'],
    ['2025-09-27', false, 'a Saturday'],
    ['2025-09-28', true, 'a Sunday that is worked instead'],
    ['2025-10-01', false, 'a holiday on a Wednesday'],
    ['2025-10-11', true, 'a Saturday that is worked instead'],
    ['2025-10-12', false, 'the Sunday after it'],
  ])('%s is worked: %s, %s', (day, isWorked) => {
    expect(isWorkingDay(calendar, day as LocalDate)).toBe(isWorked);
  });

  test.each([
    ['2025-09-22T15:08:00+08:00', 1, '2025-09-23T15:08:00.000+08:00'],
    ['2025-09-26T09:00:00+08:00', 1, '2025-09-28T09:00:00.000+08:00'],
    ['2025-09-30T09:00:00+08:00', 5, '2025-10-14T09:00:00.000+08:00'],
    ['2025-10-04T23:59:00+08:00', 1, '2025-10-09T23:59:00.000+08:00'],
    ['2025-12-31T23:30:00+08:00', 1, '2026-01-01T23:30:00.000+08:00'],
    ['2025-09-22T15:08:00+08:00', 0, '2025-09-22T15:08:00.000+08:00'],
  ])('from %s, %d working days end at %s', (from, count, end) => {
    expect(formatInstant(afterWorkingDays(calendar, new Date(from), count))).toBe(end);
  });

  test.each([
    ['2025-09-26', '2025-09-26', 0],
    ['2025-09-26', '2025-09-28', 1],
    ['2025-09-30', '2025-10-09', 1],
    ['2025-09-26', '2025-10-13', 7],
  ])('between %s and %s lie %d working days', (first, last, count) => {
    expect(workingDaysBetween(calendar, first as LocalDate, last as LocalDate)).toBe(count);
  });
});
