/**
 * The four sides of a share (四方): declared by the operator, allocated, received by the settlement office, arrived at the
 * owners' bank. The last two are read off what the clearing accounts still hold open of it. A share of 0.00 has no journal
 * and nothing to be paid. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import { type Allocation, declaredLines } from './computation.ts';
import { dueFromOffice, payable, receivable } from './journal.ts';

/** What one account holds open of one share, in fen: debit − credit. */
export interface OpenOfShare {
  readonly book: BookCode;
  readonly account: string;
  readonly compound: string | null;
  readonly open: Fen;
}

/** In fen. */
export interface ShareSides {
  readonly county: string;
  readonly agreement: string;
  readonly agreementId: string;
  readonly operator: string;
  readonly period: Period;
  readonly compound: string;
  readonly approvedAt: Date | null;
  /** Null before the operator has declared anything. */
  readonly declared: Fen | null;
  /** A checker has settled without a declaration that agrees. */
  readonly isDeclarationSettled: boolean;
  readonly allocated: Fen;
  /** What the operator does not owe any more: a part that was written off is borne by the settlement office. */
  readonly paid: Fen;
  /** What the settlement office still owes the compound. */
  readonly payable: Fen;
  readonly credited: Fen;
}

/** Of each beneficiary in the order of the lines. `declared` is the whole declaration, `open` what is open of the allocation's period. */
export function sidesOf(
  allocation: Allocation,
  declared: Fen | null,
  open: readonly OpenOfShare[],
): readonly ShareSides[] {
  const { county, agreement, agreementId, operator, period, approvedAt } = allocation;
  const declaredShares = declaredLines(allocation, declared);
  return allocation.lines.map(({ compound, amount }) => {
    const openOn = (book: BookCode, account: string) =>
      open.find((item) => item.book === book && item.account === account && item.compound === compound)?.open;
    // Where an account knows nothing of the share, nothing has moved on it.
    const moved = (stillOpen: Fen | undefined) => (stillOpen === undefined ? 0n : amount - stillOpen);
    const owed = openOn('economy', payable(compound));
    return {
      ...{ county, agreement, agreementId, operator, period, compound, approvedAt },
      declared: declaredShares?.find(({ beneficiary }) => beneficiary === compound)?.amount ?? null,
      isDeclarationSettled: allocation.declarationSettled !== undefined,
      allocated: amount,
      paid: moved(openOn('economy', receivable(operator))),
      payable: owed === undefined ? amount : -owed,
      credited: moved(openOn('owners', dueFromOffice(compound))),
    };
  });
}

export function isPaid({ paid, allocated }: Pick<ShareSides, 'paid' | 'allocated'>): boolean {
  return paid === allocated;
}

/** All four sides agree to the fen, and nothing is open in the books. */
export function isSettled(share: ShareSides): boolean {
  const { isDeclarationSettled, declared, allocated, payable, credited } = share;
  const isDeclared = isDeclarationSettled || declared === allocated;
  return isDeclared && isPaid(share) && credited === allocated && payable === 0n;
}
