/** A service as a process of its own: its database, its subgraph over HTTP, its part of the events. */
import { readFileSync } from 'node:fs';
import { accessRules } from './access.ts';
import { businessClock } from './business-time.ts';
import { type Environment, settingsOf } from './config.ts';
import { createRemoteDelivery } from './deliver.ts';
import { issuersOf, parseServiceConfig, remotesOf, type ServiceConfig } from './distributed.ts';
import { startHttpServer } from './http-server.ts';
import { pingMongo } from './mongo.ts';
import { closeServices, type OpenService, openService } from './open-service.ts';
import { type Running, runUntilTold } from './process.ts';
import { createRemoteAsk } from './remote-ask.ts';
import type { ServiceDefinition } from './service.ts';
import { createServiceHttp } from './service-http.ts';
import { createSubgraph } from './subgraph.ts';
import { createSubgraphExecutor } from './subgraph-executor.ts';
import { createSystemTokens } from './system-token.ts';
import { startTelemetry } from './telemetry.ts';
import { createIdentify } from './tokens.ts';

const supergraphFile = new URL('../../../gateway/supergraph.graphql', import.meta.url);

/** Runs until it is told to go; what it needs is in the environment, see docs/operations.md. */
export async function startSubgraph(definition: ServiceDefinition, environment: Environment): Promise<void> {
  await runUntilTold(() => start(definition, parseServiceConfig(environment)));
}

async function start(definition: ServiceDefinition, config: ServiceConfig): Promise<Running> {
  const { name } = definition;
  const { log, telemetry, stop } = await startTelemetry(name, config);
  const tokens = createSystemTokens({ secrets: config.SYSTEM_SECRET, audience: config.OIDC_AUDIENCE, process: name });
  const remotes = remotesOf(config, telemetry);
  const identify = createIdentify(tokens.source, ...issuersOf(config));
  const service = await openService(definition, {
    mongoUri: config.MONGODB_URI,
    redisUrl: config.REDIS_URL,
    prefix: config.DATABASE_PREFIX,
    clock: await businessClock(config.MONGODB_URI, config.DATABASE_PREFIX, config.DEMO),
    log,
    telemetry,
    settings: settingsOf(config),
    identify,
    ask: createRemoteAsk(remotes.of('gateway'), tokens),
    deliver: createRemoteDelivery(remotes.of, tokens),
  });
  const rules = accessRules(readFileSync(supergraphFile, 'utf8'));
  const schema = createSubgraph({ ...service, rules });
  const execute = createSubgraphExecutor({ name, schema, log, telemetry });
  const isReady = async () => !server.isLeaving() && (await hasStore(service));
  const server = await startHttpServer({
    handle: createServiceHttp({ service, schema, execute, identify, log, telemetry, isReady }),
    port: config.PORT,
    host: config.HOST,
    noticeMs: config.DRAIN_NOTICE_MS,
    graceMs: config.DRAIN_GRACE_MS,
  });
  await service.start();
  log.info({ port: server.port }, 'ready');
  return {
    drainMs: config.DRAIN_NOTICE_MS + config.DRAIN_GRACE_MS,
    stop: async () => {
      log.info('leaving');
      await server.close();
      await closeServices([service]);
      await remotes.close();
      await stop();
    },
  };
}

async function hasStore({ platform }: OpenService): Promise<boolean> {
  try {
    await pingMongo(platform.connection);
    return true;
  } catch (error) {
    platform.log.warn({ err: error }, 'the database does not answer');
    return false;
  }
}
