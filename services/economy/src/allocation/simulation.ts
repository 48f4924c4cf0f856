/** What if: the rule of allocation on terms and profits of the caller's, with any words for beneficiaries. */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { allocate, parseTerms } from './allocation.ts';

export interface SimulationInput {
  readonly terms: readonly {
    readonly from: Period;
    readonly rateBp: bigint;
    readonly weights: readonly { readonly beneficiary: string; readonly weight: number }[];
  }[];
  readonly periods: readonly { readonly period: Period; readonly profit: Fen }[];
}

const PERIODS_MAX = 600;
const BENEFICIARIES_MAX = 500;

export function simulate({ terms, periods }: SimulationInput) {
  if (periods.length < 1 || periods.length > PERIODS_MAX)
    return refuse('LIST_SIZE', { field: 'periods', min: 1, max: PERIODS_MAX });
  const crowded = terms.findIndex(({ weights }) => weights.length > BENEFICIARIES_MAX);
  if (crowded >= 0) return refuse('LIST_SIZE', { field: `terms.${crowded}.weights`, min: 1, max: BENEFICIARIES_MAX });
  const parsed = parseTerms(
    terms.map(({ weights, ...version }) => ({
      ...version,
      weights: weights.map(({ beneficiary, weight }) => ({ beneficiary, weight: BigInt(weight) })),
    })),
  );
  if (isRefusal(parsed)) return parsed;
  const allocations = allocate(parsed, periods);
  if (isRefusal(allocations)) return allocations;
  return allocations.map(({ lines, ...allocation }) => ({ ...allocation, shares: lines }));
}
