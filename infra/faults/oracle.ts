/**
 * What must have come of a job, counted anew from what was sent: entries, profits, pools, lines. It shares no code with
 * the services, so that the two agree only where both are right. ECONOMY.md, Allocation 1 to 5, for two beneficiaries,
 * among whom no line is ever negative.
 */
export interface Sent {
  readonly externalRef: string;
  readonly kind: 'REVENUE' | 'COST';
  readonly fen: bigint;
  readonly period: string;
  readonly reverses?: string;
}

export interface Terms {
  /** The first period they count in. */
  readonly from: string;
  readonly rateBp: bigint;
  /** By code. */
  readonly weights: readonly (readonly [compound: string, weight: bigint])[];
}

export interface Share {
  readonly period: string;
  readonly revenue: bigint;
  readonly cost: bigint;
  readonly pool: bigint;
  readonly lines: readonly (readonly [compound: string, fen: bigint])[];
}

/** `terms` in the order of their first periods, the first of which is the first of `periods`. */
export function sharesOf(
  terms: readonly Terms[],
  periods: readonly string[],
  entries: readonly Sent[],
): readonly Share[] {
  let [cumulative, highest, entitled, shared, before] = [0n, 0n, 0n, 0n, 0n];
  let epoch: { weights: Terms['weights']; had: readonly bigint[] } | null = null;
  return periods.map((period) => {
    const { rateBp, weights } = terms.findLast(({ from }) => from <= period) as Terms;
    // Other weights begin to count from nothing; another rate does not.
    if (!epoch || String(epoch.weights) !== String(weights)) {
      epoch = { weights, had: weights.map(() => 0n) };
      before = shared;
    }
    const sum = (kind: Sent['kind']) =>
      entries
        .filter((entry) => entry.period === period && entry.kind === kind)
        .reduce((total, { fen, reverses }) => (reverses === undefined ? total + fen : total - fen), 0n);
    const [revenue, cost] = [sum('REVENUE'), sum('COST')];
    cumulative += revenue - cost;
    const base = cumulative > highest ? cumulative - highest : 0n;
    highest += base;
    entitled += base * rateBp;
    const through = toEven(entitled, 10_000n);
    const targets = divide(through - before, weights);
    const { had } = epoch;
    const lines = targets.map((target, at) => [weights[at]?.[0] ?? '', target - (had[at] ?? 0n)] as const);
    const share = { period, revenue, cost, pool: through - shared, lines };
    shared = through;
    epoch = { weights, had: targets };
    return share;
  });
}

function toEven(amount: bigint, by: bigint): bigint {
  const [whole, rest] = [amount / by, amount % by];
  const isUp = rest * 2n > by || (rest * 2n === by && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

function divide(total: bigint, weights: Terms['weights']): bigint[] {
  const sum = weights.reduce((all, [, weight]) => all + weight, 0n);
  const shares = weights.map(([, weight]) => (total * weight) / sum);
  let left = total - shares.reduce((all, share) => all + share, 0n);
  const byRest = weights
    .map(([code, weight], at) => ({ at, code, rest: (total * weight) % sum }))
    .sort((one, other) => Number(other.rest - one.rest) || (one.code < other.code ? -1 : 1));
  for (const { at } of byRest) {
    if (left === 0n) break;
    shares[at] = (shares[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares;
}
