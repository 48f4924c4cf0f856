/**
 * Until when a share is paid (应付日): within 15 days after its approval. Whoever passes money on has the same day, and what
 * is open after it is a break, whose age counts from there. ECONOMY.md, Reconciliation.
 */
import { PAYMENT_DAYS } from '@hh/events/allocation-approved.ts';
import { addDays, dateOf, daysBetween, type LocalDate } from '@hh/kernel/period.ts';
import { type Allocation, isApproved } from './computation.ts';

/** The last day for what is owed since a day. */
export function payBy(since: LocalDate): LocalDate {
  return addDays(since, PAYMENT_DAYS);
}

type Owed = Pick<Allocation, 'state' | 'approvedAt' | 'pool'>;

/** The last day for the operator's payment; null where none is expected: not approved, taken back, or nothing is shared. */
export function dueOn(allocation: Owed): LocalDate | null {
  const { approvedAt, pool } = allocation;
  return approvedAt && pool > 0n && isApproved(allocation) ? payBy(dateOf(approvedAt)) : null;
}

/** The days from today to that day, below zero when it is late; null where nothing is expected any more. */
export function daysLeft(allocation: Owed, today: LocalDate): number | null {
  const due = dueOn(allocation);
  return due && !hasPaid(allocation) ? daysBetween(today, due) : null;
}

function hasPaid({ state }: Owed): boolean {
  return state === 'PAID' || state === 'RECONCILED' || state === 'PUBLISHED';
}
