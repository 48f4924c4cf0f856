/** Open items by what a line may know of them: a reference with its month or without, or a counterparty. */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';

/** The number of a reference or of a counterparty, for money that comes in or for money that goes out: the two are never added. */
export function keyOf({ amount }: { readonly amount: Fen }, kind: 'NAME' | 'PARTY', number: number): string {
  return `${amount < 0n ? 'OUT' : 'IN'} ${kind} ${number}`;
}

export function openItemsUnder(board: Board, keys: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const items = new Map<string, number[]>();
  for (const key of keys) items.set(key, []);
  if (items.size === 0) return items;
  board.eachItem((item) => {
    const one = board.item(item);
    const come = (key: string) => {
      const own = items.get(key);
      if (own && own.at(-1) !== item) own.push(item); // once, though it has two names of one key
    };
    board.names.ofItem.each(item, (name) => come(keyOf(one, 'NAME', name)));
    for (const party of board.parties.ofItem.of(item)) come(keyOf(one, 'PARTY', party));
  });
  return items;
}
