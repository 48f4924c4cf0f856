/**
 * How the share of a joint venture's profit is found and divided. Loss is carried forward: only what cumulative
 * profit grows above its highest point is shared (the high-water mark), and nothing shared is ever taken back.
 * Rounding is on running totals, of the pool and of every beneficiary, so that no fen drifts.
 * Source: ECONOMY.md, Allocation 1 to 6. All amounts are whole fen; rates are basis points.
 */
import { type Fen, fitsFen } from '@hh/kernel/money.ts';
import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { compare, halfEven, largestRemainder } from '@hh/kernel/rounding.ts';

export interface Weight {
  readonly beneficiary: string;
  readonly weight: bigint;
}

/** In force from the first day of a period until the next version's; weights sorted by beneficiary. */
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
  /** S_t, the shared running total in fen. */
  readonly shared: Fen;
  readonly pool: Fen;
  /** The first period of the version of the terms in force. */
  readonly termsFrom: Period;
  /** The first period of the weight epoch. */
  readonly epochFrom: Period;
  /** Every beneficiary in force, 0 included, sorted by code. */
  readonly lines: readonly Share[];
}

export type TermsDraft = Omit<TermsVersion, 'from'> & { readonly from: Period };

const RATE_MAX = 10_000n;

/** Versions as they may be used: in order, none twice, each with beneficiaries. The field names the first that is not. */
export function parseTerms(versions: readonly TermsDraft[]): readonly TermsVersion[] | Refusal {
  if (versions.length === 0) return refuse('TERMS_EMPTY', { field: 'terms' });
  const parsed: TermsVersion[] = [];
  for (const [index, version] of versions.entries()) {
    const field = `terms.${index}`;
    const previous = parsed.at(-1);
    if (previous && previous.from >= version.from) return refuse('TERMS_UNORDERED', { field: `${field}.from` });
    if (version.rateBp < 0n || version.rateBp > RATE_MAX)
      return refuse('RATE_OUT_OF_RANGE', { field: `${field}.rateBp` });
    const weights = parseWeights(version.weights, `${field}.weights`);
    if (isRefusal(weights)) return weights;
    parsed.push({ from: version.from, rateBp: version.rateBp, weights });
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
 * The allocation of every period from the agreement's first, in order and without a gap.
 * Refuses NO_TERMS_IN_FORCE, EARLIER_PERIOD_OPEN for a gap, AMOUNT_TOO_LARGE where an amount leaves int64.
 */
export function allocate(
  terms: readonly TermsVersion[],
  periods: readonly PeriodProfit[],
): readonly PeriodAllocation[] | Refusal {
  const allocations: PeriodAllocation[] = [];
  let epoch: Epoch | null = null;
  for (const [index, { period, profit }] of periods.entries()) {
    const previous = allocations.at(-1);
    const expected = previous && nextPeriod(previous.period);
    if (expected && expected !== period)
      return refuse('EARLIER_PERIOD_OPEN', { field: `periods.${index}.period`, period: expected });
    const version = termsIn(terms, period);
    if (!version) return refuse('NO_TERMS_IN_FORCE', { field: `periods.${index}.period`, period });
    const running = runningTotals(previous, version.rateBp, profit);
    if (!fitsFen(running.cumulativeProfit)) return refuse('AMOUNT_TOO_LARGE', { field: `periods.${index}.profit` });
    if (!epoch || !sameWeights(epoch.weights, version.weights))
      epoch = beginEpoch(period, version.weights, previous?.shared ?? 0n);
    const lines = divide(epoch, running.shared);
    epoch = credit(epoch, lines);
    allocations.push({
      period,
      profit,
      ...running,
      rateBp: version.rateBp,
      termsFrom: version.from,
      epochFrom: epoch.from,
      lines,
    });
  }
  return allocations;
}

/** Profit, high-water mark and pool of one period, from those of the period before it. Allocation 1 to 4. */
function runningTotals(previous: PeriodAllocation | undefined, rateBp: bigint, profit: Fen) {
  const cumulativeProfit = (previous?.cumulativeProfit ?? 0n) + profit;
  const before = previous?.distributable ?? 0n;
  const distributable = cumulativeProfit > before ? cumulativeProfit : before;
  const base = distributable - before;
  const entitled = (previous?.entitled ?? 0n) + base * rateBp;
  const shared = halfEven(entitled, RATE_MAX);
  return { cumulativeProfit, distributable, base, entitled, shared, pool: shared - (previous?.shared ?? 0n) };
}

/** The version in force in a period: the last that begins no later. */
export function termsIn(terms: readonly TermsVersion[], period: Period): TermsVersion | undefined {
  return terms.findLast(({ from }) => from <= period);
}

/** A run of periods with equal weights: what had been shared before it, and what each beneficiary has had in it. */
interface Epoch {
  readonly from: Period;
  readonly weights: readonly Weight[];
  readonly sharedBefore: Fen;
  readonly had: readonly Fen[];
}

function beginEpoch(from: Period, weights: readonly Weight[], sharedBefore: Fen): Epoch {
  return { from, weights, sharedBefore, had: weights.map(() => 0n) };
}

function credit(epoch: Epoch, lines: readonly Share[]): Epoch {
  return { ...epoch, had: epoch.had.map((had, index) => had + (lines[index]?.amount ?? 0n)) };
}

/** Equal pair by pair: 1 : 2 → 2 : 4 begins a new epoch. Both are sorted by beneficiary. */
function sameWeights(a: readonly Weight[], b: readonly Weight[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ beneficiary, weight }, index) => b[index]?.beneficiary === beneficiary && b[index]?.weight === weight)
  );
}

