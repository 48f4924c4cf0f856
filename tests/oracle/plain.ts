/** One plain schema, executed by graphql-js alone: what the federated graph answers is held against it. */
import { plainSchema } from '@hh/gateway/testing/plain-schema.ts';
import { type Caller, createContext } from '@hh/service/context.ts';
import type { Log } from '@hh/service/log.ts';
import { maskSubgraphError } from '@hh/service/masking.ts';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type { Answer, Operation } from './answer.ts';

export interface PlainServer {
  ask(operation: Operation, caller: Caller): Promise<Answer>;
}

export function createPlainServer(options: {
  supergraphSdl: string;
  subgraphs: ReadonlyMap<string, GraphQLSchema>;
  log: Log;
}): PlainServer {
  const schema = plainSchema(options.supergraphSdl, options.subgraphs);
  return {
    ask: async ({ query, variables: variableValues, operationName }, caller) => {
      const contextValue = createContext(caller);
      const document = parse(query);
      const request = { schema, document, variableValues, contextValue };
      const { data, errors = [] } = await execute(operationName ? { ...request, operationName } : request);
      const where = { subgraph: 'plain', requestId: caller.requestId };
      return { data, errors: errors.map((error) => maskSubgraphError(error, options.log, where).toJSON()) };
    },
  };
}
