/**
 * What each memo names and what may name each item, read once: from then on a name is a number, from 0 on. What no memo
 * names has none, since nothing can come of it.
 */
import type { Period } from '@hh/kernel/period.ts';
import { Lists } from './lists.ts';
import { Places } from './places.ts';
import { isInFull, monthIn, referenceNumber, withoutMonth } from './reference-number.ts';
import { namesIn } from './references.ts';
import type { BankLine, OpenItem } from './sides.ts';
import { NONE } from './timeline.ts';

export class Names {
  /** The references of each line. */
  readonly ofLine: Lists;
  /** The references of each item, with their month and without. */
  readonly ofItem: Lists;
  /** The months of each line that stand there by themselves. */
  readonly #monthsOfLine: Lists;
  readonly #isInFull: boolean[] = [];

  constructor(lines: readonly BankLine[], items: readonly OpenItem[], series: readonly string[]) {
    this.ofLine = new Lists(lines.length);
    this.ofItem = new Lists(items.length);
    this.#monthsOfLine = new Lists(lines.length);
    const known = new Places();
    for (const { memo } of lines) {
      const { references, months } = namesIn(memo, series);
      for (const text of references) {
        const reference = referenceNumber(text, series);
        if (reference === NONE) throw new Error(`${text} has no number`);
        const name = known.findOrMake(lowOf(reference), highOf(reference), 0);
        if (name === this.count) this.#isInFull.push(isInFull(reference));
        this.ofLine.add(name);
      }
      for (const month of months) this.#monthsOfLine.add(monthIn(month));
      this.ofLine.end();
      this.#monthsOfLine.end();
    }
    const isMonthLeftOut = this.#isInFull.includes(false);
    const addToItem = (reference: number) => {
      const name = known.find(lowOf(reference), highOf(reference), 0);
      if (name !== NONE) this.ofItem.add(name);
    };
    for (const { references } of items) {
      for (const text of references) {
        const reference = referenceNumber(text, series);
        if (reference === NONE) continue;
        addToItem(reference);
        if (isMonthLeftOut) addToItem(withoutMonth(reference));
      }
      this.ofItem.end();
    }
  }

  get count(): number {
    return this.#isInFull.length;
  }

  /** With its month. */
  isInFull(name: number): boolean {
    return this.#isInFull[name] as boolean;
  }

  namesMonths(line: number): boolean {
    return !this.#monthsOfLine.isEmpty(line);
  }

  namesMonth(line: number, period: Period): boolean {
    const month = monthIn(period);
    return this.#monthsOfLine.some(line, (each) => each === month);
  }
}

function lowOf(reference: number): number {
  return reference | 0;
}

function highOf(reference: number): number {
  return Math.floor(reference / 2 ** 32);
}
