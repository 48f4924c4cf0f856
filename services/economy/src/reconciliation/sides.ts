/** What reconciliation compares: the bank's lines, and what is open in the book. ECONOMY.md, Reconciliation. */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';

/** One row of a bank statement. */
export interface BankLine {
  readonly id: string;
  readonly bookedOn: LocalDate;
  /** In fen: above zero money came in, below zero it went out. */
  readonly amount: Fen;
  /** The other side's name and account, as the bank writes them; empty where it does not. */
  readonly counterparty: string;
  readonly counterpartyAccount: string;
  readonly memo: string;
  /** The bank's serial number. True twins differ by it, if at all. */
  readonly reference: string;
}

/** A line of a clearing account that is not zero yet, or a line on the bank account that the bank has not shown yet. */
export interface OpenItem {
  readonly id: string;
  /** OWED until it is paid, however late. BOOKED on the bank account already: the bank shows it within days, or something is wrong. */
  readonly kind: 'OWED' | 'BOOKED';
  readonly date: LocalDate;
  /** In fen, what is still open, in the bank's direction: above zero we expect money to come in. */
  readonly amount: Fen;
  /** Names and account numbers that it may come from or go to. */
  readonly counterparties: readonly string[];
  /** What may stand in a memo, as `referencesIn` writes it: `2025-11 记-0042`, `JV-0001 2025-11`. */
  readonly references: readonly string[];
  /** Items that one payment may settle together: an allocation's lines, an operator's debts. */
  readonly group: string | null;
  readonly period: Period | null;
}
