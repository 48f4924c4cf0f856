/**
 * What is plausible for lines that no pass has matched, the likelier first and five for a line at most. A person confirms
 * one or none; nothing here ever becomes a match by itself. ECONOMY.md, Reconciliation.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Board } from './board.ts';
import { isInWindow } from './meeting.ts';
import type { Naming } from './naming.ts';
import { anotherPayer } from './passes.ts';
import { type Group, oldestFirst, type Pool, poolsOn } from './pools.ts';
import { type Found, type Reason, type Suggestion, type SuggestionRule, suggestionOn } from './suggestion.ts';

const FOR_A_LINE = 5;
/** More than these nobody looks at. */
const LOOKED_AT = 500;

export function suggestForLines(board: Board, naming: Naming, tolerance: Fen): Suggestion[] {
  const poolFor = poolsOn(board);
  const ofAmount = itemsByAmount(board);
  const isOfAnother = anotherPayer(board);
  const suggestions: Suggestion[] = [];
  board.eachLine((line) => {
    const { amount } = board.line(line);
    const pool = poolFor(line);
    const isNamed = pool.evidence === 'REFERENCE';
    const why = (item: number): Reason => {
      if (isNamed) return 'SEVERAL_FIT';
      if (!naming.isOfMonth(line, item) || naming.isNaming(line)) return 'NAMES_ANOTHER';
      if (naming.isNamed(item)) return 'NAMED_BY_ANOTHER';
      if (isOfAnother(line, item)) return 'ANOTHER_PAYER';
      return isInWindow(board.calendar, line, item) ? 'SEVERAL_FIT' : 'OUTSIDE_DAYS';
    };
    const each = (rule: SuggestionRule, items: readonly number[], reason: (item: number) => Reason = why) => {
      const near = nearest(board, line, items);
      return near.map(
        (item): Found => ({ rule, reason: reason(item), lines: [line], items: [item], among: near.length }),
      );
    };
    const inWindow = (item: number) => isInWindow(board.calendar, line, item);
    const ways: readonly (() => readonly Found[])[] = [
      () => each(isNamed ? 'REFERENCE_AND_AMOUNT' : 'COUNTERPARTY_AND_AMOUNT', pool.between(amount, amount)),
      () => each('FEE_DEDUCTED', pool.between(amount + 1n, amount + tolerance), () => 'SHORT'),
      () => pool.groups.flatMap((group) => sumsOf(board, line, pool, group, tolerance)),
      () => (isNamed ? [] : each('AMOUNT_ALONE', ofAmount(amount).filter(inWindow))),
    ];
    const found = ways.reduce<readonly Found[]>((before, way) => (before.length > 0 ? before : way()), []);
    const made = found.map((each) => suggestionOn(board, each));
    suggestions.push(...made.sort((a, b) => b.confidenceBp - a.confidenceBp).slice(0, FOR_A_LINE));
  });
  return suggestions;
}

/** What a line may be of items that one payment settles together. Of money that goes out, a fee makes more of it. */
function sumsOf(board: Board, line: number, pool: Pool, group: Group, tolerance: Fen): readonly Found[] {
  const { amount } = board.line(line);
  const { total, owed, totalOwed } = group;
  const all = { lines: [line], items: group.items, among: pool.groups.length };
  if (all.items.length > 1 && all.items.length <= LOOKED_AT) {
    if (total === amount && pool.evidence === 'REFERENCE')
      return [{ ...all, rule: 'SUM_BY_REFERENCE', reason: 'SEVERAL_FIT' }];
    if (total === amount) return [{ ...all, rule: 'SUM_OF_GROUP', reason: 'NOT_NAMED' }];
    if (total > amount && total - amount <= tolerance) return [{ ...all, rule: 'FEE_DEDUCTED', reason: 'SHORT' }];
  }
  const subsets = group.subsetsOf(amount).map(
    (items, _, { length }): Found => ({
      rule: 'SUBSET_SUM',
      reason: 'NOT_NAMED',
      lines: [line],
      items,
      among: length,
    }),
  );
  const reached = { ...all, items: firstUntil(board, owed, magnitude(amount)) };
  if (reached.items.length === 0 || reached.items.length > LOOKED_AT || totalOwed === amount) return subsets;
  return magnitude(amount) < magnitude(totalOwed)
    ? [...subsets, { ...reached, rule: 'PART_PAYMENT', reason: 'SHORT' }]
    : [...subsets, { ...reached, rule: 'OVER_PAYMENT', reason: 'TOO_MUCH' }];
}

/** The oldest that a payment reaches, and all of their last period; one more than anybody looks at is enough to know. */
function firstUntil(board: Board, owed: readonly number[], paid: Fen): readonly number[] {
  let open = 0n;
  const end = owed.findIndex((item, at) => {
    const isNewPeriod = board.item(item).period !== board.item(owed[at - 1] ?? item).period;
    if (at > LOOKED_AT || (open >= paid && isNewPeriod)) return true;
    open += magnitude(board.item(item).amount);
    return false;
  });
  return end < 0 ? owed : owed.slice(0, end);
}

function magnitude(amount: Fen): Fen {
  return amount < 0n ? -amount : amount;
}

/** The nearest by day, of equally near ones the oldest. */
function nearest(board: Board, line: number, items: readonly number[]): readonly number[] {
  const { lineDay, itemDay } = board.calendar;
  const distance = (item: number) => Math.abs(lineDay(line) - itemDay(item));
  return items.slice(0, LOOKED_AT).sort((a, b) => distance(a) - distance(b));
}

function itemsByAmount(board: Board): (amount: Fen) => readonly number[] {
  const items = new Map<Fen, number[]>();
  board.eachLine((line) => items.set(board.line(line).amount, []));
  board.eachItem((item) => items.get(board.item(item).amount)?.push(item));
  const sorted = new Map<Fen, readonly number[]>();
  return (amount) => {
    const known = sorted.get(amount) ?? oldestFirst(board, items.get(amount) ?? []);
    sorted.set(amount, known);
    return known.length > LOOKED_AT ? [] : known;
  };
}
