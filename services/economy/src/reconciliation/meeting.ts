/**
 * Where lines and items of one amount meet: each comes under its names, and a line and an item of one name may belong
 * together if their days fit as well. Under one name everybody fits everybody else, so it tells by itself who has one
 * partner and who has several, in time that grows with the lines and not with the pairs.
 */
import type { Board } from './board.ts';
import type { Lists } from './lists.ts';
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
  const { before, after } = calendar.window;
  const days = calendar.lineDay(line) - calendar.itemDay(item);
  return days >= -before && (days <= after || calendar.isOwed(item));
}

interface BondNames {
  readonly ofLine: Pick<Lists, 'of'>;
  readonly ofItem: Pick<Lists, 'of'>;
  /** Have they a name in common? */
  meet(line: number, item: number): boolean;
}

/** Where all meet, whatever they are called. */
const ALL = { of: () => [0] };
export const ANYBODY: BondNames = { ofLine: ALL, ofItem: ALL, meet: () => true };

/** What a line and an item of one amount have to have in common, besides days that fit. */
export interface Bond {
  readonly names: BondNames;
  readonly calendar: Calendar;
}

/** More pairs than these are not compared one by one. */
const COMPARED_AT_MOST = 8;

/** The only item of each open line and the only line of each open item, or NONE, or SEVERAL. */
export function partners(board: Board, bond: Bond): Board['partners'] {
  const ofLine = board.partners.ofLine.fill(NONE);
  const ofItem = board.partners.ofItem.fill(NONE);
  const { lines, items } = board.places;
  const { names, calendar } = bond;
  const note = (line: number, item: number) => {
    ofLine[line] = oneOf(ofLine[line] as number, item);
    ofItem[item] = oneOf(ofItem[item] as number, line);
  };
  board.eachPlace((place) => {
    const [line, lineEnd] = [lines.start(place), lines.start(place + 1)];
    const [item, itemEnd] = [items.start(place), items.start(place + 1)];
    if ((lineEnd - line) * (itemEnd - item) > COMPARED_AT_MOST) {
      new Meeting(board, place, bond).partners(ofLine, ofItem);
      return;
    }
    for (let at = line; at < lineEnd; at += 1) {
      const one = lines.at(at);
      if (!board.isLineOpen(one)) continue;
      for (let other = item; other < itemEnd; other += 1) {
        const to = items.at(other);
        const fits = board.isItemOpen(to) && names.meet(one, to);
        if (fits && isInWindow(calendar, one, to)) note(one, to);
      }
    }
  });
  return board.partners;
}

export class Meeting {
  readonly #bond: Bond;
  readonly #rooms = new Map<number, Room>();

  constructor(board: Board, place: number, bond: Bond) {
    const { names, calendar } = bond;
    this.#bond = bond;
    board.places.lines.each(place, (line) => {
      if (!board.isLineOpen(line)) return;
      for (const name of new Set(names.ofLine.of(line))) this.#roomFor(name, calendar).lines.push(line);
    });
    board.places.items.each(place, (item) => {
      if (!board.isItemOpen(item)) return;
      // Where no line is, no item needs to wait.
      for (const name of new Set(names.ofItem.of(item))) this.#rooms.get(name)?.items.push(item);
    });
  }

  /** Notes the only item of each line and the only line of each item. */
  partners(ofLine: Int32Array, ofItem: Int32Array): void {
    for (const room of this.#rooms.values()) {
      for (const line of room.lines) ofLine[line] = oneOf(ofLine[line] as number, room.onlyItem(line));
      for (const item of room.items) ofItem[item] = oneOf(ofItem[item] as number, room.onlyLine(item));
    }
  }

  /** The items that a line meets; no more than so many, since one too many is told as well. */
  itemsOf(line: number, atMost: number): ReadonlySet<number> {
    const rooms = this.#roomsOf(this.#bond.names.ofLine.of(line));
    return new Set(rooms.flatMap((room) => room.itemsOf(line, atMost)));
  }

  linesOf(item: number, atMost: number): ReadonlySet<number> {
    const rooms = this.#roomsOf(this.#bond.names.ofItem.of(item));
    return new Set(rooms.flatMap((room) => room.linesOf(item, atMost)));
  }

  #roomsOf(names: readonly number[]): readonly Room[] {
    return names.map((name) => this.#rooms.get(name)).filter((room) => room !== undefined);
  }

  #roomFor(name: number, calendar: Calendar): Room {
    const room = this.#rooms.get(name) ?? new Room(calendar);
    this.#rooms.set(name, room);
    return room;
  }
}

/** Lines and items of one amount and one name. */
class Room {
  readonly lines: number[] = [];
  readonly items: number[] = [];
  readonly #calendar: Calendar;
  #timelines: { readonly lines: Timeline; readonly booked: Timeline; readonly owed: Timeline } | null = null;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  onlyItem(line: number): number {
    const [item = NONE, another] = this.itemsOf(line, 2);
    return another === undefined ? item : SEVERAL;
  }

  onlyLine(item: number): number {
    const [line = NONE, another] = this.linesOf(item, 2);
    return another === undefined ? line : SEVERAL;
  }

  itemsOf(line: number, atMost: number): readonly number[] {
    const { before, after } = this.#calendar.window;
    const day = this.#calendar.lineDay(line);
    const { booked, owed } = this.#standing();
    return [...booked.between(day - after, day + before, atMost), ...owed.between(-Infinity, day + before, atMost)];
  }

  linesOf(item: number, atMost: number): readonly number[] {
    const { window, itemDay, isOwed } = this.#calendar;
    const day = itemDay(item);
    return this.#standing().lines.between(day - window.before, isOwed(item) ? Infinity : day + window.after, atMost);
  }

  #standing() {
    const { lineDay, itemDay, isOwed } = this.#calendar;
    this.#timelines ??= {
      lines: new Timeline(this.lines, lineDay),
      booked: new Timeline(
        this.items.filter((item) => !isOwed(item)),
        itemDay,
      ),
      owed: new Timeline(this.items.filter(isOwed), itemDay),
    };
    return this.#timelines;
  }
}
