/**
 * A number for each pair of a name and an amount, from 0 on: a hash table in plain memory. A Map of a million texts made
 * of both would cost more than everything else that a pass does. Amounts are compared as the halves of 64 bits and names
 * as they are, so that nothing is rounded and no hash decides.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { NONE } from './timeline.ts';

/** A reference as text, a counterparty by its number. */
export type Name = string | number;

export class Amounts {
  readonly #halves: Int32Array;

  constructor(all: readonly { readonly amount: Fen }[]) {
    const amounts = new BigInt64Array(all.length);
    for (let at = 0; at < all.length; at += 1) amounts[at] = (all[at] as { amount: Fen }).amount;
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
  #count = 0;
  /** Of each slot the place that has it, or NONE; twice as many as places at least. */
  #slots = new Int32Array(1024).fill(NONE);
  /** Of each place the number of its name, and the halves of its amount. */
  #keys = new Int32Array(3 * 512);
  readonly #names: Name[] = [];

  get count(): number {
    return this.#count;
  }

  find(name: Name, amounts: Amounts, at: number): number {
    return this.#slots[this.#slotOf(name, numberOf(name), amounts.one(at), amounts.other(at))] as number;
  }

  findOrMake(name: Name, amounts: Amounts, at: number): number {
    const one = amounts.one(at);
    const other = amounts.other(at);
    const number = numberOf(name);
    const slot = this.#slotOf(name, number, one, other);
    const known = this.#slots[slot] as number;
    if (known !== NONE) return known;
    const place = this.#count;
    this.#count += 1;
    this.#slots[slot] = place;
    this.#names.push(name);
    this.#keys[3 * place] = number;
    this.#keys[3 * place + 1] = one;
    this.#keys[3 * place + 2] = other;
    if (2 * this.#count === this.#slots.length) this.#grow();
    return place;
  }

  /** The slot of a key, or the free one where it would be: from where its hash points, the next that fits. */
  #slotOf(name: Name, number: number, one: number, other: number): number {
    const last = this.#slots.length - 1;
    for (let slot = hashOf(number, one, other) & last; ; slot = (slot + 1) & last) {
      const place = this.#slots[slot] as number;
      if (place === NONE) return slot;
      const key = 3 * place;
      const isEqual = this.#keys[key] === number && this.#keys[key + 1] === one && this.#keys[key + 2] === other;
      if (isEqual && this.#names[place] === name) return slot;
    }
  }

  #grow(): void {
    const keys = this.#keys;
    this.#keys = new Int32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(NONE);
    for (let place = 0; place < this.#count; place += 1) {
      const key = 3 * place;
      const [number, one, other] = [keys[key] as number, keys[key + 1] as number, keys[key + 2] as number];
      this.#slots[this.#slotOf(this.#names[place] as Name, number, one, other)] = place;
    }
  }
}

function numberOf(name: Name): number {
  if (typeof name === 'number') return name;
  let number = 0;
  for (let at = 0; at < name.length; at += 1) number = (Math.imul(number, 31) + name.charCodeAt(at)) | 0;
  return number;
}

/** Every bit of the three has a part in the lowest bits. */
function hashOf(number: number, one: number, other: number): number {
  let hash = Math.imul(number, 0x9e3779b1) ^ Math.imul(one, 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
