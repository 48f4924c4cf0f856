/**
 * The fourth pass: sums that references hold together. First a line that is all it names, to the fen; then all lines and
 * all items that references join, however many of either, where both sides sum to the same: part payments that add up,
 * several payments for several shares. Money in and money out are never added. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';

export function matchSums(board: Board): void {
  const named = namedOn(board);
  takeWholes(board, named);
  takeJoined(board, named);
}

/** Open lines that name something and open items that are named; a name is a number, and below zero for money that goes out. */
interface Named {
  readonly lines: ReadonlyMap<number, readonly number[]>;
  readonly items: ReadonlyMap<number, readonly number[]>;
}

function namedOn(board: Board): Named {
  const lines = new Map<number, readonly number[]>();
  const items = new Map<number, readonly number[]>();
  const { ofLine, ofItem } = board.names;
  const sided = ({ amount }: { readonly amount: Fen }, name: number) => (amount < 0n ? -name : name);
  const named = new Set<number>();
  board.eachLine((line) => {
    if (ofLine.isEmpty(line)) return;
    const names = ofLine.of(line).map((name) => sided(board.line(line), name));
    for (const name of names) named.add(name);
    lines.set(line, names);
  });
  if (lines.size > 0)
    board.eachItem((item) => {
      if (ofItem.isEmpty(item)) return;
      const names = ofItem.of(item).map((name) => sided(board.item(item), name));
      const own = names.filter((name) => named.has(name));
      if (own.length > 0) items.set(item, own);
    });
  return { lines, items };
}

/** Where an item is in the sums of two lines, neither is taken. */
function takeWholes(board: Board, { lines, items }: Named): void {
  const byName = new Map<number, number[]>();
  for (const [item, names] of items) for (const name of new Set(names)) append(byName, name, item);
  const wholes: { readonly lines: readonly number[]; readonly items: readonly number[] }[] = [];
  const claims = new Map<number, number>();
  const allNamed = (line: number) => lines.get(line) as readonly number[];
  for (const alike of Map.groupBy(lines.keys(), (line) => setKey(allNamed(line))).values()) {
    const names = allNamed(alike[0] as number);
    const own = [...new Set(names.flatMap((name) => byName.get(name) ?? []))];
    const total = sumOf(own.map((item) => board.item(item)));
    const exact = alike.filter((line) => board.line(line).amount === total);
    if (own.length < 2 || exact.length === 0) continue;
    wholes.push({ lines: exact, items: own });
    for (const item of own) claims.set(item, (claims.get(item) ?? 0) + exact.length);
  }
  for (const { lines: exact, items: own } of wholes)
    if (own.every((item) => claims.get(item) === 1)) board.take('SUM_BY_REFERENCE', exact, own);
}

/** Whoever shares a name is joined, and with them whoever shares another name with one of them. */
function takeJoined(board: Board, { lines, items }: Named): void {
  const circles = new Circles();
  const openLines = [...lines].filter(([line]) => board.isLineOpen(line));
  const openItems = [...items].filter(([item]) => board.isItemOpen(item));
  for (const [, names] of [...openLines, ...openItems]) circles.join(names);
  const itemsOf = Map.groupBy(openItems, ([, names]) => circles.of(names));
  for (const [circle, named] of Map.groupBy(openLines, ([, names]) => circles.of(names))) {
    const own = named.map(([line]) => line);
    const settled = (itemsOf.get(circle) ?? []).map(([item]) => item);
    const isEven = sumOf(own.map((line) => board.line(line))) === sumOf(settled.map((item) => board.item(item)));
    if (own.length > 1 && settled.length > 0 && isEven) board.take('SUM_BY_REFERENCE', own, settled);
  }
}

/** Equal for the same numbers in any order. */
function setKey(numbers: readonly number[]): number | string | undefined {
  return numbers.length === 1 ? numbers[0] : numbers.toSorted().join();
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function sumOf(all: readonly { readonly amount: Fen }[]): Fen {
  return all.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Names that belong together, each circle known by one of them. */
class Circles {
  readonly #towards = new Map<number, number>();

  join([first = 0, ...others]: readonly number[]): void {
    for (const other of others) {
      const [head, towards] = [this.#headOf(other), this.#headOf(first)];
      if (head !== towards) this.#towards.set(head, towards);
    }
  }

  of([name = 0]: readonly number[]): number {
    return this.#headOf(name);
  }

  #headOf(name: number): number {
    let head = name;
    for (let next = this.#towards.get(head); next !== undefined; next = this.#towards.get(head)) head = next;
    if (head !== name) this.#towards.set(name, head);
    return head;
  }
}
