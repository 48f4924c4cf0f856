/**
 * The distributed mode as a deployment runs it: every service and the gateway as processes of their own on free ports,
 * replicas of each, on a replica set of three. Containers start the same commands.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectMongo } from '@hh/service/mongo.ts';
import { createProgram, type Environment, run } from '../infra/program.ts';
import { takeLock } from '../infra/setup/folder-lock.mjs';
import { readFound } from '../infra/stores/found.ts';
import { serverParameters } from '../infra/stores/mongod.ts';
import { startRedis } from '../infra/stores/redis.ts';
import { freePort, type StoreProcess, startStore } from '../infra/stores/store-process.ts';
import { LOCK, newTestFolder } from '../infra/stores.ts';

const PATIENCE_MS = 120_000;

export const parts = ['organization', 'volunteers', 'property', 'economy', 'workflows', 'gateway'] as const;
export type Part = (typeof parts)[number];

export interface Replica {
  readonly part: Part;
  readonly url: string;
  start(): Promise<void>;
  /** SIGTERM; answers its exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT: it sleeps, with every connection open. */
  sleep(): void;
  wake(): void;
  output(): string;
  /** What it tells on its port for metrics. */
  metrics(): Promise<string>;
}

export interface Distributed {
  readonly replicas: readonly Replica[];
  readonly mongoUri: string;
  readonly redisUrl: string;
  of(part: Part): readonly Replica[];
  /** Runs a command of the deployment to its end; answers what it prints. */
  run(command: string): Promise<string>;
  /** SIGKILL to the node of the replica set that takes the writes; it does not come back. */
  killPrimary(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDistributed(options: { replicas: number }): Promise<Distributed> {
  const folder = await newTestFolder();
  takeLock(join(folder, LOCK));
  const log = () => undefined;
  const [mongo, redis] = await Promise.all([
    startReplicaSet(folder, 3),
    startRedis({ folder: join(folder, 'redis'), found: readFound(), deathSignal: 'KILL', log, warn: log, onLost: log }),
  ]);
  const ports = new Map<Part, number[]>();
  for (const part of parts)
    ports.set(part, await Promise.all(Array.from({ length: options.replicas }, () => freePort())));
  const urls = (part: Part) => (ports.get(part) ?? []).map((port) => `http://127.0.0.1:${port}`);
  const environment: Environment = {
    HOST: '127.0.0.1',
    MONGODB_URI: mongo.uri,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'warn',
    DEMO: 'on',
    DEMO_WITHIN: '37132200100101',
    DRAIN_NOTICE_MS: '500',
    CALL_TIMEOUT_MS: '5000',
    SYSTEM_SECRET: 'a secret of the tests that is long enough to be one',
    PUBLIC_URL: 'http://graph.test',
    ISSUER_KEY_FILE: join(folder, 'issuer-key.json'),
    CONSOLE_DIR: 'services/console',
    ...Object.fromEntries(parts.map((part) => [`${part.toUpperCase()}_URL`, urls(part).join(',')])),
  };
  const replicas: Replica[] = [];
  for (const part of parts)
    for (const port of ports.get(part) ?? []) {
      const METRICS_PORT = String(await freePort());
      replicas.push(createReplica(part, port, { ...environment, METRICS_PORT }));
    }
  return {
    replicas,
    mongoUri: mongo.uri,
    redisUrl: redis.url,
    killPrimary: mongo.killPrimary,
    of: (part) => replicas.filter((replica) => replica.part === part),
    run: (command) => run(command, environment),
    stop: async () => {
      await Promise.all(replicas.map((replica) => replica.kill()));
      await Promise.all([mongo.stop(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createReplica(part: Part, port: number, environment: Environment): Replica {
  const main = part === 'gateway' ? 'gateway/src/main.ts' : `services/${part}/src/main.ts`;
  const program = createProgram({ args: [main], port, environment });
  return {
    part,
    url: program.url,
    output: program.output,
    metrics: async () => await (await fetch(`http://127.0.0.1:${environment.METRICS_PORT}/metrics`)).text(),
    start: program.start,
    stop: () => program.end('SIGTERM'),
    kill: async () => void (await program.end('SIGKILL')),
    sleep: () => program.signal('SIGSTOP'),
    wake: () => program.signal('SIGCONT'),
  };
}

interface ReplicaSet {
  readonly uri: string;
  killPrimary(): Promise<void>;
  stop(): Promise<void>;
}

async function startReplicaSet(folder: string, size: number): Promise<ReplicaSet> {
  const { mongod, setpriv } = readFound();
  if (!mongod) throw new Error('set-up found no mongod');
  const nodes: { port: number; store: StoreProcess }[] = [];
  for (let index = 0; index < size; index += 1) {
    const path = join(folder, `mongo-${index}`);
    mkdirSync(path, { recursive: true });
    const port = await freePort();
    const args = ['--dbpath', path, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'];
    const cost = ['--wiredTigerCacheSizeGB', '0.25', ...serverParameters];
    const store = startStore({
      name: `mongod ${index}`,
      program: mongod,
      args: [...args, '--replSet', 'hh', ...cost],
      setpriv,
      deathSignal: 'KILL',
      logPath: `${path}.log`,
      warn: () => undefined,
      onLost: () => undefined,
    });
    nodes.push({ port, store });
  }
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`);
  await initiate(hosts);
  const uri = `mongodb://${hosts.join(',')}/?replicaSet=hh`;
  return {
    uri,
    killPrimary: async () => {
      const connection = await connectMongo(uri, 'admin');
      const { primary } = await connection.getClient().db('admin').command({ hello: 1 });
      await connection.close();
      await nodes[hosts.indexOf(String(primary))]?.store.stop(0);
    },
    stop: async () => {
      await Promise.all(nodes.map(({ store }) => store.stop(0)));
    },
  };
}

async function initiate(hosts: readonly string[]): Promise<void> {
  const [first] = hosts;
  const connection = await connectMongo(`mongodb://${first}/?directConnection=true`, 'admin');
  const admin = connection.getClient().db('admin');
  const members = hosts.map((host, _id) => ({ _id, host }));
  // Half a minute without a primary would be most of a test; a busy machine is silent for a second or two.
  const settings = { electionTimeoutMillis: 5_000, heartbeatIntervalMillis: 500 };
  await until(
    () =>
      admin.command({ replSetInitiate: { _id: 'hh', members, settings } }).then(
        () => true,
        () => false,
      ),
    'the replica set cannot be initiated',
  );
  await until(async () => Boolean((await admin.command({ hello: 1 })).primary), 'there is no primary');
  await connection.close();
}

export async function until(holds: () => Promise<boolean>, problem: string, patienceMs = PATIENCE_MS): Promise<void> {
  const ends = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > ends) throw new Error(problem);
    await wait(50);
  }
}
