/**
 * A period of an agreement is a calendar month: OPEN → CLOSED, in order, only after its last day. Its totals run with
 * the entries taken into it. ECONOMY.md, Statements (Closing).
 */
import type { Fen } from '@hh/kernel/money.ts';
import { type LocalDate, lastDay, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

export interface AgreementPeriod {
  readonly id: string;
  readonly county: string;
  readonly agreement: string;
  readonly period: Period;
  readonly state: 'OPEN' | 'CLOSED';
  readonly revenue: Fen;
  readonly cost: Fen;
  readonly entries: number;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  /** How often it was closed: more than once after reopening. */
  readonly closings: number;
}

export function profitOf({ revenue, cost }: Pick<AgreementPeriod, 'revenue' | 'cost'>): Fen {
  return revenue - cost;
}

/** May this period close today, given the earliest open one and the agreement's last? */
export function checkClosing(
  period: Period,
  facts: { readonly earliestOpen: Period; readonly lastPeriod: Period | null; readonly today: LocalDate },
): Refusal | null {
  const { earliestOpen, lastPeriod, today } = facts;
  if (period < earliestOpen) return refuse('PERIOD_CLOSED', { field: 'period', period });
  if (lastPeriod !== null && period > lastPeriod) return refuse('AFTER_AGREEMENT', { field: 'period', date: period });
  if (period > earliestOpen) return refuse('EARLIER_PERIOD_OPEN', { field: 'period', period: earliestOpen });
  return today > lastDay(period) ? null : refuse('PERIOD_NOT_OVER', { field: 'period', period });
}
