/**
 * The distributed mode as a deployment runs it: every service and the gateway as processes of their own on free ports,
 * replicas of each, on a replica set of three. Containers start the same commands.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectMongo } from '@hh/service/mongo.ts';
import { takeLock } from '../infra/setup/folder-lock.mjs';
import { readFound } from '../infra/stores/found.ts';
import { serverParameters } from '../infra/stores/mongod.ts';
import { startRedis } from '../infra/stores/redis.ts';
import { freePort, type StoreProcess, startStore } from '../infra/stores/store-process.ts';
import { LOCK, newTestFolder } from '../infra/stores.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
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
    startRedis({ folder: join(folder, 'redis'), found: readFound(), deathSignal: 'KILL', log, onLost: log }),
  ]);
  const ports = new Map<Part, number[]>();
  for (const part of parts)
    ports.set(part, await Promise.all(Array.from({ length: options.replicas }, () => freePort())));
  const urls = (part: Part) => (ports.get(part) ?? []).map((port) => `http://127.0.0.1:${port}`);
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    MONGODB_URI: mongo.uri,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'warn',
    DEMO: 'on',
    DRAIN_NOTICE_MS: '500',
    CALL_TIMEOUT_MS: '5000',
    SYSTEM_SECRET: 'a secret of the tests that is long enough to be one',
    PUBLIC_URL: 'http://graph.test',
    ISSUER_KEY_FILE: join(folder, 'issuer-key.json'),
    ...Object.fromEntries(parts.map((part) => [`${part.toUpperCase()}_URL`, urls(part).join(',')])),
  };
  const replicas: Replica[] = [];
  for (const part of parts)
    for (const port of ports.get(part) ?? []) {
      const METRICS_PORT = String(await freePort());
      replicas.push(createReplica(part, port, { ...environment, PORT: String(port), METRICS_PORT }));
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

function createReplica(part: Part, port: number, environment: NodeJS.ProcessEnv): Replica {
  const url = `http://127.0.0.1:${port}`;
  const main = part === 'gateway' ? 'gateway/src/main.ts' : `services/${part}/src/main.ts`;
  let child: ChildProcess | null = null;
  let printed = '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const gone = new Promise<number | null>((done) => ending.once('exit', done));
    ending.kill(signal);
    return await gone;
  };
  return {
    part,
    url,
    output: () => printed,
    metrics: async () => await (await fetch(`http://127.0.0.1:${environment.METRICS_PORT}/metrics`)).text(),
    async start() {
      const { setpriv } = readFound();
      const words = [process.execPath, main];
      // However this test ends, they end with it.
      if (setpriv) words.unshift(setpriv, '--pdeathsig', 'KILL', '--');
      const started = spawn(words[0] as string, words.slice(1), {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await until(async () => {
        if (started.exitCode !== null) throw new Error(`${part} ended with ${started.exitCode}:\n${printed}`);
        if (child !== started) throw new Error(`${part} was ended while it started`);
        const answer = await fetch(`${url}/health/ready`).catch(() => null);
        return answer?.status === 200;
      }, `${part} is not ready`);
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    sleep: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
  };
}

async function run(command: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [command], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${printed}`);
  return printed;
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
      log: () => undefined,
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
  // Half a minute without a primary would be most of a test.
  const settings = { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 };
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
