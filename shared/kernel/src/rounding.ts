/** Every rounding of money by its name; a division sign never stands on an amount. ECONOMY.md, Allocation 4 to 6. */

export interface Weighted {
  readonly code: string;
  readonly weight: bigint;
}

/** The largest whole number not above a ÷ b, for b > 0; towards minus infinity, unlike BigInt's own division. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** numerator ÷ denominator to the nearest whole number, halves to the even one; denominator > 0. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
  const floor = floorDiv(numerator, denominator);
  const twice = 2n * (numerator - floor * denominator);
  const roundsUp = twice > denominator || (twice === denominator && floor % 2n !== 0n);
  return roundsUp ? floor + 1n : floor;
}

/**
 * Splits a total ≥ 0 by weights ≥ 1, at least one, so that the parts sum to it: each gets its exact share rounded down,
 * and what is left goes one by one to the largest remainders, ties to the lowest code. In the order of the weights given.
 */
export function largestRemainder(total: bigint, weights: readonly Weighted[]): bigint[] {
  const sum = weights.reduce((all, { weight }) => all + weight, 0n);
  const parts = weights.map(({ weight }) => floorDiv(total * weight, sum));
  const left = total - parts.reduce((all, part) => all + part, 0n);
  const byRemainder = weights
    .map(({ code, weight }, index) => ({ code, index, remainder: total * weight - (parts[index] as bigint) * sum }))
    .sort((a, b) => compare(b.remainder, a.remainder) || compare(a.code, b.code));
  for (const { index } of byRemainder.slice(0, Number(left))) parts[index] = (parts[index] as bigint) + 1n;
  return parts;
}

/**
 * Numbers by value, text by code point as UTF-8 and the store sort it: the order in which ties are broken and lines are
 * listed. JavaScript's own order is that of UTF-16 and puts rare characters, two surrogates each, too early.
 */
export function compare<T extends bigint | string>(a: T, b: T): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [unitOfA, unitOfB] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (unitOfA !== unitOfB) return rank(unitOfA) - rank(unitOfB);
  }
  return a.length - b.length;
}

/** A surrogate stands for a character beyond all those that need none. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}
