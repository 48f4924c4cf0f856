/**
 * A payment that came back (退回): the bank shows the opposite of what a match had settled. It names that match, whole and
 * once; what was settled is open again from the bank's day on, and can be paid anew. The match itself stands, since the bank
 * did show its line: nothing of a signed statement changes. Decision 51.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { dayOf, type Match, type MatchedItem, type MatchedLine } from './match.ts';

/** Can what this match settled come back? Not where somebody bore a difference: that is taken back and made anew. */
export function mayComeBack(match: Match): boolean {
  const { state, lines, items, variance, returns, returnedBy } = match;
  const isSettling = lines.length > 0 && items.length > 0 && items.every(({ kind }) => kind === 'OWED');
  return state === 'BOOKED' && isSettling && variance === null && returns === null && returnedBy === null;
}

/** What is open again, in the direction of the line that brought it back. */
export function returnedItems({ items }: Pick<Match, 'items'>): readonly MatchedItem[] {
  return items.map((item) => ({ ...item, amount: -item.amount }));
}

/** Refuses: NOT_FOUND on another account, RETURN_NOT_ALLOWED. */
export function itemsOfReturn(
  { id, bankAccount, county }: { readonly id: string; readonly bankAccount: string; readonly county: string },
  returned: Match | null,
  lines: readonly MatchedLine[],
): readonly MatchedItem[] | Refusal {
  if (!returned || returned.county !== county || returned.bankAccount !== bankAccount)
    return refuse('NOT_FOUND', { field: 'returns', what: id.slice(0, 40) });
  const isOpposite = lines.length > 0 && sumOf(lines) === -sumOf(returned.lines);
  const isLater = dayOf({ lines, madeAt: returned.madeAt }) >= dayOf(returned);
  return mayComeBack(returned) && isOpposite && isLater
    ? returnedItems(returned)
    : refuse('RETURN_NOT_ALLOWED', { field: 'returns' });
}

function sumOf(lines: readonly MatchedLine[]): Fen {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}
