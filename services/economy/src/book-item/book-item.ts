/**
 * What stands in the books and has to meet the bank (账项): a line on a bank account that the bank has not shown yet, or
 * what is still open on a clearing account for one agreement, period and compound. Read off the journals of both books,
 * in the order of their numbers. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import type { BookCode } from '@hh/ledger/account.ts';

/** A journal as far as the bank is concerned; of the owners' book as the graph tells it. */
export interface FollowedJournal {
  readonly seq: number;
  readonly voucherNumber: string;
  readonly effectiveOn: LocalDate;
  readonly memo: string;
  readonly source: { readonly kind: string; readonly key: string };
  readonly lines: readonly FollowedLine[];
}

interface FollowedLine {
  readonly account: string;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly agreement?: string | null;
  readonly period?: string | null;
  readonly compound?: string | null;
  readonly memo?: string | null;
}

/**
 * `BOOKED`: one line of a journal on a bank account. `OWED`: all lines of one account, agreement, period and compound
 * together, so that a reversal or a part payment leaves what is left.
 */
export type BookItemKind = 'BOOKED' | 'OWED';

export interface BookItem {
  readonly id: string;
  readonly county: string;
  readonly book: BookCode;
  readonly account: string;
  readonly kind: BookItemKind;
  readonly agreement: string | null;
  readonly period: string | null;
  readonly compound: string | null;
  /** The journal that opened it. */
  readonly seq: number;
  readonly voucherNumber: string;
  readonly on: LocalDate;
  readonly memo: string;
  readonly debit: Fen;
  readonly credit: Fen;
  /** debit − credit − what the bank has shown of a bank line; in the bank's direction: above zero comes in. */
  readonly open: Fen;
  /** Of it, what matches have taken whose journals are not in the book yet. */
  readonly taken: Fen;
}

/** What one journal does to one item. */
export interface ItemChange {
  readonly id: string;
  readonly debit: Fen;
  readonly credit: Fen;
  /** Releases as much of what a match had taken. */
  readonly taken: Fen;
  readonly opens: Omit<BookItem, 'debit' | 'credit' | 'open' | 'taken'>;
}

/** The journals that matches post: their lines on the bank account are the bank's own, and what they took is booked now. */
export const MATCH_SOURCE = 'bank-match';
export const UNMATCH_SOURCE = 'bank-match-reversal';

const CLEARING: Readonly<Record<BookCode, readonly string[]>> = { economy: ['1221', '2241'], owners: ['1221'] };
const BANK = '1002';
const USCC_LENGTH = 18;

/** The accounts whose items a bank account settles: its own, and the clearing accounts, of a compound only its own one. */
export function settledBy(bank: {
  readonly book: BookCode;
  readonly ledgerAccount: string;
  readonly compound: string | null;
}): readonly string[] {
  const { book, ledgerAccount, compound } = bank;
  return [ledgerAccount, ...CLEARING[book].map((number) => (compound === null ? number : `${number}.${compound}`))];
}

/** Whose clearing account it stands on: a unified social credit code; null where that is a compound's, or the bank's own. */
export function operatorOf({ account }: Pick<BookItem, 'account'>): string | null {
  const owner = account.slice(account.indexOf('.') + 1);
  return owner.length === USCC_LENGTH && account !== owner ? owner : null;
}

/** The changes of a journal, one for each item that it touches. */
export function changesOf(county: string, book: BookCode, journal: FollowedJournal): readonly ItemChange[] {
  const { seq, voucherNumber, effectiveOn, memo, source } = journal;
  const isMatch = source.kind === MATCH_SOURCE;
  const isUnmatch = source.kind === UNMATCH_SOURCE;
  const changes = new Map<string, ItemChange>();
  for (const [index, line] of journal.lines.entries()) {
    const number = line.account.slice(0, BANK.length);
    const kind = number === BANK ? 'BOOKED' : CLEARING[book].includes(number) ? 'OWED' : null;
    if (!kind || (kind === 'BOOKED' && (isMatch || isUnmatch))) continue;
    const { account, debit, credit } = line;
    const about = { agreement: line.agreement ?? null, period: line.period ?? null, compound: line.compound ?? null };
    const id = kind === 'BOOKED' ? bankItemId(county, book, seq, index) : clearingItemId(county, book, account, about);
    const known = changes.get(id);
    changes.set(id, {
      id,
      debit: (known?.debit ?? 0n) + debit,
      credit: (known?.credit ?? 0n) + credit,
      // A line with words of its own opens something: nothing was taken for it, and who takes it back takes that first.
      taken: (known?.taken ?? 0n) + ((line.memo ? isUnmatch : isMatch) ? debit - credit : 0n),
      opens: { id, county, book, account, kind, ...about, seq, voucherNumber, on: effectiveOn, memo },
    });
  }
  return [...changes.values()];
}

export function clearingItemId(
  county: string,
  book: BookCode,
  account: string,
  about: { readonly agreement: string | null; readonly period: string | null; readonly compound: string | null },
): string {
  return [county, book, account, about.agreement ?? '', about.period ?? '', about.compound ?? ''].join('/');
}

export function bankItemId(county: string, book: BookCode, seq: number, line: number): string {
  return [county, book, seq, line].join('/');
}
