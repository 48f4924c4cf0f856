/**
 * The embedded world for tests: gateway and all services in one process, on databases of their own.
 * Time stands still until it is set; `settle` waits until nothing moves by itself any more.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { directoryOf } from '@hh/gateway/directory.ts';
import type { OperationLimits } from '@hh/gateway/limits.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { type Clock, manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import { type Actor, parseGrant } from '@hh/service/actor.ts';
import { nameRequest } from '@hh/service/http-request.ts';
import { createLog, type Log } from '@hh/service/log.ts';
import { connectMongo } from '@hh/service/mongo.ts';
import type { ServiceName } from '@hh/service/service.ts';
import { type Telemetry, unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { testMongoUri, testRedisUrl } from '@hh/service/testing/store.ts';
import express from 'express';
import { demoStreets, seedAllRegisters, seedCounty } from '../infra/demo/seed.ts';
import { type Embedded, platformOf, startEmbedded } from '../infra/embedded.ts';
import { definitions } from '../infra/services.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

export interface Asking {
  readonly operationName?: string;
  readonly language?: Language;
}

export interface World {
  readonly embedded: Embedded;
  readonly clock: Clock & { set(instant: string): void };
  actor(persona: string | null): Promise<Actor | null>;
  /** Asks as a persona of the demonstration, or as nobody. */
  ask(persona: string | null, document: string, variables?: Record<string, unknown>, asking?: Asking): Promise<Answer>;
  /** The same, and fails on any error. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
  data(persona: string | null, document: string, variables?: Record<string, unknown>, asking?: Asking): Promise<any>;
  /** Serves the services' own routes, once; a persona's name is its token. Answers the address. */
  listen(): Promise<string>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const SETTLE_MS = 60_000;

export async function createWorld(options: {
  now: string;
  telemetry?: Telemetry;
  limits?: OperationLimits;
  /** Where its log lines go; errors to the standard output unless told. */
  log?: Log;
  /** The place whose rows of all registers are seeded too, such as one compound; none unless told. */
  registers?: string;
  /** How many streets the county has; one unless told. */
  scale?: number;
}): Promise<World> {
  const clock = manualClock(options.now);
  const prefix = `world_${newId().replaceAll('-', '').slice(-12)}`;
  let server: Server | null = null;
  const embedded = await startEmbedded({
    mongoUri: testMongoUri(),
    redisUrl: testRedisUrl(),
    prefix,
    clock,
    log: options.log ?? createLog({ name: 'test', level: 'error' }),
    telemetry: options.telemetry ?? unwatched(),
    settings: { ...testSettings, uploadLimitBytes: 200 * 1024 * 1024 },
    identify: async (authorization) => actor(authorization?.replace(/^Bearer /, '') ?? null),
    limits: options.limits ?? defaultSettings,
  });
  const stop = async () => {
    server?.closeAllConnections();
    server?.close();
    await embedded.stop();
    await dropDatabases(prefix);
  };
  const settle = async () => {
    const until = Date.now() + SETTLE_MS;
    while (!(await embedded.isIdle())) {
      if (Date.now() > until) throw new Error('the world does not come to rest');
      await wait(20);
    }
  };
  try {
    const seeding = {
      platformOf: (service: ServiceName) => platformOf(embedded, service),
      progress: () => {},
      streets: demoStreets(options.scale ?? 1),
    };
    await seedCounty(seeding);
    if (options.registers) await seedAllRegisters({ ...seeding, within: options.registers });
    // What was seeded is announced too: the world begins when everybody knows.
    await settle();
  } catch (error) {
    // Nobody else can stop a world that never was; what it has open would keep the tests from ending.
    await stop();
    throw error;
  }
  const directory = directoryOf(embedded.ask);

  const actor = async (persona: string | null): Promise<Actor | null> => {
    if (persona === null) return null;
    const account = await directory.demoAccount(persona);
    if (!account) throw new Error(`no such persona: ${persona}`);
    const grants = account.grants.map(parseGrant).filter((grant) => grant !== null);
    return { kind: 'PERSON', id: account.person, grants };
  };

  const ask: World['ask'] = async (persona, query, variables = {}, asking = {}) => {
    const context = { actor: await actor(persona), language: asking.language ?? 'zh', requestId: newId() };
    const { operationName } = asking;
    const response = await embedded.gateway.execute({
      query,
      variables,
      context,
      ...(operationName ? { operationName } : {}),
    });
    return { data: response.data, errors: (response.errors ?? []) as Answer['errors'] };
  };

  return {
    embedded,
    clock,
    actor,
    ask,
    data: async (persona, document, variables, asking) => {
      const { data, errors } = await ask(persona, document, variables, asking);
      if (errors.length > 0)
        throw new Error(errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).join('; '));
      return data;
    },
    listen: async () => {
      if (!server) {
        const app = express().use(nameRequest);
        for (const { running } of embedded.parts.values()) if (running.routes) app.use(running.routes);
        server = createServer(app);
        await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
      }
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    settle,
    stop,
  };
}

export async function dropDatabases(prefix: string): Promise<void> {
  for (const { name } of definitions) {
    const connection = await connectMongo(testMongoUri(), `${prefix}_${name}`);
    await connection.dropDatabase();
    await connection.close();
  }
}
