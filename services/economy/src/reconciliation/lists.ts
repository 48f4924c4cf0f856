/** Lists of whole numbers in plain memory: a million arrays would cost more than what stands in them. */

const AT_FIRST = 1024;

/** One list that grows. */
export class Numbers {
  #all: Int32Array<ArrayBuffer>;
  #length = 0;

  constructor(expected = AT_FIRST) {
    this.#all = new Int32Array(expected);
  }

  get length(): number {
    return this.#length;
  }

  at(place: number): number {
    return this.#all[place] as number;
  }

  put(place: number, value: number): void {
    this.#all[place] = value;
  }

  clear(): void {
    this.#length = 0;
  }

  push(value: number): void {
    // Moved, not copied: what is left behind would wait for the collector.
    if (this.#length === this.#all.length) this.#all = new Int32Array(this.#all.buffer.transfer(8 * this.#length + 8));
    this.#all[this.#length] = value;
    this.#length += 1;
  }
}

/** A list for each of so many, filled in their order: `add` what stands in one, `end` it, and the next begins. */
export class Lists {
  readonly #values = new Numbers();
  readonly #ends: Numbers;

  constructor(count: number) {
    this.#ends = new Numbers(count);
  }

  add(value: number): void {
    this.#values.push(value);
  }

  end(): void {
    this.#ends.push(this.#values.length);
  }

  isEmpty(list: number): boolean {
    return this.#start(list) === this.#ends.at(list);
  }

  each(list: number, visit: (value: number, list: number) => void): void {
    const end = this.#ends.at(list);
    for (let at = this.#start(list); at < end; at += 1) visit(this.#values.at(at), list);
  }

  some(list: number, isSo: (value: number) => boolean): boolean {
    const end = this.#ends.at(list);
    for (let at = this.#start(list); at < end; at += 1) if (isSo(this.#values.at(at))) return true;
    return false;
  }

  of(list: number): readonly number[] {
    const all: number[] = [];
    this.each(list, (value) => all.push(value));
    return all;
  }

  #start(list: number): number {
    return list === 0 ? 0 : this.#ends.at(list - 1);
  }
}
