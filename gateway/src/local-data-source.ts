/**
 * The way to a subgraph in the same process: a function call. The text of an operation is compiled once and kept,
 * least recently used first out; its name is no part of the key, since the gateway gives each client's its own.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { createContext, type RequestContext } from '@hh/service/context.ts';
import type { Log } from '@hh/service/log.ts';
import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LeastRecent } from './least-recent.ts';
import { maskSubgraphError } from './masking.ts';

type Run = (context: RequestContext, variables: Record<string, unknown>) => Promise<ExecutionResult> | ExecutionResult;

const COMPILED_OPERATIONS = 2_000;

export function createLocalDataSource(options: { name: string; schema: GraphQLSchema; log: Log }): GraphQLDataSource {
  const { name, schema, log } = options;
  const compiled = new LeastRecent<string, Run>(COMPILED_OPERATIONS);

  return {
    async process({ request, context }) {
      const text = request.query ?? '';
      const key = operationKey(text, request.operationName);
      const run = compiled.get(key) ?? compiled.set(key, compileOperation(schema, text));
      // Each fetch has loaders of its own: a mutation's later reads must not see what was read before it.
      const { data, errors } = await run(createContext(context as RequestContext), request.variables ?? {});
      const masked = errors?.map((error) => maskSubgraphError(error as GraphQLError, log, name));
      return { ...(data === undefined ? {} : { data }), ...(masked ? { errors: masked } : {}) } as ReturnType<
        GraphQLDataSource['process']
      >;
    },
  };
}

/** The text without the name, which stands before anything else that it could be confused with. */
export function operationKey(text: string, operationName: string | undefined): string {
  return operationName ? text.replace(operationName, '') : text;
}

/** graphql-jit where it can compile the operation, graphql-js where it cannot. */
export function compileOperation(schema: GraphQLSchema, text: string): Run {
  const document = parse(text, { noLocation: true });
  const query = compileQuery(schema, document, '');
  if (isCompiledQuery(query)) return (context, variables) => query.query({}, context, variables);
  return (contextValue, variableValues) => execute({ schema, document, contextValue, variableValues });
}
