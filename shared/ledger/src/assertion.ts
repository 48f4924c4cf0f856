/**
 * What an account holds by a source outside of the book (余额核对): a bank's closing balance, a count, a confirmation. It is
 * recorded once and never edited; a wrong one is withdrawn with a reason. Whenever it is read it is compared with the book
 * as of its day, so a journal that comes in later and breaks it is posted, and shows.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { pathOf } from './account.ts';
import { balanceOf } from './balance.ts';
import type { PostedJournal } from './journal.ts';

export type AssertionBasis = 'BANK_STATEMENT' | 'COUNT' | 'CONFIRMATION';

export interface AssertionDraft {
  /** A leaf, or a synthetic account. */
  readonly account: string;
  /** At the end of this day. */
  readonly on: LocalDate;
  /** Debit-positive. */
  readonly amount: Fen;
  readonly basis: AssertionBasis;
  readonly note: string;
}

export interface BalanceAssertion extends AssertionDraft {
  readonly id: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly withdrawnBy?: string;
  readonly withdrawnAt?: Date;
  readonly withdrawnBecause?: string;
}

export type Withdrawal = Required<Pick<BalanceAssertion, 'withdrawnBy' | 'withdrawnAt' | 'withdrawnBecause'>>;

/** What the journals say of each assertion's account as of its day, the account above a leaf included. */
export function replayAssertions(assertions: readonly BalanceAssertion[]) {
  const running = assertions.map((assertion) => ({ assertion, balance: 0n, seq: 0 }));
  const byAccount = Map.groupBy(running, ({ assertion }) => assertion.account);
  return {
    add: ({ effectiveOn, seq, lines }: PostedJournal) => {
      if (byAccount.size === 0) return;
      for (const line of lines)
        for (const code of pathOf(line.account))
          for (const each of byAccount.get(code) ?? []) {
            if (effectiveOn > each.assertion.on) continue;
            each.balance += balanceOf(line);
            each.seq = seq;
          }
    },
    firstBroken: () => running.find(({ assertion, balance }) => balance !== assertion.amount),
  };
}
