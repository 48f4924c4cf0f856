/**
 * Payments that came back: a line, and the opposite amount from or to the same counterparty on that day or later. The two
 * cancel out, so neither may settle anything until a person has said what happened. Where an open item explains the
 * opposite amount, it is a payment of its own and takes nothing back.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';
import { NONE, Timeline } from './timeline.ts';

export interface Reversal {
  readonly returned: number;
  /** What it may take back: the last lines before it, several if they are of one day. */
  readonly paid: readonly number[];
}

export interface Reversals {
  readonly found: readonly Reversal[];
  /** Every line that may have been taken back, and every line that takes one back. */
  readonly lines: ReadonlySet<number>;
}

export function reversalsOn(board: Board, withinDays: number): Reversals {
  const lines = new Set<number>();
  const found = new Map<number, number[]>();
  const opposites = oppositesOn(board);
  const isExplained = explained(board, [...opposites.values()].flat());
  for (const [key, paid] of opposites) {
    const returned = (opposites.get(oppositeOf(key)) ?? []).filter((line) => !isExplained(line));
    const [before, after] = [
      new Timeline(paid, board.calendar.lineDay),
      new Timeline(returned, board.calendar.lineDay),
    ];
    for (const line of returned) {
      const day = board.calendar.lineDay(line);
      const last = before.lastOf(day - withinDays, day);
      if (last.length === 0) continue;
      lines.add(line);
      found.set(line, [...(found.get(line) ?? []), ...last]);
    }
    for (const line of paid) {
      const day = board.calendar.lineDay(line);
      if (after.between(day, day + withinDays, 1).length > 0) lines.add(line);
    }
  }
  return { lines, found: [...found].map(([returned, paid]) => ({ returned, paid: [...new Set(paid)] })) };
}

/** Lines by counterparty and amount, where a line of the opposite amount exists. */
function oppositesOn(board: Board): ReadonlyMap<string, readonly number[]> {
  const { signs } = board.lineAmounts;
  let sum = 0;
  board.eachLineLeft((line) => {
    sum += signs[line] as number;
  });
  const sought = sum > 0 ? -1 : 1; // there are fewer of these
  const places = new Set<number>();
  board.eachLineLeft((line) => {
    if (signs[line] !== sought) return;
    const opposite = board.places.opposite(line);
    if (opposite !== NONE) places.add(opposite).add(board.places.ofLine(line));
  });
  const opposites = new Map<string, number[]>();
  for (const place of places)
    board.places.lines.each(place, (line) => {
      if (!board.isLineLeft(line)) return;
      for (const payer of board.parties.ofLine.of(line)) append(opposites, `${payer} ${board.line(line).amount}`, line);
    });
  return opposites;
}

function append(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function oppositeOf(key: string): string {
  const [payer, amount = '0'] = key.split(' ');
  return `${payer} ${-BigInt(amount)}`;
}

/** Whether an item of the same amount is open that the line names, or whose counterparty it is from. */
function explained(board: Board, lines: readonly number[]): (line: number) => boolean {
  const { names, parties, places } = board;
  const reasonsOf = (amount: Fen, named: readonly number[], known: readonly number[]) => [
    ...named.map((name) => `NAME ${name} ${amount}`),
    ...known.map((party) => `PARTY ${party} ${amount}`),
  ];
  const reasons = new Set<string>();
  for (const place of new Set(lines.map((line) => places.ofLine(line))))
    places.items.each(place, (item) => {
      if (!board.isItemOpen(item)) return;
      const own = reasonsOf(board.item(item).amount, names.ofItem.of(item), parties.ofItem.of(item));
      for (const reason of own) reasons.add(reason);
    });
  return (line) =>
    reasonsOf(board.line(line).amount, names.ofLine.of(line), parties.ofLine.of(line)).some((reason) =>
      reasons.has(reason),
    );
}
