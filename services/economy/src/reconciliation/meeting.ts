/**
 * Where lines and items meet: each comes under its names, and a line and an item of one name and one amount may belong
 * together if their days fit as well. In such a place everybody fits everybody else, so it tells by itself who has one
 * partner and who has several, in time that grows with the lines and not with the pairs.
 */
import { Numbers } from './lists.ts';
import { type Amounts, Places } from './places.ts';
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
  /** It waits until it is paid. */
  isOwed(item: number): boolean;
}

/** Where days do not matter, all stand on one. */
export const ANY_DAY: Calendar = {
  window: { before: 0, after: 0 },
  lineDay: () => 0,
  itemDay: () => 0,
  isOwed: () => false,
};

export function isInWindow(calendar: Calendar, line: number, item: number): boolean {
  const [from, to] = spanOf(calendar, item);
  const day = calendar.lineDay(line);
  return from <= day && day <= to;
}

/** The days on which the bank may book it. */
function spanOf({ window, itemDay, isOwed }: Calendar, item: number): readonly [from: number, to: number] {
  const day = itemDay(item);
  return [day - window.before, isOwed(item) ? Infinity : day + window.after];
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

/** One for all passes: what each of them would fill and throw away would call the collector, who looks at both sides. */
export class Meeting {
  readonly #board: Sides;
  #calendar = ANY_DAY;
  readonly #ofLine: Int32Array;
  readonly #ofItem: Int32Array;
  readonly #places = new Places();
  readonly #lines = new Queues();
  readonly #items = new Queues();
  readonly #timelines = new Map<number, Timelines>();

  constructor(board: Sides) {
    this.#board = board;
    this.#ofLine = new Int32Array(board.lines.length);
    this.#ofItem = new Int32Array(board.items.length);
  }

  /** All go home, and others come: first lines, then items. */
  begin(calendar: Calendar): void {
    this.#calendar = calendar;
    this.#places.clear();
    this.#lines.clear();
    this.#items.clear();
    this.#timelines.clear();
  }

  readonly addLine = (name: number, line: number): void => {
    const { lineAmounts } = this.#board;
    this.#lines.add(this.#places.findOrMake(name, lineAmounts.one(line), lineAmounts.other(line)), line);
  };

  /** Where no line is, no item needs to wait. */
  readonly addItem = (name: number, item: number): void => {
    const { itemAmounts } = this.#board;
    const place = this.#places.find(name, itemAmounts.one(item), itemAmounts.other(item));
    if (place !== NONE) this.#items.add(place, item);
  };

  /** The only item of each line and the only line of each item, or NONE, or SEVERAL; until the next begins. */
  partners(): { readonly ofLine: Int32Array; readonly ofItem: Int32Array } {
    const [ofLine, ofItem] = [this.#ofLine.fill(NONE), this.#ofItem.fill(NONE)];
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
  itemsOf(line: number, names: readonly number[], atMost: number): ReadonlySet<number> {
    const { before, after } = this.#calendar.window;
    const day = this.#calendar.lineDay(line);
    return this.#met(names, this.#board.lineAmounts, line, ({ booked, owed }) => [
      ...booked.between(day - after, day + before, atMost),
      ...owed.between(-Infinity, day + before, atMost),
    ]);
  }

  linesOf(item: number, names: readonly number[], atMost: number): ReadonlySet<number> {
    const [from, to] = spanOf(this.#calendar, item);
    return this.#met(names, this.#board.itemAmounts, item, ({ lines }) => lines.between(from, to, atMost));
  }

  #met(
    names: readonly number[],
    amounts: Amounts,
    who: number,
    standing: (timelines: Timelines) => readonly number[],
  ): ReadonlySet<number> {
    const places = names
      .map((name) => this.#places.find(name, amounts.one(who), amounts.other(who)))
      .filter((place) => place !== NONE);
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
    const { lineDay, itemDay, isOwed } = this.#calendar;
    const items = this.#items.all(place);
    const made = {
      lines: new Timeline(this.#lines.all(place), lineDay),
      booked: new Timeline(
        items.filter((item) => !isOwed(item)),
        itemDay,
      ),
      owed: new Timeline(items.filter(isOwed), itemDay),
    };
    this.#timelines.set(place, made);
    return made;
  }
}

/** A queue for each place, all in three lists of numbers. */
class Queues {
  readonly #last = new Numbers();
  readonly #before = new Numbers();
  readonly #who = new Numbers();

  /** Nobody stands in one queue twice: whoever comes under two names brings them one after the other. */
  add(place: number, who: number): void {
    while (this.#last.length <= place) this.#last.push(NONE);
    const last = this.#last.at(place);
    if (last !== NONE && this.#who.at(last) === who) return;
    this.#last.put(place, this.#who.length);
    this.#before.push(last);
    this.#who.push(who);
  }

  clear(): void {
    for (const list of [this.#last, this.#before, this.#who]) list.clear();
  }

  only(place: number): number {
    const last = this.#lastAt(place);
    if (last === NONE) return NONE;
    return this.#before.at(last) === NONE ? this.#who.at(last) : SEVERAL;
  }

  each(place: number, visit: (who: number) => void): void {
    for (let at = this.#lastAt(place); at !== NONE; at = this.#before.at(at)) visit(this.#who.at(at));
  }

  all(place: number): readonly number[] {
    const all: number[] = [];
    this.each(place, (who) => all.push(who));
    return all;
  }

  #lastAt(place: number): number {
    return place < this.#last.length ? this.#last.at(place) : NONE;
  }
}
