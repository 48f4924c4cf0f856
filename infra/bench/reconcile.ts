/**
 * Bank lines against open items, as many of each, one event in a hundred in disorder: ours beside a nested loop, and beside
 * a plain hash join on account and amount that takes the first it finds. Each match of ours is checked against what was
 * drawn. Part `memory`: both sides are there, and nothing is stored. Part `store`: both are in the database, and so is what comes of it.
 */
import { type Matching, match } from '@hh/economy/reconciliation/match.ts';
import type { BankLine, OpenItem } from '@hh/economy/reconciliation/sides.ts';
import type { BenchOptions } from './bench.ts';
import { drawSides, eventOf, type Sides } from './reconcile-sides.ts';
import { store } from './reconcile-store.ts';
import { inTurns, type Outcome, type Result } from './table.ts';

const SIZES = [1_000_000, 100_000, 10_000];
/** Above this a nested loop would hold everybody up. */
const NESTED_AT_MOST = 10_000;
const HOUR_MS = 3_600_000;

const parts: Readonly<Record<string, (options: BenchOptions) => Promise<Outcome>>> = { memory, store };

export async function reconcile(options: BenchOptions): Promise<Outcome> {
  const chosen = Object.entries(parts).filter(([name]) => options.parts.length === 0 || options.parts.includes(name));
  const outcomes: Outcome[] = [];
  for (const [, part] of chosen) outcomes.push(await part(options));
  return { results: outcomes.flatMap(({ results }) => results), notes: outcomes.flatMap(({ notes }) => notes) };
}

async function memory({ scale, rounds, progress }: BenchOptions): Promise<Outcome> {
  const results: Result[] = [];
  const notes = [
    `Medians of ${rounds} rounds, one contender after another in each; one thread. The processors' time, the least of the rounds, has the threads that collect garbage in it.`,
    'hash join: one Map by account and amount, which answers the first it finds and has no suggestions; it reads no memo.',
  ];
  const sizes = SIZES.map((size) => Math.round(size * scale));
  for (const size of sizes) {
    progress(`${size} lines …`);
    const sides = drawSides(size);
    const matched = ourScore(match(sides.lines, sides.items), sides);
    const peakMb = process.resourceUsage().maxRSS / 1_024;
    const cpu: number[] = [];
    const contenders = {
      ours: () => {
        const before = process.cpuUsage();
        const time = timeOf(() => match(sides.lines, sides.items));
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / size);
        return time;
      },
      'hash join': () => timeOf(() => hashJoin(sides)),
      ...(size <= NESTED_AT_MOST && { 'nested loop': () => timeOf(() => nestedLoop(sides)) }),
    };
    const asynchronous = Object.entries(contenders).map(([name, run]) => [name, async () => run()] as const);
    const { ours = 0, ...peers } = await inTurns(Object.fromEntries(asynchronous), rounds);
    const of = `${size.toLocaleString('en')} × ${sides.items.length.toLocaleString('en')}`;
    results.push(
      { case: of, unit: 'ms', ours, peers },
      { case: `${of}, processors`, unit: 'µs/line', ours: Math.min(...cpu), peers: {} },
    );
    if (size === sizes[0]) {
      results.push({ case: 'peak memory, both sides included', unit: 'MB', ours: peakMb, peers: {} });
      notes.push(`${of}: ${matched}. The hash join: ${joinScore(hashJoin(sides))}.`);
    }
    const nested = peers['nested loop'];
    if (nested && size === Math.min(NESTED_AT_MOST, Math.max(...sizes))) {
      const factor = ((sizes[0] as number) / size) ** 2;
      const hours = ((nested * factor) / HOUR_MS).toPrecision(2);
      notes.push(
        `The nested loop compares each with each, so the largest size takes it ${factor.toLocaleString('en')} times as long as ${size.toLocaleString('en')} lines: ${hours} hours. That is computed and was not run.`,
      );
    }
  }
  return { results, notes };
}

function timeOf(run: () => unknown): number {
  const since = performance.now();
  run();
  return performance.now() - since;
}

function ourScore({ matches, suggestions }: Matching, { orderly }: Sides): string {
  let lines = 0;
  for (const match of matches) {
    lines += match.lines.length;
    const [first = ''] = match.lines;
    const isRight = [...match.lines, ...match.items].every((id) => eventOf(id) === eventOf(first));
    if (!isRight) throw new Error(`${match.lines} is matched with ${match.items}`);
  }
  return `${lines} lines were matched, none of them wrongly, of ${orderly} that have one answer, and ${suggestions.length} suggestions made`;
}

type Pair = readonly [line: BankLine, item: OpenItem];

function joinScore(pairs: readonly Pair[]): string {
  const wrong = pairs.filter(([line, item]) => eventOf(line.id) !== eventOf(item.id));
  return `${pairs.length} lines, ${wrong.length} of them wrongly`;
}

function hashJoin({ lines, items }: Sides): readonly Pair[] {
  const open = new Map<string, OpenItem>();
  for (const item of items) open.set(`${item.counterparties[1]} ${item.amount}`, item);
  const pairs: Pair[] = [];
  for (const line of lines) {
    const key = `${line.counterpartyAccount} ${line.amount}`;
    const item = open.get(key);
    if (item && open.delete(key)) pairs.push([line, item]);
  }
  return pairs;
}

/** What somebody would write first. */
function nestedLoop({ lines, items }: Sides): readonly Pair[] {
  const taken = new Set<OpenItem>();
  return lines.flatMap((line) => {
    const item = items.find(
      (each) =>
        each.amount === line.amount &&
        !taken.has(each) &&
        (each.references.some((reference) => line.memo.includes(reference)) ||
          each.counterparties.includes(line.counterpartyAccount)),
    );
    if (!item) return [];
    taken.add(item);
    return [[line, item] as const];
  });
}
