/**
 * The books that are made of an account's turnover: the table of balances (科目余额表), with the accounts above by the
 * tree of codes; the general ledger (总账), a line for each month; the subsidiary ledger (明细账), whose running balance
 * begins with what the months before it hold. Amounts are debit-positive; closing = opening + debit − credit.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { type Account, type BookCode, nameAbove, namesOfParts, pathOf, type Turnover } from './account.ts';
import {
  type AccountView,
  balanceOf,
  type MonthRange,
  type Movement,
  movementIn,
  summed,
  turnoverBefore,
} from './balance.ts';

/** 借, 贷 or 平: the side a balance stands on. */
export type Side = 'DEBIT' | 'CREDIT' | 'LEVEL';

export function sideOf(balance: Fen): Side {
  if (balance === 0n) return 'LEVEL';
  return balance > 0n ? 'DEBIT' : 'CREDIT';
}

/** An account in the table of balances, a leaf or the sum of those below it. */
export interface AccountBalance extends Movement {
  readonly account: AccountView;
  /** 1 for a synthetic account, one more for each step down. */
  readonly level: number;
  readonly isLeaf: boolean;
}

/** The accounts and every one above them, by code; those that hold nothing and did not move since January are left out. */
export function balanceTree(book: BookCode, accounts: readonly Account[], range: MonthRange): AccountBalance[] {
  const under = new Map<string, Account[]>();
  for (const account of accounts)
    for (const code of pathOf(account.code)) {
      const own = under.get(code);
      if (own) own.push(account);
      else under.set(code, [account]);
    }
  const names = namesOfParts(accounts);
  return [...under]
    .map(([code, below]): AccountBalance => {
      const [only] = below as [Account];
      const isLeaf = below.length === 1 && only.code === code;
      const own = below.find((each) => each.code === code);
      const account = isLeaf ? only : summed(below, { code, name: own?.name ?? nameAbove(book, code, names) });
      return { account, level: pathOf(code).length, isLeaf, ...movementIn(account.months, range) };
    })
    .filter((row) => [row.opening, row.debit, row.credit, row.yearDebit, row.yearCredit].some((each) => each !== 0n))
    .sort((one, other) => (one.account.code < other.account.code ? -1 : 1));
}

/** A month of the general ledger. */
export interface LedgerMonth extends Movement {
  readonly period: Period;
}

export interface AccountLedger extends Movement, MonthRange {
  readonly account: AccountView;
  /** The months in which the account moved, in order. */
  readonly months: readonly LedgerMonth[];
}

export function accountLedger(account: AccountView, range: MonthRange): AccountLedger {
  const months = monthsMoved(account, range).map((period) => ({
    period,
    ...movementIn(account.months, { period, through: period }),
  }));
  return { account, ...range, ...movementIn(account.months, range), months };
}

export function monthsMoved({ months }: Pick<Account, 'months'>, { period, through }: MonthRange): Period[] {
  return (Object.keys(months) as Period[]).filter((month) => month >= period && month <= through).sort();
}

/** A line of a journal, as the subsidiary ledger has it. */
export interface LedgerLine extends Turnover {
  readonly effectiveOn: LocalDate;
  readonly seq: number;
  /** The line's place in its journal, from 0. */
  readonly line: number;
  readonly voucherNumber: string;
  /** The leaf, where the ledger is that of an account above it. */
  readonly account: string;
  readonly memo: string;
}

export interface BalancedLine extends LedgerLine {
  /** The balance after it. */
  readonly balance: Fen;
}

/** Each line in order with the balance after it. */
export function withBalances(opening: Fen, lines: readonly LedgerLine[]): BalancedLine[] {
  let balance = opening;
  return lines.map((line) => {
    balance += balanceOf(line);
    return { ...line, balance };
  });
}

/** What an account held when a month began. */
export function openingOf({ months }: Pick<Account, 'months'>, month: Period): Fen {
  return balanceOf(turnoverBefore(months, month));
}
