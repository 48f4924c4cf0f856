/**
 * Where lines and items meet: each comes under its names, and a line and an item of one name and one amount may belong
 * together if their days fit as well. In such a place everybody fits everybody else, so it tells by itself who has one
 * partner and who has several, in time that grows with the lines and not with the pairs.
 */
import { type Amounts, type Name, Places } from './places.ts';
import type { OpenItem } from './sides.ts';
import { NONE, oneOf, SEVERAL, Timeline } from './timeline.ts';

export interface Window {
  /** Days that the bank may be ahead of an item. */
  readonly before: number;
  /** Days that it may be behind an item that is BOOKED. What is OWED waits until it is paid. */
  readonly after: number;
}

/** What a meeting knows of those who come; a day is a number. */
export interface Calendar {
  readonly window: Window;
  lineDay(line: number): number;
  itemDay(item: number): number;
  itemKind(item: number): OpenItem['kind'];
}

/** Where days do not matter, all stand on one. */
export const ANY_DAY: Calendar = {
  window: { before: 0, after: 0 },
  lineDay: () => 0,
  itemDay: () => 0,
  itemKind: () => 'BOOKED',
};

export function isInWindow(calendar: Calendar, line: number, item: number): boolean {
  const [from, to] = spanOf(calendar, item);
  const day = calendar.lineDay(line);
  return from <= day && day <= to;
}

/** The days on which the bank may book it. */
function spanOf({ window, itemDay, itemKind }: Calendar, item: number): readonly [from: number, to: number] {
  const day = itemDay(item);
  return [day - window.before, itemKind(item) === 'OWED' ? Infinity : day + window.after];
}

interface Sides {
  readonly lines: readonly unknown[];
  readonly items: readonly unknown[];
  readonly lineAmounts: Amounts;
  readonly itemAmounts: Amounts;
}

interface Timelines {
  readonly lines: Timeline;
  readonly booked: Timeline;
  readonly owed: Timeline;
}

export class Meeting {
  readonly #board: Sides;
  readonly #calendar: Calendar;
  readonly #places = new Places();
  readonly #lines = new Queues();
  readonly #items = new Queues();
  readonly #timelines = new Map<number, Timelines>();

  constructor(board: Sides, calendar: Calendar) {
    this.#board = board;
    this.#calendar = calendar;
  }

  addLine(name: Name, line: number): void {
    this.#lines.add(this.#places.findOrMake(name, this.#board.lineAmounts, line), line);
  }

  /** After all lines: where no line is, no item needs to wait. */
  addItem(name: Name, item: number): void {
    const place = this.#places.find(name, this.#board.itemAmounts, item);
    if (place !== NONE) this.#items.add(place, item);
  }

  /** The only item of each line and the only line of each item, or NONE, or SEVERAL. */
  partners(): { readonly ofLine: Int32Array; readonly ofItem: Int32Array } {
    const ofLine = new Int32Array(this.#board.lines.length).fill(NONE);
    const ofItem = new Int32Array(this.#board.items.length).fill(NONE);
    for (let place = 0; place < this.#places.count; place += 1) {
      if (this.#items.only(place) === NONE) continue;
      this.#lines.each(place, (line) => {
        ofLine[line] = oneOf(ofLine[line] as number, this.#onlyItem(place, line));
      });
      this.#items.each(place, (item) => {
        ofItem[item] = oneOf(ofItem[item] as number, this.#onlyLine(place, item));
      });
    }
    return { ofLine, ofItem };
  }

  /** The items that a line meets under these names; no more than so many, since one too many is told as well. */
  itemsOf(line: number, names: readonly Name[], atMost: number): ReadonlySet<number> {
    const { before, after } = this.#calendar.window;
    const day = this.#calendar.lineDay(line);
    return this.#met(names, this.#board.lineAmounts, line, ({ booked, owed }) => [
      ...booked.between(day - after, day + before, atMost),
      ...owed.between(-Infinity, day + before, atMost),
    ]);
  }

  linesOf(item: number, names: readonly Name[], atMost: number): ReadonlySet<number> {
    const [from, to] = spanOf(this.#calendar, item);
    return this.#met(names, this.#board.itemAmounts, item, ({ lines }) => lines.between(from, to, atMost));
  }

  #met(
    names: readonly Name[],
    amounts: Amounts,
    who: number,
    standing: (timelines: Timelines) => readonly number[],
  ): ReadonlySet<number> {
    const places = names.map((name) => this.#places.find(name, amounts, who)).filter((place) => place !== NONE);
    return new Set(places.flatMap((place) => standing(this.#timelinesAt(place))));
  }

  #onlyItem(place: number, line: number): number {
    const item = this.#items.only(place);
    if (item !== SEVERAL) return isInWindow(this.#calendar, line, item) ? item : NONE;
    const { before, after } = this.#calendar.window;
    const day = this.#calendar.lineDay(line);
    const { booked, owed } = this.#timelinesAt(place);
    return oneOf(booked.only(day - after, day + before), owed.only(-Infinity, day + before));
  }

  #onlyLine(place: number, item: number): number {
    const line = this.#lines.only(place);
    if (line !== SEVERAL) return isInWindow(this.#calendar, line, item) ? line : NONE;
    const [from, to] = spanOf(this.#calendar, item);
    return this.#timelinesAt(place).lines.only(from, to);
  }

  #timelinesAt(place: number): Timelines {
    const known = this.#timelines.get(place);
    if (known) return known;
    const { lineDay, itemDay, itemKind } = this.#calendar;
    const items = this.#items.all(place);
    const made = {
      lines: new Timeline(this.#lines.all(place), lineDay),
      booked: new Timeline(
        items.filter((item) => itemKind(item) === 'BOOKED'),
        itemDay,
      ),
      owed: new Timeline(
        items.filter((item) => itemKind(item) === 'OWED'),
        itemDay,
      ),
    };
    this.#timelines.set(place, made);
    return made;
  }
}

/** A queue for each place, all in three lists of numbers: a million arrays of one would fill the memory. */
class Queues {
  readonly #last: number[] = [];
  readonly #before: number[] = [];
  readonly #who: number[] = [];

  /** Nobody stands in one queue twice: whoever comes under two names brings them one after the other. */
  add(place: number, who: number): void {
    const last = this.#lastAt(place);
    if (last !== NONE && this.#who[last] === who) return;
    while (this.#last.length <= place) this.#last.push(NONE);
    this.#last[place] = this.#who.length;
    this.#before.push(last);
    this.#who.push(who);
  }

  only(place: number): number {
    const last = this.#lastAt(place);
    if (last === NONE) return NONE;
    return this.#before[last] === NONE ? (this.#who[last] as number) : SEVERAL;
  }

  each(place: number, visit: (who: number) => void): void {
    for (let at = this.#lastAt(place); at !== NONE; at = this.#before[at] as number) visit(this.#who[at] as number);
  }

  all(place: number): readonly number[] {
    const all: number[] = [];
    this.each(place, (who) => all.push(who));
    return all;
  }

  #lastAt(place: number): number {
    return this.#last[place] ?? NONE;
  }
}
