/** One supergraph behind the executor of @apollo/gateway and behind ours, on the same subgraphs: each asked the same. */
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { LeastRecent } from '@hh/service/least-recent.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { createExecutor } from '../executor/executor.ts';
import type { Incoming, Source } from '../executor/fetch.ts';
import { createPlainForm, withDefaults } from '../operation.ts';
import { createPlanStore } from '../plans.ts';
import { nameApart, requiredNames } from '../required-names.ts';
import { hashOf } from '../trusted-documents.ts';
import { quietLog } from './federation.ts';

export interface Answer {
  readonly data?: unknown;
  readonly errors: readonly GraphQLError[];
}

export interface TwoExecutors {
  readonly schema: GraphQLSchema;
  own(query: string, variables?: Readonly<Record<string, unknown>>, operationName?: string): Promise<Answer>;
  apollo(query: string, variables?: Readonly<Record<string, unknown>>, operationName?: string): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startTwoExecutors(
  supergraphSdl: string,
  sources: ReadonlyMap<string, Source>,
): Promise<TwoExecutors> {
  const ignore = () => undefined;
  const telemetry = unwatched();
  const plans = createPlanStore(telemetry);
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({ process: async (options) => await sourceOf(sources, name).process(options) }),
    queryPlannerConfig: { cache: plans.store },
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const { executor } = await gateway.load();
  const schema = gateway.schema as GraphQLSchema;
  // Apollo waits for every subgraph; ours need not.
  const services = (gateway as unknown as { serviceMap: Record<string, { dataSource: unknown }> }).serviceMap;
  const waited = new Map(Object.entries(services).map(([name, { dataSource }]) => [name, dataSource]));
  const direct = new Map(Object.keys(services).map((name) => [name, sourceOf(sources, name)]));
  let answering: ReadonlyMap<string, unknown> = waited;
  const answerFrom = (those: ReadonlyMap<string, unknown>) => {
    if (answering === those) return;
    answering = those;
    for (const [name, service] of Object.entries(services)) service.dataSource = those.get(name);
  };
  const required = requiredNames(supergraphSdl);
  const plainForm = createPlainForm(() => required);
  const byOwn = createExecutor({ apollo: gateway, plans, log: quietLog, telemetry });

  function prepare(query: string, given: Readonly<Record<string, unknown>>, operationName: string | undefined) {
    const { document, queryHash } = parsed(schema, query);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('there is no such operation');
    const variables = withDefaults(operation, given);
    const request = {
      schema,
      document,
      operation,
      operationName: operation.name?.value ?? null,
      queryHash,
      request: { query, variables, ...(operationName ? { operationName } : {}) },
      context: {},
      metrics: {},
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    } as unknown as Incoming;
    return { request, variables, plain: plainForm(schema, document, operationName) };
  }

  return {
    schema,
    async own(query, given = {}, operationName) {
      const { request, variables, plain } = prepare(query, given, operationName);
      answerFrom(direct);
      const answer = await byOwn.execute({ request, document: plain.document, variables, fromOf: nameApart(required) });
      if (!answer) throw new Error('the executor does not know something of the plan');
      return { data: answer.data, errors: answer.errors ?? [] };
    },
    async apollo(query, given = {}, operationName) {
      const { request, plain } = prepare(query, given, operationName);
      answerFrom(waited);
      const { data, errors } = plain.answered(await executor({ ...request, document: plain.document }));
      return { data, errors: errors ?? [] };
    },
    stop: () => gateway.stop(),
  };
}

interface Parsed {
  readonly document: DocumentNode;
  readonly queryHash: string;
}

const documents = new LeastRecent<string, Parsed>(1_000);

function parsed(schema: GraphQLSchema, query: string): Parsed {
  const known = documents.get(query);
  if (known) return known;
  const document = parse(query);
  const [problem] = validate(schema, document);
  if (problem) throw problem;
  return documents.set(query, { document, queryHash: hashOf(query) });
}

function sourceOf(sources: ReadonlyMap<string, Source>, name: string): Source {
  const source = sources.get(name);
  if (!source) throw new Error(`there is no subgraph ${name}`);
  return source;
}

/** A subgraph in this process that answers at once where its resolvers do. */
export function sourceFrom(
  schema: GraphQLSchema,
  told: (asked: { query: string; variables: object }) => void = () => {},
): Source {
  return {
    process({ request }) {
      const { query = '', variables = {} } = request;
      told({ query, variables });
      const answer = execute({ schema, document: parse(query), variableValues: variables });
      return answer as ReturnType<GraphQLDataSource['process']>;
    },
  };
}
