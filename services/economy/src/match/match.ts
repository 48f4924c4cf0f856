/**
 * A match (核销) says which lines of a bank account settle which items of its book, to the fen. What the book does not know
 * yet is journaled when the match is made: a receipt is Dr 1002 bank, Cr 1221 receivable; a transfer to a compound Dr 2241
 * payable, Cr 1002 bank. Where the two sides differ somebody bears the difference, and never a compound: a fee (5603), a
 * write-off within tolerance (5711, by two persons), or the operator's advance (2241). Without a line of the bank only an
 * advance is matched, with what the same operator owes: Dr 2241, Cr 1221, by two persons. What came back is booked the other
 * way round, and owed again. What an owners' bank charges, the office owes the owners; what it pays is theirs. ECONOMY.md, Reconciliation; decision 51.
 */
import { type Fen, formatMoney, sumFen } from '@hh/kernel/money.ts';
import { dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { StateMachine } from '@hh/kernel/state-machine.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import type { Capability } from '@hh/service/actor.ts';
import { receivable } from '../allocation/journal.ts';

export type MatchState = 'PROPOSED' | 'CONFIRMED' | 'BOOKED' | 'UNDOING' | 'UNDONE';

/** What bears the difference between the bank and the book. */
export type Variance = 'FEE' | 'INTEREST' | 'WRITE_OFF' | 'ADVANCE';

export interface MatchedLine {
  readonly line: string;
  /** The statement that brought it. */
  readonly statement: string;
  readonly bookedOn: LocalDate;
  /** In the bank's direction: above zero came in. */
  readonly amount: Fen;
}

export interface MatchedItem {
  readonly item: string;
  readonly kind: 'BOOKED' | 'OWED';
  readonly account: string;
  readonly voucherNumber: string;
  readonly agreement: string | null;
  readonly period: string | null;
  readonly compound: string | null;
  readonly amount: Fen;
}

export interface Match {
  readonly id: string;
  readonly county: string;
  readonly bankAccount: string;
  readonly book: BookCode;
  /** The bank account's account in the book. */
  readonly account: string;
  readonly state: MatchState;
  /** The pass that found it, or `BY_HAND`. */
  readonly rule: string;
  readonly lines: readonly MatchedLine[];
  readonly items: readonly MatchedItem[];
  readonly variance: Variance | null;
  /** Of which operator an advance is. */
  readonly operator: string | null;
  /** Who made it; null for one that was unique. */
  readonly madeBy: string | null;
  readonly madeAt: Date;
  /** The batch that made it, of many at once; null for one by itself. */
  readonly batch: string | null;
  readonly approvedBy: string | null;
  /** The match whose payment came back by this one, and the one by which its own came back. */
  readonly returns: string | null;
  readonly returnedBy: string | null;
  /** May its journal be in the book? From the moment on which it was confirmed. */
  readonly isBegun: boolean;
  readonly undoneBy: string | null;
  readonly reason: string | null;
  readonly journal: number | null;
  readonly voucherNumber: string | null;
  readonly effectiveOn: LocalDate | null;
}

/** Whoever makes a match that writes something off does not approve it. */
const notBy = ['madeBy'];

export const matchStates = {
  approveWriteOff: { from: ['PROPOSED'], to: 'CONFIRMED', may: 'write-offs:approve', notBy },
  bookMatch: { from: ['CONFIRMED'], to: 'BOOKED', may: 'system' },
  undoMatch: {
    from: ['PROPOSED', 'CONFIRMED', 'BOOKED'],
    to: 'UNDOING',
    may: 'bank-lines:match',
    requires: ['reason'],
  },
  finishUndoing: { from: ['UNDOING'], to: 'UNDONE', may: 'system' },
} as const satisfies StateMachine<string, MatchState>;

const { approveWriteOff: second, ...afterwards } = matchStates;

/** The mutation by which a second person approves it. */
export type Approval = 'approveWriteOff' | 'approveSetOff' | 'approveMatch';

export function approvalOf(match: Pick<Match, 'lines' | 'variance'>): Approval {
  if (isSetOff(match)) return 'approveSetOff';
  return match.variance === 'WRITE_OFF' ? 'approveWriteOff' : 'approveMatch';
}

/** By the mutation that approves a match of its kind. */
export function statesOf(match: Pick<Match, 'lines' | 'variance'>): StateMachine<string, MatchState, Capability> {
  return { [approvalOf(match)]: second, ...afterwards };
}

/**
 * What is written off, set off without a line of the bank, or came back waits for a second person, and so does what an
 * owners' bank has charged, since the office owes it from then on.
 */
export function isForTwo(match: Pick<Match, 'book' | 'lines' | 'variance' | 'returns'>): boolean {
  const { book, variance, returns } = match;
  return variance === 'WRITE_OFF' || isSetOff(match) || returns !== null || (book === 'owners' && variance === 'FEE');
}

/** Does it set an advance off, without the bank? */
export function isSetOff({ lines }: Pick<Match, 'lines'>): boolean {
  return lines.length === 0;
}

export const LINES_MAX = 100;
export const ITEMS_MAX = 400;

/** Which variance may bear a difference of this sign, and with or without items of the book. */
const bears: Readonly<Record<Variance, (difference: Fen, items: number) => boolean>> = {
  FEE: (difference) => difference < 0n,
  WRITE_OFF: (difference, items) => difference < 0n && items > 0,
  INTEREST: (difference, items) => difference > 0n && items === 0,
  ADVANCE: (difference) => difference > 0n,
};

/** What the bank has more than the book: below zero is missing. */
export function differenceOf(
  lines: readonly { readonly amount: Fen }[],
  items: readonly { readonly amount: Fen }[],
): Fen | Refusal {
  const [bank, book] = [sumFen(lines.map(({ amount }) => amount)), sumFen(items.map(({ amount }) => amount))];
  if (isRefusal(bank) || isRefusal(book)) return refuse('AMOUNT_TOO_LARGE', { field: 'lines' });
  return bank - book;
}

/** Refuses, in this order: LIST_SIZE, SET_OFF_NOT_ALLOWED, MATCH_DIFFERS, VARIANCE_NOT_ALLOWED. */
export function checkMatch(
  { book, lines, items, variance, operator }: Pick<Match, 'book' | 'lines' | 'items' | 'variance' | 'operator'>,
  tolerance: Fen,
): Refusal | null {
  const least = items.length === 0 ? 1 : 0;
  if (lines.length < least || lines.length > LINES_MAX)
    return refuse('LIST_SIZE', { field: 'lines', min: least, max: LINES_MAX });
  if (items.length > ITEMS_MAX) return refuse('LIST_SIZE', { field: 'items', min: 0, max: ITEMS_MAX });
  if (isSetOff({ lines }) && !isOfOneOperator(items)) return refuse('SET_OFF_NOT_ALLOWED', { field: 'items' });
  const difference = differenceOf(lines, items);
  if (isRefusal(difference)) return difference;
  if (difference === 0n) return variance === null ? null : refuse('VARIANCE_NOT_ALLOWED', { field: 'variance' });
  if (variance === null) return refuse('MATCH_DIFFERS', { field: 'items', difference: formatMoney(difference) });
  // The owners' money bears nothing: a fee of its bank the settlement office makes good. Interest of it is the owners' own.
  const isOwn = variance === 'FEE' || variance === 'INTEREST';
  const isAllowed = (book === 'economy' || isOwn) && !isSetOff({ lines });
  const isBorne = isAllowed && bears[variance](difference, items.length);
  if (!isBorne || (variance === 'ADVANCE') !== (operator !== null))
    return refuse('VARIANCE_NOT_ALLOWED', { field: 'variance' });
  if (variance === 'WRITE_OFF' && -difference > tolerance)
    return refuse('BEYOND_TOLERANCE', { field: 'variance', tolerance: formatMoney(tolerance) });
  return null;
}

/** What an operator has in advance, and what it owes: everything else goes through the bank. */
function isOfOneOperator(items: readonly Pick<MatchedItem, 'account' | 'amount'>[]): boolean {
  const [first] = items;
  const operator = first?.account.slice(first.account.indexOf('.') + 1) ?? '';
  // A unified social credit code; what is payable to a compound stands under its 14 digits.
  if (operator.length !== 18) return false;
  return items.every(({ account, amount }) =>
    amount < 0n ? account === advanceAccount(operator) : account === receivable(operator),
  );
}

/** A part has the sign of the whole and is no more than it. */
export function partOf(free: Fen, wanted: Fen | null | undefined): Fen | Refusal {
  if (free === 0n) return refuse('ALREADY_MATCHED');
  if (wanted == null) return free;
  const fits = free > 0n ? wanted > 0n && wanted <= free : wanted < 0n && wanted >= free;
  return fits ? wanted : refuse('MORE_THAN_OPEN');
}

export const feeAccount = (county: string) => `5603.${county}`;
export const writeOffAccount = (county: string) => `5711.${county}`;
export const advanceAccount = (operator: string) => `2241.${operator}`;

/** The bank's day: the last one, where several lines are matched together; without the bank the day on which it was made. */
export function dayOf({ lines, madeAt }: Pick<Match, 'lines' | 'madeAt'>): LocalDate {
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted();
  return days.at(-1) ?? dateOf(madeAt);
}