/** Each line is the beneficiary's target of the epoch's total minus what it has had; none is negative. Allocation 5 and 6. */
function divide(epoch: Epoch, shared: Fen): readonly Share[] {
  const total = shared - epoch.sharedBefore;
  const targets = largestRemainder(
    total,
    epoch.weights.map(({ beneficiary, weight }) => ({ code: beneficiary, weight })),
  );
  const amounts = targets.map((target, index) => target - (epoch.had[index] as Fen));
  const excess = amounts.reduce((sum, amount) => (amount < 0n ? sum - amount : sum), 0n);
  const kept = amounts.map((amount) => (amount < 0n ? 0n : amount));
  for (let taken = 0n; taken < excess; taken += 1n) {
    const index = furthestAhead(epoch, total, kept);
    kept[index] = (kept[index] as Fen) - 1n;
  }
  return epoch.weights.map(({ beneficiary }, index) => ({ beneficiary, amount: kept[index] as Fen }));
}

/** The beneficiary with a line above 0 that is furthest ahead of its exact share of the total; ties to the lowest code. */
function furthestAhead({ weights, had }: Epoch, total: Fen, lines: readonly Fen[]): number {
  const sum = weights.reduce((all, { weight }) => all + weight, 0n);
  const ahead = (index: number) =>
    ((had[index] as Fen) + (lines[index] as Fen)) * sum - total * (weights[index] as Weight).weight;
  let furthest = -1;
  for (const [index, line] of lines.entries()) {
    if (line > 0n && (furthest < 0 || ahead(index) > ahead(furthest))) furthest = index;
  }
  return furthest;
}

/**
 * What the operator declares for a period, divided as its pool is: in the place of the pool, with the same epoch.
 * Equals the lines of the allocation when the declared amount equals the pool. `allocations` are those through the
 * period, as `allocate` answers them.
 */
export function splitDeclared(
  terms: readonly TermsVersion[],
  allocations: readonly PeriodAllocation[],
  declared: Fen,
): readonly Share[] {
  const current = allocations.at(-1);
  const version = current && termsIn(terms, current.period);
  if (!current || !version) return [];
  const earlier = allocations.slice(0, -1).filter(({ period }) => period >= current.epochFrom);
  const sharedBefore = allocations.find(({ period }) => period === current.epochFrom) as PeriodAllocation;
  const start = beginEpoch(current.epochFrom, version.weights, sharedBefore.shared - sharedBefore.pool);
  const epoch = earlier.reduce((so, { lines }) => credit(so, lines), start);
  return divide(epoch, current.shared - current.pool + declared);
}
