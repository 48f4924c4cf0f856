/**
 * Which of at most 24 amounts add up to another. Half of them gives at most 4,096 sums, and so does the other half, so what
 * is asked is found by looking each of the first up in the second. There may be thousands of answers: the three with the
 * fewest members are given, of equally many those with the earliest.
 */
import type { Fen } from '@hh/kernel/money.ts';

export const SUBSET_OF_AT_MOST = 24;
const ANSWERS = 3;

/** Answers are positions in the amounts, two members at least. Amounts are of one sign; made once, asked often. */
export function subsetSums(amounts: readonly Fen[]): (total: Fen) => readonly (readonly number[])[] {
  if (amounts.length > SUBSET_OF_AT_MOST) throw new Error(`subset sums of more than ${SUBSET_OF_AT_MOST} amounts`);
  const half = amounts.length >> 1;
  const first = sumsOf(amounts.slice(0, half));
  const second = new Map<Fen, number[]>();
  for (const [mask, sum] of sumsOf(amounts.slice(half)).entries()) {
    const masks = second.get(sum);
    if (masks) keepBest(masks, mask);
    else second.set(sum, [mask]);
  }
  return (total) => {
    const best: number[] = [];
    for (const [mask, sum] of first.entries())
      for (const other of second.get(total - sum) ?? []) {
        const both = mask | (other << half);
        if (members(both) > 1) keepBest(best, both);
      }
    return best.map((mask) => amounts.flatMap((_, at) => (mask & (1 << at) ? [at] : [])));
  };
}

/** The sum of each set of the amounts, by its mask. */
function sumsOf(amounts: readonly Fen[]): Fen[] {
  const sums = [0n];
  for (const amount of amounts) sums.push(...sums.map((sum) => sum + amount));
  return sums;
}

function keepBest(masks: number[], mask: number): void {
  masks.push(mask);
  masks.sort(byMembers);
  masks.length = Math.min(masks.length, ANSWERS);
}

function byMembers(a: number, b: number): number {
  if (a === b) return 0;
  const lowestOfOne = (a ^ b) & -(a ^ b);
  return members(a) - members(b) || (a & lowestOfOne ? -1 : 1);
}

function members(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
