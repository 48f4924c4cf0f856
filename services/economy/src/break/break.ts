/**
 * A break (未达差异) is where the four sides of a share do not agree: declared by the operator, allocated, received by the
 * settlement office, arrived at the owners' bank. It is read off the sides each time, so it is gone the moment they agree.
 * ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { addDays, dateOf, daysBetween, firstDay, type LocalDate, nextPeriod, type Period } from '@hh/kernel/period.ts';
import { payBy } from '../allocation/payment.ts';
import type { ShareSides } from '../allocation/sides.ts';
import type { LineKind } from '../bank-statement/line-kind.ts';

export const breakCodes = [
  'DECLARATION_MISSING',
  'DECLARED_DIFFERS',
  'UNPAID',
  'SHORT_PAID',
  'OVER_PAID',
  'TRANSFER_MISSING',
  'CREDIT_MISSING',
  'UNEXPECTED_RECEIPT',
  'UNEXPLAINED_PAYMENT',
  'PAYMENT_RETURNED',
  'FEE_NOT_MADE_GOOD',
] as const;
export type BreakCode = (typeof breakCodes)[number];

/** Who has to do something about it. */
export type BreakOwnerKind = 'OPERATOR' | 'SETTLEMENT_OFFICE' | 'OWNERS_BANK';

export interface Break {
  /** The same as long as it is there: what it is about, and its code. */
  readonly id: string;
  readonly county: string;
  readonly code: BreakCode;
  /** In fen: what is missing or too much. */
  readonly amount: Fen;
  /** The day on which it should have been settled; its age counts from there. */
  readonly dueOn: LocalDate;
  readonly ownerKind: BreakOwnerKind;
  /** The operator's unified social credit code; null for the others. */
  readonly operator: string | null;
  readonly agreement: string | null;
  readonly agreementId: string | null;
  readonly period: Period | null;
  readonly compound: string | null;
  readonly bankAccount: string | null;
  readonly bankLine: string | null;
}

const DECLARATION_DAY = 10;

/** The breaks of one share on a day, in the order of the sides. */
export function breaksOf(share: ShareSides, today: LocalDate): readonly Break[] {
  const { county, agreement, agreementId, operator, period, compound, declared, allocated, paid, payable, credited } =
    share;
  if (share.approvedAt === null) return [];
  const about = { county, agreement, agreementId, period, compound, bankAccount: null, bankLine: null };
  const found: Break[] = [];
  const add = (code: BreakCode, amount: Fen, dueOn: LocalDate, ownerKind: BreakOwnerKind) => {
    const id = [county, agreement, period, compound, code].join('/');
    found.push({ ...about, id, code, amount, dueOn, ownerKind, operator: ownerKind === 'OPERATOR' ? operator : null });
  };
  const declaredBy = addDays(firstDay(nextPeriod(period)), DECLARATION_DAY - 1);
  const paidBy = payBy(dateOf(share.approvedAt));
  const asksDeclaration = !share.isDeclarationSettled;
  if (asksDeclaration && declared === null && today > declaredBy)
    add('DECLARATION_MISSING', allocated, declaredBy, 'OPERATOR');
  if (asksDeclaration && declared !== null && declared !== allocated)
    add('DECLARED_DIFFERS', declared - allocated, declaredBy, 'OPERATOR');
  if (paid === 0n && allocated > 0n && today > paidBy) add('UNPAID', allocated, paidBy, 'OPERATOR');
  if (paid > 0n && paid < allocated) add('SHORT_PAID', allocated - paid, paidBy, 'OPERATOR');
  const transferred = allocated - payable;
  if (paid === allocated && payable > 0n && today > paidBy)
    add('TRANSFER_MISSING', payable, paidBy, 'SETTLEMENT_OFFICE');
  if (transferred > credited) add('CREDIT_MISSING', transferred - credited, paidBy, 'OWNERS_BANK');
  return found;
}

/** What a break of a line is called, by what the line is. */
export const lineCodes: Readonly<Record<LineKind, BreakCode>> = {
  IN: 'UNEXPECTED_RECEIPT',
  OUT: 'UNEXPLAINED_PAYMENT',
  RETURNED: 'PAYMENT_RETURNED',
};
const ofLines = Object.values(lineCodes);

/** The line that a break is of; null where it is of a share or of an advance. */
export function lineOfBreak(id: string): string | null {
  const [, line = null, code] = id.split('/');
  return ofLines.some((each) => each === code) ? line : null;
}

/** A line of the bank that nothing in the book explains. */
export function breakOfLine(line: {
  readonly id: string;
  readonly county: string;
  readonly account: string;
  readonly bookedOn: LocalDate;
  readonly open: Fen;
  readonly kind: LineKind;
}): Break {
  const code = lineCodes[line.kind];
  return {
    id: [line.county, line.id, code].join('/'),
    county: line.county,
    code,
    amount: line.open,
    dueOn: line.bookedOn,
    ownerKind: 'SETTLEMENT_OFFICE',
    operator: null,
    agreement: null,
    agreementId: null,
    period: null,
    compound: null,
    bankAccount: line.account,
    bankLine: line.id,
  };
}

