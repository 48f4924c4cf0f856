/**
 * Serves any supergraph file: the addresses of the subgraphs stand in it, the caller's authorization is passed on as it
 * came, and what may be asked is the business of the subgraphs. Public audits run against this.
 */
import { readFileSync } from 'node:fs';
import { ConfigError, commonConfig, type Environment, parseEnvironment } from '@hh/service/config.ts';
import type { Caller } from '@hh/service/context.ts';
import { startHttpServer } from '@hh/service/http-server.ts';
import { type Running, runUntilTold } from '@hh/service/process.ts';
import { createRemote, type Remote } from '@hh/service/remote.ts';
import { startTelemetry } from '@hh/service/telemetry.ts';
import { Router } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { createGateway } from './gateway.ts';
import { createHttp } from './http.ts';
import { createRemoteDataSource } from './remote-data-source.ts';
import { gatewaySettings } from './settings.ts';

const schema = z.object({
  ...commonConfig.shape,
  ...gatewaySettings.shape,
  SUPERGRAPH: z.string().min(1),
  CALL_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
});

const GRACE_MS = 6_000;

export async function startForeign(environment: Environment): Promise<void> {
  await runUntilTold(() => start(parseEnvironment(schema, environment)));
}

async function start(config: z.output<typeof schema>): Promise<Running> {
  const { log, telemetry, stop } = await startTelemetry('gateway', config);
  const remotes = new Map<string, Remote>();
  const remoteOf = (name: string, origin: string): Remote => {
    const known = remotes.get(origin);
    if (known) return known;
    const remote = createRemote({
      name,
      urls: [origin],
      timeoutMs: config.CALL_TIMEOUT_MS,
      tracing: telemetry.tracing,
    });
    remotes.set(origin, remote);
    return remote;
  };
  const gateway = createGateway({
    supergraphSdl: read(config.SUPERGRAPH),
    dataSourceFor: (name, address) => {
      if (!address || !URL.canParse(address)) throw new ConfigError(`The supergraph has no address of ${name}.`);
      const { origin, pathname, search } = new URL(address);
      const remote = remoteOf(name, origin);
      return createRemoteDataSource({ name, remote, path: pathname + search, authorizationOf, asFailure, log });
    },
    log,
    limits: config,
    executor: config.GATEWAY_EXECUTOR,
    planningMs: config.MAX_PLANNING_MS,
    telemetry,
    isOurs: false,
  });
  await gateway.load();
  const server = await startHttpServer({
    handle: createHttp({
      gateway,
      identify: async () => null,
      isReady: () => !server.isLeaving(),
      routers: [Router().get('/health', (_, response) => void response.json({ status: 'ready' }))],
      graphiql: false,
      log,
      telemetry,
      // Nobody is known here, so none is a stranger.
      settings: { ...config, MAX_STRANGER_BODY_KB: config.MAX_BODY_KB },
    }),
    port: config.PORT,
    host: config.HOST,
    noticeMs: 0,
    graceMs: GRACE_MS,
  });
  log.info({ port: server.port }, 'ready');
  return {
    drainMs: GRACE_MS,
    stop: async () => {
      await server.close();
      await gateway.stop();
      await Promise.all([...remotes.values()].map((remote) => remote.close()));
      await stop();
    },
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`The supergraph cannot be read: ${(error as Error).message}`);
  }
}

const authorizationOf = ({ authorization = '' }: Caller) => authorization;

/** As the subgraph said it. */
function asFailure({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path ? { path } : {}), ...(extensions ? { extensions } : {}) });
}
