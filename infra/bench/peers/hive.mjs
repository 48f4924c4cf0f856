/**
 * Hive Gateway on a port, with its planner in JavaScript or the one in Rust. It reaches the subgraphs over HTTP, as it
 * comes, or in the same process by a function that it is given.
 */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { buildSchema, parse } from 'graphql';

/**
 * @param {{
 *   supergraph: string, port: number, rust: boolean,
 *   execute?: (subgraph: string, request: object) => unknown,
 * }} options
 */
export async function startHive({ supergraph, port, rust, execute }) {
  const gateway = createGatewayRuntime({
    supergraph,
    logging: false,
    graphqlEndpoint: '/graphql',
    maskedErrors: false,
    landingPage: false,
    ...(rust ? { unifiedGraphHandler } : {}),
    ...(execute
      ? {
          transports: {
            http: {
              getSubgraphExecutor:
                ({ subgraphName }) =>
                (request) =>
                  execute(subgraphName, request),
            },
          },
        }
      : {}),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
    },
  });
  const server = createServer(gateway);
  await new Promise((done) => server.listen(port, '127.0.0.1', () => done(undefined)));
}

/**
 * Its executor with the planner in Rust, alone: what stands around it in a gateway is left out.
 * @param {{ supergraph: string, execute: (subgraph: string, request: object) => unknown }} options
 */
export async function createHiveExecutor({ supergraph, execute }) {
  const handled = await unifiedGraphHandler({
    unifiedGraph: buildSchema(supergraph, { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraph,
    onSubgraphExecute: execute,
    batch: false,
  });
  /** @type {Map<string, object>} */
  const documents = new Map();
  /** @param {string} query @param {object} variables */
  return (query, variables) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return handled.executor({ document, variables, context: {} });
  };
}
