/**
 * A list of numbers for each of so many, read when it is first asked for and kept in plain memory: a million arrays would
 * cost more than what stands in them.
 */
import { float64s, int32s } from './memory.ts';

export class Lists {
  readonly #read: (list: number) => readonly number[];
  /** Of each list where its length stands, and its values behind; 0 where it is not read yet. */
  readonly #places: Int32Array;
  #all: Float64Array;
  #end = 1;

  constructor(count: number, read: (list: number) => readonly number[]) {
    this.#read = read;
    this.#places = int32s(count);
    this.#all = float64s(2 * count + 1);
  }

  isEmpty(list: number): boolean {
    const place = this.#placeOf(list); // reading it may move all of them
    return this.#all[place] === 0;
  }

  each(list: number, visit: (value: number) => void): void {
    const place = this.#placeOf(list);
    const end = place + (this.#all[place] as number);
    for (let at = place + 1; at <= end; at += 1) visit(this.#all[at] as number);
  }

  some(list: number, isSo: (value: number) => boolean): boolean {
    const place = this.#placeOf(list);
    const end = place + (this.#all[place] as number);
    for (let at = place + 1; at <= end; at += 1) if (isSo(this.#all[at] as number)) return true;
    return false;
  }

  /** Is a value of this list in one of the others? */
  meets(list: number, others: Lists, other: number): boolean {
    const [place, place2] = [this.#placeOf(list), others.#placeOf(other)];
    const end = place + (this.#all[place] as number);
    const end2 = place2 + (others.#all[place2] as number);
    for (let at = place + 1; at <= end; at += 1)
      for (let at2 = place2 + 1; at2 <= end2; at2 += 1) if (this.#all[at] === others.#all[at2]) return true;
    return false;
  }

  of(list: number): readonly number[] {
    const all: number[] = [];
    this.each(list, (value) => all.push(value));
    return all;
  }

  #placeOf(list: number): number {
    return this.#places[list] || this.#readNow(list);
  }

  #readNow(list: number): number {
    const values = this.#read(list);
    const place = this.#end;
    this.#end += 1 + values.length;
    if (this.#end > this.#all.length) {
      const grown = float64s(2 * this.#end);
      grown.set(this.#all);
      this.#all = grown;
    }
    this.#all[place] = values.length;
    for (let at = 0; at < values.length; at += 1) this.#all[place + 1 + at] = values[at] as number;
    this.#places[list] = place;
    return place;
  }
}
