/** The days that a figure's trend 走势 is told for. */
import {
  addDays,
  addPeriods,
  type LocalDate,
  lastDay,
  periodOf,
  periodsBetween,
  previousPeriod,
} from '@hh/kernel/period.ts';
import { failure } from './failure.ts';

/** Each of them is counted by itself. */
const MOST_MONTHS = 24;

/** The last days of the months that are over at the end of a day, the oldest first. */
export function monthEnds(asOf: LocalDate, months: number): readonly LocalDate[] {
  if (months < 1 || months > MOST_MONTHS)
    throw failure('BAD_USER_INPUT', `months: 1 to ${MOST_MONTHS} 应为 1 至 ${MOST_MONTHS}`);
  const last = previousPeriod(periodOf(addDays(asOf, 1)));
  return periodsBetween(addPeriods(last, 1 - months), last).map(lastDay);
}
