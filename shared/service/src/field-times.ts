/**
 * Federated tracing (`ftv1`): what each field of a fetch took, for the gateway that asks. Compiled operations do not
 * tell, so graphql-js runs these, within Apollo's server, which has the format. Both are made when somebody first asks.
 */
import { type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import type { RequestContext } from './context.ts';
import type { Run, SubgraphOperation } from './subgraph-executor.ts';

export const TRACE_HEADER = 'apollo-federation-include-trace';
export const TRACE_FORMAT = 'ftv1';

export function createTimedRun(schema: GraphQLSchema): (operation: SubgraphOperation) => Run {
  let starting: ReturnType<typeof startServer> | null = null;
  return ({ query }) =>
    async (contextValue, variables) => {
      starting ??= startServer(schema);
      const { server, http } = await starting;
      const { body } = await server.executeOperation({ query, variables: { ...variables }, http }, { contextValue });
      if (body.kind !== 'single') throw new Error('an incremental answer was not asked for');
      return body.singleResult as ExecutionResult;
    };
}

async function startServer(schema: GraphQLSchema) {
  const { ApolloServer, HeaderMap } = await import('@apollo/server');
  const { ApolloServerPluginInlineTrace } = await import('@apollo/server/plugin/inlineTrace');
  const server = new ApolloServer<RequestContext>({
    // It wraps the resolvers of the schema it is given, and compiled operations would take its own for ours: sorting copies.
    schema: lexicographicSortSchema(schema),
    introspection: true,
    persistedQueries: false,
    documentStore: null,
    // Whoever asks for a stranger has validated the operation.
    dangerouslyDisableValidation: true,
    stopOnTerminationSignals: false,
    // As they were thrown: they are masked where those of all operations are.
    formatError: (_, error) => error as GraphQLFormattedError,
    plugins: [ApolloServerPluginInlineTrace()],
  });
  const headers = new HeaderMap([[TRACE_HEADER, TRACE_FORMAT]]);
  return { server, http: { headers, method: 'POST', search: '', body: null } };
}
