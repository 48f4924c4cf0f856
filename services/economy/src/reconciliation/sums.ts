/**
 * The fourth pass: sums that references hold together. First a line that is all it names, to the fen; then all lines and
 * all items that references join, however many of either, where both sides sum to the same: part payments that add up,
 * several payments for several shares. Money in and money out are never added. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';
import type { Naming } from './naming.ts';
import { openItemsUnder, sided } from './open-items.ts';

const AND = '; ';

export function matchSums(board: Board, naming: Naming): void {
  takeWholes(board, naming);
  takeJoined(board, naming);
}

/** Where an item is in the sums of two lines, neither is taken. */
function takeWholes(board: Board, naming: Naming): void {
  const lines = linesByNames(board, naming);
  const items = openItemsUnder(board, [...lines.keys()].flatMap(namesIn));
  const wholes: { readonly lines: readonly number[]; readonly items: readonly number[] }[] = [];
  const claims = new Map<number, number>();
  for (const [names, alike] of lines) {
    const own = [...new Set(namesIn(names).flatMap((name) => items.get(name) ?? []))];
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
function takeJoined(board: Board, naming: Naming): void {
  const lines = linesByNames(board, naming);
  const circles = new Circles();
  for (const names of lines.keys()) circles.join(namesIn(names));
  const namesOf = new Map<number, string[]>();
  for (const [name, named] of openItemsUnder(board, [...lines.keys()].flatMap(namesIn)))
    for (const item of named) namesOf.set(item, [...(namesOf.get(item) ?? []), name]);
  for (const names of namesOf.values()) circles.join(names);
  const itemsOf = Map.groupBy(namesOf.keys(), (item) => circles.of(namesOf.get(item) ?? []));
  for (const [circle, alike] of Map.groupBy(lines, ([names]) => circles.of(namesIn(names)))) {
    const own = alike.flatMap(([, each]) => each);
    const items = itemsOf.get(circle) ?? [];
    const isEven = sumOf(own.map((line) => board.line(line))) === sumOf(items.map((item) => board.item(item)));
    if (own.length > 1 && items.length > 0 && isEven) board.take('SUM_BY_REFERENCE', own, items);
  }
}

/** The open lines that name something, by all that they name. */
function linesByNames(board: Board, naming: Naming): ReadonlyMap<string, readonly number[]> {
  const lines: number[] = [];
  board.eachLine((line) => {
    if (naming.of(line).length > 0) lines.push(line);
  });
  const nameOn = (line: number) => (name: string) => sided(board.line(line), name);
  return Map.groupBy(lines, (line) => naming.of(line).toSorted().map(nameOn(line)).join(AND));
}

function namesIn(names: string): readonly string[] {
  return names.split(AND);
}

function sumOf(all: readonly { readonly amount: Fen }[]): Fen {
  return all.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Names that belong together, each circle known by one of them. */
class Circles {
  readonly #towards = new Map<string, string>();

  join([first = '', ...others]: readonly string[]): void {
    for (const other of others) {
      const [head, towards] = [this.#headOf(other), this.#headOf(first)];
      if (head !== towards) this.#towards.set(head, towards);
    }
  }

  of([name = '']: readonly string[]): string {
    return this.#headOf(name);
  }

  #headOf(name: string): string {
    let head = name;
    for (let next = this.#towards.get(head); next !== undefined; next = this.#towards.get(head)) head = next;
    if (head !== name) this.#towards.set(name, head);
    return head;
  }
}
