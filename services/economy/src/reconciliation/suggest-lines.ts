/** What is plausible for several lines at once: payments that add up to one item, and payments that came back. */
import { compare } from '@hh/kernel/rounding.ts';
import type { Board } from './board.ts';
import type { Naming } from './naming.ts';
import { keyOf, openItemsUnder } from './open-items.ts';
import type { Reversals } from './reversals.ts';
import { SUBSET_OF_AT_MOST, subsetSums } from './subset-sums.ts';
import { type Suggestion, suggestionOn } from './suggestion.ts';

/** Lines of one counterparty that name nothing and, two or more of them, are together what an item of it is open. */
export function suggestSumsOfLines(board: Board, naming: Naming): Suggestion[] {
  const byPayer = new Map<string, number[]>();
  board.eachLine((line) => {
    if (naming.isNaming(line)) return;
    for (const payer of board.parties.ofLine.of(line)) {
      const key = keyOf(board.line(line), 'PARTY', payer);
      const known = byPayer.get(key);
      if (known) known.push(line);
      else byPayer.set(key, [line]);
    }
  });
  const isFew = (some: readonly number[]) => some.length <= SUBSET_OF_AT_MOST;
  const items = openItemsUnder(board, byPayer.keys());
  return [...byPayer].flatMap(([payer, some]) => {
    const asked = items.get(payer) ?? [];
    if (some.length < 2 || !isFew(some) || !isFew(asked)) return [];
    const lines = earliestFirst(board, some);
    const subsetsOf = subsetSums(lines.map((line) => board.line(line).amount));
    return asked.flatMap((item) =>
      subsetsOf(board.item(item).amount).map((subset, _, { length }) =>
        suggestionOn(board, {
          rule: 'SUBSET_SUM',
          reason: 'NOT_NAMED',
          lines: subset.map((at) => lines[at] as number),
          items: [item],
          among: length,
        }),
      ),
    );
  });
}

export function suggestReversals(board: Board, { found }: Reversals): Suggestion[] {
  return found.flatMap(({ returned, paid }) =>
    paid.map((line) =>
      suggestionOn(board, {
        rule: 'REVERSED',
        reason: 'CANCELS_OUT',
        lines: [line, returned],
        items: [],
        among: paid.length,
      }),
    ),
  );
}

function earliestFirst(board: Board, lines: readonly number[]): readonly number[] {
  return lines.toSorted((a, b) => {
    const [one, other] = [board.line(a), board.line(b)];
    return compare(one.bookedOn, other.bookedOn) || compare(one.id, other.id);
  });
}
