/**
 * What is left in memory of operations that are each asked twice and never again: planned, compiled, executed, and let go of.
 * The whole gateway on the graph of the reviews, its subgraphs in this process with what they keep themselves.
 */

import { composeSupergraph } from '@hh/gateway/compose.ts';
import { createGateway } from '@hh/gateway/gateway.ts';
import { createLocalDataSource } from '@hh/gateway/local-data-source.ts';
import { newId } from '@hh/kernel/id.ts';
import { createLog } from '@hh/service/log.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import { collectGarbage } from '@hh/service/testing/garbage.ts';
import type { GraphQLSchema } from 'graphql';
import type { BenchOptions } from './bench.ts';
import { reviewsSchemas, reviewsSourcesAt } from './reviews-graph.ts';
import type { Result } from './table.ts';

const DISTINCT = 100_000;
const LOOKS = 10;

/** Three fetches; an alias in each of them makes it another one. */
const operation = (at: number) =>
  `{ users { n${at}: name reviews { b${at}: body product { p${at}: price shippingEstimate } } } }`;

export async function memoryOfOperations({ scale, progress }: BenchOptions): Promise<Result[]> {
  const log = createLog({ name: 'reviews', level: 'warn' });
  const schemas = reviewsSchemas();
  const gateway = createGateway({
    supergraphSdl: composeSupergraph(reviewsSourcesAt('http://here')),
    dataSourceFor: (name) =>
      createLocalDataSource(createSubgraphExecutor({ name, schema: schemas.get(name) as GraphQLSchema, log })),
    log,
    isOurs: false,
  });
  await gateway.load();
  const ask = async (query: string) => {
    const context = { actor: null, language: 'en', requestId: newId() } as const;
    const { errors } = await gateway.execute({ query, context });
    if (errors) throw new Error(JSON.stringify(errors));
  };
  const results: Result[] = [];
  const each = Math.round((DISTINCT * scale) / LOOKS);
  for (let look = 1; look <= LOOKS; look += 1) {
    for (let at = (look - 1) * each; at < look * each; at += 1) {
      await ask(operation(at));
      await ask(operation(at));
    }
    collectGarbage();
    const asked = (look * each).toLocaleString('en');
    progress(`${asked} operations`);
    results.push({
      case: `heap after ${asked} operations`,
      unit: 'MB',
      ours: process.memoryUsage().heapUsed / 2 ** 20,
      peers: {},
    });
  }
  await gateway.stop();
  return results;
}
