/**
 * Payments that came back: a line, and the opposite amount from or to the same counterparty on that day or later. The two
 * cancel out, so neither may settle anything until a person has said what happened. Where an open item explains the
 * opposite amount, it is a payment of its own and takes nothing back.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';
import { Amounts, Places } from './places.ts';
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
  const amounts = board.lineAmounts;
  let signs = 0;
  board.eachLineLeft((line) => {
    signs += amounts.signs[line] as number;
  });
  const sought = signs > 0 ? -1 : 1; // there are fewer of these
  const few: number[] = [];
  board.eachLineLeft((line) => {
    if (amounts.signs[line] === sought) few.push(line);
  });
  const opposite = new Amounts(few.map((line) => ({ amount: -board.line(line).amount })));
  const asked = new Places();
  for (let at = 0; at < few.length; at += 1) asked.findOrMake(0, opposite.one(at), opposite.other(at));
  const chosen = [...few];
  if (few.length > 0)
    board.eachLineLeft((line) => {
      if (asked.find(0, amounts.one(line), amounts.other(line)) !== NONE) chosen.push(line);
    });
  const opposites = new Map<string, number[]>();
  for (const line of new Set(chosen))
    for (const payer of board.payersOf(line)) {
      const key = `${payer} ${board.line(line).amount}`;
      const known = opposites.get(key);
      if (known) known.push(line);
      else opposites.set(key, [line]);
    }
  return opposites;
}

function oppositeOf(key: string): string {
  const [payer, amount = '0'] = key.split(' ');
  return `${payer} ${-BigInt(amount)}`;
}

/** Whether an item of the same amount is open that the line names, or whose counterparty it is from. */
function explained(board: Board, lines: readonly number[]): (line: number) => boolean {
  const asked = new Places();
  const { lineAmounts, itemAmounts } = board;
  for (const line of lines) asked.findOrMake(0, lineAmounts.one(line), lineAmounts.other(line));
  const reasons = new Set<string>();
  const reasonsOf = (names: readonly number[], parties: readonly number[], amount: Fen) => [
    ...names.map((name) => `NAME ${name} ${amount}`),
    ...parties.map((party) => `PARTY ${party} ${amount}`),
  ];
  if (asked.count > 0)
    board.eachItem((item) => {
      if (asked.find(0, itemAmounts.one(item), itemAmounts.other(item)) === NONE) return;
      const own = reasonsOf(board.names.ofItem.of(item), board.partiesOf(item), board.item(item).amount);
      for (const reason of own) reasons.add(reason);
    });
  return (line) =>
    reasonsOf(board.names.ofLine.of(line), board.payersOf(line), board.line(line).amount).some((reason) =>
      reasons.has(reason),
    );
}
