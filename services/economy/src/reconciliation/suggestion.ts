/** What a person may confirm with one press: what seems to belong together, how it was found, and why it is no match. */
import type { Fen } from '@hh/kernel/money.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { Board, MatchRule } from './board.ts';
import { type Applied, applyReceipt } from './receipts.ts';

export type SuggestionRule =
  | MatchRule
  /** All that one payment may settle together, to the fen, but the memo does not name it. */
  | 'SUM_OF_GROUP'
  /** Some of at most 24 that add up. */
  | 'SUBSET_SUM'
  /** Short by no more than the tolerance: a fee was taken off on the way. */
  | 'FEE_DEDUCTED'
  | 'PART_PAYMENT'
  | 'OVER_PAYMENT'
  /** Two lines that cancel out, and no item. */
  | 'REVERSED'
  /** A line that takes back what a match has settled: see returns.ts. */
  | 'RETURNED';

export interface Suggestion {
  readonly rule: SuggestionRule;
  readonly reason: Reason;
  /** In basis points, to put the likelier first: it is an order and no probability. Several that fit equally share it. */
  readonly confidenceBp: number;
  readonly lines: readonly string[];
  /** Oldest first. */
  readonly items: readonly string[];
  /** How a part payment, or one that is too much, lies over the items. */
  readonly applied: readonly Applied[];
  /** Σ lines − Σ items in fen: below zero is short, above zero too much; of money that goes out the other way round. */
  readonly difference: Fen;
}

/** Why a person has to say it. */
export const reasons = {
  SEVERAL_FIT: { zh: '同样相符的不止一笔', en: 'More than one fits equally well' },
  NAMES_ANOTHER: { zh: '附言写的是别的凭证、协议或月份', en: 'The memo names another voucher, agreement or month' },
  NAMED_BY_ANOTHER: { zh: '另一笔流水的附言写了这一项', en: 'Another line names this item' },
  OUTSIDE_DAYS: { zh: '金额和对方相符，日期相差太远', en: 'Counterparty and amount agree, the days are too far apart' },
  ANOTHER_PAYER: {
    zh: '金额相符，付款人却是别项的往来单位',
    en: 'The amount agrees, but the payer is known from other items',
  },
  NOT_NAMED: { zh: '合计相符，附言没有写明', en: 'The sum agrees, but no memo says so' },
  SHORT: { zh: '少于未清金额', en: 'Less than what is open' },
  TOO_MUCH: { zh: '多于未清金额', en: 'More than what is open' },
  CANCELS_OUT: {
    zh: '同一对方先后两笔金额相反，可能是退款或退汇',
    en: 'Two opposite amounts of one counterparty: it may have come back',
  },
  CAME_BACK: {
    zh: '与同一对方一笔已核销的款项金额相反，可能是退回',
    en: 'The opposite of a payment of the same counterparty that is matched already: it may have come back',
  },
} as const;

export type Reason = keyof typeof reasons;

export const CONFIDENCE_BP: Readonly<Record<SuggestionRule, number>> = {
  REVERSED: 9_000,
  RETURNED: 9_000,
  REFERENCE_AND_AMOUNT: 8_000,
  SUM_BY_REFERENCE: 8_000,
  FEE_DEDUCTED: 8_000,
  COUNTERPARTY_AND_AMOUNT: 7_000,
  SUM_OF_GROUP: 7_000,
  PART_PAYMENT: 6_000,
  SUBSET_SUM: 5_000,
  OVER_PAYMENT: 4_000,
  AMOUNT_ALONE: 3_000,
};

/** A suggestion in the numbers of the board. */
export interface Found {
  readonly rule: SuggestionRule;
  readonly reason: Reason;
  readonly lines: readonly number[];
  readonly items: readonly number[];
  /** How many fit as well as this one, itself included. */
  readonly among: number;
}

export function suggestionOn(board: Board, { rule, reason, lines, items, among }: Found): Suggestion {
  const paid = lines.reduce((sum, line) => sum + board.line(line).amount, 0n);
  const open = items.reduce((sum, item) => sum + board.item(item).amount, 0n);
  const isInParts = rule === 'PART_PAYMENT' || rule === 'OVER_PAYMENT';
  return {
    rule,
    reason,
    confidenceBp: Math.floor(CONFIDENCE_BP[rule] / among),
    lines: lines.map((line) => board.line(line).id).sort(compare),
    items: items.map((item) => board.item(item).id),
    applied: isInParts
      ? applyReceipt(
          paid,
          items.map((item) => board.item(item)),
        ).applied
      : [],
    difference: paid - open,
  };
}
