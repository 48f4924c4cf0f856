/**
 * Where lines and items meet: each brings its keys, and a line and an item that share one may belong together if their
 * days fit as well. Everybody under a key fits everybody else there, so each key tells by itself who has one partner
 * and who has several, in time that grows with the lines and not with the pairs.
 */
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

interface Timelines {
  readonly lines: Timeline;
  readonly booked: Timeline;
  readonly owed: Timeline;
}

export class Meeting {
  readonly #calendar: Calendar;
  readonly #places = new Map<string, number>();
  readonly #lines = new Queues();
  readonly #items = new Queues();
  readonly #timelines = new Map<number, Timelines>();

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  addLine(key: string, line: number): void {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(key, place);
    }
    this.#lines.add(place, line);
  }

  /** After all lines: where no line is, no item needs to wait. */
  addItem(key: string, item: number): void {
    const place = this.#places.get(key);
    if (place !== undefined) this.#items.add(place, item);
  }

  /** The only item of each line and the only line of each item, or NONE, or SEVERAL. */
  partners(lineCount: number, itemCount: number): { readonly ofLine: Int32Array; readonly ofItem: Int32Array } {
    const ofLine = new Int32Array(lineCount).fill(NONE);
    const ofItem = new Int32Array(itemCount).fill(NONE);
    for (let place = 0; place < this.#places.size; place += 1) {
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

  /** The items that a line meets under these keys; no more than so many, since one too many is told as well. */
  itemsOf(line: number, keys: readonly string[], atMost: number): ReadonlySet<number> {
    return this.#met(keys, atMost, (place) => {
      const { before, after } = this.#calendar.window;
      const day = this.#calendar.lineDay(line);
      const { booked, owed } = this.#timelinesAt(place);
      return [...booked.between(day - after, day + before, atMost), ...owed.between(-Infinity, day + before, atMost)];
    });
  }

  linesOf(item: number, keys: readonly string[], atMost: number): ReadonlySet<number> {
    return this.#met(keys, atMost, (place) => {
      const [from, to] = spanOf(this.#calendar, item);
      return this.#timelinesAt(place).lines.between(from, to, atMost);
    });
  }

  #met(keys: readonly string[], atMost: number, at: (place: number) => readonly number[]): ReadonlySet<number> {
    const met = new Set<number>();
    for (const key of keys) {
      const place = this.#places.get(key);
      if (place !== undefined && met.size < atMost) for (const each of at(place)) met.add(each);
    }
    return met;
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
