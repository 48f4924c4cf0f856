/**
 * The whole graph in one process: every service on its own database, the gateway in front, function calls between.
 * The distributed mode starts the same definitions as processes of their own.
 */
import { readFileSync } from 'node:fs';
import { askAsSystem } from '@hh/gateway/ask.ts';
import { createGateway, type Gateway } from '@hh/gateway/gateway.ts';
import type { OperationLimits } from '@hh/gateway/limits.ts';
import { createLocalDataSource } from '@hh/gateway/local-data-source.ts';
import type { GatewaySettings } from '@hh/gateway/settings.ts';
import type { TrustedDocuments } from '@hh/gateway/trusted-documents.ts';
import { accessRules } from '@hh/service/access.ts';
import { pingMongo } from '@hh/service/mongo.ts';
import {
  closeServices,
  type OpenOptions,
  type OpenService,
  openService,
  receiveEvent,
} from '@hh/service/open-service.ts';
import type { AskGraph, Platform } from '@hh/service/service.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import type { GraphQLSchema } from 'graphql';
import { definitions } from './services.ts';

export interface EmbeddedOptions extends Omit<OpenOptions, 'ask' | 'deliver'> {
  readonly limits: OperationLimits;
  readonly executor?: GatewaySettings['GATEWAY_EXECUTOR'];
  /** How long a thread of the gateway may plan one operation; without it there is no thread. */
  readonly planningMs?: number;
  readonly trusted?: TrustedDocuments | null;
}

export interface Embedded {
  readonly gateway: Gateway;
  readonly parts: ReadonlyMap<string, OpenService>;
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

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const parts = new Map<string, OpenService>();
  try {
    return await startWith(parts, options);
  } catch (error) {
    // Nobody else can let go of what was opened before; it would keep the process from ending.
    await closeServices([...parts.values()]);
    throw error;
  }
}

/** Fills the parts as they open. */
async function startWith(parts: Map<string, OpenService>, options: EmbeddedOptions): Promise<Embedded> {
  const supergraphSdl = readFileSync(new URL('../gateway/supergraph.graphql', import.meta.url), 'utf8');
  const { telemetry } = options;
  const rules = accessRules(supergraphSdl);
  let gateway: Gateway | null = null;
  const ask = askAsSystem(() => gateway);
  const deliver: OpenOptions['deliver'] = (service, event) => receiveEvent(partOf(parts, service), event);

  for (const definition of definitions) {
    parts.set(definition.name, await openService(definition, { ...options, ask, deliver }));
  }
  const subgraphs = new Map([...parts].map(([name, part]) => [name, createSubgraph({ ...part, rules })]));
  const dataSources = new Map(
    [...subgraphs].map(([name, schema]) => [
      name,
      createLocalDataSource(
        createSubgraphExecutor({ name, schema, log: options.log.child({ service: name }), telemetry }),
      ),
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
    ...(options.executor ? { executor: options.executor } : {}),
    planningMs: options.planningMs ?? 0,
    trusted: options.trusted ?? null,
    telemetry,
  });
  await gateway.load();
  for (const part of parts.values()) await part.start();

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
      await closeServices(all);
      await loaded.stop();
    },
  };
}

function partOf(parts: ReadonlyMap<string, OpenService>, service: string): OpenService {
  const part = parts.get(service);
  if (!part) throw new Error(`no such service: ${service}`);
  return part;
}

export function platformOf({ parts }: Embedded, service: string): Platform {
  return partOf(parts, service).platform;
}
