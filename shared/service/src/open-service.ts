/** A service on its database: migrated, its relay and its parts made. The same in one process and in its own. */
import type { EventEnvelope } from '@hh/events/event.ts';
import { events } from '@hh/events/events.ts';
import express from 'express';
import { auditRoutes } from './audit-routes.ts';
import { healthResolvers } from './health.ts';
import { READ_MS } from './metrics.ts';
import { assertUniqueIndexes, migrate } from './migrations.ts';
import { connectMongo } from './mongo.ts';
import { platformCollections, platformMigrations } from './platform.ts';
import { createInbox, createRelay, type Deliver, type Receive, type Relay } from './relay.ts';
import { mergeResolvers, type Platform, type RunningService, type ServiceDefinition } from './service.ts';
import { createWriter } from './writer.ts';

export interface OpenOptions
  extends Pick<Platform, 'clock' | 'log' | 'telemetry' | 'redisUrl' | 'ask' | 'settings' | 'identify'> {
  readonly mongoUri: string;
  /** `hh` gives the databases hh_economy, hh_property, … and separates the queues of worlds on one Redis. */
  readonly prefix: string;
  readonly deliver: Deliver;
}

export interface OpenService {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  readonly running: RunningService;
  readonly relay: Relay;
  readonly receive: Receive;
  /** Begins to tell others what is announced, and to do by itself what is left to do: once those it needs are there. */
  start(): Promise<void>;
}

/** Who acts on anything at all. */
const subscribers = [...new Set(events.flatMap((event) => event.subscribers))];

export async function openService(definition: ServiceDefinition, options: OpenOptions): Promise<OpenService> {
  const { mongoUri, prefix, deliver, clock, telemetry, redisUrl, ask, identify, settings } = options;
  const { metrics, tracing } = telemetry;
  const log = options.log.child({ service: definition.name });
  const connection = await connectMongo(mongoUri, `${prefix}_${definition.name}`, { tracing });
  try {
    await migrate(connection, [...platformMigrations, ...definition.migrations], log);
    await assertUniqueIndexes(connection, [...platformCollections, ...definition.collections]);
  } catch (error) {
    await connection.close();
    throw error;
  }
  const relay = createRelay({ connection, log, telemetry, service: definition.name, subscribers, deliver });
  const writer = createWriter({ connection, clock, tracing, relay });
  metrics.outboxAge.readFrom(async () => {
    const oldest = await relay.oldest(READ_MS);
    const value = oldest ? (clock.now().getTime() - oldest.getTime()) / 1_000 : 0;
    return [{ labels: { service: definition.name }, value }];
  });
  const platform: Platform = {
    connection,
    writer,
    clock,
    log,
    telemetry,
    redisUrl,
    queuePrefix: prefix,
    ask,
    identify,
    settings,
  };
  const running = definition.create(platform);
  return {
    definition,
    platform,
    relay,
    receive: createInbox(connection),
    running: definition.registers ? withTrail(definition, platform, relay, running) : running,
    start: async () => {
      relay.start();
      await running.start?.();
    },
  };
}

/** Where a service has a trail it is a part of the whole: it gives the trail as a file, and tells how it is. */
function withTrail(definition: ServiceDefinition, platform: Platform, relay: Relay, running: RunningService) {
  const resolvers = mergeResolvers(running.resolvers, healthResolvers(definition, platform, relay));
  const routes = express.Router().use(auditRoutes(definition, platform));
  if (running.routes) routes.use(running.routes);
  return { ...running, resolvers, routes };
}

/** Hands an event to the service; returns when its effect is committed there, now or earlier. */
export async function receiveEvent(
  { definition, platform, running, receive }: OpenService,
  event: EventEnvelope,
): Promise<void> {
  const handle = running.on?.[event.name];
  if (!handle) throw new Error(`${definition.name} does not act on ${event.name}`);
  const { tracing } = platform.telemetry;
  const attributes = { 'hh.event': event.id, 'hh.service': definition.name };
  await tracing.span(`receive ${event.name}`, { kind: 'CONSUMER', attributes }, () => receive(event, handle));
}

/** Lets go of services that may still need one another: all work first, then all events, then the databases. */
export async function closeServices(services: readonly OpenService[]): Promise<void> {
  await Promise.all(services.map(({ running }) => running.stop?.()));
  await Promise.all(services.map(({ relay }) => relay.stop()));
  await Promise.all(services.map(({ platform }) => platform.connection.close()));
}
