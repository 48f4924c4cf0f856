/** The way to a subgraph in the same process: a function call. */
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Caller } from '@hh/service/context.ts';
import type { ExecuteSubgraph } from '@hh/service/subgraph-executor.ts';

type Loaders = NonNullable<Caller['loaders']>;

/**
 * The fetches of a query share their loaders: what one has read, the next need not read again. Those of a mutation do
 * not: its later reads must not see what was read before it.
 */
export function createLocalDataSource(execute: ExecuteSubgraph): GraphQLDataSource {
  const shared = new WeakMap<object, Loaders>();

  function loadersOf(incoming: { readonly operation: { readonly operation: string } }): { loaders?: Loaders } {
    if (incoming.operation.operation !== 'query') return {};
    const loaders = shared.get(incoming) ?? new Map();
    shared.set(incoming, loaders);
    return { loaders };
  }

  return {
    process: async ({ request, context, ...asked }) => {
      const { query = '', variables, operationName } = request;
      const operation = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      const incoming = 'incomingRequestContext' in asked ? asked.incomingRequestContext : null;
      const caller = { ...(context as Caller), ...(incoming && loadersOf(incoming)) };
      return (await execute(operation, caller)) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}
