/**
 * A process that answers the graph of the reviews: as one of the gateways, or as one schema without any; the task on its
 * command line says who. Subgraphs are in this process, or have addresses; they are the same compiled ones for all.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { createGateway } from '@hh/gateway/gateway.ts';
import { createHttp } from '@hh/gateway/http.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { startTwoExecutors } from '@hh/gateway/testing/two-executors.ts';
import { createLog } from '@hh/service/log.ts';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { startHive } from './peers/hive.mjs';
import { servePlainly } from './plain-apollo.ts';
import {
  answeringOf,
  compiledRun,
  reviewsAnswers,
  reviewsByDocument,
  reviewsQuery,
  reviewsSchema,
  reviewsSourcesAt,
} from './reviews-graph.ts';

export interface ReviewsTask {
  readonly kind:
    | 'subgraphs'
    | 'ours'
    | 'stock'
    | 'hive'
    | 'hive-rust'
    | 'graphql-js'
    | 'graphql-jit'
    | 'ready-text'
    | 'executor'
    | 'express'
    | 'apollo-server';
  readonly port: number;
  /** The address of the process that answers for the subgraphs; without it they run in this one. */
  readonly subgraphs: string | null;
}

const task = JSON.parse(process.argv[2] ?? '{}') as ReviewsTask;
const answers = reviewsAnswers();
const supergraphSdl = () => composeSupergraph(reviewsSourcesAt(task.subgraphs ?? 'http://here'));
const nobody = async () => ({});

switch (task.kind) {
  case 'subgraphs':
    serveBarely(async (path, { query = '', variables = {} }) =>
      JSON.stringify(await answeringOf(answers, path.slice(1))(query, variables)),
    );
    break;
  case 'ours':
    await serveOurs();
    break;
  case 'stock':
    await servePlainly({ gateway: stockGateway() }, task.port, nobody);
    break;
  case 'graphql-js':
    await servePlainly({ schema: reviewsSchema() }, task.port, nobody);
    break;
  case 'graphql-jit':
    await servePlainly({ gateway: jitGateway() }, task.port, nobody);
    break;
  case 'ready-text': {
    const own = await ownExecutor();
    const ready = JSON.stringify(await own(reviewsQuery, {}));
    serveBarely(() => ready);
    break;
  }
  case 'executor': {
    const own = await ownExecutor();
    serveBarely(async (_, { query = '', variables = {} }) => JSON.stringify(await own(query, variables)));
    break;
  }
  case 'express': {
    const own = await ownExecutor();
    const answer: express.RequestHandler = async ({ body }, response) => {
      const { query = '', variables = {} } = body as Body;
      response.json(await own(query, variables));
    };
    express().use('/graphql', express.json(), answer).listen(task.port, '127.0.0.1');
    break;
  }
  case 'apollo-server': {
    const own = await ownExecutor();
    await servePlainly({ gateway: gatewayOf(reviewsSchema(), own) }, task.port, nobody);
    break;
  }
  case 'hive':
  case 'hive-rust':
    await startHive({
      supergraph: supergraphSdl(),
      port: task.port,
      rust: task.kind === 'hive-rust',
      ...(task.subgraphs ? {} : { execute: reviewsByDocument(answers) }),
    });
}

interface Body {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** As little as an HTTP server can do: a body read to its end and parsed, a text written. */
function serveBarely(answer: (path: string, body: Body) => string | Promise<string>): void {
  createServer(async (request, response) => {
    if (request.method !== 'POST') return void response.end();
    const body = JSON.parse(await text(request));
    response.setHeader('content-type', 'application/json').end(await answer(request.url ?? '', body));
  }).listen(task.port, '127.0.0.1');
}

/** As it is deployed but for the address it reads its supergraph from: identity, limits, metrics and all. */
async function serveOurs(): Promise<void> {
  const log = createLog({ name: 'reviews', level: 'warn' });
  const settings = {
    ...defaultSettings,
    MAX_REQUESTS_PER_MINUTE: 1e9,
    MAX_COST_PER_MINUTE: 1e12,
    MAX_STRANGER_BODY_KB: defaultSettings.MAX_BODY_KB,
  };
  const gateway = createGateway({
    supergraphSdl: supergraphSdl(),
    dataSourceFor: (name) => ({ process: async ({ request }) => await answerRequest(name, request) }),
    log,
    isOurs: false,
  });
  await gateway.load();
  const app = createHttp({
    gateway,
    identify: async () => null,
    isReady: () => true,
    routers: [],
    graphiql: false,
    log,
    settings,
  });
  app.listen(task.port, '127.0.0.1');
}

function stockGateway(): ApolloGateway {
  return new ApolloGateway({ supergraphSdl: supergraphSdl(), buildService: stockSource });
}

function stockSource({ name, url = '' }: { name: string; url?: string }): GraphQLDataSource {
  if (task.subgraphs) return new RemoteGraphQLDataSource({ url });
  return { process: async ({ request }) => await answerRequest(name, request) };
}

type Asked = Parameters<GraphQLDataSource['process']>[0]['request'];

function answerRequest(subgraph: string, { query = '', variables = {} }: Asked) {
  return answeringOf(answers, subgraph)(query, variables) as ReturnType<GraphQLDataSource['process']>;
}

/** Our executor alone: no identity, no limits, nothing counted. */
async function ownExecutor(): Promise<Run> {
  const sources = new Map(
    [...answers].map(([name, answer]) => [
      name,
      {
        process: ({ request: { query = '', variables = {} } }: { request: Asked }) => answer(query, variables) as never,
      },
    ]),
  );
  const { own } = await startTwoExecutors(supergraphSdl(), sources);
  return async (query, variables) => {
    const { data } = await own(query, variables);
    return { data };
  };
}

type Run = (query: string, variables: Readonly<Record<string, unknown>>) => unknown;

/** One schema, compiled, behind Apollo's server. */
function jitGateway() {
  const schema = reviewsSchema();
  return gatewayOf(schema, compiledRun(schema));
}

/** Something that answers, as what Apollo's server takes for a gateway. */
function gatewayOf(schema: GraphQLSchema, run: Run): ApolloServerOptionsWithGateway<BaseContext>['gateway'] {
  return {
    load: async () => ({
      executor: async ({ source, request: { variables = {} } }) => (await run(source, variables)) as object,
    }),
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: async () => undefined,
  };
}
