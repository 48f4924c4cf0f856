/**
 * A number for each key, from 0 on: a hash table in plain memory. Keys are three whole numbers, as a name and the halves of
 * an amount's 64 bits, so that nothing is rounded and no hash decides. A Map of a million texts made of them would cost
 * more than everything else that a pass does.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { Numbers } from './lists.ts';
import { NONE } from './timeline.ts';

/** The amounts of one side, read once. */
export class Amounts {
  /** Of each -1, 0 or 1. */
  readonly signs: Int8Array;
  readonly #halves: Int32Array;

  constructor(all: readonly { readonly amount: Fen }[]) {
    this.signs = new Int8Array(all.length);
    const amounts = new BigInt64Array(all.length);
    for (let at = 0; at < all.length; at += 1) {
      const { amount } = all[at] as { amount: Fen };
      amounts[at] = amount;
      this.signs[at] = Number(amount > 0n) - Number(amount < 0n);
    }
    this.#halves = new Int32Array(amounts.buffer);
  }

  one(at: number): number {
    return this.#halves[2 * at] as number;
  }

  other(at: number): number {
    return this.#halves[2 * at + 1] as number;
  }
}

export class Places {
  /** Of each slot the place that has it, or NONE; twice as many as places at least. */
  #slots = new Int32Array(1024).fill(NONE);
  /** Of each place its key. */
  readonly #keys = new Numbers();

  get count(): number {
    return this.#keys.length / 3;
  }

  clear(): void {
    this.#slots.fill(NONE);
    this.#keys.clear();
  }

  find(a: number, b: number, c: number): number {
    return this.#slots[this.#slotOf(a, b, c)] as number;
  }

  findOrMake(a: number, b: number, c: number): number {
    const slot = this.#slotOf(a, b, c);
    const known = this.#slots[slot] as number;
    if (known !== NONE) return known;
    const place = this.count;
    this.#slots[slot] = place;
    this.#keys.push(a);
    this.#keys.push(b);
    this.#keys.push(c);
    if (2 * this.count === this.#slots.length) this.#grow();
    return place;
  }

  /** The slot of a key, or the free one where it would be: from where its hash points, the next that fits. */
  #slotOf(a: number, b: number, c: number): number {
    const last = this.#slots.length - 1;
    for (let slot = hashOf(a, b, c) & last; ; slot = (slot + 1) & last) {
      const place = this.#slots[slot] as number;
      if (place === NONE) return slot;
      const key = 3 * place;
      if (this.#keys.at(key) === a && this.#keys.at(key + 1) === b && this.#keys.at(key + 2) === c) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(NONE);
    for (let place = 0; place < this.count; place += 1) {
      const key = 3 * place;
      this.#slots[this.#slotOf(this.#keys.at(key), this.#keys.at(key + 1), this.#keys.at(key + 2))] = place;
    }
  }
}

/** Every bit of the three has a part in the lowest bits. */
function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
