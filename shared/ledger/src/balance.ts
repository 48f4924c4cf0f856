/**
 * Balances are debit-positive: debit − credit. An account keeps its turnover in all and by effective month, so the
 * balance costs one read, a trial balance no journal, and a balance as of a day only the journals of open months.
 * closing = opening + debit − credit, and the closings of a book add up to zero. ECONOMY.md, Ledger.
 */
import { type Fen, fitsFen } from '@hh/kernel/money.ts';
import { type LocalDate, lastDay, nextPeriod, type Period, periodOf } from '@hh/kernel/period.ts';
import type { Account, Name, Owner, Turnover } from './account.ts';
import type { PostedJournal } from './journal.ts';

export type AccountTurnover = Pick<Account, 'debit' | 'credit' | 'months'>;

const NOTHING: Turnover = { debit: 0n, credit: 0n };

export function balanceOf(turnover: Turnover): Fen {
  return turnover.debit - turnover.credit;
}

function addTurnover(one: Turnover, other: Turnover): Turnover {
  return { debit: one.debit + other.debit, credit: one.credit + other.credit };
}

/** A sum in the making: added to in place, since posting and replaying do it for every line. */
export interface RunningTurnover {
  debit: Fen;
  credit: Fen;
  readonly months: Record<Period, { debit: Fen; credit: Fen }>;
}

/** The sum of each account and of every one above it, from those of the leaves: one pass, however many are asked for. */
export function sumsAbove(leaves: Iterable<readonly [code: string, amount: Fen]>): ReadonlyMap<string, Fen> {
  const sums = new Map<string, Fen>();
  for (const [code, amount] of leaves)
    for (let above = code; above !== ''; above = above.slice(0, Math.max(0, above.lastIndexOf('.'))))
      sums.set(above, (sums.get(above) ?? 0n) + amount);
  return sums;
}

/** Adds what a journal moves to the sums of the accounts it touches. */
export function foldTurnover(sums: Map<string, RunningTurnover>, { lines, month }: PostedJournal): void {
  for (const { account, debit, credit } of lines) {
    let sum = sums.get(account);
    if (!sum) {
      sum = { debit: 0n, credit: 0n, months: {} };
      sums.set(account, sum);
    }
    sum.months[month] ??= { debit: 0n, credit: 0n };
    for (const each of [sum, sum.months[month]]) {
      each.debit += debit;
      each.credit += credit;
    }
  }
}

/** What some journals add to each account they touch: one increment per account, however many lines. */
export function turnoverByAccount(journals: Iterable<PostedJournal>): Map<string, AccountTurnover> {
  const sums = new Map<string, RunningTurnover>();
  for (const journal of journals) foldTurnover(sums, journal);
  return sums;
}

/** Both sides lie within int64; then so do the balance, every month's turnover, and every partial sum. */
export function fitsTurnover({ debit, credit }: Turnover): boolean {
  return fitsFen(debit) && fitsFen(credit);
}

/** The turnover of the months before a period. */
export function turnoverBefore(months: AccountTurnover['months'], period: Period): Turnover {
  return Object.entries(months)
    .filter(([month]) => month < period)
    .reduce((sum, [, turnover]) => addTurnover(sum, turnover), NOTHING);
}

/** A point in both times: effective on or before a day, among the journals up to a `seq`. */
export interface AsOf {
  readonly on: LocalDate;
  /** As if the year of that day had not been carried forward on its last day. */
  readonly isBeforeCarrying?: boolean;
  readonly knownAtSeq?: number;
}

/**
 * The first month whose journals have to be read for a balance as of a point; the ones before it are summed already.
 * Without a `seq`, that is the month of the day. With one, only months that were sealed by then are known to hold
 * nothing later; null: none was, read from the beginning.
 */
export function firstMonthToRead(asOf: AsOf, headSeq: number, sealedByThen: Period | null): Period | null {
  const month = periodOf(asOf.on);
  const after = nextPeriod(month);
  // `9999-12-31` is how callers say "ever", and the month after it would sort before all others.
  const ofDay = asOf.on === lastDay(month) && after > month ? after : month;
  if (asOf.knownAtSeq === undefined || asOf.knownAtSeq >= headSeq) return ofDay;
  if (sealedByThen === null) return null;
  const [earlier] = [ofDay, nextPeriod(sealedByThen)].sort();
  return earlier as Period;
}

/** Months from the first to the last, both included. */
export interface MonthRange {
  readonly period: Period;
  readonly through: Period;
}

/** What an account did in some months, and in their last one's year as far as that month. */
export interface Movement extends Turnover {
  readonly opening: Fen;
  readonly closing: Fen;
  /** The balance at the beginning of the year. */
  readonly yearOpening: Fen;
  readonly yearDebit: Fen;
  readonly yearCredit: Fen;
}

export function firstMonthOfYear(period: Period): Period {
  return `${period.slice(0, 4)}-01` as Period;
}

export function movementIn(months: AccountTurnover['months'], { period, through }: MonthRange): Movement {
  const january = firstMonthOfYear(through);
  const between = (from: Period) =>
    Object.entries(months)
      .filter(([month]) => month >= from && month <= through)
      .reduce((sum, [, turnover]) => addTurnover(sum, turnover), NOTHING);
  const { debit, credit } = between(period);
  const year = between(january);
  const opening = balanceOf(turnoverBefore(months, period));
  return {
    opening,
    debit,
    credit,
    closing: opening + debit - credit,
    yearOpening: balanceOf(turnoverBefore(months, january)),
    yearDebit: year.debit,
    yearCredit: year.credit,
  };
}

export interface TrialBalanceRow extends Movement {
  readonly account: Account;
}

export interface TrialBalance extends MonthRange {
  /** By account code; accounts that hold nothing and moved nothing are left out. */
  readonly rows: readonly TrialBalanceRow[];
  readonly totalDebit: Fen;
  readonly totalCredit: Fen;
  /** Debits equal credits, and the openings and the closings add up to zero. */
  readonly balanced: boolean;
  /** The accounts it is made of, for `balanceTree`. */
  readonly accounts: readonly Account[];
}

export function trialBalance(accounts: readonly Account[], range: MonthRange): TrialBalance {
  const rows = accounts
    .map((account): TrialBalanceRow => ({ account, ...movementIn(account.months, range) }))
    .filter((row) => row.opening !== 0n || row.debit !== 0n || row.credit !== 0n)
    .sort((one, other) => (one.account.code < other.account.code ? -1 : 1));
  const sum = (amountOf: (row: TrialBalanceRow) => Fen) => rows.reduce((total, row) => total + amountOf(row), 0n);
  const [totalDebit, totalCredit] = [sum((row) => row.debit), sum((row) => row.credit)];
  const balanced = totalDebit === totalCredit && sum((row) => row.opening) === 0n && sum((row) => row.closing) === 0n;
  return { ...range, rows, totalDebit, totalCredit, balanced, accounts };
}

/** A synthetic account, or one with leaves below it: it shows their sum, and belongs to no single owner. */
export type AccountView = Omit<Account, 'owner'> & { readonly owner: Owner | null };

export function summed(accounts: readonly Account[], as: { readonly code: string; readonly name: Name }): AccountView {
  const months: Record<Period, Turnover> = {};
  for (const account of accounts)
    for (const [month, turnover] of Object.entries(account.months) as [Period, Turnover][])
      months[month] = addTurnover(months[month] ?? NOTHING, turnover);
  return { ...as, owner: null, ...accounts.reduce<Turnover>(addTurnover, NOTHING), months };
}
