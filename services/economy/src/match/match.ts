/**
 * A match (核销) says which lines of a bank account settle which items of its book, to the fen. What the book does not know
 * yet is journaled when the match is made: a receipt is Dr 1002 bank, Cr 1221 receivable; a transfer to a compound Dr 2241
 * payable, Cr 1002 bank. Where the two sides differ somebody bears the difference, and never a compound: a fee (5603), a
 * write-off within tolerance (5711, by two persons), or the operator's advance (2241). Without a line of the bank only an
 * advance is matched, with what the same operator owes: Dr 2241, Cr 1221, by two persons. ECONOMY.md, Reconciliation.
 */
import { type Fen, formatMoney, sumFen } from '@hh/kernel/money.ts';
import { dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { StateMachine } from '@hh/kernel/state-machine.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import { receivable } from '../allocation/journal.ts';
import { MATCH_SOURCE } from '../book-item/book-item.ts';

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
/** Of a match without a line of the bank: no statement is signed that shows it, so it is a second person who approves it. */
export const setOffStates = { approveSetOff: second, ...afterwards } as const;

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
  // The owners' money bears nothing; what its bank takes the settlement office makes good.
  const isBorne = book === 'economy' && !isSetOff({ lines }) && bears[variance](difference, items.length);
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

/** The journal of a match, on the bank's day; null where the book knows all of it already. */
export function matchJournal(match: Match) {
  const clearing = match.items.filter(({ kind }) => kind === 'OWED');
  const difference = differenceOf(match.lines, match.items);
  if (isRefusal(difference)) throw new Error('a match whose sums do not fit was refused');
  if (clearing.length === 0 && difference === 0n) return null;
  const cash = clearing.reduce((sum, { amount }) => sum + amount, difference);
  const lines = [
    ...(cash === 0n ? [] : [entry(match.account, cash)]),
    // What comes in is credited to whoever owed it, what goes out is debited to whoever was owed.
    ...clearing.map(({ account, amount, agreement, period, compound }) => ({
      ...entry(account, -amount),
      dimensions: named({ agreement, period, compound }),
    })),
    ...(difference === 0n
      ? []
      : [{ ...entry(varianceAccount(match), -difference), memo: WORDS[match.variance ?? 'FEE'] }]),
  ];
  return {
    source: { kind: MATCH_SOURCE, key: match.id },
    date: dayOf(match),
    memo: memoOf(match, clearing),
    lines,
    ...(match.madeBy && { postedBy: match.madeBy }),
    ...(match.approvedBy && { approvedBy: match.approvedBy }),
  };
}

/** The bank's day: the last one, where several lines are matched together; without the bank the day on which it was made. */
export function dayOf({ lines, madeAt }: Pick<Match, 'lines' | 'madeAt'>): LocalDate {
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted();
  return days.at(-1) ?? dateOf(madeAt);
}

function entry(account: string, amount: Fen) {
  return amount > 0n ? { account, debit: amount } : { account, credit: -amount };
}

function varianceAccount({ county, variance, operator }: Match): string {
  if (variance === 'ADVANCE') return advanceAccount(operator ?? '');
  return variance === 'WRITE_OFF' ? writeOffAccount(county) : feeAccount(county);
}

const WORDS: Readonly<Record<Variance, string>> = {
  FEE: '银行手续费',
  INTEREST: '银行存款利息',
  WRITE_OFF: '尾差核销',
  ADVANCE: '预收款项',
};

function memoOf({ book, lines, variance }: Match, clearing: readonly MatchedItem[]): string {
  const shares = [...new Set(clearing.map(({ agreement, period }) => [agreement, period].filter(Boolean).join(' ')))];
  const comesIn = clearing.some(({ amount }) => amount > 0n);
  const what = isSetOff({ lines })
    ? '预收抵扣分成'
    : clearing.length === 0
      ? ''
      : comesIn
        ? book === 'owners'
          ? '公共收益到账'
          : '分成收款'
        : '转付小区公共收益';
  const which = shares.length > 3 ? `${shares.slice(0, 3).join('、')} 等 ${shares.length} 项` : shares.join('、');
  return [which, what, variance ? WORDS[variance] : ''].filter((word) => word !== '').join(' ');
}

function named(about: Readonly<Record<'agreement' | 'period' | 'compound', string | null>>) {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null)) as {
    readonly [Key in keyof typeof about]?: string;
  };
}
