/**
 * What a reconciliation knows while it goes on: both sides, what each memo names, and who is still open. Lines and items
 * are numbers here, their places in what was given; no decision may depend on which number somebody has.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { Calendar, Window } from './meeting.ts';
import { NOBODY, Parties } from './parties.ts';
import { Amounts } from './places.ts';
import { type Names, namesIn } from './references.ts';
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
  readonly calendar: Calendar;
  readonly matches: Match[] = [];
  readonly #parties = new Parties();
  readonly #series: readonly string[];
  readonly #lineIsOpen: Uint8Array;
  readonly #itemIsOpen: Uint8Array;
  readonly #aside = new Set<number>();
  readonly #days = new Map<LocalDate, number>();

  constructor(lines: readonly BankLine[], items: readonly OpenItem[], { window, series }: BoardOptions) {
    this.lines = lines;
    this.items = items;
    this.lineAmounts = new Amounts(lines);
    this.itemAmounts = new Amounts(items);
    this.#series = series;
    this.#lineIsOpen = new Uint8Array(lines.length).fill(1);
    this.#itemIsOpen = new Uint8Array(items.length).fill(1);
    this.calendar = {
      window,
      lineDay: (line) => this.#dayOf(this.line(line).bookedOn),
      itemDay: (item) => this.#dayOf(this.item(item).date),
      itemKind: (item) => this.item(item).kind,
    };
  }

  line(line: number): BankLine {
    return this.lines[line] as BankLine;
  }

  item(item: number): OpenItem {
    return this.items[item] as OpenItem;
  }

  /** Read anew each time: most lines are asked once, and what is kept of a million memos costs more than reading them. */
  namesOf(line: number): Names {
    return namesIn(this.line(line).memo, this.#series);
  }

  /** Whom the bank names on the other side, by name and by account. */
  payersOf(line: number): readonly number[] {
    const { counterparty, counterpartyAccount } = this.line(line);
    const named = this.#parties.idOf(counterparty);
    const held = this.#parties.idOf(counterpartyAccount);
    return named === NOBODY || named === held ? somebody(held) : [named, ...somebody(held)];
  }

  partiesOf(item: number): readonly number[] {
    return this.item(item).counterparties.map((text) => this.#parties.idOf(text));
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
    let amount = 0n;
    let settled = 0n;
    for (const line of lines) {
      if (!this.isLineOpen(line)) throw new Error(`line ${this.line(line).id} is matched twice`);
      this.#lineIsOpen[line] = 0;
      amount += this.line(line).amount;
    }
    for (const item of items) {
      if (!this.isItemOpen(item)) throw new Error(`item ${this.item(item).id} is matched twice`);
      this.#itemIsOpen[item] = 0;
      settled += this.item(item).amount;
    }
    if (amount !== settled) throw new Error(`a match of ${amount} settles ${settled}`);
    this.matches.push({
      rule,
      lines: idsOf(this.lines, lines),
      items: idsOf(this.items, items),
      amount,
    });
  }

  #dayOf(date: LocalDate): number {
    let day = this.#days.get(date);
    if (day === undefined) {
      day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
      this.#days.set(date, day);
    }
    return day;
  }
}

function somebody(party: number): readonly number[] {
  return party === NOBODY ? [] : [party];
}

function idsOf(side: readonly { readonly id: string }[], chosen: readonly number[]): string[] {
  const ids = chosen.map((each) => (side[each] as { id: string }).id);
  return ids.length > 1 ? ids.sort(compare) : ids;
}
