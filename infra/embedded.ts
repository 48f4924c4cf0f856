/**
 * The whole graph in one process: every service on its own database, the gateway in front, function calls between.
 * The distributed mode starts the same definitions as processes of their own.
 */
import { readFileSync } from 'node:fs';
import type { EventEnvelope } from '@hh/events/event.ts';
import { createGateway, type Gateway } from '@hh/gateway/gateway.ts';
import type { OperationLimits } from '@hh/gateway/limits.ts';
import { createLocalDataSource } from '@hh/gateway/local-data-source.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { accessRules } from '@hh/service/access.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Log } from '@hh/service/log.ts';
import { assertUniqueIndexes, migrate } from '@hh/service/migrations.ts';
import { type Connection, connectMongo, pingMongo } from '@hh/service/mongo.ts';
import { platformCollections, platformMigrations } from '@hh/service/platform.ts';
import { type Relay, receiveOnce, startRelay } from '@hh/service/relay.ts';
import type { AskGraph, Platform, RunningService, ServiceDefinition } from '@hh/service/service.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import { createWriter } from '@hh/service/writer.ts';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { definitions } from './services.ts';

export interface EmbeddedOptions {
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** `hh` gives the databases hh_economy, hh_property, … and separates the queues of worlds on one Redis. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Platform['settings'];
  readonly identify: Platform['identify'];
  readonly limits: OperationLimits;
}

export interface RunningPart {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  readonly running: RunningService;
  readonly relay: Relay;
}

export interface Embedded {
  readonly gateway: Gateway;
  readonly parts: ReadonlyMap<string, RunningPart>;
  /** The executable subgraphs, rights enforced. */
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  /** Asks the graph as the system does. */
  readonly ask: AskGraph;
  /** Do all databases answer? Redis only makes work prompt: without it the sweep goes on, and callers need not turn away. */
  canServe(): Promise<boolean>;
  /** Has nothing left to move by itself. */
  isIdle(): Promise<boolean>;
  stop(): Promise<void>;
}

export const system: Actor = { kind: 'SYSTEM', id: 'system', grants: [] };

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const supergraphSdl = readFileSync(new URL('../gateway/supergraph.graphql', import.meta.url), 'utf8');
  const rules = accessRules(supergraphSdl);
  const parts = new Map<string, RunningPart>();
  let gateway: Gateway | null = null;

  const ask: AskGraph = async <Data>(document: string, variables: Readonly<Record<string, unknown>>) => {
    if (!gateway) throw new Error('the gateway is not there yet');
    const context = { actor: system, language: 'zh' as const, requestId: newId() };
    const response = await gateway.execute({ query: document, variables, context });
    const [error] = response.errors ?? [];
    if (error)
      throw new GraphQLError(error.message, {
        ...(error.path ? { path: error.path } : {}),
        ...(error.extensions ? { extensions: error.extensions } : {}),
      });
    return response.data as Data;
  };

  for (const definition of definitions) {
    parts.set(definition.name, await startPart(definition, parts, ask, options));
  }
  const subgraphs = new Map([...parts].map(([name, part]) => [name, createSubgraph({ ...part, rules })]));
  const dataSources = new Map(
    [...subgraphs].map(([name, schema]) => [
      name,
      createLocalDataSource(createSubgraphExecutor({ name, schema, log: options.log.child({ service: name }) })),
    ]),
  );
  gateway = createGateway({
    supergraphSdl,
    dataSourceFor: (name) => {
      const source = dataSources.get(name);
      if (!source) throw new Error(`the supergraph names a subgraph that does not run: ${name}`);
      return source;
    },
    log: options.log,
    limits: options.limits,
  });
  await gateway.load();
  for (const { running } of parts.values()) await running.start?.();

  const all = [...parts.values()];
  const loaded = gateway;
  return {
    gateway: loaded,
    parts,
    subgraphs,
    ask,
    canServe: async () => {
      const pings = await Promise.allSettled(all.map(({ platform }) => pingMongo(platform.connection)));
      for (const [at, ping] of pings.entries())
        if (ping.status === 'rejected')
          options.log.warn({ err: ping.reason, service: all[at]?.definition.name }, 'a database does not answer');
      return pings.every(({ status }) => status === 'fulfilled');
    },
    isIdle: async () => {
      const idle = await Promise.all(all.flatMap(({ running, relay }) => [relay.isIdle(), running.isIdle?.() ?? true]));
      return idle.every(Boolean);
    },
    stop: async () => {
      await Promise.all(all.map(({ running }) => running.stop?.()));
      await Promise.all(all.map(({ relay }) => relay.stop()));
      await loaded.stop();
      await Promise.all(all.map(({ platform }) => platform.connection.close()));
    },
  };
}

async function startPart(
  definition: ServiceDefinition,
  parts: ReadonlyMap<string, RunningPart>,
  ask: AskGraph,
  options: EmbeddedOptions,
): Promise<RunningPart> {
  const connection = await openDatabase(definition, options);
  const log = options.log.child({ service: definition.name });
  const relay = startRelay({
    connection,
    log,
    subscribers: definitions.filter(({ subscribesTo }) => subscribesTo.length > 0).map(({ name }) => name),
    deliver: (service, event) => deliver(parts, service, event),
  });
  const writer = createWriter({ connection, clock: options.clock, subscribersOf, announced: () => relay.wake() });
  const platform: Platform = {
    connection,
    writer,
    clock: options.clock,
    log,
    redisUrl: options.redisUrl,
    queuePrefix: options.prefix,
    ask,
    identify: options.identify,
    settings: options.settings,
  };
  return { definition, platform, relay, running: definition.create(platform) };
}

async function openDatabase(definition: ServiceDefinition, options: EmbeddedOptions): Promise<Connection> {
  const connection = await connectMongo(options.mongoUri, `${options.prefix}_${definition.name}`);
  await migrate(connection, [...platformMigrations, ...definition.migrations], options.log);
  await assertUniqueIndexes(connection, [...platformCollections, ...definition.collections]);
  return connection;
}

function subscribersOf(event: string): readonly string[] {
  return definitions
    .filter((definition) => definition.subscribesTo.includes(event))
    .map((definition) => definition.name);
}

async function deliver(parts: ReadonlyMap<string, RunningPart>, service: string, event: EventEnvelope): Promise<void> {
  const part = parts.get(service);
  const handle = part?.running.on?.[event.name];
  if (!part || !handle) throw new Error(`${service} does not act on ${event.name}`);
  await receiveOnce(part.platform.connection, event, handle);
}

export function platformOf({ parts }: Embedded, service: string): Platform {
  const part = parts.get(service);
  if (!part) throw new Error(`no such service: ${service}`);
  return part.platform;
}
