/** One county on databases of its own, the processes that serve it, and a look past them into the databases. */
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@hh/kernel/id.ts';
import { type Connection, connectMongo } from '@hh/service/mongo.ts';
import type { Environment } from '../program.ts';
import { definitions } from '../services.ts';
import type { BankDone, BankJob } from './bank-job.ts';
import { Wrong } from './client.ts';
import type { Done, Job } from './job.ts';
import type { Schedule } from './plan.ts';
import type { Servers } from './servers.ts';
import type { Victim } from './victim.ts';

/** Which processes serve a county: one that holds everything, or replicas of each service. */
interface Deployment {
  /** By the name of what they run. */
  readonly parts: ReadonlyMap<string, readonly Victim[]>;
  /** Brings up what a schedule needs, and says what may be struck, and who takes requests. */
  prepare(schedule: Pick<Schedule, 'fault' | 'part'> | null): Promise<Roles>;
}

interface Roles {
  readonly victims: readonly Victim[];
  readonly doors: readonly Victim[];
}

/** What every process of a county is given. */
interface Ground {
  readonly servers: Servers;
  readonly prefix: string;
  readonly environment: Environment;
}

export type Deploy = (ground: Ground) => Promise<Deployment>;

export interface World extends Deployment {
  readonly databases: Databases;
  /** The jobs that were done in it. */
  readonly jobs: DoneJob[];
  stop(): Promise<void>;
}

type DoneJob =
  | ({ readonly kind: 'MAIN'; readonly job: Job } & Done)
  | ({ readonly kind: 'BANK'; readonly job: BankJob } & BankDone);

export interface Databases {
  readonly organization: Connection;
  readonly economy: Connection;
  readonly property: Connection;
  readonly workflows: Connection;
}

const REST_MS = 60_000;

export async function createWorld(servers: Servers, deploy: Deploy): Promise<World> {
  const prefix = `f${newId().replaceAll('-', '').slice(-12)}`;
  // A server that was killed may take its time to come back, and whoever looks at the books waits for it.
  const connect = (service: string) => connectMongo(servers.mongoUri, `${prefix}_${service}`, { patienceMs: REST_MS });
  const names = ['organization', 'economy', 'property', 'workflows'] as const;
  const connections = await Promise.all(names.map(async (name) => [name, await connect(name)] as const));
  const databases = Object.fromEntries(connections) as unknown as Databases;
  // Whoever seeds the county leaves the year of its ventures out: jobs bring their own.
  await databases.economy.collection<{ _id: string }>('seeded').insertOne({ _id: 'demonstration' });
  const environment = {
    MONGODB_URI: servers.mongoUri,
    REDIS_URL: servers.redisUrl,
    DATABASE_PREFIX: prefix,
    DEMO: 'on',
    DEMO_WITHIN: '37132200100101',
    GRAPHIQL: 'off',
    LOG_LEVEL: 'warn',
    // Planning holds no state: a thread for it would only make each of the many starts dearer.
    MAX_PLANNING_MS: '0',
  };
  const deployment = await deploy({ servers, prefix, environment });
  const stop = async () => {
    await Promise.all([...deployment.parts.values()].flat().map((victim) => victim.kill()));
    const client = databases.economy.getClient();
    for (const { name } of definitions) await client.db(`${prefix}_${name}`).dropDatabase();
    await client.db(`${prefix}_world`).dropDatabase();
    await Promise.all(Object.values(databases).map((connection: Connection) => connection.close()));
  };
  let stopped: Promise<void> | null = null;
  return {
    ...deployment,
    databases,
    jobs: [],
    // Where the next world does not come up, the one before is stopped again at the end, and must not hide why.
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/**
 * Waits until nothing moves by itself any more; answers how many milliseconds that took. Its patience begins anew as long
 * as nobody is there who could move anything: on a slow machine two starts take longer than it.
 */
export async function settle(
  { economy, property, workflows }: Databases,
  isNobodyThere: () => boolean = () => false,
): Promise<number> {
  const since = performance.now();
  let patientSince = since;
  for (;;) {
    const left = await Promise.all([
      economy.collection('outbox').findOne({ isPending: true }, { projection: { _id: 1 } }),
      property.collection('outbox').findOne({ isPending: true }, { projection: { _id: 1 } }),
      economy.collection('uploads').findOne({ state: 'RUNNING' }, { projection: { _id: 1 } }),
      economy.collection('bankImports').findOne({ state: 'RUNNING' }, { projection: { _id: 1 } }),
      economy.collection('matchBatches').findOne({ state: 'RUNNING' }, { projection: { _id: 1 } }),
      economy.collection('matches').findOne({ isUnderWay: true }, { projection: { _id: 1 } }),
      workflows
        .collection('runs')
        .findOne({ nextRunAt: { $ne: null }, state: { $ne: 'WAITING' } }, { projection: { steps: 1 } }),
    ]);
    const busy = left.filter((each) => each !== null);
    if (busy.length === 0) return performance.now() - since;
    if (isNobodyThere()) patientSince = performance.now();
    if (performance.now() - patientSince > REST_MS)
      throw new Wrong(`it does not come to rest: ${JSON.stringify(busy)}`);
    await wait(20);
  }
}
