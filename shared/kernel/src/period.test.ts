import fc from '@hh/testing/property.ts';
import { parseTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  addPeriods,
  dateOf,
  daysBetween,
  firstDay,
  formatInstant,
  type LocalDate,
  lastDay,
  nextPeriod,
  type Period,
  parseDate,
  parseFileDate,
  parsePeriod,
  periodOf,
  periodsBetween,
  previousPeriod,
  startOf,
} from './period.ts';
import { isRefusal } from './refusal.ts';

const period = (text: string) => text as Period;
const date = (text: string) => text as LocalDate;
const anyPeriod = fc
  .tuple(fc.integer({ min: 1900, max: 2900 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => period(`${year}-${String(month).padStart(2, '0')}`));

describe('a period', () => {
  test.each(['2026-01', '2026-12', '1900-01', '9999-12'])('is a month: %s', (text) => {
    expect(parsePeriod(text)).toBe(text);
  });

  test.each([
    '2026-00',
    '2026-13',
    '2026-1',
    '202601',
    '2026-11-01',
    '26-11',
    '0000-01',
    '1899-12',
    ' 2026-11',
    '2026-11\n',
    '',
    202611,
    null,
  ])('is not %p', (value) => {
    expect(parsePeriod(value)).toMatchObject({ code: 'PERIOD_MALFORMED' });
  });

  test.each(
    parseTable<'period' | 'previous' | 'next' | 'last'>(`
    period  | previous | next    | last
    2026-11 | 2026-10  | 2026-12 | 2026-11-30
    2026-12 | 2026-11  | 2027-01 | 2026-12-31
    2026-01 | 2025-12  | 2026-02 | 2026-01-31
    2026-02 | 2026-01  | 2026-03 | 2026-02-28
    2024-02 | 2024-01  | 2024-03 | 2024-02-29
    2000-02 | 2000-01  | 2000-03 | 2000-02-29
    1900-02 | 1900-01  | 1900-03 | 1900-02-28
  `),
  )('$period lies between $previous and $next and ends on $last', (row) => {
    const current = period(row.period);
    expect([previousPeriod(current), nextPeriod(current), lastDay(current)]).toEqual([
      row.previous,
      row.next,
      row.last,
    ]);
    expect(firstDay(current)).toBe(`${row.period}-01`);
    expect(periodOf(lastDay(current))).toBe(current);
  });

  test('moves by any number of months and back', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: -1_000, max: 1_000 }), (current, count) => {
        expect(addPeriods(addPeriods(current, count), -count)).toBe(current);
        expect(Math.sign(count)).toBe(
          addPeriods(current, count) > current ? 1 : addPeriods(current, count) < current ? -1 : 0,
        );
      }),
    );
  });

  test('the periods between two include both, in order, each once', () => {
    expect(periodsBetween(period('2025-11'), period('2026-02'))).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(periodsBetween(period('2026-02'), period('2026-02'))).toEqual(['2026-02']);
    expect(periodsBetween(period('2026-03'), period('2026-02'))).toEqual([]);
  });

  test('the periods through the last month that can be written come to an end', () => {
    expect(periodsBetween(period('9999-11'), period('9999-12'))).toEqual(['9999-11', '9999-12']);
  });
});

describe('a date', () => {
  test.each(
    parseTable<'text' | 'inGraph' | 'inFile'>(`
    text       | inGraph        | inFile
    2026-11-24 | 2026-11-24     | 2026-11-24
    2024-02-29 | 2024-02-29     | 2024-02-29
    2026/11/24 | DATE_MALFORMED | 2026-11-24
    2026/1/5   | DATE_MALFORMED | 2026-01-05
    2026/01/5  | DATE_MALFORMED | 2026-01-05
    20260105   | DATE_MALFORMED | 2026-01-05
    2026-1-5   | DATE_MALFORMED | DATE_MALFORMED
    2026.1.5   | DATE_MALFORMED | DATE_MALFORMED
    5/1/2026   | DATE_MALFORMED | DATE_MALFORMED
    2026/1-5   | DATE_MALFORMED | DATE_MALFORMED
    2026-02-29 | DATE_MALFORMED | DATE_MALFORMED
    2026-02-30 | DATE_MALFORMED | DATE_MALFORMED
    20260230   | DATE_MALFORMED | DATE_MALFORMED
    2026-13-01 | DATE_MALFORMED | DATE_MALFORMED
    2026-00-01 | DATE_MALFORMED | DATE_MALFORMED
    2026-01-00 | DATE_MALFORMED | DATE_MALFORMED
    2026/04/31 | DATE_MALFORMED | DATE_MALFORMED
    1899-12-31 | DATE_MALFORMED | DATE_MALFORMED
    45985      | DATE_MALFORMED | DATE_MALFORMED
    2026-11    | DATE_MALFORMED | DATE_MALFORMED
    2026年11月24日 | DATE_MALFORMED | DATE_MALFORMED
               | DATE_MALFORMED | DATE_MALFORMED
  `),
  )('"$text" is $inGraph in the graph and $inFile in a file', ({ text, inGraph, inFile }) => {
    const answer = (found: ReturnType<typeof parseDate>) => (isRefusal(found) ? found.code : found);
    expect([answer(parseDate(text)), answer(parseFileDate(text))]).toEqual([inGraph, inFile]);
  });

  test('is text: a number is refused', () => {
    expect(parseDate(20261124)).toMatchObject({ code: 'DATE_MALFORMED', parameters: { value: '20261124' } });
  });

  test('moves by days over the ends of months and years', () => {
    expect(addDays(date('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(date('2024-03-01'), -1)).toBe('2024-02-29');
    expect(addDays(date('2026-11-24'), 0)).toBe('2026-11-24');
    expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toBe(2);
    expect(daysBetween(date('2027-01-01'), date('2026-12-31'))).toBe(-1);
  });
});

describe('an instant', () => {
  test.each(
    parseTable<'instant' | 'date' | 'written'>(`
    instant                  | date       | written
    2026-11-24T07:08:09.010Z | 2026-11-24 | 2026-11-24T15:08:09.010+08:00
    2026-11-30T15:59:59.999Z | 2026-11-30 | 2026-11-30T23:59:59.999+08:00
    2026-11-30T16:00:00.000Z | 2026-12-01 | 2026-12-01T00:00:00.000+08:00
    2026-12-31T16:00:00.000Z | 2027-01-01 | 2027-01-01T00:00:00.000+08:00
  `),
  )('$instant falls on $date in Shanghai', (row) => {
    const instant = new Date(row.instant);
    expect([dateOf(instant), formatInstant(instant)]).toEqual([row.date, row.written]);
    expect(new Date(formatInstant(instant))).toEqual(instant);
  });

  test('of midnight in Shanghai begins its date', () => {
    const start = startOf(date('2026-12-01'));
    expect(start.toISOString()).toBe('2026-11-30T16:00:00.000Z');
    expect(dateOf(start)).toBe('2026-12-01');
    expect(dateOf(new Date(start.getTime() - 1))).toBe('2026-11-30');
  });
});
