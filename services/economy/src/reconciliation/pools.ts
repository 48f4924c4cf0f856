/**
 * What each line that is left may pay: the open items that its memo names, or else those of its counterparty. Lines that
 * name the same, or come from the same, share one pool, so that what takes time is done once.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { Board } from './board.ts';
import { keyOf, openItemsUnder } from './open-items.ts';
import { SUBSET_OF_AT_MOST, subsetSums } from './subset-sums.ts';

export function poolsOn(board: Board): (line: number) => Pool {
  const namesOf = (line: number) => board.names.ofLine.of(line).map((name) => keyOf(board.line(line), 'NAME', name));
  const payersOf = (line: number) =>
    board.parties.ofLine.of(line).map((payer) => keyOf(board.line(line), 'PARTY', payer));
  const asked = new Set<string>();
  board.eachLine((line) => {
    for (const key of [...namesOf(line), ...payersOf(line)]) asked.add(key);
  });
  const items = openItemsUnder(board, asked);
  const pools = new Map<string, Pool>();
  const poolUnder = (evidence: Pool['evidence'], keys: readonly string[]) => {
    const key = keys.toSorted().join();
    const pool = pools.get(key) ?? new Pool(board, evidence, new Set(keys.flatMap((each) => items.get(each) ?? [])));
    pools.set(key, pool);
    return pool;
  };
  return (line) => {
    const named = poolUnder('REFERENCE', namesOf(line));
    return named.items.length > 0 ? named : poolUnder('COUNTERPARTY', payersOf(line));
  };
}

/** By period, day and id; what has no period comes first. */
export function oldestFirst(board: Board, items: readonly number[]): readonly number[] {
  return items.toSorted((a, b) => {
    const [one, other] = [board.item(a), board.item(b)];
    return compare(one.period ?? '', other.period ?? '') || compare(one.date, other.date) || compare(one.id, other.id);
  });
}

export class Pool {
  readonly evidence: 'REFERENCE' | 'COUNTERPARTY';
  /** Of one side, oldest first. */
  readonly items: readonly number[];
  /** What one payment may settle together: all that is named, or of a counterparty each group by itself. */
  readonly groups: readonly Group[];
  readonly #byAmount: ReadonlyMap<Fen, readonly number[]>;
  readonly #amounts: readonly Fen[];

  constructor(board: Board, evidence: Pool['evidence'], some: Iterable<number>) {
    this.evidence = evidence;
    this.items = oldestFirst(board, [...some]);
    this.#byAmount = Map.groupBy(this.items, (item) => board.item(item).amount);
    this.#amounts = [...this.#byAmount.keys()].sort(compare);
    const together = Map.groupBy(this.items, (item) => (evidence === 'REFERENCE' ? '' : board.item(item).group));
    together.delete(null);
    this.groups = [...together.values()].map((group) => new Group(board, group));
  }

  /** The items of an amount between two, both included. */
  between(from: Fen, to: Fen): readonly number[] {
    let [low, high] = [0, this.#amounts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#amounts[middle] as Fen) < from) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < this.#amounts.length && (this.#amounts[at] as Fen) <= to; at += 1)
      found.push(...(this.#byAmount.get(this.#amounts[at] as Fen) ?? []));
    return found;
  }
}

export class Group {
  readonly items: readonly number[];
  readonly total: Fen;
  /** What waits until it is paid, and so may be paid in parts. */
  readonly owed: readonly number[];
  readonly totalOwed: Fen;
  readonly #amounts: readonly Fen[];
  #sums: ReturnType<typeof subsetSums> | null = null;

  constructor(board: Board, items: readonly number[]) {
    const sumOf = (some: readonly number[]) => some.reduce((sum, item) => sum + board.item(item).amount, 0n);
    this.items = items;
    this.total = sumOf(items);
    this.owed = items.filter((item) => board.item(item).kind === 'OWED');
    this.totalOwed = sumOf(this.owed);
    this.#amounts = items.map((item) => board.item(item).amount);
  }

  /** Some of them, two at least, that sum to it: the likeliest first, and none where they are too many to tell. */
  subsetsOf(amount: Fen): readonly (readonly number[])[] {
    if (this.items.length < 3 || this.items.length > SUBSET_OF_AT_MOST) return [];
    this.#sums ??= subsetSums(this.#amounts);
    return this.#sums(amount).map((subset) => subset.map((at) => this.items[at] as number));
  }
}
