/** What somebody has chosen of both lists, whole or a part of it, and what both come to. Amounts are added as whole fen. */
import { useMemo, useState } from 'react';
import { difference, sumOf } from '../../../kit/fen.ts';
import type { BankLineRowFragment, BookItemRowFragment } from './workbench.generated.ts';

interface Chosen {
  readonly id: string;
  readonly title: string;
  /** All that is open of it. */
  readonly whole: string;
  /** Less than that; null for all of it. */
  readonly part: string | null;
}

interface ChosenItem extends Chosen {
  readonly operator: string | null;
}

export interface Selection {
  readonly lines: ReadonlyMap<string, Chosen>;
  readonly items: ReadonlyMap<string, ChosenItem>;
}

const NOTHING: Selection = { lines: new Map(), items: new Map() };

export interface Sums {
  readonly lines: string;
  readonly items: string;
  /** What the lines have more than the items. */
  readonly difference: string;
}

function sumsOf({ lines, items }: Selection): Sums {
  const of = (chosen: Iterable<Chosen>) => sumOf([...chosen].map(({ part, whole }) => part ?? whole));
  const sums = { lines: of(lines.values()), items: of(items.values()) };
  return { ...sums, difference: difference(sums.lines, sums.items) };
}

export function isNothing({ lines, items }: Selection): boolean {
  return lines.size + items.size === 0;
}

export function useSelection() {
  const [selection, setSelection] = useState(NOTHING);
  const sums = useMemo(() => sumsOf(selection), [selection]);
  return {
    selection,
    sums,
    clear: () => setSelection(NOTHING),
    /** Nothing is open of a line that is matched: it is looked at and not chosen. */
    toggleLine: (row: BankLineRowFragment, isAdding = false) => {
      if (row.state === 'UNMATCHED')
        setSelection((now) => ({ ...now, lines: toggled(now.lines, chosenLine(row), isAdding) }));
    },
    toggleItem: (row: BookItemRowFragment, isAdding = false) =>
      setSelection((now) => ({ ...now, items: toggled(now.items, chosenItem(row), isAdding) })),
    /** Parts by id; what is not named stays. */
    split: (parts: ReadonlyMap<string, string | null>) =>
      setSelection((now) => ({ lines: withParts(now.lines, parts), items: withParts(now.items, parts) })),
  };
}

function toggled<C extends Chosen>(now: ReadonlyMap<string, C>, one: C, isAdding: boolean): ReadonlyMap<string, C> {
  const next = new Map(now);
  if (next.has(one.id) && !isAdding) next.delete(one.id);
  else if (!next.has(one.id)) next.set(one.id, one);
  return next;
}

function withParts<C extends Chosen>(now: ReadonlyMap<string, C>, parts: ReadonlyMap<string, string | null>) {
  return new Map([...now].map(([id, one]) => [id, parts.has(id) ? { ...one, part: parts.get(id) ?? null } : one]));
}

function chosenLine({ id, bookedOn, counterparty, memo, open }: BankLineRowFragment): Chosen {
  return { id, title: [bookedOn, counterparty || memo].join(' '), whole: open, part: null };
}

function chosenItem({ id, on, memo, compound, free, operator }: BookItemRowFragment): ChosenItem {
  const title = [on, memo, compound?.name].filter((word) => word).join(' ');
  return { id, title, whole: free, part: null, operator: operator?.uscc ?? null };
}
