/**
 * What a reconciliation knows while it goes on: both sides, what each memo names, and who is still open. Lines and items
 * are numbers here, their places in what was given; no decision may depend on which number somebody has.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { compare } from '@hh/kernel/rounding.ts';
import { Amounts } from './amounts.ts';
import type { Calendar, Window } from './meeting.ts';
import { bytes, int32s } from './memory.ts';
import { Names } from './names.ts';
import { Parties } from './parties.ts';
import { Places } from './places.ts';
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
  readonly places: Places;
  readonly names: Names;
  readonly parties: Parties;
  /** For a pass to note in: of each line its only item, of each item its only line. */
  readonly partners: { readonly ofLine: Int32Array; readonly ofItem: Int32Array };
  readonly calendar: Calendar;
  readonly matches: Match[] = [];
  readonly #lineIsOpen: Uint8Array;
  readonly #itemIsOpen: Uint8Array;
  readonly #aside = new Set<number>();
  /** The first so many of them: where somebody may still meet. */
  readonly #livePlaces: Int32Array;
  #liveCount: number;

  constructor(lines: readonly BankLine[], items: readonly OpenItem[], { window, series }: BoardOptions) {
    this.lines = lines;
    this.items = items;
    this.lineAmounts = new Amounts(lines);
    this.places = new Places(this.lineAmounts, new Amounts(items));
    this.names = new Names(lines, items, series);
    this.parties = new Parties(lines, items);
    this.partners = { ofLine: int32s(lines.length), ofItem: int32s(items.length) };
    this.#liveCount = this.places.count;
    this.#livePlaces = int32s(this.#liveCount).map((_, place) => place);
    this.#lineIsOpen = bytes(lines.length).fill(1);
    this.#itemIsOpen = bytes(items.length).fill(1);
    const dayOf = daysByDate();
    const lineDays = int32s(lines.length);
    const itemDays = int32s(items.length);
    const isOwed = bytes(items.length);
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

  isLineOpen(line: number): boolean {
    return this.#lineIsOpen[line] === 1;
  }

  /** Open or set aside. */
  isLineLeft(line: number): boolean {
    return this.isLineOpen(line) || this.#aside.has(line);
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

  /** Each place where a line and an item are open. Where one of the two has gone, nobody comes any more. */
  eachPlace(visit: (place: number) => void): void {
    const { lines, items } = this.places;
    const isOpen = (line: number) => this.isLineOpen(line);
    const isItemOpen = (item: number) => this.isItemOpen(item);
    let kept = 0;
    for (let at = 0; at < this.#liveCount; at += 1) {
      const place = this.#livePlaces[at] as number;
      if (!lines.some(place, isOpen) || !items.some(place, isItemOpen)) continue;
      this.#livePlaces[kept] = place;
      kept += 1;
      visit(place);
    }
    this.#liveCount = kept;
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

function sumOf(side: readonly { readonly amount: Fen }[], chosen: readonly number[]): Fen {
  let { amount } = side[chosen[0] as number] as { amount: Fen };
  for (let at = 1; at < chosen.length; at += 1) amount += (side[chosen[at] as number] as { amount: Fen }).amount;
  return amount;
}

function idsOf(side: readonly { readonly id: string }[], chosen: readonly number[]): string[] {
  const ids = chosen.map((each) => (side[each] as { id: string }).id);
  return ids.length > 1 ? ids.sort(compare) : ids;
}
