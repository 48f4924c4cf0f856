/** What `npm start` runs on its stores: the embedded graph, identity, the HTTP application, the demonstration. */

import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBankImports } from '@hh/economy/bank-statement/create-bank-imports.ts';
import { directoryOf } from '@hh/gateway/directory.ts';
import { createHttp } from '@hh/gateway/http.ts';
import { createIdentity, oidcOf } from '@hh/gateway/identity.ts';
import { pagesOf } from '@hh/gateway/pages.ts';
import { localRates } from '@hh/gateway/rates.ts';
import type { Directory } from '@hh/gateway/sign-in.ts';
import { readTrustedDocuments } from '@hh/gateway/trusted-documents.ts';
import { type TravellingClock, travellingClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { must } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { ConfigError, settingsOf } from '@hh/service/config.ts';
import type { Log } from '@hh/service/log.ts';
import type { AskGraph, ServiceName } from '@hh/service/service.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';
import { parseGrants, WrongIssuer } from '@hh/service/tokens.ts';
import type { Express } from 'express';
import { GraphQLError } from 'graphql';
import type { Config } from './config.ts';
import { demoStreets, seedAllRegisters, seedCounty, seedVentures } from './demo/seed.ts';
import type { DemoLife } from './demo/seed-banks.ts';
import { type Embedded, platformOf, startEmbedded } from './embedded.ts';
import type { Stores } from './stores.ts';
import { type DemoClient, welcome } from './welcome.ts';

const consoleFolder = fileURLToPath(new URL('../services/console', import.meta.url));

export interface World {
  readonly app: Express;
  /** Fills an empty database with the demonstration county; carries on where an earlier start was killed. */
  seed(): Promise<void>;
  beReady(): void;
  welcome(): Promise<string>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly config: Config;
  readonly stores: Stores;
  /** The address callers use. */
  readonly base: string;
  readonly keyFile: string;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly say: (line: string) => void;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const { config, stores, base, log, telemetry, say } = options;
  const clock = travellingClock(await businessClock(stores.mongoUri, config.DATABASE_PREFIX, config.DEMO));
  const trusted = config.TRUSTED_DOCUMENTS ? readTrustedDocuments(config.TRUSTED_DOCUMENTS_FILE) : null;
  const embedded = await startEmbedded({
    mongoUri: stores.mongoUri,
    redisUrl: stores.redisUrl,
    prefix: config.DATABASE_PREFIX,
    clock,
    log,
    telemetry,
    limits: config,
    executor: config.GATEWAY_EXECUTOR,
    planningMs: config.MAX_PLANNING_MS,
    trusted,
    settings: settingsOf(config),
    // Identity asks the graph who is who, so it comes after it; nobody calls before both are there.
    identify: (authorization) => identity.identify(authorization),
  });
  const directory = directoryOf(embedded.ask);
  // Where people come from an issuer of their own, nobody signs in by name.
  const isDemo = config.DEMO && !config.OIDC_ISSUER;
  const rates = localRates();
  const identity = await createIdentity({
    publicUrl: base,
    audience: config.OIDC_AUDIENCE,
    keyFile: options.keyFile,
    demo: isDemo,
    oidc: oidcOf(config),
    directory,
    log,
    rates,
  }).catch((error: unknown) => {
    throw error instanceof WrongIssuer ? new ConfigError(`OIDC_ISSUER: ${error.message}`) : error;
  });
  const routers = [identity.routes, ...[...embedded.parts.values()].flatMap(({ running }) => running.routes ?? [])];
  const { identify } = identity;
  const pages = pagesOf(consoleFolder, config.OIDC_ISSUER ?? null);

  let isReady = false;
  let client: DemoClient | null = null;
  return {
    app: createHttp({
      gateway: embedded.gateway,
      identify,
      isReady: async () => isReady && (await embedded.canServe()),
      routers,
      graphiql: config.GRAPHIQL,
      pages,
      rates,
      trusted,
      log,
      telemetry,
      settings: config,
    }),
    beReady: () => {
      isReady = true;
    },
    seed: async () => {
      if (config.DEMO) client = await seedDemonstration(embedded, clock, config, say);
    },
    welcome: async () => welcome({ base, personas: isDemo ? await directory.demoPersonas() : [], client }),
    stop: () => embedded.stop(),
  };
}

/** All of it, as much as the configuration wants; answers the first operator's machine when it was made. */
export async function seedDemonstration(
  embedded: Embedded,
  clock: TravellingClock,
  config: Pick<Config, 'DEMO_SCALE' | 'DEMO_WITHIN' | 'DEMO_SMALL'>,
  progress: (line: string) => void,
): Promise<DemoClient | null> {
  const seeding = {
    platformOf: (service: ServiceName) => platformOf(embedded, service),
    streets: demoStreets(config.DEMO_SCALE),
    progress,
  };
  await seedCounty(seeding);
  await seedAllRegisters({ ...seeding, within: config.DEMO_WITHIN, isSmall: config.DEMO_SMALL });
  const as = personas(embedded);
  const economy = platformOf(embedded, 'economy');
  return await seedVentures({ economy, as, progress, life: lifeOf(embedded, clock) });
}

const IDLE_POLL_MS = 20;

/** What the demonstration does beside asking: it lives through its year, and brings the files of its banks. */
export function lifeOf(embedded: Embedded, clock: TravellingClock): DemoLife {
  const directory = directoryOf(embedded.ask);
  const { send } = createBankImports({ platform: platformOf(embedded, 'economy') });
  return {
    travel: clock.travel,
    settled: async () => {
      while (!(await embedded.isIdle())) await wait(IDLE_POLL_MS);
    },
    bring: async (account, fileName, content) => {
      const actor = await findActor(directory, 'finance-maker');
      must(await send(actor, account, { fileName, content: Buffer.from(content) }));
    },
  };
}

/**
 * The demonstration's ventures are entered by its people, through the same graph as users do: by a persona's name, or
 * by `partner:<code>` for the clerk of an enterprise that has no persona.
 */
export function personas(embedded: Embedded) {
  const directory = directoryOf(embedded.ask);
  const actors = new Map<string, Promise<Actor>>();
  const actorOf = (persona: string) => {
    const known = actors.get(persona) ?? findActor(directory, persona);
    actors.set(persona, known);
    return known;
  };
  return (persona: string): { ask: AskGraph } => ({
    ask: async <Data>(query: string, variables: Readonly<Record<string, unknown>>) => {
      const context = { actor: await actorOf(persona), language: 'zh' as const, requestId: newId() };
      const { data, errors } = await embedded.gateway.execute({ query, variables, context });
      const [error] = errors ?? [];
      if (error) throw new GraphQLError(`${persona}, ${error.path?.join('.') ?? 'the operation'}: ${error.message}`);
      return data as Data;
    },
  });
}

async function findActor(directory: Directory, persona: string): Promise<Actor> {
  const enterprise = /^partner:(.+)$/.exec(persona)?.[1];
  if (enterprise)
    return { kind: 'PERSON', id: `clerk-${enterprise}`, grants: [{ role: 'PARTNER', scope: enterprise }] };
  const account = await directory.demoAccount(persona);
  if (!account) throw new Error(`no such persona: ${persona}`);
  return { kind: 'PERSON', id: account.person, grants: parseGrants(account.grants) };
}
