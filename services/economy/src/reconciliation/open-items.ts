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
    const { references } = board.item(item);
    for (const key of new Set([...references, ...references.map(withoutMonth), ...board.partiesOf(item)]))
      items.get(sided(board.item(item), key))?.push(item);
  });
  return items;
}
