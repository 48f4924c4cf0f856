/** What a benchmark found, as people read it and as a program does. */

export interface Result {
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  /** Null: it did not run, and a note says why. */
  readonly peers: Readonly<Record<string, number | null>>;
}

export interface Outcome {
  readonly results: readonly Result[];
  /** Sizes, what was cut down, who did not run and why, what was compared. */
  readonly notes: readonly string[];
}

/** A row for each case, and beside each peer how many times as much we do. */
export function tableOf(results: readonly Result[]): string {
  const peers = [...new Set(results.flatMap((result) => Object.keys(result.peers)))];
  const header = ['case', 'unit', 'ours', ...peers.flatMap((peer) => [peer, 'ours ÷ it'])];
  const rows = results.map((result) => [
    result.case,
    result.unit,
    shown(result.ours),
    ...peers.flatMap((peer) => {
      const value = result.peers[peer];
      return value == null ? [peer in result.peers ? 'not run' : '', ''] : [shown(value), ratio(result.ours, value)];
    }),
  ]);
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

function ratio(ours: number, other: number): string {
  return `${(ours / other).toPrecision(ours / other >= 100 ? 3 : 2)} ×`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Everybody, and another one first in each round. */
export function turned<T>(all: readonly T[], round: number): readonly T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/**
 * The median of each contender over some rounds. In a round everybody runs once, one after another, so that whatever
 * else the machine is doing meets them all; the order turns from round to round.
 */
export async function inTurns(
  contenders: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Record<string, number>> {
  const found = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of turned(Object.keys(contenders), round))
      found.get(name)?.push((await contenders[name]?.()) ?? Number.NaN);
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, median(values)]));
}
