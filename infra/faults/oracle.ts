/**
 * What must have come of a job, counted anew from what was sent: entries, profits, pools, lines. It shares no code with
 * the services, so that the two agree only where both are right. ECONOMY.md, Allocation 1 to 5, for one version of the
 * terms and two beneficiaries, among whom no line is ever negative.
 */
export interface Sent {
  readonly externalRef: string;
  readonly kind: 'REVENUE' | 'COST';
  readonly fen: bigint;
  readonly period: string;
  readonly reverses?: string;
}

export interface Terms {
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

export function sharesOf(terms: Terms, periods: readonly string[], entries: readonly Sent[]): readonly Share[] {
  let [cumulative, highest, entitled, shared] = [0n, 0n, 0n, 0n];
  let had = terms.weights.map(() => 0n);
  return periods.map((period) => {
    const sum = (kind: Sent['kind']) =>
      entries
        .filter((entry) => entry.period === period && entry.kind === kind)
        .reduce((total, { fen, reverses }) => (reverses === undefined ? total + fen : total - fen), 0n);
    const [revenue, cost] = [sum('REVENUE'), sum('COST')];
    cumulative += revenue - cost;
    const base = cumulative > highest ? cumulative - highest : 0n;
    highest += base;
    entitled += base * terms.rateBp;
    const through = toEven(entitled, 10_000n);
    const targets = divide(through, terms.weights);
    const lines = targets.map((target, at) => [terms.weights[at]?.[0] ?? '', target - (had[at] ?? 0n)] as const);
    const share = { period, revenue, cost, pool: through - shared, lines };
    [shared, had] = [through, targets];
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
