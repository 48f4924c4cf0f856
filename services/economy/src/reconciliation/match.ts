/**
 * Reconciliation of bank lines with what is open in the book, by passes from strict to loose (ECONOMY.md, Reconciliation).
 * Where exactly one answer exists it is a match; whatever else is plausible is a suggestion that a person decides. The
 * same lines and items give the same answer in whatever order they come, since no tie is ever broken by place.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { Board, type Match } from './board.ts';
import type { Window } from './meeting.ts';
import { namingOn } from './naming.ts';
import { matchByAmount, matchByCounterparty, matchByReference } from './passes.ts';
import { reversalsOn } from './reversals.ts';
import type { BankLine, OpenItem } from './sides.ts';
import { suggestForLines } from './suggest.ts';
import { suggestReversals, suggestSumsOfLines } from './suggest-lines.ts';
import type { Suggestion } from './suggestion.ts';
import { matchSums } from './sums.ts';

export interface MatchOptions {
  readonly window: Window;
  /** Days within which a payment that came back is looked for. */
  readonly reversalDays: number;
  /** In fen, what a fee on the way may take at most. */
  readonly tolerance: Fen;
  /** What the codes of agreements begin with. Anything else of that form in a memo is a number of the bank's own. */
  readonly series: readonly string[];
}

export const STANDARD: MatchOptions = {
  window: { before: 5, after: 10 },
  reversalDays: 30,
  tolerance: 1_00n,
  series: ['JV'],
};

export interface Matching {
  readonly matches: readonly Match[];
  readonly suggestions: readonly Suggestion[];
}

export function match(
  lines: readonly BankLine[],
  items: readonly OpenItem[],
  options: MatchOptions = STANDARD,
): Matching {
  const board = new Board(lines, items, options);
  board.eachLine((line) => {
    if (board.line(line).amount === 0n) board.setAside(line); // interest of nothing: no money moved
  });
  // A match takes rivals away from others, so the passes come again until they find nothing: what is left is left for good.
  for (let before = -1; before < board.matches.length; ) {
    before = board.matches.length;
    for (const line of reversalsOn(board, options.reversalDays).lines) board.setAside(line);
    matchByReference(board);
    const naming = namingOn(board);
    matchByCounterparty(board, naming);
    matchByAmount(board, naming);
    matchSums(board);
  }
  const naming = namingOn(board);
  const suggestions = [
    ...suggestReversals(board, reversalsOn(board, options.reversalDays)),
    ...suggestForLines(board, naming, options.tolerance),
    ...suggestSumsOfLines(board, naming),
  ];
  return { matches: board.matches, suggestions: withoutRepetition(suggestions) };
}

/** One pair may be found from both of its ends, or by a name as well as by an account. */
function withoutRepetition(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const known = new Map(suggestions.map((each) => [[each.rule, ...each.lines, '=', ...each.items].join(' '), each]));
  return [...known.values()];
}
