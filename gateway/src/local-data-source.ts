/** The way to a subgraph in the same process: a function call. */
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Caller } from '@hh/service/context.ts';
import type { ExecuteSubgraph } from '@hh/service/subgraph-executor.ts';

export function createLocalDataSource(execute: ExecuteSubgraph): GraphQLDataSource {
  return {
    process: async ({ request, context }) => {
      const { query = '', variables, operationName } = request;
      const operation = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      return (await execute(operation, context as Caller)) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}
