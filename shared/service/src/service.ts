/** What a service is, and what it is given. The same definition runs embedded in one process and as its own. */
import type { EventEnvelope } from '@hh/events/event.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Router } from 'express';
import type { Actor } from './actor.ts';
import type { Log } from './log.ts';
import type { Migration } from './migrations.ts';
import type { CollectionSpec, Connection, Session } from './mongo.ts';
import type { Register } from './register/register.ts';
import type { Telemetry } from './telemetry.ts';
import type { Writer } from './writer.ts';

export type ServiceName = 'organization' | 'volunteers' | 'property' | 'economy' | 'workflows';

/** A GraphQL resolver map; that every key exists in the SDL is a test. */
// biome-ignore lint/suspicious/noExplicitAny: resolvers of many types stand in one map
export type Resolvers = Record<string, any>;

/** Asks the graph as the system does: through the gateway, with its own actor. Throws on GraphQL errors. */
export type AskGraph = <Data>(document: string, variables: Readonly<Record<string, unknown>>) => Promise<Data>;

/** What a deployment decides for the services. */
export interface Settings {
  /** A cost above this many fen needs evidence before its period closes. */
  readonly costEvidenceLimit: Fen;
  /** What may be written off of one match, and of a county in a month, in fen. */
  readonly writeOffs: { readonly each: Fen; readonly monthly: Fen };
  /** The largest file an upload may have, in bytes. */
  readonly uploadLimitBytes: number;
  /** What a file leaves free on the disk of the store, in bytes; with 0 nobody looks. */
  readonly storageReserveBytes: number;
}

export interface Platform {
  readonly connection: Connection;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly redisUrl: string;
  /** Separates this world's queues from others on the same Redis. */
  readonly queuePrefix: string;
  readonly ask: AskGraph;
  readonly settings: Settings;
  /** Who calls over HTTP, for the few routes that are not GraphQL; null for nobody. */
  readonly identify: (authorization: string | undefined) => Promise<Actor | null>;
}

export interface ServiceDefinition {
  readonly name: ServiceName;
  /** The SDL files of its slices, listed by hand. */
  readonly sdl: readonly URL[];
  /** Its registers, which add to the SDL what is alike in all of them; an empty list where it has a trail and no register. */
  readonly registers?: readonly Register[];
  /** The names of the queues that its drivers use. */
  readonly queues?: readonly string[];
  readonly collections: readonly CollectionSpec[];
  readonly migrations: readonly Migration[];
  create(platform: Platform): RunningService;
}

export interface RunningService {
  readonly resolvers: Resolvers;
  /** One handler for each event whose definition names it; runs in the transaction that remembers the event. */
  readonly on?: Readonly<Record<string, (event: EventEnvelope, session: Session) => Promise<void>>>;
  /** HTTP routes beside the graph, mounted at the root. */
  readonly routes?: Router;
  /** Begins background work, after every service exists. */
  start?(): Promise<void>;
  /** Lets go: finishes what runs, starts nothing new. */
  stop?(): Promise<void>;
  /** Has it nothing left to do by itself? Tests wait for it. */
  isIdle?(): Promise<boolean>;
}

/** The slices' maps in one: types such as Query, which several slices extend, are united field by field. */
export function mergeResolvers(...maps: readonly Resolvers[]): Resolvers {
  const merged: Resolvers = {};
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map)) {
      const twice = Object.keys(merged[type] ?? {}).filter((field) => field in fields);
      if (twice.length > 0) throw new Error(`two slices resolve ${type}.${twice.join(', ')}`);
      merged[type] = { ...merged[type], ...fields };
    }
  }
  return merged;
}
