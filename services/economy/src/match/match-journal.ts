/**
 * What a match is in the books: its journal on the bank's day, in the book of its account; of a fee of an owners' bank a
 * second one in the economy's book; and what these open anew, which has to be open still when the match is taken back.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import type { LineDraft } from '@hh/ledger/journal.ts';
import { dueFromOffice, ownersFund, payable } from '../allocation/journal.ts';
import { clearingItemId, MATCH_SOURCE } from '../book-item/book-item.ts';
import {
  advanceAccount,
  dayOf,
  differenceOf,
  feeAccount,
  isSetOff,
  type Match,
  type MatchedItem,
  type Variance,
  writeOffAccount,
} from './match.ts';

/** The journal of a match, on the bank's day; null where the book knows all of it already. */
export function matchJournal(match: Match) {
  const clearing = match.items.filter(({ kind }) => kind === 'OWED');
  const difference = differenceOf(match.lines, match.items);
  if (isRefusal(difference)) throw new Error('a match whose sums do not fit was refused');
  if (clearing.length === 0 && difference === 0n) return null;
  const cash = clearing.reduce((sum, { amount }) => sum + amount, difference);
  const lines: LineDraft[] = [
    ...(cash === 0n ? [] : [entry(match.account, cash)]),
    // What comes in is credited to whoever owed it, what goes out is debited to whoever was owed.
    ...clearing.map(({ account, amount, agreement, period, compound }) => ({
      ...entry(account, -amount),
      dimensions: named({ agreement, period, compound }),
      ...(match.returns && { memo: RETURN_MEMO }),
    })),
    ...(difference === 0n ? [] : [differenceLine(match, difference)]),
  ];
  return { ...signed(match), memo: memoOf(match, clearing), lines };
}

/** What its journals open anew, beside what they settle: in the bank's direction. */
export function openedBy(match: Match): readonly { readonly item: string; readonly amount: Fen }[] {
  const { county, book, items, returns, operator, variance } = match;
  if (returns !== null) return items.map(({ item, amount }) => ({ item, amount: -amount }));
  const difference = differenceOf(match.lines, items);
  if (isRefusal(difference) || difference === 0n) return [];
  const compound = compoundOf(match);
  const none = { agreement: null, period: null };
  const idOf = (of: BookCode, account: string) => clearingItemId(county, of, account, { ...none, compound });
  if (compound !== null && variance === 'FEE')
    return [
      { item: idOf(book, dueFromOffice(compound)), amount: -difference },
      { item: idOf('economy', payable(compound)), amount: difference },
    ];
  return variance === 'ADVANCE' ? [{ item: idOf(book, advanceAccount(operator ?? '')), amount: -difference }] : [];
}

function signed(match: Match) {
  return {
    source: { kind: MATCH_SOURCE, key: match.id },
    date: dayOf(match),
    ...(match.madeBy && { postedBy: match.madeBy }),
    ...(match.approvedBy && { approvedBy: match.approvedBy }),
  };
}

/** Of an owners' account the office owes a fee, to the compound and for no share of it; interest is its own. */
function differenceLine(match: Match, difference: Fen) {
  const compound = compoundOf(match);
  return {
    ...entry(varianceAccount(match), -difference),
    ...(compound && { dimensions: { compound } }),
    memo: WORDS[match.variance ?? 'FEE'],
  };
}

/** Whose bank account it is; null for the settlement office's. */
export function compoundOf({ book, account }: Pick<Match, 'book' | 'account'>): string | null {
  return book === 'owners' ? account.slice(account.indexOf('.') + 1) : null;
}

/**
 * What a fee of an owners' bank is in the economy's book: Dr 5603 fees of the settlement office, Cr 2241 payable to the
 * compound, which the next transfer pays. Null for any other match.
 */
export function feeJournal(match: Match) {
  const compound = compoundOf(match);
  const difference = differenceOf(match.lines, match.items);
  if (compound === null || match.variance !== 'FEE' || isRefusal(difference)) return null;
  const memo = WORDS.FEE;
  return {
    ...signed(match),
    memo: `业主账户${memo}`,
    lines: [
      { ...entry(feeAccount(match.county), -difference), memo },
      { ...entry(payable(compound), difference), dimensions: { compound }, memo },
    ],
  };
}

function entry(account: string, amount: Fen) {
  return amount > 0n ? { account, debit: amount } : { account, credit: -amount };
}

function varianceAccount(match: Match): string {
  const { county, variance, operator } = match;
  const compound = compoundOf(match);
  if (compound !== null) return variance === 'INTEREST' ? ownersFund(compound) : dueFromOffice(compound);
  if (variance === 'ADVANCE') return advanceAccount(operator ?? '');
  return variance === 'WRITE_OFF' ? writeOffAccount(county) : feeAccount(county);
}

const RETURN_MEMO = '款项退回';
const WORDS: Readonly<Record<Variance, string>> = {
  FEE: '银行手续费',
  INTEREST: '银行存款利息',
  WRITE_OFF: '尾差核销',
  ADVANCE: '预收款项',
};

function memoOf({ book, lines, variance, returns }: Match, clearing: readonly MatchedItem[]): string {
  const shares = [...new Set(clearing.map(({ agreement, period }) => [agreement, period].filter(Boolean).join(' ')))];
  const comesIn = clearing.some(({ amount }) => amount > 0n) === (returns === null);
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
  const why = returns ? RETURN_MEMO : variance ? WORDS[variance] : '';
  return [which, what, why].filter((word) => word !== '').join(' ');
}

function named(about: Readonly<Record<'agreement' | 'period' | 'compound', string | null>>) {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null)) as {
    readonly [Key in keyof typeof about]?: string;
  };
}
