/**
 * Who names whom. A line whose memo names a reference belongs to what is named and to nothing else, and so does an item
 * that an open line names in full. A month by itself names nothing, but another month speaks against an item.
 */
import type { Board } from './board.ts';
import { isInFull } from './reference-number.ts';

export interface Naming {
  isNaming(line: number): boolean;
  isNamed(item: number): boolean;
  isOfMonth(line: number, item: number): boolean;
}

/** As it is now: what is matched names nobody any more. */
export function namingOn(board: Board): Naming {
  const { names } = board;
  const named = new Set<number>();
  const note = (name: number) => {
    if (isInFull(name)) named.add(name);
  };
  board.eachLine((line) => names.ofLine.each(line, note));
  const isNoted = (name: number) => named.has(name);
  return {
    isNaming: (line) => !names.ofLine.isEmpty(line),
    isNamed: (item) => names.ofItem.some(item, isNoted),
    isOfMonth: (line, item) => {
      const { period } = board.item(item);
      return !names.namesMonths(line) || period === null || names.namesMonth(line, period);
    },
  };
}

/** Nothing that is named speaks against it. */
export function mayMeet(naming: Naming, line: number, item: number): boolean {
  return !naming.isNaming(line) && !naming.isNamed(item) && naming.isOfMonth(line, item);
}
