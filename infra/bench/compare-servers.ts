/**
 * The same questions to several servers of one graph, over HTTP: each is started for its turn, so that one of them runs at a
 * time, and what it answers is compared with what the others did before it is measured.
 */
import type { Program } from '../program.ts';
import type { BenchOptions } from './bench.ts';
import { runPeer } from './peers.ts';
import { resultsOf, type Shot, shoot } from './shot.ts';
import { type Result, turned } from './table.ts';

/** Who answers, by the name in the table. */
export type Contenders = Readonly<Record<string, () => Promise<Program>>>;

export interface Comparison {
  /** How the servers run, for the table. */
  readonly mode: string;
  readonly contenders: Contenders;
  /** What is asked, each in turn, by its name in the table. */
  readonly bodies: ReadonlyMap<string, readonly string[]>;
  readonly connections: readonly number[];
  /** Requests of each number of connections, before the first is measured. */
  readonly warmUp: number;
  /** Answers to each so many-th of the bodies are compared; left out: all. */
  readonly comparedEach?: number;
  /** With each question. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asks; left out: nobody. */
  readonly authorizationOf?: (server: Program) => Promise<string>;
}

export async function compareServers(comparison: Comparison, options: BenchOptions): Promise<Result[]> {
  const {
    mode,
    contenders,
    bodies: asked,
    connections: all,
    warmUp,
    comparedEach = 1,
    headers: others,
    authorizationOf,
  } = comparison;
  const { rounds, seconds, progress } = options;
  const shots = new Map<string, Map<string, Shot[]>>();
  const expected = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    // Services that are asked for the first time are slow: each begins once, as far as there are rounds.
    for (const [name, start] of turned(Object.entries(contenders), round)) {
      progress(`${mode}, round ${round + 1}: ${name} …`);
      const server = await start();
      try {
        const authorization = await authorizationOf?.(server);
        const headers = { 'content-type': 'application/json', ...others, ...(authorization ? { authorization } : {}) };
        const url = `${server.url}/graphql`;
        for (const [question, bodies] of asked) {
          for (const body of bodies.filter((_, at) => at % comparedEach === 0)) {
            const answer = await fetch(url, { method: 'POST', headers, body });
            sameAs(expected, body, dataOf(await answer.json()), name);
          }
          // By each number of clients: where many ask at once, equal questions meet and services answer few of them.
          for (const connections of all) await runPeer('load', { url, headers, bodies, connections, amount: warmUp });
          for (const connections of all) {
            const shot = await shoot({ url, headers, bodies, connections, seconds });
            const what = `${question}, c=${connections}`;
            const of = shots.get(what) ?? new Map<string, Shot[]>();
            shots.set(what, of.set(name, [...(of.get(name) ?? []), shot]));
          }
        }
      } finally {
        await server.end('SIGTERM');
      }
    }
  }
  return [...shots].flatMap(([what, of]) => {
    const inOrder = new Map(Object.keys(contenders).map((name) => [name, of.get(name) ?? []]));
    return resultsOf(`${mode}, ${what}`, inOrder);
  });
}

/** The data, as text: what stands around it is each server's own. */
export function dataOf(answer: unknown): string {
  const { data, errors = [] } = answer as { data?: unknown; errors?: readonly unknown[] };
  if (errors.length > 0) throw new Error(JSON.stringify(errors).slice(0, 2_000));
  return JSON.stringify(data);
}

/** Throws where somebody has answered the same otherwise. */
export function sameAs(expected: Map<string, string>, asked: string, answer: string, name: string): void {
  const known = expected.get(asked) ?? answer;
  expected.set(asked, known);
  if (answer !== known) throw new Error(`${name} answers ${asked} otherwise:\n${answer}\n${known}`);
}
