/**
 * What executing a plan costs on the graph that gateways are compared on in public: in one process, where nothing else is
 * done, and over HTTP, with the subgraphs in the gateway's process or in one of their own.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { type Program, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { type Contenders, compareServers, sameAs } from './compare-servers.ts';
import type { Alone, AloneTask, Measured } from './executor-alone.ts';
import { memoryOfOperations } from './executor-memory.ts';
import { questions, reviewsQuery, reviewsSourcesAt } from './reviews-graph.ts';
import type { ReviewsTask } from './reviews-server.ts';
import { inTurns, type Outcome, type Result } from './table.ts';

const WARM_UP = 300;
/** Over HTTP; in one process all are compared. */
const COMPARED_EACH = 25;

export async function executor(options: BenchOptions): Promise<Outcome> {
  const { rounds, seconds, parts } = options;
  const results: Result[] = [];
  const isAsked = (part: string) => parts.length === 0 || parts.includes(part);
  if (isAsked('in-process')) results.push(...(await inProcess(options)));
  if (isAsked('http')) results.push(...(await overHttp(options)));
  if (isAsked('serving')) results.push(...(await serving(options)));
  if (isAsked('memory')) results.push(...(await memoryOfOperations(options)));
  return {
    results,
    notes: [
      `Medians of ${rounds} rounds of ${seconds} s. Over HTTP after ${WARM_UP} operations of warming up; ms CPU is of everything but the load. In process after some seconds, each contender alone in a process, and seconds are those that a processor spent on it, whatever else the machine was doing.`,
      `Each answered the same, byte for byte, before it was measured (over HTTP, to each ${COMPARED_EACH}th); 1,000 variables: as many values of one in turn, each its own answer to fetch.`,
      'Subgraphs are compiled (graphql-jit) and have their rows in memory; they are the same for all.',
      `Over HTTP: autocannon in a process of its own; stock: @apollo/server with @apollo/gateway and its own data sources; the two of one schema are @apollo/server too, without subgraphs. Ours identifies, limits and counts as it does in a county.`,
      'hive rust: in process, the executor of its router runtime alone.',
      'serving: each does what the one to its right does, and more. ready text: node:http, which reads and parses the body; executor: the same, and the text is written of what our executor answers; express: its router and its body parser; apollo server: with our executor as its gateway.',
      'heap: of the gateway and its subgraphs in one process, after its garbage is collected; each operation is unlike all others and is asked twice, so that it is planned and compiled.',
    ],
  };
}

async function inProcess({ rounds, seconds, progress }: BenchOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const question of Object.keys(questions)) {
    const expected = new Map<string, string>();
    const measured = alone.map((contender) => {
      const measure = async () => {
        progress(`${question}, in process: ${contender}`);
        const { perSecond, digest, fetches } = await measureAlone({ contender, question, seconds });
        sameAs(expected, question, digest, contender);
        if (contender === 'ours') progress(`${fetches} fetches`);
        return perSecond;
      };
      return [contender, measure];
    });
    const { ours = 0, ...peers } = await inTurns(Object.fromEntries(measured), rounds);
    results.push({ case: `${question}, in process`, unit: 'operations/s of a processor', ours, peers });
  }
  return results;
}

const alone: readonly Alone[] = ['ours', 'apollo', 'hive rust', 'graphql-js, one schema', 'graphql-jit, one schema'];

async function measureAlone(task: AloneTask): Promise<Measured> {
  const file = fileURLToPath(new URL('executor-alone.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, JSON.stringify(task)]);
  return JSON.parse(stdout) as Measured;
}

const bodies = new Map(
  Object.entries(questions).map(([question, asked]) => [
    question,
    asked.map((variables) => JSON.stringify({ query: reviewsQuery, variables })),
  ]),
);

const kinds: Readonly<Record<string, ReviewsTask['kind']>> = {
  ours: 'ours',
  stock: 'stock',
  hive: 'hive',
  'hive rust': 'hive-rust',
  'graphql-js, one schema': 'graphql-js',
  'graphql-jit, one schema': 'graphql-jit',
};

async function overHttp(options: BenchOptions): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const subgraphs = await startKind('subgraphs', null);
  try {
    const file = join(folder, 'supergraph.graphql');
    writeFileSync(file, composeSupergraph(reviewsSourcesAt(subgraphs.url)));
    const startsAt = (at: string | null): Contenders =>
      Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, () => startKind(kind, at)]));
    const compare = (mode: string, contenders: Contenders) =>
      compareServers(
        { mode, contenders, bodies, connections: [16], warmUp: WARM_UP, comparedEach: COMPARED_EACH },
        options,
      );
    return [
      ...(await compare('over HTTP', startsAt(null))),
      ...(await compare('over HTTP, subgraphs apart', { ...startsAt(subgraphs.url), ours: () => startOurs(file) })),
    ];
  } finally {
    await subgraphs.end('SIGTERM');
    rmSync(folder, { recursive: true });
  }
}

/** What an answer costs beside its execution: from a text that is ready to all that a county does. */
const layers: Readonly<Record<string, ReviewsTask['kind']>> = {
  ours: 'ours',
  'apollo server': 'apollo-server',
  express: 'express',
  executor: 'executor',
  'ready text': 'ready-text',
};

async function serving(options: BenchOptions): Promise<Result[]> {
  const all: Contenders = Object.fromEntries(
    Object.entries(layers).map(([name, kind]) => [name, () => startKind(kind, null)]),
  );
  const asked = new Map([...bodies].slice(0, 1));
  const compare = (mode: string, contenders: Contenders, headers: Readonly<Record<string, string>> = {}) =>
    compareServers({ mode, contenders, bodies: asked, connections: [16], warmUp: WARM_UP, headers }, options);
  return [
    ...(await compare('serving', all)),
    ...(await compare('serving, gzip', { ours: () => startKind('ours', null) }, { 'accept-encoding': 'gzip' })),
  ];
}

async function startKind(kind: ReviewsTask['kind'], at: string | null): Promise<Program> {
  const port = await freePort();
  const task: ReviewsTask = { kind, port, subgraphs: at };
  const args = ['infra/bench/reviews-server.ts', JSON.stringify(task)];
  const environment = { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' };
  return await startProgram({ args, port, environment, ready: null });
}

/** The program that is deployed, on a supergraph file. */
async function startOurs(file: string): Promise<Program> {
  const port = await freePort();
  const args = ['gateway/src/main.ts', '--supergraph', file];
  const environment = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    MAX_REQUESTS_PER_MINUTE: '1000000000',
    MAX_COST_PER_MINUTE: '1000000000',
  };
  return await startProgram({ args, port, environment, ready: '/health' });
}
