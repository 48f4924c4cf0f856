/**
 * What moves on an owners' bank account: what arrives is Dr 1002 bank, Cr 1221 due from the settlement office, once for the
 * match of the bank's line; what is sent back, or charged by the bank, the other way round, since the office owes it; interest
 * of the bank is Dr 1002, Cr 2711 owners' fund. It is taken back by the mirror of its journal, on the same day: else the book would know the line twice from
 * the day on which it is matched again. Why it was taken back stands with the match, since anyone may read the book's proofs.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { PostedJournal } from '@hh/ledger/ledger.ts';
import { countyCode } from '../compound/compound.ts';
import type { Posted, PublicRevenueParts } from './public-revenue.commands.ts';
import { bank, COMPOUNDS_MAX, dueFromOffice, fund, RECEIPT, RECEIPT_REVERSAL } from './public-revenue.ts';

export interface Receipt {
  readonly match: string;
  readonly date: LocalDate;
  readonly memo: string;
  readonly lines: readonly {
    /** Null for a fee, and for what makes it good. */
    readonly agreement?: string | null;
    readonly period?: Period | null;
    readonly compound: string;
    /** Above zero arrived. */
    readonly amount: Fen;
    readonly memo?: string | null;
    /** Of the owners' fund itself, such as interest of its bank. */
    readonly isIncome?: boolean | null;
  }[];
  readonly by?: string | null;
  readonly approvedBy?: string | null;
}

export async function receivePublicRevenue(
  { books, openAccounts }: Pick<PublicRevenueParts, 'books' | 'openAccounts'>,
  { match, date, memo, lines, by, approvedBy }: Receipt,
): Promise<PostedJournal | Refusal> {
  if (lines.length === 0 || lines.length > COMPOUNDS_MAX)
    return refuse('LIST_SIZE', { field: 'lines', min: 1, max: COMPOUNDS_MAX });
  if (new Set(lines.map(({ compound }) => countyCode(compound))).size > 1)
    return refuse('OUT_OF_SCOPE', { field: 'lines' });
  const nothing = lines.findIndex(({ amount }) => amount === 0n);
  if (nothing >= 0) return refuse('NUMBER_OUT_OF_RANGE', { field: `lines.${nothing}.amount` });
  const known = await openAccounts(lines.map(({ compound }) => compound));
  const unknown = lines.findIndex(({ compound }) => !known.has(compound));
  if (unknown >= 0)
    return refuse('NOT_FOUND', {
      field: `lines.${unknown}.compound`,
      what: lines[unknown]?.compound.slice(0, 40) ?? '',
    });
  return await books.of(countyCode(lines[0]?.compound ?? '')).post({
    source: { kind: RECEIPT, key: match },
    date,
    memo,
    lines: lines.flatMap(linesOf),
    ...(by ? { postedBy: by } : {}),
    ...(approvedBy ? { approvedBy } : {}),
  });
}

function linesOf({ agreement, period, compound, amount, memo, isIncome }: Receipt['lines'][number]) {
  const dimensions = { ...(agreement && { agreement }), ...(period && { period }), compound };
  const [atBank, due] = [bank(compound), isIncome ? fund(compound) : dueFromOffice(compound)];
  const [debit, credit, fen] = amount > 0n ? [atBank, due, amount] : [due, atBank, -amount];
  const more = { dimensions, ...(memo && { memo }) };
  return [
    { account: debit, debit: fen, ...more },
    { account: credit, credit: fen, ...more },
  ];
}

export async function reverseReceipt(
  { books }: Pick<PublicRevenueParts, 'books'>,
  {
    county,
    match,
    reason,
    by,
  }: { readonly county: string; readonly match: string; readonly reason: string; readonly by?: string | null },
): Promise<Posted | Refusal> {
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const ledger = books.of(county);
  const receipt = await ledger.journalBySource(RECEIPT, match);
  if (!receipt) return { journal: null };
  const { seq, effectiveOn, voucherNumber } = receipt;
  const memo = `冲销到账 ${voucherNumber}`;
  const reversed = await ledger.reverse(seq, { kind: RECEIPT_REVERSAL, key: match }, effectiveOn, memo, by);
  if (!isRefusal(reversed)) return { journal: reversed.seq };
  // Another process may have posted this very reversal a moment before: the book may say that it is reversed already.
  const first = await ledger.journalBySource(RECEIPT_REVERSAL, match);
  return first ? { journal: first.seq } : reversed;
}