/** What an operator has paid and nothing was due for. */
export function breakOfAdvance(advance: {
  readonly id: string;
  readonly county: string;
  readonly operator: string;
  readonly on: LocalDate;
  readonly open: Fen;
}): Break {
  return {
    id: [advance.county, advance.operator, 'OVER_PAID'].join('/'),
    county: advance.county,
    code: 'OVER_PAID',
    amount: -advance.open,
    dueOn: advance.on,
    ownerKind: 'SETTLEMENT_OFFICE',
    operator: advance.operator,
    agreement: null,
    agreementId: null,
    period: null,
    compound: null,
    bankAccount: null,
    bankLine: null,
  };
}

/**
 * What an owners' bank has charged: the settlement office owes it until it has transferred it, and it is on its way until it
 * has arrived. `owed` and `due` are what the economy's and the owners' book have open of it, in fen.
 */
export function breaksOfFee(fee: {
  readonly county: string;
  readonly compound: string;
  readonly on: LocalDate;
  readonly owed: Fen;
  readonly due: Fen;
}): readonly Break[] {
  const { county, compound, on, owed, due } = fee;
  const about = { county, compound, operator: null, agreement: null, agreementId: null, period: null };
  const of = (code: BreakCode, amount: Fen, ownerKind: BreakOwnerKind): Break => ({
    ...{ ...about, id: [county, compound, code].join('/'), code, amount, ownerKind },
    ...{ dueOn: payBy(on), bankAccount: null, bankLine: null },
  });
  return [
    ...(owed > 0n ? [of('FEE_NOT_MADE_GOOD', owed, 'SETTLEMENT_OFFICE')] : []),
    ...(due > owed ? [of('CREDIT_MISSING', due - owed, 'OWNERS_BANK')] : []),
  ];
}

/** Whole days since it was due; below zero while it is not. */
export function ageOf({ dueOn }: Pick<Break, 'dueOn'>, today: LocalDate): number {
  return daysBetween(dueOn, today);
}

export const ageClasses = ['TO_30', 'TO_60', 'TO_90', 'OVER_90'] as const;
export type AgeClass = (typeof ageClasses)[number];

export function ageClassOf(days: number): AgeClass {
  return days <= 30 ? 'TO_30' : days <= 60 ? 'TO_60' : days <= 90 ? 'TO_90' : 'OVER_90';
}

/** Between which days what is of a class now became due. */
export function dueWithin(age: AgeClass, today: LocalDate): { readonly from?: LocalDate; readonly to?: LocalDate } {
  const index = ageClasses.indexOf(age);
  return {
    ...(age === 'OVER_90' ? {} : { from: addDays(today, -30 * (index + 1)) }),
    ...(index === 0 ? {} : { to: addDays(today, -30 * index - 1) }),
  };
}

interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The next thing to do. */
export const nextSteps: Readonly<Record<BreakCode, Sentence>> = {
  DECLARATION_MISSING: {
    zh: '催报分成额；复核人也可注明理由后结清',
    en: 'Ask the operator to declare its share; a checker may settle without it, with a reason',
  },
  DECLARED_DIFFERS: {
    zh: '与企业核对明细，由企业更正申报或补录冲销',
    en: 'Compare the entries with the operator, who corrects its declaration or posts reversing entries',
  },
  UNPAID: { zh: '催缴；已付的，导入银行对账单', en: 'Remind the operator; if it has paid, import the bank statement' },
  SHORT_PAID: {
    zh: '催缴余额；尾差在限额内的可核销',
    en: 'Ask for the rest; within the tolerance it may be written off',
  },
  OVER_PAID: { zh: '抵扣以后期间，或退还企业', en: 'Set it off against a later period, or pay it back' },
  TRANSFER_MISSING: {
    zh: '向小区业主账户转付，并导入结算账户对账单',
    en: "Transfer it to the owners' account, and import the settlement account's statement",
  },
  CREDIT_MISSING: {
    zh: '导入业主账户对账单并核销到账',
    en: "Import the statement of the owners' account and match what has arrived",
  },
  UNEXPECTED_RECEIPT: {
    zh: '查明来款，核销、记为利息、挂预收或退回',
    en: 'Find out what was paid: match it, book it as interest, take it as an advance, or send it back',
  },
  UNEXPLAINED_PAYMENT: {
    zh: '查明付款，核销或记为手续费；业主账户的手续费经复核后由结算中心补足',
    en: "Find out what it was for: match it, or book it as a fee; one of an owners' account a second person approves, and the office makes it good",
  },
  PAYMENT_RETURNED: {
    zh: '登记退回并由另一人复核，查明原因后重新支付',
    en: 'Record the return, have a second person approve it, find out why, and pay it again',
  },
  FEE_NOT_MADE_GOOD: {
    zh: '由结算中心将手续费转付业主账户，并导入结算账户对账单',
    en: "Transfer the fee to the owners' account, and import the settlement account's statement",
  },
};
