/**
 * The first three passes, strict to loose: reference and amount; counterparty, amount and days; amount and days. A match
 * is a line and an item that have only one another among all that is still open and fits. What a memo names decides: in
 * the looser passes whoever names or is named counts as a rival, and is never matched. ECONOMY.md, Reconciliation.
 */
import type { Board, MatchRule } from './board.ts';
import { ANY_DAY, ANYBODY, type Bond, Meeting, partners } from './meeting.ts';
import { mayMeet, type Naming } from './naming.ts';
import { SEVERAL } from './timeline.ts';

export function matchByReference(board: Board): void {
  takePairs(board, 'REFERENCE_AND_AMOUNT', { names: board.names, calendar: ANY_DAY }, () => true);
}

export function matchByCounterparty(board: Board, naming: Naming): void {
  const bond = { names: board.parties, calendar: board.calendar };
  const mayPair = (line: number, item: number) => mayMeet(naming, line, item);
  const severals = takePairs(board, 'COUNTERPARTY_AND_AMOUNT', bond, mayPair);
  takeTwins(board, bond, severals, naming);
}

/** A payer whom other open items know pays those: an amount alone does not make it pay for somebody else. */
export function matchByAmount(board: Board, naming: Naming): void {
  const isOfAnother = anotherPayer(board);
  const mayPair = (line: number, item: number) => mayMeet(naming, line, item) && !isOfAnother(line, item);
  takePairs(board, 'AMOUNT_ALONE', { names: ANYBODY, calendar: board.calendar }, mayPair);
}

/** Answers whether a line comes from somebody whom open items know, but not this one. */
export function anotherPayer(board: Board): (line: number, item: number) => boolean {
  const known = new Set<number>();
  const note = (party: number) => known.add(party);
  const isKnown = (payer: number) => known.has(payer);
  const { ofLine, ofItem } = board.parties;
  board.eachItem((item) => ofItem.each(item, note));
  return (line, item) => !ofItem.isEmpty(item) && ofLine.some(line, isKnown) && !board.parties.meet(line, item);
}

/** Takes who has only one another; answers the lines that have several, which nobody may choose among. */
function takePairs(
  board: Board,
  rule: MatchRule,
  bond: Bond,
  allows: (line: number, item: number) => boolean,
): readonly number[] {
  const { ofLine, ofItem } = partners(board, bond);
  const severals: number[] = [];
  for (let line = 0; line < ofLine.length; line += 1) {
    const item = ofLine[line] as number;
    if (item === SEVERAL) severals.push(line);
    else if (item >= 0 && ofItem[item] === line && allows(line, item)) board.take(rule, [line], [item]);
  }
  return severals;
}

/**
 * As many equal lines as equal items, and nobody else who fits: all of them are settled, on the same day, by the same
 * payer, and whichever line went to whichever item, nothing would be different. So they are one match, and no pair is
 * picked. Lines are equal in all but id and serial number, items in all but id and references.
 */
function takeTwins(board: Board, bond: Bond, severals: readonly number[], naming: Naming): void {
  for (const [place, lines] of Map.groupBy(severals, (line) => board.places.ofLine(line))) {
    const meeting = new Meeting(board, place, bond);
    for (const twins of Map.groupBy(lines, (line) => lineLooks(board, line)).values()) {
      const [line = SEVERAL] = twins;
      const items = [...meeting.itemsOf(line, twins.length + 1)];
      const [item = SEVERAL] = items;
      if (twins.length < 2 || items.length !== twins.length) continue;
      const looks = itemLooks(board, item);
      const areEqual = items.every((each) => itemLooks(board, each) === looks);
      const rivals = meeting.linesOf(item, twins.length + 1);
      const areAlone = rivals.size === twins.length && twins.every((twin) => rivals.has(twin));
      if (areEqual && areAlone && items.every((each) => mayMeet(naming, line, each)))
        board.take('COUNTERPARTY_AND_AMOUNT', twins, items);
    }
  }
}

function lineLooks(board: Board, line: number): string {
  const { id, reference, amount, ...looks } = board.line(line);
  return JSON.stringify([`${amount}`, looks.bookedOn, looks.counterparty, looks.counterpartyAccount, looks.memo]);
}

function itemLooks(board: Board, item: number): string {
  const { kind, date, amount, counterparties, group, period } = board.item(item);
  return JSON.stringify([kind, date, `${amount}`, counterparties, group, period]);
}
