/**
 * Some who ask one thing after another for a while. Where a single answer takes as long as the while, a round goes on until
 * enough have come; what was begun is waited for, so that nothing of it burdens whoever is measured next.
 */

export interface Round {
  readonly connections: number;
  readonly seconds: number;
  /** Answers without which a round is not over. */
  readonly least: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Within how many milliseconds 95 of 100 answers came; of fewer than 20, the slowest. */
  readonly p95: number;
  readonly answers: number;
}

/** `ask` is given how many were asked before; one that throws ends the round with what it threw. */
export async function closedLoop(
  ask: (before: number) => Promise<unknown>,
  { connections, seconds, least }: Round,
): Promise<Answered> {
  const times: number[] = [];
  const since = performance.now();
  const until = since + seconds * 1_000;
  let asked = 0;
  const one = async () => {
    for (let begun = performance.now(); begun < until || asked < least; begun = performance.now()) {
      await ask(asked++);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const lasted = (performance.now() - since) / 1_000;
  times.sort((one, other) => one - other);
  return {
    perSecond: times.length / lasted,
    p95: times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN,
    answers: times.length,
  };
}
