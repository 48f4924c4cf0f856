/**
 * What belongs to the owners of a compound, as journals of the owners' book. At allocation the settlement office owes
 * it: Dr 1221 due from the settlement office, Cr 2711 owners' fund, one pair per compound, since every journal
 * balances per owner. Source: ECONOMY.md, Ledger.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { type LocalDate, lastDay, type Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { countyCode } from '../compound/compound.ts';

/** What stands in the books for ever under its allocation. */
export interface CreditContent {
  readonly agreement: string;
  readonly period: Period;
  readonly memo: string;
  /** In fen. */
  readonly lines: readonly { readonly compound: string; readonly amount: Fen }[];
  /** Who signs its voucher: whoever closed the period and approved the allocation. */
  readonly preparedBy?: string | null;
  readonly approvedBy?: string | null;
}

export interface Credit extends CreditContent {
  readonly allocation: string;
}

export type MovementKind = 'PROFIT_SHARE' | 'REVERSAL' | 'SPENDING' | 'BANK' | 'OTHER';

/** A journal has at most 1,000 lines, and each compound takes two. */
export const COMPOUNDS_MAX = 500;

export const bank = (compound: string) => `1002.${compound}`;
export const dueFromOffice = (compound: string) => `1221.${compound}`;
export const fund = (compound: string) => `2711.${compound}`;

/** The county whose book an account of a compound stands in. */
export function countyOfAccount(account: string): string {
  return countyCode(account.slice(account.indexOf('.') + 1));
}

/**
 * Refuses, in this order: LIST_SIZE, NUMBER_OUT_OF_RANGE for an amount below zero, BENEFICIARY_TWICE for a compound
 * with two lines, OUT_OF_SCOPE where the compounds lie in more than one county.
 */
export function checkCredit({ lines }: CreditContent): Refusal | null {
  if (lines.length === 0 || lines.length > COMPOUNDS_MAX)
    return refuse('LIST_SIZE', { field: 'lines', min: 1, max: COMPOUNDS_MAX });
  const compounds = new Set<string>();
  for (const [index, { compound, amount }] of lines.entries()) {
    if (amount < 0n) return refuse('NUMBER_OUT_OF_RANGE', { field: `lines.${index}.amount` });
    if (compounds.has(compound))
      return refuse('BENEFICIARY_TWICE', { field: `lines.${index}.compound`, beneficiary: compound });
    compounds.add(compound);
  }
  return new Set([...compounds].map(countyCode)).size === 1 ? null : refuse('OUT_OF_SCOPE', { field: 'lines' });
}

/** The three accounts of a compound, each owned by it. */
export function accountsOf(compound: { readonly code: string; readonly name: string }) {
  const owner = { kind: 'COMPOUND', code: compound.code } as const;
  return [
    { code: bank(compound.code), name: { zh: `银行存款·${compound.name}`, en: `Bank: ${compound.name}` }, owner },
    {
      code: dueFromOffice(compound.code),
      name: { zh: `应收结算中心·${compound.name}`, en: `Due from the settlement office: ${compound.name}` },
      owner,
    },
    {
      code: fund(compound.code),
      name: { zh: `小区公共收益基金·${compound.name}`, en: `Owners' fund: ${compound.name}` },
      owner,
    },
  ];
}

/** The journal of a credit; null when every line is zero. Effective on the last day of the period. */
export function creditJournal(allocation: string, credit: CreditContent) {
  const { agreement, period, memo, lines: shares, preparedBy, approvedBy } = credit;
  const lines = shares
    .filter(({ amount }) => amount !== 0n)
    .flatMap(({ compound, amount }) => {
      const dimensions = { agreement, period, compound };
      return [
        { account: dueFromOffice(compound), debit: amount, dimensions },
        { account: fund(compound), credit: amount, dimensions },
      ];
    });
  const date: LocalDate = lastDay(period);
  const by = { ...(preparedBy && { postedBy: preparedBy }), ...(approvedBy && { approvedBy }) };
  return lines.length === 0 ? null : { source: creditSource(allocation), date, memo, lines, ...by };
}

export function creditSource(allocation: string) {
  return { kind: 'credit', key: allocation } as const;
}

export function reversalSource(allocation: string) {
  return { kind: 'credit-reversal', key: allocation } as const;
}

/** Not why: that is typed by a person, and anyone may ask for the proof of the journal, which shows its memo. */
export function reversalMemo({ agreement, period }: Pick<CreditContent, 'agreement' | 'period'>): string {
  return `冲销利润分成 ${agreement} ${period}`;
}

const MEMOS = { SPENDING: '公共收益支出', REVERSAL: '冲销', BANK: '银行收付', OTHER: '其他' } as const;

/** What everybody may read of a movement: the memo of a share is written by the workflow, all others by people. */
export function publicMemo(kind: MovementKind, memo: string): string {
  return kind === 'PROFIT_SHARE' ? memo : MEMOS[kind];
}

/** Named after the match of a line of the bank, as its journals in the economy's book are. */
export const RECEIPT = 'bank-match';
export const RECEIPT_REVERSAL = 'bank-match-reversal';
const REVERSALS = ['credit-reversal', 'spending-reversal', RECEIPT_REVERSAL];

export function movementKind(sourceKind: string): MovementKind {
  if (sourceKind === 'credit') return 'PROFIT_SHARE';
  if (sourceKind === 'spending') return 'SPENDING';
  if (sourceKind === RECEIPT) return 'BANK';
  return REVERSALS.includes(sourceKind) ? 'REVERSAL' : 'OTHER';
}
