/**
 * Sealing a book month (封账). In order, after its last day, proposed by one person and sealed by another; from then
 * on no journal is effective in it, and its Merkle root stands. Empty months are sealed like the others.
 * ECONOMY.md, Words and Ledger.
 */
import { type LocalDate, lastDay, nextPeriod, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Head } from './writer.ts';

export interface BookMonth {
  readonly period: Period;
  readonly state: 'OPEN' | 'SEALED';
  readonly journalCount: number;
  /** Null until it is sealed, and for the months before the first that was. */
  readonly merkleRoot: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly sealedBy: string | null;
  readonly sealedAt: Date | null;
  /** Where the head stood when it was sealed. */
  readonly sealedAtSeq: number | null;
  readonly awaits: 'PROPOSAL' | 'SEALING' | null;
}

/** The month that has to be sealed next; null while the book is empty and begins wherever it likes. */
export function earliestOpenMonth(head: Head): Period | null {
  if (head.sealedThrough !== null) return nextPeriod(head.sealedThrough);
  return (Object.keys(head.vouchers) as Period[]).sort()[0] ?? null;
}

export function isSealed(head: Head, period: Period): boolean {
  return head.sealedThrough !== null && period <= head.sealedThrough;
}

/** May this month be proposed for sealing today? */
export function checkProposal(period: Period, head: Head, today: LocalDate): Refusal | null {
  if (isSealed(head, period)) return refuse('MONTH_SEALED', { field: 'period', period });
  return today > lastDay(period) ? null : refuse('MONTH_NOT_OVER', { field: 'period', period });
}

/** May this person seal it? The same is a condition of the write. */
export function checkSealing(
  period: Period,
  head: Head,
  by: { readonly today: LocalDate; readonly proposedBy: string | null; readonly sealedBy: string },
): Refusal | null {
  const refused = checkProposal(period, head, by.today);
  if (refused) return refused;
  const earliest = earliestOpenMonth(head);
  if (earliest !== null && period > earliest)
    return refuse('EARLIER_MONTH_OPEN', { field: 'period', period: earliest });
  if (by.proposedBy === null) return refuse('SEALING_NOT_PROPOSED', { field: 'period', period });
  return by.proposedBy === by.sealedBy ? refuse('SAME_PERSON', { field: 'sealedBy' }) : null;
}

/** What a month waits for today: one that is sealed, not over, or proposed behind an earlier open one, for nothing. */
export function awaitedBy(
  period: Period,
  head: Head,
  by: { readonly today: LocalDate; readonly proposedBy: string | null },
): BookMonth['awaits'] {
  if (checkProposal(period, head, by.today)) return null;
  if (by.proposedBy === null) return 'PROPOSAL';
  return period > (earliestOpenMonth(head) ?? period) ? null : 'SEALING';
}
