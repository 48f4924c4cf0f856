/**
 * Volunteer hours 志愿服务时长: an entry for each confirmed attendance, taken back by an entry of the opposite, never
 * changed. Once a quarter is over, a community settles what has not been settled yet; an entry is settled once.
 * Source: domain, WF-6.
 */
import { addDays, firstDay, type LocalDate, nextPeriod, type Period } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, integer, optional, place, reference } from '@hh/kernel/shape.ts';

export const hourFields = {
  person: reference('Person'),
  activity: reference('VolunteerActivity'),
  attendance: reference('Attendance'),
  minutes: integer(-100_000, 100_000),
  earnedOn: date,
  reverses: optional(reference('HourEntry')),
  reason: optional(reason),
};
export const hourExtra = { year: integer(2000, 2100), settledIn: optional(reference('HourSettlement')) };

export const settlementFields = { community: place('Community'), year: integer(2000, 2100), quarter: integer(1, 4) };
export const settlementExtra = {
  settledOn: date,
  entries: integer(0),
  persons: integer(0),
  minutes: integer(-Number.MAX_SAFE_INTEGER),
};

/** The last day of a quarter. */
export function endOfQuarter({ year, quarter }: { year: number; quarter: number }): LocalDate {
  const last = `${year}-${String(quarter * 3).padStart(2, '0')}` as Period;
  return addDays(firstDay(nextPeriod(last)), -1);
}

/** Refuses PERIOD_NOT_OVER for a quarter that lasts. */
export function settleHours(
  draft: { year: number; quarter: number },
  { today }: { today: string },
): Readonly<Record<string, unknown>> | Refusal {
  if (today <= endOfQuarter(draft))
    return refuse('PERIOD_NOT_OVER', { field: 'quarter', period: `${draft.year} Q${draft.quarter}` });
  return { settledOn: today, entries: 0, persons: 0, minutes: 0 };
}

/** Refuses REVERSAL_OF_REVERSAL. */
export function whyNotReversed({ reverses }: { reverses: string | null }): Refusal | null {
  return reverses === null ? null : refuse('REVERSAL_OF_REVERSAL');
}
