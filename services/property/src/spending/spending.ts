/**
 * What is spent of a compound's public revenue 公共收益支出. Whatever is not put into the maintenance fund needs a decision of
 * the owners: a passed vote on it (M9), or the rules of procedure they have voted for (M1). One person proposes, another
 * approves by a notice of it; it is in the owners' book the moment it is approved, and never more than lies at the bank.
 * It is taken back 冲销 whole and once, by a reversing journal, which one person proposes and another approves. Source: Civil
 * Code, articles 278 and 282; 物业管理条例, article 54; ECONOMY.md, Ledger.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, integer, list, money, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { bank, fund } from '../public-revenue/public-revenue.ts';
import { type Decision, decidedBy } from '../vote/decision.ts';

const receipts = list(text(100), 1, 50);

/** What it is for, as people read it. */
export const purposeWords = {
  MAINTENANCE_FUND: '补充维修资金',
  COMMON_PARTS: '共有部分维护',
  COMMUNITY_RUNNING: '社区日常运转',
  OTHER: '其他',
} as const;

type Purpose = keyof typeof purposeWords;
const purposes = Object.keys(purposeWords) as readonly Purpose[];

export const spendingFields = {
  compound: place('Compound'),
  purpose: choice(...purposes),
  title: text(100),
  amount: money,
  vote: optional(reference('Vote')),
};

export const spendingExtra = {
  proposedBy: reference('Person'),
  decidedBy: optional(reference('Person')),
  approvedOn: optional(date),
  ...noticedFields,
  journal: optional(integer(1)),
  receipts: list(text(100), 0, 50),
  reversalProposedBy: optional(reference('Person')),
  reversalDecidedBy: optional(reference('Person')),
  reversedOn: optional(date),
  reversalJournal: optional(integer(1)),
  reason: optional(reason),
};

interface Draft {
  readonly compound: string;
  readonly purpose: string;
}

/** Without a decision of the owners money goes into the maintenance fund alone. */
export function propose(
  { compound, purpose }: Draft,
  { actor, found: { vote } }: { readonly actor: { readonly id: string }; readonly found: { readonly vote?: Decision } },
): Readonly<Record<string, unknown>> | Refusal {
  const isFree = purpose === 'MAINTENANCE_FUND' && !vote;
  if (!isFree && !decidedBy(vote, compound, ['M9', 'M1']))
    return refuse('DECISION_REQUIRED', { field: 'vote', matters: 'M9, M1' });
  return { proposedBy: actor.id, receipts: [] };
}

export interface Spending {
  readonly id: string;
  readonly place: string;
  readonly purpose: Purpose;
  readonly amount: Fen;
  readonly proposedBy: string;
  readonly decidedBy: string;
  readonly approvedOn: LocalDate;
  readonly journal: number;
  readonly reversalProposedBy: string;
  readonly reversalDecidedBy: string;
  readonly reversedOn: LocalDate;
}

/**
 * Dr 2711 owners' fund, Cr 1002 bank, on the day of the approval. Its memo is the purpose: everybody may ask for the proof of
 * a journal, and the title was typed by a person and may name one.
 */
export function spendingJournal({ id, place: compound, purpose, amount, proposedBy, decidedBy, approvedOn }: Spending) {
  return {
    source: { kind: 'spending', key: id },
    date: approvedOn,
    memo: `公共收益支出：${purposeWords[purpose]}`,
    lines: [
      { account: fund(compound), debit: amount, dimensions: { compound } },
      { account: bank(compound), credit: amount, dimensions: { compound } },
    ],
    postedBy: proposedBy,
    approvedBy: decidedBy,
  };
}

/** The same the other way round, on the day on which that is approved. */
export function reversalJournal(spending: Spending) {
  const { id, journal, reversalProposedBy, reversalDecidedBy, reversedOn } = spending;
  const { lines, memo } = spendingJournal(spending);
  return {
    source: { kind: 'spending-reversal', key: id },
    date: reversedOn,
    memo: `冲销${memo}`,
    lines: lines.map(({ debit, credit, ...line }) => ({
      ...line,
      ...(debit === undefined ? {} : { credit: debit }),
      ...(credit === undefined ? {} : { debit: credit }),
    })),
    reverses: journal,
    postedBy: reversalProposedBy,
    approvedBy: reversalDecidedBy,
  };
}

/** Where it stood before somebody would have it taken back. */
function before({ receipts }: { readonly receipts: readonly string[] }): 'APPROVED' | 'ACCOUNTED' {
  return receipts.length > 0 ? 'ACCOUNTED' : 'APPROVED';
}

export const spendingStates = {
  approveSpending: {
    from: ['PROPOSED'],
    to: 'APPROVED',
    may: 'spending:approve',
    notBy: ['proposedBy'],
    ...namesNotice('PUBLIC_REVENUE'),
    marks: { by: 'decidedBy', on: 'approvedOn' },
    answersAgain: true,
  },
  rejectSpending: {
    from: ['PROPOSED'],
    to: 'REJECTED',
    may: 'spending:approve',
    notBy: ['proposedBy'],
    takes: { reason },
    marks: { by: 'decidedBy' },
  },
  accountForSpending: {
    from: ['APPROVED'],
    to: 'ACCOUNTED',
    may: 'spending:propose',
    takes: { receipts },
  },
  proposeSpendingReversal: {
    from: ['APPROVED', 'ACCOUNTED'],
    to: 'REVERSAL_PROPOSED',
    may: 'spending:propose',
    takes: { reason },
    marks: { by: 'reversalProposedBy' },
    decide: (_: unknown, taken: object) => ({ ...taken, reversalDecidedBy: null }),
  },
  approveSpendingReversal: {
    from: ['REVERSAL_PROPOSED'],
    to: 'REVERSED',
    may: 'spending:approve',
    notBy: ['reversalProposedBy'],
    marks: { by: 'reversalDecidedBy', on: 'reversedOn' },
    answersAgain: true,
  },
  rejectSpendingReversal: {
    from: ['REVERSAL_PROPOSED'],
    to: 'APPROVED',
    may: 'spending:approve',
    notBy: ['reversalProposedBy'],
    takes: { reason },
    marks: { by: 'reversalDecidedBy' },
    decide: (spending: { readonly receipts: readonly string[] }, taken: object) => ({
      ...taken,
      state: before(spending),
    }),
  },
} as const;
