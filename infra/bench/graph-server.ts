/**
 * A process that answers the graph as somebody else than our gateway would, on the same services: the task on its
 * command line says who. Tokens are verified once and by the same code, so that the difference is the gateway's own.
 */
import { readFileSync } from 'node:fs';
import {
  ApolloGateway,
  type GraphQLDataSource,
  LocalGraphQLDataSource,
  RemoteGraphQLDataSource,
} from '@apollo/gateway';
import { createIssuer } from '@hh/gateway/issuer.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import { plainSchema } from '@hh/gateway/testing/plain-schema.ts';
import { newId } from '@hh/kernel/id.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { settingsOf } from '@hh/service/config.ts';
import { type Caller, createContext, type RequestContext } from '@hh/service/context.ts';
import { createLog } from '@hh/service/log.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { createIdentify, type Identify } from '@hh/service/tokens.ts';
import type { Request as Asked } from 'express';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import { parseConfig } from '../config.ts';
import { startEmbedded } from '../embedded.ts';
import { startHive } from './peers/hive.mjs';
import { servePlainly } from './plain-apollo.ts';

/** Every one of them is a process of its own. */
export interface GraphTask {
  readonly kind: 'stock' | 'hive' | 'hive-rust' | 'plain';
  readonly port: number;
  readonly mongoUri: string;
  readonly redisUrl: string;
  readonly issuer: string;
  readonly keyFile: string;
  /** The addresses of the subgraphs; without them they run in this process. */
  readonly urls: Readonly<Record<string, string>> | null;
}

const task = JSON.parse(process.argv[2] ?? '{}') as GraphTask;
const full = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const supergraphSdl = withUrls(stripSecurity(full), task.urls);
const config = parseConfig({});
const { source } = await createIssuer({ issuer: task.issuer, audience: config.OIDC_AUDIENCE, keyFile: task.keyFile });
const identify = createIdentify(source);
const schemas = task.urls ? new Map<string, GraphQLSchema>() : await startSubgraphs();

switch (task.kind) {
  case 'stock':
    await servePlainly<Caller>({ gateway: stockGateway() }, task.port, contextOf);
    break;
  case 'plain':
    await servePlainly<Caller>({ schema: plainSchema(full, schemas) }, task.port, contextOf);
    break;
  case 'hive':
  case 'hive-rust': {
    const local = task.urls ? {} : { execute: executeLocally(schemas, identify) };
    await startHive({ supergraph: supergraphSdl, port: task.port, rust: task.kind === 'hive-rust', ...local });
  }
}

async function startSubgraphs(): Promise<ReadonlyMap<string, GraphQLSchema>> {
  const embedded = await startEmbedded({
    mongoUri: task.mongoUri,
    redisUrl: task.redisUrl,
    prefix: config.DATABASE_PREFIX,
    clock: await businessClock(task.mongoUri, config.DATABASE_PREFIX, config.DEMO),
    log: createLog({ name: task.kind, level: 'warn' }),
    telemetry: unwatched(),
    limits: config,
    settings: settingsOf(config),
    identify,
  });
  return embedded.subgraphs;
}

/** As its documentation has it: `LocalGraphQLDataSource` in one process, `RemoteGraphQLDataSource` over HTTP. */
function stockGateway(): ApolloGateway {
  class WithToken extends RemoteGraphQLDataSource<Caller> {
    override willSendRequest({
      request,
      context,
    }: Parameters<NonNullable<RemoteGraphQLDataSource<Caller>['willSendRequest']>>[0]) {
      request.http?.headers.set('authorization', (context as Caller).authorization ?? '');
    }
  }
  const buildService = ({ name, url = '' }: { name: string; url?: string }): GraphQLDataSource => {
    const schema = schemas.get(name);
    return schema ? new LocalGraphQLDataSource(schema) : new WithToken({ url });
  };
  return new ApolloGateway({ supergraphSdl, buildService });
}

async function contextOf({ req }: { req: Asked }): Promise<RequestContext> {
  const { authorization } = req.headers;
  // Whoever stands behind a wire verifies the token there.
  const actor = task.urls ? null : await identify(authorization);
  return createContext({ actor, language: 'zh', requestId: newId(), ...(authorization ? { authorization } : {}) });
}

interface LocalRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context?: { readonly request: Request };
}

/** The document as Hive has it: it is not printed and not parsed again. All fetches of a request share their loaders. */
function executeLocally(subgraphs: ReadonlyMap<string, GraphQLSchema>, verify: Identify) {
  const contexts = new WeakMap<object, Promise<RequestContext>>();
  const verified = async ({ headers }: Request) =>
    createContext({
      actor: await verify(headers.get('authorization') ?? undefined),
      language: 'zh',
      requestId: newId(),
    });
  return async (subgraph: string, { document, variables, context }: LocalRequest) => {
    const schema = subgraphs.get(subgraph.toLowerCase());
    if (!schema || !context) throw new Error(`no such subgraph: ${subgraph}`);
    const known = contexts.get(context.request) ?? verified(context.request);
    contexts.set(context.request, known);
    const contextValue = await known;
    return await execute({ schema, document, contextValue, ...(variables ? { variableValues: variables } : {}) });
  };
}

function withUrls(sdl: string, urls: GraphTask['urls']): string {
  return sdl.replaceAll(/@join__graph\(name: "(\w+)", url: "[^"]*"\)/g, (_, name: string) => {
    const url = urls?.[name] ?? `http://${name}.local`;
    return `@join__graph(name: "${name}", url: "${url}/graphql")`;
  });
}
