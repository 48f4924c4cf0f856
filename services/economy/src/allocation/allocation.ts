/**
 * How the share of a joint venture's profit is found and divided. A loss is carried forward: only what cumulative profit
 * grows above its highest point is shared (the high-water mark), and nothing shared is ever taken back.
 * Rounding is on running totals, of the pool since the start and of each beneficiary since the weights changed, so that
 * no fen drifts. Source: ECONOMY.md, Allocation 1 to 6. Amounts are whole fen, rates are basis points.
 */
import { type Fen, fitsFen } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { compare, halfEven, largestRemainder } from '@hh/kernel/rounding.ts';

export interface Weight {
  readonly beneficiary: string;
  readonly weight: bigint;
}

/** In force from the first day of a period until the next version's; `parseTerms` sorts the weights by beneficiary. */
export interface TermsVersion {
  readonly from: Period;
  readonly rateBp: bigint;
  readonly weights: readonly Weight[];
}

export interface PeriodProfit {
  readonly period: Period;
  readonly profit: Fen;
}

export interface Share {
  readonly beneficiary: string;
  readonly amount: Fen;
}

export interface PeriodAllocation {
  readonly period: Period;
  readonly profit: Fen;
  /** Σ profit through this period. */
  readonly cumulativeProfit: Fen;
  /** D_t, the high-water mark of cumulative profit. */
  readonly distributable: Fen;
  /** base_t = D_t − D_{t−1}, what the rate applies to. */
  readonly base: Fen;
  readonly rateBp: bigint;
  /** E_t in fen × basis points, exact; may leave int64 and is never stored as a long. */
  readonly entitled: bigint;
  /** S_t, all that is shared through this period. */
  readonly shared: Fen;
  /** pool_t = S_t − S_{t−1}, what is shared in this period. */
  readonly pool: Fen;
  /** The first period of the version of the terms in force. */
  readonly termsFrom: Period;
  /** The first period of the weight epoch. */
  readonly epochFrom: Period;
  /** Every beneficiary in force, 0 included, sorted by code. */
  readonly lines: readonly Share[];
}

export const WHOLE_BP = 10_000n;

/**
 * Versions as they may be used: in order, none twice, each with a rate and beneficiaries. Refuses with the path of the
 * first that is not, such as `terms.1.weights.0.weight`: TERMS_EMPTY, TERMS_UNORDERED, RATE_OUT_OF_RANGE,
 * BENEFICIARIES_EMPTY, BENEFICIARY_TWICE, WEIGHT_NOT_POSITIVE.
 */
export function parseTerms(versions: readonly TermsVersion[]): readonly TermsVersion[] | Refusal {
  if (versions.length === 0) return refuse('TERMS_EMPTY', { field: 'terms' });
  const parsed: TermsVersion[] = [];
  for (const [index, { from, rateBp, weights }] of versions.entries()) {
    const field = `terms.${index}`;
    const previous = parsed.at(-1);
    if (previous && previous.from >= from) return refuse('TERMS_UNORDERED', { field: `${field}.from` });
    if (rateBp < 0n || rateBp > WHOLE_BP) return refuse('RATE_OUT_OF_RANGE', { field: `${field}.rateBp` });
    const sorted = parseWeights(weights, `${field}.weights`);
    if (isRefusal(sorted)) return sorted;
    parsed.push({ from, rateBp, weights: sorted });
  }
  return parsed;
}

function parseWeights(weights: readonly Weight[], field: string): readonly Weight[] | Refusal {
  if (weights.length === 0) return refuse('BENEFICIARIES_EMPTY', { field });
  const seen = new Set<string>();
  for (const [index, { beneficiary, weight }] of weights.entries()) {
    if (seen.has(beneficiary))
      return refuse('BENEFICIARY_TWICE', { field: `${field}.${index}.beneficiary`, beneficiary });
    if (weight < 1n) return refuse('WEIGHT_NOT_POSITIVE', { field: `${field}.${index}.weight` });
    seen.add(beneficiary);
  }
  return weights
    .map(({ beneficiary, weight }) => ({ beneficiary, weight }))
    .sort((a, b) => compare(a.beneficiary, b.beneficiary));
}

/**
 * The allocation of every period from the agreement's first, month by month; terms as `parseTerms` answers them.
 * Refuses PERIODS_UNORDERED, NO_TERMS_IN_FORCE, AMOUNT_TOO_LARGE where an amount leaves int64.
 */
export function allocate(
  terms: readonly TermsVersion[],
  periods: readonly PeriodProfit[],
): readonly PeriodAllocation[] | Refusal {
  const allocations: PeriodAllocation[] = [];
  let epoch: Epoch | null = null;
  for (const [index, { period, profit }] of periods.entries()) {
    const field = `periods.${index}`;
    const previous = allocations.at(-1);
    const expected = previous ? nextPeriod(previous.period) : period;
    if (period !== expected) return refuse('PERIODS_UNORDERED', { field: `${field}.period`, period: expected });
    const version = termsIn(terms, period);
    if (!version) return refuse('NO_TERMS_IN_FORCE', { field: `${field}.period`, period });
    const totals = runningTotals(previous, version.rateBp, profit);
    if (!fitsFen(profit) || !fitsFen(totals.cumulativeProfit))
      return refuse('AMOUNT_TOO_LARGE', { field: `${field}.profit` });
    if (!epoch || !sameWeights(epoch.weights, version.weights)) epoch = beginEpoch(period, version.weights);
    const lines = divide(totals.pool, epoch);
    epoch = addLines(epoch, lines);
    const { rateBp, from: termsFrom } = version;
    allocations.push({ period, profit, ...totals, rateBp, termsFrom, epochFrom: epoch.from, lines });
  }
  return allocations;
}

