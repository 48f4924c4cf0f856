/**
 * What a reconciliation knows while it goes on: both sides, what each memo names, and who is still open. Lines and items
 * are numbers here, their places in what was given; no decision may depend on which number somebody has.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { Calendar, Window } from './meeting.ts';
import { Names } from './names.ts';
import { NOBODY, Parties } from './parties.ts';
import { Amounts } from './places.ts';
import type { BankLine, OpenItem } from './sides.ts';

export type MatchRule = 'REFERENCE_AND_AMOUNT' | 'COUNTERPARTY_AND_AMOUNT' | 'AMOUNT_ALONE' | 'SUM_BY_REFERENCE';

/** These lines settle these items, to the fen. Of several, which line settles which item is not said: nothing tells. */
export interface Match {
  readonly rule: MatchRule;
  readonly lines: readonly string[];
  readonly items: readonly string[];
  readonly amount: Fen;
}

interface BoardOptions {
  readonly window: Window;
  readonly series: readonly string[];
}

const DAY_MS = 86_400_000;

export class Board {
  readonly lines: readonly BankLine[];
  readonly items: readonly OpenItem[];
  readonly lineAmounts: Amounts;
  readonly itemAmounts: Amounts;
  readonly names: Names;
  readonly calendar: Calendar;
  readonly matches: Match[] = [];
  readonly #parties = new Parties();
  readonly #lineIsOpen: Uint8Array;
  readonly #itemIsOpen: Uint8Array;
  readonly #aside = new Set<number>();

  constructor(lines: readonly BankLine[], items: readonly OpenItem[], { window, series }: BoardOptions) {
    this.lines = lines;
    this.items = items;
    this.lineAmounts = new Amounts(lines);
    this.itemAmounts = new Amounts(items);
    this.names = new Names(lines, items, series);
    this.#lineIsOpen = new Uint8Array(lines.length).fill(1);
    this.#itemIsOpen = new Uint8Array(items.length).fill(1);
    const dayOf = daysByDate();
    const lineDays = new Int32Array(lines.length);
    const itemDays = new Int32Array(items.length);
    const isOwed = new Uint8Array(items.length);
    for (let line = 0; line < lines.length; line += 1) lineDays[line] = dayOf(this.line(line).bookedOn);
    for (let item = 0; item < items.length; item += 1) {
      const { date, kind } = this.item(item);
      itemDays[item] = dayOf(date);
      if (kind === 'OWED') isOwed[item] = 1;
    }
    this.calendar = {
      window,
      lineDay: (line) => lineDays[line] as number,
      itemDay: (item) => itemDays[item] as number,
      isOwed: (item) => isOwed[item] === 1,
    };
  }

  line(line: number): BankLine {
    return this.lines[line] as BankLine;
  }

  item(item: number): OpenItem {
    return this.items[item] as OpenItem;
  }

  /** Whom the bank names on the other side, by name and by account. */
  eachPayer(line: number, visit: (payer: number, line: number) => void): void {
    const { counterparty, counterpartyAccount } = this.line(line);
    const named = this.#parties.idOf(counterparty);
    const held = this.#parties.idOf(counterpartyAccount);
    if (named !== NOBODY) visit(named, line);
    if (held !== NOBODY && held !== named) visit(held, line);
  }

  eachParty(item: number, visit: (party: number, item: number) => void): void {
    for (const text of this.item(item).counterparties) visit(this.#parties.idOf(text), item);
  }

  payersOf(line: number): readonly number[] {
    const payers: number[] = [];
    this.eachPayer(line, (payer) => payers.push(payer));
    return payers;
  }

  partiesOf(item: number): readonly number[] {
    const parties: number[] = [];
    this.eachParty(item, (party) => parties.push(party));
    return parties;
  }

  isLineOpen(line: number): boolean {
    return this.#lineIsOpen[line] === 1;
  }

  isItemOpen(item: number): boolean {
    return this.#itemIsOpen[item] === 1;
  }

  eachLine(visit: (line: number) => void): void {
    for (let line = 0; line < this.lines.length; line += 1) if (this.isLineOpen(line)) visit(line);
  }

  /** Open or set aside: whatever is in no match. */
  eachLineLeft(visit: (line: number) => void): void {
    this.eachLine(visit);
    for (const line of this.#aside) visit(line);
  }

  eachItem(visit: (item: number) => void): void {
    for (let item = 0; item < this.items.length; item += 1) if (this.isItemOpen(item)) visit(item);
  }

  /** Of no pass, though nothing settles it. */
  setAside(line: number): void {
    this.#lineIsOpen[line] = 0;
    this.#aside.add(line);
  }

  /** The one way to a match: nobody is in two, and none is off by a fen. */
  take(rule: MatchRule, lines: readonly number[], items: readonly number[]): void {
    for (const line of lines) {
      if (!this.isLineOpen(line)) throw new Error(`line ${this.line(line).id} is matched twice`);
      this.#lineIsOpen[line] = 0;
    }
    for (const item of items) {
      if (!this.isItemOpen(item)) throw new Error(`item ${this.item(item).id} is matched twice`);
      this.#itemIsOpen[item] = 0;
    }
    const [amount, settled] = [sumOf(this.lines, lines), sumOf(this.items, items)];
    if (amount !== settled) throw new Error(`a match of ${amount} settles ${settled}`);
    this.matches.push({
      rule,
      lines: idsOf(this.lines, lines),
      items: idsOf(this.items, items),
      amount,
    });
  }
}

/** A year has few days: each is read once. */
function daysByDate(): (date: LocalDate) => number {
  const days = new Map<LocalDate, number>();
  return (date) => {
    const day = days.get(date) ?? Date.parse(`${date}T00:00:00Z`) / DAY_MS;
    days.set(date, day);
    return day;
  };
}

function sumOf(side: readonly { readonly amount: Fen }[], [first = 0, ...others]: readonly number[]): Fen {
  return others.reduce(
    (sum, each) => sum + (side[each] as { amount: Fen }).amount,
    (side[first] as { amount: Fen }).amount,
  );
}

function idsOf(side: readonly { readonly id: string }[], chosen: readonly number[]): string[] {
  const ids = chosen.map((each) => (side[each] as { id: string }).id);
  return ids.length > 1 ? ids.sort(compare) : ids;
}
