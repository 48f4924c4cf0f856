/**
 * The statement of reconciliation 银行存款余额调节表 proves itself: what the book says − what is in transit + what is not
 * recorded = what the bank says. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';

export interface ReconciliationProof {
  readonly bookBalance: Fen;
  readonly inTransit: Fen;
  readonly notRecorded: Fen;
  readonly bankBalance: Fen | null;
  /** Null without a balance of the bank. */
  readonly balanced: boolean | null;
}

export function proven(sides: Omit<ReconciliationProof, 'balanced'>): ReconciliationProof {
  const { bookBalance, inTransit, notRecorded, bankBalance } = sides;
  return { ...sides, balanced: bankBalance === null ? null : bookBalance - inTransit + notRecorded === bankBalance };
}
