/** Open items by what a line may know of them: a reference with its month or without, or a counterparty. */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';
import { withoutMonth } from './references.ts';

/** A key for money that comes in, or for money that goes out: the two are never added. */
export function sided({ amount }: { readonly amount: Fen }, key: string | number): string {
  return `${amount < 0n ? 'OUT' : 'IN'} ${key}`;
}

export function openItemsUnder(board: Board, keys: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const items = new Map<string, number[]>();
  for (const key of keys) items.set(key, []);
  if (items.size === 0) return items;
  board.eachItem((item) => {
    const one = board.item(item);
    const come = (key: string | number) => {
      const own = items.get(sided(one, key));
      if (own && own.at(-1) !== item) own.push(item); // once, though it has two names of one key
    };
    for (const reference of one.references) {
      come(reference);
      come(withoutMonth(reference));
    }
    for (const party of board.partiesOf(item)) come(party);
  });
  return items;
}