/** The version in force in a period: the last that begins no later. */
export function termsIn(terms: readonly TermsVersion[], period: Period): TermsVersion | undefined {
  return terms.findLast(({ from }) => from <= period);
}

/** From the period before to this one: profit, high-water mark, entitlement, pool. Allocation 1 to 4. */
function runningTotals(previous: PeriodAllocation | undefined, rateBp: bigint, profit: Fen) {
  const cumulativeProfit = (previous?.cumulativeProfit ?? 0n) + profit;
  const markBefore = previous?.distributable ?? 0n;
  const distributable = cumulativeProfit > markBefore ? cumulativeProfit : markBefore;
  const base = distributable - markBefore;
  const entitled = (previous?.entitled ?? 0n) + base * rateBp;
  const shared = halfEven(entitled, WHOLE_BP);
  return { cumulativeProfit, distributable, base, entitled, shared, pool: shared - (previous?.shared ?? 0n) };
}

/** A run of periods with equal weights, and what each beneficiary has had in it, in the order of the weights. */
interface Epoch {
  readonly from: Period;
  readonly weights: readonly Weight[];
  readonly had: readonly Fen[];
}

function beginEpoch(from: Period, weights: readonly Weight[]): Epoch {
  return { from, weights, had: weights.map(() => 0n) };
}

function addLines(epoch: Epoch, lines: readonly Share[]): Epoch {
  return { ...epoch, had: epoch.had.map((had, index) => had + (lines[index] as Share).amount) };
}

/** Equal pair by pair, another rate or not: 1 : 2 → 2 : 4 begins a new epoch. Both are sorted by beneficiary. */
function sameWeights(a: readonly Weight[], b: readonly Weight[]): boolean {
  const isSame = ({ beneficiary, weight }: Weight, index: number) =>
    b[index]?.beneficiary === beneficiary && b[index]?.weight === weight;
  return a.length === b.length && a.every(isSame);
}

/**
 * A line is the beneficiary's largest-remainder share of T, all that is shared in this epoch with this pool, minus what
 * it has had already (Allocation 5). A target can fall by a fen while T grows: such a line is 0, and others wait (6).
 */
function divide(pool: Fen, { weights, had }: Epoch): readonly Share[] {
  const total = had.reduce((sum, amount) => sum + amount, pool);
  const weighted = weights.map(({ beneficiary, weight }) => ({ code: beneficiary, weight }));
  const lines = largestRemainder(total, weighted).map((target, index) => target - (had[index] as Fen));
  const excess = lines.reduce((sum, line) => (line < 0n ? sum - line : sum), 0n);
  const kept = lines.map((line) => (line < 0n ? 0n : line));
  if (excess > 0n) takeBack(excess, kept, { weights, had }, total);
  return weights.map(({ beneficiary }, index) => ({ beneficiary, amount: kept[index] as Fen }));
}

/** Fen by fen from whoever, among lines above 0, is furthest ahead of its exact share of T; ties to the lowest code. */
function takeBack(excess: Fen, lines: Fen[], { weights, had }: Pick<Epoch, 'weights' | 'had'>, total: Fen): void {
  const sum = weights.reduce((all, { weight }) => all + weight, 0n);
  const ahead = (index: number) =>
    ((had[index] as Fen) + (lines[index] as Fen)) * sum - total * (weights[index] as Weight).weight;
  for (let left = excess; left > 0n; left -= 1n) {
    const candidates = lines.flatMap((line, index) => (line > 0n ? [index] : []));
    const furthest = candidates.reduce((best, index) => (ahead(index) > ahead(best) ? index : best));
    lines[furthest] = (lines[furthest] as Fen) - 1n;
  }
}

/**
 * What the operator declares for a period, ≥ 0 fen, divided in the place of its pool: equal to the lines of the
 * allocation when the two amounts are equal. `allocations` are those through that period, as `allocate` answers them.
 */
export function splitDeclared(
  terms: readonly TermsVersion[],
  allocations: readonly PeriodAllocation[],
  declared: Fen,
): readonly Share[] {
  const current = allocations.at(-1);
  const version = current && termsIn(terms, current.period);
  if (!version) throw new Error('a share is declared for a period that has an allocation');
  const earlier = allocations.slice(0, -1).filter(({ epochFrom }) => epochFrom === current.epochFrom);
  const begun = beginEpoch(current.epochFrom, version.weights);
  return divide(
    declared,
    earlier.reduce((epoch, { lines }) => addLines(epoch, lines), begun),
  );
}
