/**
 * Who names whom. A line whose memo names a reference belongs to what is named and to nothing else, and so does an item
 * that an open line names in full. A month by itself names nothing, but another month speaks against an item.
 */
import type { Board } from './board.ts';

export interface Naming {
  of(line: number): readonly string[];
  isNamed(item: number): boolean;
  isOfMonth(line: number, item: number): boolean;
}

/** As it is now: what is matched names nobody any more. */
export function namingOn(board: Board): Naming {
  const named = new Set<string>();
  board.eachLine((line) => {
    for (const name of board.namesOf(line).references) if (isInFull(name)) named.add(name);
  });
  return {
    of: (line) => board.namesOf(line).references,
    isNamed: (item) => named.size > 0 && board.item(item).references.some((reference) => named.has(reference)),
    isOfMonth: (line, item) => {
      const { months } = board.namesOf(line);
      const { period } = board.item(item);
      return months.length === 0 || period === null || months.includes(period);
    },
  };
}

/** Nothing that is named speaks against it. */
export function mayMeet(naming: Naming, line: number, item: number): boolean {
  return naming.of(line).length === 0 && !naming.isNamed(item) && naming.isOfMonth(line, item);
}

function isInFull(name: string): boolean {
  return name.includes(' ');
}
