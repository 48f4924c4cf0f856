/**
 * An allocation as it is kept: what the rule answered for one closed period, with the versions of everything it used
 * and a hash of them, so that a published figure can be recomputed and explained years later.
 */
import { contentHash } from '@hh/kernel/canonical.ts';
import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import { type Agreement, termsInForce } from '../agreement/agreement.ts';
import { type AgreementPeriod, profitOf } from '../period/period.ts';
import {
  allocate,
  type PeriodAllocation,
  type PeriodProfit,
  type Share,
  splitDeclared,
  type TermsVersion,
} from './allocation.ts';
import type { AllocationState } from './states.ts';

/** What the entries of a period were when it closed. */
export interface EntryFacts {
  readonly count: number;
  /** SHA-256 over the canonical facts of its entries, in the order of their references. */
  readonly hash: string;
}

export interface AllocationInputs {
  readonly terms: readonly TermsVersion[];
  readonly periods: readonly PeriodProfit[];
  readonly entries: EntryFacts;
  readonly codeVersion: string;
}

export interface Allocation {
  readonly id: string;
  readonly county: string;
  readonly agreement: string;
  readonly agreementId: string;
  readonly community: string;
  readonly operator: string;
  readonly period: Period;
  readonly state: AllocationState;
  /** False once it is superseded: a period has one that counts. */
  readonly isCurrent: boolean;
  readonly profit: Fen;
  readonly distributable: Fen;
  readonly base: Fen;
  readonly rateBp: bigint;
  readonly pool: Fen;
  readonly lines: readonly { readonly compound: string; readonly amount: Fen }[];
  readonly inputs: AllocationInputs;
  readonly inputsHash: string;
  readonly closedBy: string;
  readonly closedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly rejectedBy: string | null;
  readonly rejectedReason: string | null;
  /** The journal in the economy's book, and the one in the owners'. */
  readonly journal: number | null;
  readonly voucherNumber: string | null;
  readonly ownersJournal: number | null;
  /** The compounds that have published it; none where that was never asked. */
  readonly publishedBy?: readonly string[];
  /** How often something was matched to it; not there where nothing was. */
  readonly touched?: number;
  /** Who settled without a declaration that agrees, and why. */
  readonly declarationSettled?: { readonly by: string; readonly at: Date; readonly reason: string };
  /** When its operator was reminded to pay. */
  readonly remindedAt?: Date;
}

/** Approved, and not taken back since. */
export function isApproved({ state }: Pick<Allocation, 'state'>): boolean {
  return state !== 'COMPUTED' && state !== 'REJECTED' && state !== 'SUPERSEDED';
}

/** Credited in the owners' book, whatever came after. */
export function isCredited({ state }: Pick<Allocation, 'state'>): boolean {
  return state === 'CREDITED' || state === 'PAID' || state === 'RECONCILED' || state === 'PUBLISHED';
}

/** Raised whenever the rule answers other figures for the same inputs. */
const CODE_VERSION = 'allocation/1';

export function computeAllocation(options: {
  agreement: Agreement;
  /** Every closed period in order, the one to allocate last. */
  closed: readonly AgreementPeriod[];
  facts: EntryFacts;
  by: string;
  at: Date;
}): Allocation | Refusal {
  const { agreement, closed, facts, by, at } = options;
  const terms = termsInForce(agreement);
  const periods = closed.map((each) => ({ period: each.period, profit: profitOf(each) }));
  const allocations = allocate(terms, periods);
  if (isRefusal(allocations)) return allocations;
  const current = allocations.at(-1) as PeriodAllocation;
  const inputs: AllocationInputs = { terms, periods, entries: facts, codeVersion: CODE_VERSION };
  const { period, profit, distributable, base, rateBp, pool } = current;
  return {
    id: newId(),
    county: agreement.county,
    agreement: agreement.code,
    agreementId: agreement.id,
    community: agreement.community,
    operator: agreement.operator,
    period,
    state: 'COMPUTED',
    isCurrent: true,
    profit,
    distributable,
    base,
    rateBp,
    pool,
    lines: current.lines.map(({ beneficiary, amount }) => ({ compound: beneficiary, amount })),
    inputs,
    inputsHash: contentHash({ agreement: agreement.code, ...inputs } as never),
    closedBy: by,
    closedAt: at,
    approvedBy: null,
    approvedAt: null,
    rejectedBy: null,
    rejectedReason: null,
    journal: null,
    voucherNumber: null,
    ownersJournal: null,
  };
}

/** The allocations of all periods through this one, computed again from what it stored. */
export function recompute({ inputs }: Pick<Allocation, 'inputs'>): readonly PeriodAllocation[] {
  return must(allocate(inputs.terms, inputs.periods));
}

/** What the operator declared, divided in the place of the pool; null before it declared anything. */
export function declaredLines(allocation: Pick<Allocation, 'inputs'>, declared: Fen | null): readonly Share[] | null {
  return declared === null ? null : splitDeclared(allocation.inputs.terms, recompute(allocation), declared);
}
