/** What is tried: it stands in the address, so that it can be sent to somebody. Amounts stay whole fen. */

import type { SimulateAllocationInput } from '../../graph/types.ts';
import { amountOf, fenOf } from '../../kit/fen.ts';
import type { WhatIfAgreementQuery } from './what-if.generated.ts';

export type TriedAgreement = NonNullable<WhatIfAgreementQuery['agreement']>;
type Month = NonNullable<TriedAgreement['periods']>['edges'][number]['node'];

export interface Weight {
  readonly compound: string;
  readonly weight: number;
}

/** Null: as it is. */
export interface Trial {
  readonly from: string | null;
  readonly rateBp: number | null;
  /** In percent of what they were. */
  readonly revenue: number;
  readonly costs: number;
  readonly weights: readonly Weight[] | null;
}

/** For the address, beside its agreement. */
export const nothingTried = { from: null, rate: null, revenue: null, costs: null, weights: null };

export function trialIn(search: URLSearchParams): Trial {
  const whole = (name: string) => (/^-?\d{1,5}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : null);
  const weights = [...(search.get('weights') ?? '').matchAll(/(\d+):(\d+)/g)].map(([, compound = '', weight]) => ({
    compound,
    weight: Number(weight),
  }));
  return {
    from: search.get('from'),
    rateBp: whole('rate'),
    revenue: whole('revenue') ?? 0,
    costs: whole('costs') ?? 0,
    weights: weights.length > 0 ? weights : null,
  };
}

export function weightsText(weights: readonly Weight[]): string {
  return weights.map(({ compound, weight }) => `${compound}:${weight}`).join(',');
}

export function isTried({ rateBp, revenue, costs, weights }: Trial): boolean {
  return rateBp !== null || revenue !== 0 || costs !== 0 || weights !== null;
}

/** The months whose share is known: closed ones, and the earliest open one as it stands. */
export function monthsOf({ periods }: TriedAgreement): readonly Month[] {
  return (periods?.edges ?? []).map(({ node }) => node).filter(({ allocation, preview }) => allocation || preview);
}

export function shareOf({ allocation, preview }: Month) {
  return {
    pool: allocation?.pool ?? preview?.pool ?? '0.00',
    lines: allocation
      ? allocation.lines.map(({ compound, amount }) => ({ compound: compound?.code ?? '', amount }))
      : (preview?.shares ?? []).map(({ beneficiary, amount }) => ({ compound: beneficiary, amount })),
  };
}

/** The version in force in a month, or the first there is. */
export function termsIn({ terms }: TriedAgreement, month: string) {
  const inForce = terms.filter(({ state }) => state === 'IN_FORCE');
  return inForce.findLast(({ from }) => from <= month) ?? inForce[0] ?? terms[0];
}

/** Null where there is no month to try it on. */
export function simulationOf(agreement: TriedAgreement, trial: Trial): SimulateAllocationInput | null {
  const months = monthsOf(agreement);
  const [first] = months;
  if (!first) return null;
  const from = trial.from ?? first.period;
  const basis = termsIn(agreement, from);
  if (!basis) return null;
  const plain = (weights: typeof basis.weights) =>
    weights.map(({ compound, weight }) => ({ beneficiary: compound?.code ?? '', weight }));
  const kept = agreement.terms
    .filter((each) => each.state === 'IN_FORCE' && each.from < from)
    .map(({ from: since, rateBp, weights }) => ({ from: since, rateBp, weights: plain(weights) }));
  const tried = {
    from,
    rateBp: trial.rateBp ?? basis.rateBp,
    weights: trial.weights?.map(({ compound, weight }) => ({ beneficiary: compound, weight })) ?? plain(basis.weights),
  };
  return {
    terms: [...kept, tried],
    periods: months.map(({ period, revenue, cost }) => ({
      period,
      profit: amountOf(
        period < from ? fenOf(revenue) - fenOf(cost) : changed(revenue, trial.revenue) - changed(cost, trial.costs),
      ),
    })),
  };
}

/** By so many percent, to the fen below: a trial pays nobody. */
function changed(amount: string, percent: number): bigint {
  return (fenOf(amount) * BigInt(100 + percent)) / 100n;
}
