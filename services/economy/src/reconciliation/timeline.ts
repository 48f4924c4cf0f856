/** Some lines or items in the order of their days, to ask who stands between two of them, both included. */

export const NONE = -1;
export const SEVERAL = -2;

export class Timeline {
  readonly #who: readonly number[];
  readonly #days: readonly number[];

  constructor(who: readonly number[], dayOf: (who: number) => number) {
    const dated = who.map((each) => ({ each, day: dayOf(each) })).sort((a, b) => a.day - b.day);
    this.#who = dated.map(({ each }) => each);
    this.#days = dated.map(({ day }) => day);
  }

  between(from: number, to: number, atMost: number): readonly number[] {
    const first = this.#firstFrom(from);
    let end = first;
    while (end - first < atMost && end < this.#days.length && (this.#days[end] as number) <= to) end += 1;
    return this.#who.slice(first, end);
  }

  /** Everybody of the last day on which somebody stands there. */
  lastOf(from: number, to: number): readonly number[] {
    const day = this.#days[this.#firstFrom(to + 1) - 1];
    return day === undefined || day < from ? [] : this.between(day, day, Infinity);
  }

  #firstFrom(day: number): number {
    let [low, high] = [0, this.#days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whoever was known to be alone, and whoever is found: still one if they are the same. */
export function oneOf(known: number, found: number): number {
  if (found === NONE || found === known) return known;
  return known === NONE ? found : SEVERAL;
}
