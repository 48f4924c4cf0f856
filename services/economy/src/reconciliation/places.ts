/**
 * Lines and items of one amount stand in one place; whoever belongs together to the fen does, so the first three passes
 * look at nobody else. Places are found by a hash table in plain memory, the only thing here that is as large as both sides
 * and is not gone through in order; they are numbered as the lines come, so that whoever goes through the places goes
 * through the lines. A Map of a million amounts would cost more than everything else.
 */
import type { Amounts } from './amounts.ts';
import { int32s } from './memory.ts';
import { NONE } from './timeline.ts';

export class Places {
  readonly lines: Standing;
  readonly items: Standing;
  readonly #amounts: Amounts;
  readonly #placeOfLine: Int32Array;
  /** Of each place the line that came first. */
  readonly #first: Int32Array;
  /** Of each slot the place that has it, or NONE; twice as many as places at least. */
  readonly #slots: Int32Array;

  constructor(lines: Amounts, items: Amounts) {
    const count = lines.signs.length;
    this.#amounts = lines;
    this.#placeOfLine = int32s(count);
    this.#first = int32s(count);
    this.#slots = int32s(2 ** Math.ceil(Math.log2(2 * count + 1))).fill(NONE);
    let places = 0;
    for (let line = 0; line < count; line += 1) {
      const slot = this.#slotOf(lines.one(line), lines.other(line));
      if (this.#slots[slot] === NONE) {
        this.#slots[slot] = places;
        this.#first[places] = line;
        places += 1;
      }
      this.#placeOfLine[line] = this.#slots[slot] as number;
    }
    const placeOfItem = int32s(items.signs.length);
    for (let item = 0; item < placeOfItem.length; item += 1)
      placeOfItem[item] = this.#slots[this.#slotOf(items.one(item), items.other(item))] as number;
    this.lines = new Standing(this.#placeOfLine, places);
    this.items = new Standing(placeOfItem, places);
  }

  get count(): number {
    return this.lines.places;
  }

  ofLine(line: number): number {
    return this.#placeOfLine[line] as number;
  }

  /** Where the lines of the opposite amount stand, or NONE. */
  opposite(line: number): number {
    const [low, high] = [-this.#amounts.one(line) | 0, ~this.#amounts.other(line)];
    return this.#slots[this.#slotOf(low, low === 0 ? (high + 1) | 0 : high)] as number;
  }

  /** The slot of an amount, or the free one where it would be: from where its hash points, the next that fits. */
  #slotOf(one: number, other: number): number {
    const last = this.#slots.length - 1;
    for (let slot = hashOf(one, other) & last; ; slot = (slot + 1) & last) {
      const place = this.#slots[slot] as number;
      if (place === NONE) return slot;
      const line = this.#first[place] as number;
      if (this.#amounts.one(line) === one && this.#amounts.other(line) === other) return slot;
    }
  }
}

/** Who stands in each place, in the order in which they came; who has none is not there. */
class Standing {
  readonly places: number;
  readonly #who: Int32Array;
  readonly #starts: Int32Array;

  constructor(placeOf: Int32Array, places: number) {
    this.places = places;
    const starts = int32s(places + 1);
    for (const place of placeOf) if (place !== NONE) starts[place] = (starts[place] as number) + 1;
    for (let place = 1; place <= places; place += 1)
      starts[place] = (starts[place] as number) + (starts[place - 1] as number);
    this.#who = int32s(starts[places] as number);
    for (let who = placeOf.length - 1; who >= 0; who -= 1) {
      const place = placeOf[who] as number;
      if (place === NONE) continue;
      starts[place] = (starts[place] as number) - 1;
      this.#who[starts[place] as number] = who;
    }
    this.#starts = starts;
  }

  /** The first of a place; who stands in it ends before the start of the next. */
  start(place: number): number {
    return this.#starts[place] as number;
  }

  at(at: number): number {
    return this.#who[at] as number;
  }

  some(place: number, isSo: (who: number) => boolean): boolean {
    for (let at = this.start(place); at < this.start(place + 1); at += 1) if (isSo(this.at(at))) return true;
    return false;
  }

  each(place: number, visit: (who: number) => void): void {
    for (let at = this.start(place); at < this.start(place + 1); at += 1) visit(this.at(at));
  }
}

/** Every bit of both has a part in the lowest bits. */
function hashOf(one: number, other: number): number {
  let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
