/**
 * One contender alone in a process: what others do in it would decide what V8 makes of the functions they share, and
 * whose garbage is collected when. It is told on its command line who it is and what is asked, and prints what it measured.
 */
import { createHash } from 'node:crypto';
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { startTwoExecutors } from '@hh/gateway/testing/two-executors.ts';
import { execute, parse } from 'graphql';
import { dataOf } from './compare-servers.ts';
import { createHiveExecutor } from './peers/hive.mjs';
import {
  compiledRun,
  questions,
  reviewsAnswers,
  reviewsByDocument,
  reviewsQuery,
  reviewsSchema,
  reviewsSourcesAt,
  type Variables,
} from './reviews-graph.ts';

export type Alone = 'ours' | 'apollo' | 'hive rust' | 'graphql-js, one schema' | 'graphql-jit, one schema';

export interface AloneTask {
  readonly contender: Alone;
  readonly question: string;
  readonly seconds: number;
}

export interface Measured {
  /** Operations in a second that a processor spent on it, whatever else the machine was doing. */
  readonly perSecond: number;
  /** Of all answers, one for each of what is asked. */
  readonly digest: string;
  readonly fetches: number;
}

type Run = (variables: Variables) => unknown;

/** As long as it measures: compiled functions are made again as they come to be known. */
const WARM_UP_SECONDS = 3;

let fetches = 0;

const contenders: Record<Alone, () => Promise<Run>> = {
  ours: async () => {
    const { own } = await startTwoExecutors(supergraphSdl(), sources());
    return (variables) => own(reviewsQuery, variables);
  },
  apollo: async () => {
    const { apollo } = await startTwoExecutors(supergraphSdl(), sources());
    return (variables) => apollo(reviewsQuery, variables);
  },
  'hive rust': async () => {
    const run = await createHiveExecutor({
      supergraph: supergraphSdl(),
      execute: reviewsByDocument(reviewsAnswers()),
    });
    return (variables) => run(reviewsQuery, variables);
  },
  'graphql-js, one schema': async () => {
    const [schema, document] = [reviewsSchema(), parse(reviewsQuery)];
    return (variableValues) => execute({ schema, document, variableValues });
  },
  'graphql-jit, one schema': async () => {
    const run = compiledRun(reviewsSchema());
    return (variables) => run(reviewsQuery, variables);
  },
};

function supergraphSdl(): string {
  return composeSupergraph(reviewsSourcesAt('http://here'));
}

function sources() {
  type Given = { readonly request: { readonly query?: string; readonly variables?: object } };
  return new Map(
    [...reviewsAnswers()].map(([name, answer]) => {
      const process = ({ request: { query = '', variables = {} } }: Given) => {
        fetches += 1;
        return answer(query, variables as Variables) as never;
      };
      return [name, { process }];
    }),
  );
}

async function repeat(run: Run, asked: readonly Variables[], seconds: number): Promise<number> {
  const spent = process.cpuUsage();
  const ends = performance.now() + seconds * 1_000;
  let times = 0;
  for (; performance.now() < ends; times += 1) await run(asked[times % asked.length] ?? {});
  const { user, system } = process.cpuUsage(spent);
  return (times * 1_000_000) / (user + system);
}

const { contender, question, seconds } = JSON.parse(process.argv[2] ?? '{}') as AloneTask;
const asked = questions[question] ?? [];
const run = await contenders[contender]();
const hash = createHash('sha256');
for (const variables of asked) hash.update(dataOf(await run(variables)));
const digest = hash.digest('hex');
await repeat(run, asked, WARM_UP_SECONDS);
const perSecond = await repeat(run, asked, seconds);
fetches = 0;
await run(asked[0] ?? {});
console.log(JSON.stringify({ perSecond, digest, fetches } satisfies Measured));
process.exit();
