/**
 * What each memo names and what may name each item, as numbers. An item goes by its references, and where some line leaves
 * the month out by what they are without it as well.
 */
import type { Period } from '@hh/kernel/period.ts';
import { Lists } from './lists.ts';
import { isInFull, monthIn, referenceNumber, withoutMonth } from './reference-number.ts';
import { namesIn } from './references.ts';
import type { BankLine, OpenItem } from './sides.ts';
import { NONE } from './timeline.ts';

export class Names {
  readonly ofLine: Lists;
  readonly ofItem: Lists;
  /** The months of each line that stand there by themselves. */
  readonly #monthsOfLine: Lists;

  constructor(lines: readonly BankLine[], items: readonly OpenItem[], series: readonly string[]) {
    const found = (line: number) => namesIn((lines[line] as BankLine).memo, series);
    this.ofLine = new Lists(lines.length, (line) =>
      found(line).references.map((text) => {
        const reference = referenceNumber(text, series);
        if (reference === NONE) throw new Error(`${text} has no number`);
        return reference;
      }),
    );
    this.#monthsOfLine = new Lists(lines.length, (line) => found(line).months.map((month) => monthIn(month)));
    const isMonthLeftOut = lines.some((_, line) => this.ofLine.some(line, (name) => !isInFull(name)));
    this.ofItem = new Lists(items.length, (item) => {
      const names: number[] = [];
      for (const text of (items[item] as OpenItem).references) {
        const reference = referenceNumber(text, series);
        if (reference === NONE) continue;
        names.push(reference);
        if (isMonthLeftOut) names.push(withoutMonth(reference));
      }
      return names;
    });
  }

  meet(line: number, item: number): boolean {
    return this.ofLine.meets(line, this.ofItem, item);
  }

  namesMonths(line: number): boolean {
    return !this.#monthsOfLine.isEmpty(line);
  }

  namesMonth(line: number, period: Period): boolean {
    const month = monthIn(period);
    return this.#monthsOfLine.some(line, (each) => each === month);
  }
}
