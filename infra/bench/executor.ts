/** What executing a plan costs where nothing else does: subgraphs in this process, compiled, with their rows in memory. */
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { startTwoExecutors } from '@hh/gateway/testing/two-executors.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { compileOperation, type Run } from '@hh/service/subgraph-executor.ts';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type { BenchOptions } from './bench.ts';
import { reviewsQuery, reviewsSchema, reviewsSources, reviewsSubgraphs } from './reviews-graph.ts';
import { inTurns, type Outcome } from './table.ts';

const context = {} as RequestContext;
const WARM_UP = 300;

export async function executor({ rounds, seconds, progress }: BenchOptions): Promise<Outcome> {
  const subgraphs = reviewsSubgraphs();
  let fetches = 0;
  const sources = [...subgraphs].map(([name, schema]) => {
    const run = compiled(schema);
    return [
      name,
      {
        process: ({ request: { query = '', variables = {} } }: { request: { query?: string; variables?: object } }) => {
          fetches += 1;
          return run(query)(context, variables as Record<string, unknown>) as never;
        },
      },
    ] as const;
  });
  const executors = await startTwoExecutors(composeSupergraph(reviewsSources), new Map(sources));
  const schema = reviewsSchema();
  const document = parse(reviewsQuery);
  const jit = compiled(schema)(reviewsQuery);
  const contenders: Readonly<Record<string, () => unknown>> = {
    ours: () => executors.own(reviewsQuery),
    apollo: () => executors.apollo(reviewsQuery),
    'graphql-js, one schema': () => execute({ schema, document }),
    'graphql-jit, one schema': () => jit(context, {}),
  };
  const answers = new Set<string>();
  const asked: Record<string, number> = {};
  for (const [name, ask] of Object.entries(contenders)) {
    progress(name);
    for (let times = 0; times < WARM_UP; times += 1) await ask();
    fetches = 0;
    const { data } = (await ask()) as { data: unknown };
    asked[name] = fetches;
    answers.add(JSON.stringify(data));
  }
  if (answers.size !== 1) throw new Error('not all answer the same');
  const perSecond = await inTurns(
    Object.fromEntries(Object.entries(contenders).map(([name, ask]) => [name, () => measure(ask, seconds)])),
    rounds,
  );
  await executors.stop();
  const { ours = 0, ...peers } = perSecond;
  return {
    results: [{ case: 'reviews, in process', unit: 'operations/s of a processor', ours, peers }],
    notes: [
      `Medians of ${rounds} rounds of ${seconds} s after ${WARM_UP} operations of warming up; seconds are those a processor spent on it, whatever else the machine was doing.`,
      `${asked.ours} fetches, an answer of ${[...answers][0]?.length} characters, the same from all, byte for byte.`,
      'Subgraphs are compiled (graphql-jit) and have their rows in memory; no server, no parsing, no writing of the answer.',
    ],
  };
}

function compiled(schema: GraphQLSchema): (text: string) => Run {
  const known = new Map<string, Run>();
  return (text) => {
    const run = known.get(text) ?? compileOperation(schema, text);
    known.set(text, run);
    return run;
  };
}

async function measure(ask: () => unknown, seconds: number): Promise<number> {
  const spent = process.cpuUsage();
  const ends = performance.now() + seconds * 1_000;
  let times = 0;
  for (; performance.now() < ends; times += 1) await ask();
  const { user, system } = process.cpuUsage(spent);
  return (times * 1_000_000) / (user + system);
}
