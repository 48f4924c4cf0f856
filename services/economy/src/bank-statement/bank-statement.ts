/**
 * A bank statement (银行对账单) proves itself before anything else is made of it: opening balance + rows = closing balance,
 * row by row where the bank says the balance after each. A file that begins with the newest row is turned. Statements of
 * one account overlap and leave gaps; a row that came before, in whichever file, is the same row, and two true twins are
 * two. Source: ECONOMY.md, Reconciliation.
 */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { BankRow } from './bank-row.ts';

/** A row that cannot be read, and why. */
export interface RowProblem {
  readonly line: number;
  readonly reference: string;
  /** Each with the header of the column it is about; empty where it is about the row. */
  readonly problems: readonly { readonly refusal: Refusal; readonly column: string }[];
}

/** What a file says, before it is checked. */
export interface ReadStatement {
  /** The account's number as far as the file shows it; null where it does not. */
  readonly account: string | null;
  /** The days that the file says it covers; null where only its rows tell. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** As stated beside the rows, in fen; null where it is not. */
  readonly opening: Fen | null;
  readonly closing: Fen | null;
  readonly rows: readonly BankRow[];
  readonly problems: readonly RowProblem[];
}

/** A row with its balance, stated or computed, and its identity among all rows of the account. */
export interface ProvedRow extends BankRow {
  readonly balance: Fen;
  readonly identity: string;
}

/** A statement that proves itself: its rows in the order in which they were booked. */
export interface ProvedStatement {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly rows: readonly ProvedRow[];
}

/** Checks the running balance; refuses with the first row that breaks it, in the order that fits best. */
export function prove(read: ReadStatement): ProvedStatement | Refusal {
  if (read.rows.length === 0 && (read.opening === null || read.closing === null)) return refuse('FILE_EMPTY');
  const orders = ordersOf(read.rows);
  const [first] = orders;
  if (first === undefined) throw new Error('there is always the order of the file');
  const chosen = orders.find((rows) => !isRefusal(balancesOf(read, rows))) ?? first;
  const balances = balancesOf(read, chosen);
  if (isRefusal(balances)) return balances;
  const { opening, closing } = balances;
  const rows = chosen.map((row, at) => ({ ...row, balance: balances.after[at] ?? opening }));
  const identities = identitiesOf(rows);
  const days = rows.map(({ bookedOn }) => bookedOn).sort();
  const [from, to] = [earlier(read.from, days[0]), later(read.to, days.at(-1))];
  if (from === undefined || to === undefined) return refuse('STATEMENT_WITHOUT_DAYS');
  return { from, to, opening, closing, rows: rows.map((row, at) => ({ ...row, identity: identities[at] ?? '' })) };
}

function earlier(stated: LocalDate | null, day: LocalDate | undefined): LocalDate | undefined {
  return stated !== null && (day === undefined || stated < day) ? stated : day;
}

function later(stated: LocalDate | null, day: LocalDate | undefined): LocalDate | undefined {
  return stated !== null && (day === undefined || stated > day) ? stated : day;
}

/**
 * The orders in which banks write: oldest first or newest first, and each with the days one way and the rows of a day
 * the other. The one that the days speak for comes first.
 */
function ordersOf(rows: readonly BankRow[]): readonly (readonly BankRow[])[] {
  const days = runsOfDays(rows);
  const asWritten = [rows, days.flatMap((day) => day.toReversed())];
  const turned = [rows.toReversed(), days.toReversed().flat()];
  const isTurned = momentOfRow(rows[0]) > momentOfRow(rows.at(-1));
  return isTurned ? [...turned, ...asWritten] : [...asWritten, ...turned];
}

function momentOfRow(row: BankRow | undefined): string {
  return row ? `${row.bookedOn} ${row.bookedAt ?? ''}` : '';
}

function runsOfDays(rows: readonly BankRow[]): readonly (readonly BankRow[])[] {
  const runs: BankRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.bookedOn === row.bookedOn) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

interface Balances {
  readonly opening: Fen;
  readonly closing: Fen;
  /** After each row. */
  readonly after: readonly Fen[];
}

