/**
 * A period of an agreement is a calendar month: OPEN → CLOSED, in order, only after its last day. Its totals run with
 * the entries taken into it. ECONOMY.md, Statements (Closing).
 */
import type { Fen } from '@hh/kernel/money.ts';
import { type LocalDate, lastDay, type Period, periodOf } from '@hh/kernel/period.ts';
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

/** How often it was closed when the closing was asked for that it has, or that comes next. */
export function closingsBefore(period: Pick<AgreementPeriod, 'state' | 'closings'> | null): number {
  if (!period) return 0;
  return period.state === 'CLOSED' ? period.closings - 1 : period.closings;
}

/** A period that nothing was posted to yet, as it stands; null outside the agreement's life and in the future. */
export function openPeriod(
  { county, code, startsIn, endsOn }: PeriodOwner,
  period: Period,
  today: LocalDate,
): Omit<AgreementPeriod, 'id'> | null {
  const isWithin = period >= startsIn && period <= periodOf(today) && (endsOn === null || period <= periodOf(endsOn));
  if (!isWithin) return null;
  const nothing = { revenue: 0n, cost: 0n, entries: 0, closedBy: null, closedAt: null, closings: 0 };
  return { county, agreement: code, period, state: 'OPEN', ...nothing };
}

/** What a period has to know of its agreement. */
interface PeriodOwner {
  readonly county: string;
  readonly code: string;
  readonly startsIn: Period;
  readonly endsOn: LocalDate | null;
}

/** May this period close today, given the agreement's first period, the earliest open one and the last? */
export function checkClosing(
  period: Period,
  facts: {
    readonly startsIn: Period;
    readonly earliestOpen: Period;
    readonly lastPeriod: Period | null;
    readonly today: LocalDate;
  },
): Refusal | null {
  const { startsIn, earliestOpen, lastPeriod, today } = facts;
  if (period < startsIn) return refuse('BEFORE_AGREEMENT', { field: 'period', date: period });
  if (period < earliestOpen) return refuse('PERIOD_CLOSED', { field: 'period', period });
  if (lastPeriod !== null && period > lastPeriod) return refuse('AFTER_AGREEMENT', { field: 'period', date: period });
  if (period > earliestOpen) return refuse('EARLIER_PERIOD_OPEN', { field: 'period', period: earliestOpen });
  return today > lastDay(period) ? null : refuse('PERIOD_NOT_OVER', { field: 'period', period });
}
