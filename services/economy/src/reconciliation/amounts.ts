/** The amounts of one side, read once: as the halves of their 64 bits, so that nothing is rounded. */
import type { Fen } from '@hh/kernel/money.ts';
import { bytes, int32s } from './memory.ts';

export class Amounts {
  /** Of each -1, 0 or 1. */
  readonly signs: Int8Array;
  readonly #halves: Int32Array;

  constructor(all: readonly { readonly amount: Fen }[]) {
    this.#halves = int32s(2 * all.length);
    this.signs = new Int8Array(bytes(all.length).buffer);
    const amounts = new BigInt64Array(this.#halves.buffer);
    for (let at = 0; at < all.length; at += 1) {
      amounts[at] = (all[at] as { amount: Fen }).amount;
      const high = this.other(at);
      this.signs[at] = high < 0 ? -1 : Number((high | this.one(at)) !== 0);
    }
  }

  one(at: number): number {
    return this.#halves[2 * at] as number;
  }

  other(at: number): number {
    return this.#halves[2 * at + 1] as number;
  }
}
