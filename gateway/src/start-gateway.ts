/** The gateway as a process of its own. */
import { readFileSync } from 'node:fs';
import { ConfigError, type Environment, parseEnvironment, redisUrl } from '@hh/service/config.ts';
import type { Caller } from '@hh/service/context.ts';
import { distributedConfig, remotesOf } from '@hh/service/distributed.ts';
import { startHttpServer } from '@hh/service/http-server.ts';
import { type Running, runUntilTold } from '@hh/service/process.ts';
import { createSystemTokens } from '@hh/service/system-token.ts';
import { startTelemetry } from '@hh/service/telemetry.ts';
import { WrongIssuer } from '@hh/service/tokens.ts';
import { z } from 'zod';
import { askAsSystem } from './ask.ts';
import { directoryOf } from './directory.ts';
import { forwardToServices } from './forward.ts';
import { createGateway } from './gateway.ts';
import { createHttp } from './http.ts';
import { createIdentity, oidcOf } from './identity.ts';
import { pagesOf } from './pages.ts';
import { createRates } from './rates.ts';
import { createRemoteDataSource } from './remote-data-source.ts';
import { gatewaySettings } from './settings.ts';
import { readTrustedDocuments } from './trusted-documents.ts';

export const gatewayConfig = z.object({
  ...distributedConfig.shape,
  ...gatewaySettings.shape,
  /** All replicas sign with one key; each makes one where the file is missing, so give them the same. */
  ISSUER_KEY_FILE: z.string().min(1),
  /** The console with what was built of it; without it there are no pages. */
  CONSOLE_DIR: z.string().min(1).optional(),
  /** Where all replicas count what a client asks; without it each counts by itself. */
  REDIS_URL: redisUrl.optional(),
});

const supergraphFile = new URL('../supergraph.graphql', import.meta.url);

/** Runs until it is told to go; what it needs is in the environment, see docs/operations.md. */
export async function startGateway(environment: Environment): Promise<void> {
  await runUntilTold(() => start(parseEnvironment(gatewayConfig, environment)));
}

async function start(config: z.output<typeof gatewayConfig>): Promise<Running> {
  const { log, telemetry, stop } = await startTelemetry('gateway', config);
  const audience = config.OIDC_AUDIENCE;
  const tokens = createSystemTokens({ secrets: config.SYSTEM_SECRET, audience, process: 'gateway' });
  const remotes = remotesOf(config, telemetry);
  const authorizationOf = ({ actor, authorization = '' }: Caller) =>
    actor?.kind === 'SYSTEM' ? tokens.authorization() : authorization;
  const trusted = config.TRUSTED_DOCUMENTS ? readTrustedDocuments(config.TRUSTED_DOCUMENTS_FILE) : null;
  const rates = createRates({ redisUrl: config.REDIS_URL, prefix: config.DATABASE_PREFIX, log });
  const gateway = createGateway({
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    dataSourceFor: (name) => createRemoteDataSource({ name, remote: remotes.of(name), authorizationOf, log }),
    log,
    limits: config,
    executor: config.GATEWAY_EXECUTOR,
    planningMs: config.MAX_PLANNING_MS,
    telemetry,
    trusted,
  });
  await gateway.load();
  const identity = await createIdentity({
    publicUrl: config.PUBLIC_URL,
    audience,
    keyFile: config.ISSUER_KEY_FILE,
    demo: config.DEMO,
    oidc: oidcOf(config),
    directory: directoryOf(askAsSystem(() => gateway)),
    log,
    rates,
    system: tokens.source,
  }).catch((error: unknown) => {
    throw error instanceof WrongIssuer ? new ConfigError(`OIDC_ISSUER: ${error.message}`) : error;
  });
  const pages = config.CONSOLE_DIR ? pagesOf(config.CONSOLE_DIR, config.OIDC_ISSUER ?? null) : null;
  const server = await startHttpServer({
    handle: createHttp({
      gateway,
      identify: identity.identify,
      isReady: () => !server.isLeaving(),
      routers: [identity.routes, forwardToServices(remotes)],
      graphiql: config.GRAPHIQL,
      pages,
      rates,
      trusted,
      log,
      telemetry,
      settings: config,
    }),
    port: config.PORT,
    host: config.HOST,
    noticeMs: config.DRAIN_NOTICE_MS,
    graceMs: config.DRAIN_GRACE_MS,
  });
  log.info({ port: server.port }, 'ready');
  return {
    drainMs: config.DRAIN_NOTICE_MS + config.DRAIN_GRACE_MS,
    stop: async () => {
      log.info('leaving');
      await server.close();
      await gateway.stop();
      rates.stop();
      await remotes.close();
      await stop();
    },
  };
}
