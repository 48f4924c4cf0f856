/**
 * How one payment is laid over several open shares: the oldest period first, and within a period that it does not cover by
 * largest remainder of the open amounts (ECONOMY.md, Reconciliation). What goes out is laid over what we owe in the same way.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { compare, largestRemainder } from '@hh/kernel/rounding.ts';

export interface OpenShare {
  readonly id: string;
  readonly period: string | null;
  /** In fen, not zero, of the payment's sign. */
  readonly amount: Fen;
}

export interface Applied {
  readonly item: string;
  readonly amount: Fen;
}

export interface ReceiptApplication {
  /** Oldest first, ties by id; only what gets something. */
  readonly applied: readonly Applied[];
  /** What is left when all is paid: the operator's advance. */
  readonly left: Fen;
}

/** In fen; the parts and what is left sum to the amount. Ties of the remainder go to the lowest id; without a period is oldest. */
export function applyReceipt(amount: Fen, shares: readonly OpenShare[]): ReceiptApplication {
  const sign = amount < 0n ? -1n : 1n;
  if (shares.some((share) => share.amount * sign <= 0n)) throw new Error('a payment settles what is open on its side');
  const ordered = shares.toSorted((a, b) => compare(a.period ?? '', b.period ?? '') || compare(a.id, b.id));
  const applied: Applied[] = [];
  let left = amount * sign;
  for (const [, due] of Map.groupBy(ordered, ({ period }) => period)) {
    if (left === 0n) break;
    const open = due.map((share) => ({ code: share.id, weight: share.amount * sign }));
    const total = open.reduce((sum, { weight }) => sum + weight, 0n);
    const paid = left < total ? left : total;
    for (const [at, part] of largestRemainder(paid, open).entries())
      if (part > 0n) applied.push({ item: (due[at] as OpenShare).id, amount: part * sign });
    left -= paid;
  }
  return { applied, left: left * sign };
}
