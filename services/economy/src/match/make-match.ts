/** A match as somebody wants it, of lines and items as they stand: what is taken of each, and whether that may be. */
import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Settings } from '@hh/service/service.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { BankLine } from '../bank-statement/bank-line.store.ts';
import type { BookItem } from '../book-item/book-item.ts';
import {
  checkMatch,
  isForTwo,
  type Match,
  type MatchedItem,
  type MatchedLine,
  partOf,
  type Variance,
} from './match.ts';
import { itemsOfReturn } from './return.ts';

/** An amount left out means all that is open of it. */
export interface MatchDraft {
  /** The caller's key: the same again answers the first. */
  readonly clientMutationId?: string | null;
  readonly bankAccount: string;
  readonly lines: readonly { readonly line: string; readonly amount?: Fen | null }[];
  readonly items: readonly { readonly item: string; readonly amount?: Fen | null }[];
  readonly variance?: Variance | null;
  readonly operator?: string | null;
  /** The match whose payment came back by these lines; its items follow from it. */
  readonly returns?: string | null;
}

/** What a draft says, for the comparison of a repeated key. */
export function contentOf({ bankAccount, lines, items, variance = null, operator = null, returns = null }: MatchDraft) {
  return {
    ...{ bankAccount, variance, operator, ...(returns === null ? {} : { returns }) },
    lines: lines.map(({ line, amount = null }) => ({ line, amount })),
    items: items.map(({ item, amount = null }) => ({ item, amount })),
  };
}

/** Lines and items as a transaction sees them, by their ids. */
export interface Seen {
  readonly lines: ReadonlyMap<string, BankLine>;
  readonly items: ReadonlyMap<string, BookItem>;
  /** Matches whose payments may have come back. */
  readonly returned: ReadonlyMap<string, Match>;
}

export type By = Pick<Match, 'rule' | 'madeBy' | 'madeAt'>;

export function matchOf(
  account: BankAccount,
  draft: Omit<MatchDraft, 'bankAccount'>,
  seen: Seen,
  by: By,
  writeOffs: Settings['writeOffs'],
): Match | Refusal {
  const lines: MatchedLine[] = [];
  for (const [index, { line: id, amount }] of draft.lines.entries()) {
    const line = seen.lines.get(id);
    const isOwn = line?.county === account.county && line.account === account.code;
    if (!line || !isOwn) return refuse('NOT_FOUND', { field: `lines.${index}.line`, what: id.slice(0, 40) });
    const part = partOf(line.open, amount);
    if (isRefusal(part)) return part.at(`lines.${index}.amount`);
    lines.push({ line: id, statement: line.statement, bookedOn: line.bookedOn, amount: part });
  }
  const items: MatchedItem[] = [];
  for (const [index, { item: id, amount }] of draft.items.entries()) {
    const item = seen.items.get(id);
    if (!item || !isOf(account, item))
      return refuse('NOT_FOUND', { field: `items.${index}.item`, what: id.slice(0, 80) });
    const part = partOf(item.open - item.taken, amount);
    if (isRefusal(part)) return part.at(`items.${index}.amount`);
    // What the book has on the bank account the bank shows whole, be it in several lines.
    if (item.kind === 'BOOKED' && part !== item.open)
      return refuse('BOOKED_IN_PART', { field: `items.${index}.amount` });
    items.push(matchedItem(item, part));
  }
  const { variance = null, operator = null, returns = null } = draft;
  if (returns !== null) {
    if (items.length > 0 || variance !== null) return refuse('RETURN_NOT_ALLOWED', { field: 'returns' });
    const of = { id: returns, county: account.county, bankAccount: account.code };
    const again = itemsOfReturn(of, seen.returned.get(returns) ?? null, lines);
    if (isRefusal(again)) return again;
    items.push(...again);
  }
  const match = beginning(account, { lines, items, variance, operator, returns }, by);
  return twice(draft) ?? checkMatch(match, writeOffs.each) ?? match;
}

function twice({ lines, items }: Pick<MatchDraft, 'lines' | 'items'>): Refusal | null {
  if (new Set(lines.map(({ line }) => line)).size < lines.length) return refuse('ALREADY_MATCHED', { field: 'lines' });
  return new Set(items.map(({ item }) => item)).size < items.length
    ? refuse('ALREADY_MATCHED', { field: 'items' })
    : null;
}

/** Is the item one that this account settles? */
function isOf(account: BankAccount, item: BookItem): boolean {
  if (item.county !== account.county || item.book !== account.book) return false;
  if (item.kind === 'BOOKED') return item.account === account.ledgerAccount;
  return account.compound === null || item.compound === account.compound;
}

export function matchedItem(item: BookItem, amount: Fen): MatchedItem {
  const { id, kind, account, voucherNumber, agreement, period, compound } = item;
  return { item: id, kind, account, voucherNumber, agreement, period, compound, amount };
}

type Chosen = Pick<Match, 'lines' | 'items' | 'variance' | 'operator' | 'returns'>;

/** A match as it begins; made by nobody where it was the only one possible. */
export function beginning(account: BankAccount, chosen: Chosen, by: By): Match {
  const waits = isForTwo({ book: account.book, ...chosen });
  return {
    id: newId(),
    county: account.county,
    bankAccount: account.code,
    book: account.book,
    account: account.ledgerAccount,
    state: waits ? 'PROPOSED' : 'CONFIRMED',
    ...chosen,
    ...by,
    batch: null,
    isBegun: !waits,
    approvedBy: null,
    returnedBy: null,
    undoneBy: null,
    reason: null,
    journal: null,
    voucherNumber: null,
    effectiveOn: null,
  };
}