/** Two figures of the bank at least: one that the rows begin with, and one that they lead to. */
function balancesOf(
  { opening, closing }: Pick<ReadStatement, 'opening' | 'closing'>,
  rows: readonly BankRow[],
): Balances | Refusal {
  const begin = opening ?? openingOf(rows);
  if (begin === null || (closing ?? rows.at(-1)?.balance ?? null) === null) return refuse('STATEMENT_WITHOUT_BALANCE');
  const after: Fen[] = [];
  let balance = begin;
  for (const row of rows) {
    balance += row.amount;
    if (row.balance !== null && row.balance !== balance) return unbalanced(row.line, balance, row.balance);
    after.push(balance);
  }
  if (closing !== null && closing !== balance) return unbalanced(rows.at(-1)?.line ?? 1, balance, closing);
  return { opening: begin, closing: balance, after };
}

/** What the first row that states a balance tells of the one before all. */
function openingOf(rows: readonly BankRow[]): Fen | null {
  let moved = 0n;
  for (const { amount, balance } of rows) {
    moved += amount;
    if (balance !== null) return balance - moved;
  }
  return null;
}

function unbalanced(line: number, expected: Fen, found: Fen): Refusal {
  return refuse('STATEMENT_UNBALANCED', { line, expected: formatMoney(expected), found: formatMoney(found) });
}

/**
 * What makes a row the same row in another file. With a serial number of the bank: that, the day and the amount, since a
 * transfer and its fee share a number. Without: the day, the amount and the balance after it, which tells twins apart and
 * does not depend on how a file writes names. What is equal in all that on one day is counted in order: 1, 2, …
 */
export function identitiesOf(rows: readonly (BankRow & { readonly balance: Fen })[]): readonly string[] {
  const seen = new Map<string, number>();
  return rows.map(({ bookedOn, amount, balance, reference }) => {
    const key = `${bookedOn} ${amount} ${reference === null ? `=${balance}` : `#${reference}`}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key} ${count}`;
  });
}

/** A statement among those of its account. */
export interface Span {
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly opening: Fen;
  readonly closing: Fen;
  /** The statements that had rows of it before. */
  readonly overlaps: readonly string[];
}

/** What lies between a statement and the one before it: days, or fen, that no file has brought. */
export interface Gap {
  readonly after: string;
  readonly to: LocalDate;
  readonly closing: Fen;
  readonly opening: Fen;
}

/** Null where a statement goes on from another one, overlaps with an earlier one, or is the first. */
export function gapBefore(span: Span, others: readonly Span[]): Gap | null {
  const before = others.filter((other) => compareSpans(other, span) < 0);
  // Of two on the same day neither is the earlier one, unless it goes on from the other.
  const beside = others.filter((other) => other.id !== span.id && compareSpans(other, span) === 0);
  const lastDay = before.reduce<LocalDate | null>((day, { to }) => (day === null || to > day ? to : day), null);
  const last = before.filter(({ to }) => to === lastDay).sort(compareSpans);
  const isJoined = [...before, ...beside].some(
    ({ id, overlaps }) => span.overlaps.includes(id) || overlaps.includes(span.id),
  );
  if (isJoined || [...last, ...beside].some(({ closing }) => closing === span.opening)) return null;
  const nearest = last.at(-1);
  return nearest ? { after: nearest.id, to: nearest.to, closing: nearest.closing, opening: span.opening } : null;
}

function compareSpans(a: Span, b: Span): number {
  const [left, right] = [`${a.from} ${a.to}`, `${b.from} ${b.to}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rows of the account that came before, on the days of a statement. */
export interface KnownRow {
  readonly bookedOn: LocalDate;
  readonly identity: string;
}

/**
 * A day inside two statements has the same rows in both: only on the first and on the last day of one may more follow.
 * Refuses with the first day on which that is not so: one of the two files is not what the bank wrote.
 */
export function contradiction(
  statement: ProvedStatement,
  known: readonly KnownRow[],
  others: readonly Pick<Span, 'from' | 'to'>[],
): Refusal | null {
  const own = new Set(statement.rows.map(({ identity }) => identity));
  const before = new Set(known.map(({ identity }) => identity));
  const isInside = (day: LocalDate, { from, to }: Pick<Span, 'from' | 'to'>) => from < day && day < to;
  const added = statement.rows.filter(
    ({ identity, bookedOn }) => !before.has(identity) && others.some((other) => isInside(bookedOn, other)),
  );
  const missing = known.filter(({ identity, bookedOn }) => !own.has(identity) && isInside(bookedOn, statement));
  const [day] = [...added, ...missing].map(({ bookedOn }) => bookedOn).sort();
  if (day === undefined) return null;
  const on = (rows: readonly KnownRow[]) => rows.filter(({ bookedOn }) => bookedOn === day).length;
  return refuse('STATEMENT_CONTRADICTS', { day, found: on(statement.rows), known: on(known) });
}
