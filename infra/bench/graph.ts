/**
 * Three operations through our gateway and through others, on the same services and the same stores: in one process, and
 * with every service in a process of its own. Each contender is started for its turn, so that one of them runs at a time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, run, signIn, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { type Contenders, compareServers } from './compare-servers.ts';
import type { GraphTask } from './graph-server.ts';
import { textOf } from './shot.ts';
import type { Outcome, Result } from './table.ts';

const ISSUER = 'http://graph.test';
const CONNECTIONS = [1, 16, 64];
const COMPOUND = '37132200100101';
const SERVICES = ['organization', 'volunteers', 'property', 'economy', 'workflows'];
const ventures = ['JV-0001', 'JV-0002', 'JV-0003', 'JV-0004', 'JV-0005', 'JV-0006'];
const periods = Array.from({ length: 11 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}`);
const operations = [
  { name: 'allocation', asked: periods.flatMap((period) => ventures.map((agreement) => ({ agreement, period }))) },
  { name: 'county', asked: [{ county: '371322' }] },
  { name: 'compound-public-revenue', asked: [{ code: COMPOUND, asOf: '2025-10-31' }] },
] as const;

const WARMING = 200;

export async function graph(options: BenchOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const { mongoUri, redisUrl, progress } = options;
  const environment = {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    PUBLIC_URL: ISSUER,
    DATA_DIR: folder,
    ISSUER_KEY_FILE: join(folder, 'issuer-key.json'),
    DEMO: 'on',
    DEMO_WITHIN: COMPOUND,
    SYSTEM_SECRET: 'a-secret-of-the-benchmarks-that-is-long-enough',
    LOG_LEVEL: 'warn',
    MAX_REQUESTS_PER_MINUTE: '1000000000',
    MAX_COST_PER_MINUTE: '1000000000',
  };
  try {
    progress('the demonstration county …');
    await run('infra/seed.command.ts', environment);
    const found: Result[] = [];
    if (!options.parts.includes('http'))
      found.push(...(await compare('in process', inProcess(options, environment), options)));
    if (!options.parts.includes('in-process')) {
      const urls = await portsOf(SERVICES);
      const all = { ...environment, ...addressesOf(urls) };
      const services: Program[] = [];
      try {
        for (const name of SERVICES) services.push(await startService(name, urls, all));
        found.push(...(await compare('over HTTP', overHttp(options, all, urls), options)));
      } finally {
        await Promise.all(services.map((service) => service.end('SIGTERM')));
      }
    }
    return { results: found, notes: notesOf(options) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notesOf({ rounds, seconds }: BenchOptions): string[] {
  return [
    `Medians of ${rounds} rounds of ${seconds} s after ${WARMING} requests of warming up by each number of clients (c), by autocannon in a process of its own; one contender runs at a time.`,
    'Every answer was compared with ours, byte for byte, before it was measured.',
    'allocation: 66 of them in turn, each connection beginning at another; county and compound-public-revenue: one list and one compound that everybody asks for. Over HTTP, ours and Hive ask a subgraph once for equal queries of one identity that are under way at once.',
    'stock: @apollo/gateway with its own data sources. plain: one @apollo/server with all services as one schema, no federation; over HTTP it is the same, in one process.',
    'In process, Hive is given the subgraphs as functions that execute the document as it is.',
    'ms p95 and ms CPU: less is better. CPU is of everything but the load, the database and the services included; it hardly depends on what else the machine is doing.',
  ];
}

function inProcess(options: BenchOptions, environment: Readonly<Record<string, string>>): Contenders {
  const other = (kind: GraphTask['kind']) => () => startOther(kind, null, options, environment);
  return {
    ours: async () => await startOurs(environment),
    stock: other('stock'),
    hive: other('hive'),
    'hive rust': other('hive-rust'),
    plain: other('plain'),
  };
}

function overHttp(
  options: BenchOptions,
  environment: Readonly<Record<string, string>>,
  urls: Readonly<Record<string, string>>,
): Contenders {
  const other =
    (kind: GraphTask['kind'], at: typeof urls | null = urls) =>
    () =>
      startOther(kind, at, options, environment);
  return {
    ours: () => {
      const port = portOf(urls.gateway);
      const own = { ...environment, HOST: '127.0.0.1' };
      return startProgram({ args: ['gateway/src/main.ts'], port, environment: own });
    },
    stock: other('stock'),
    hive: other('hive'),
    'hive rust': other('hive-rust'),
    plain: other('plain', null),
  };
}

async function startOurs(environment: Readonly<Record<string, string>>): Promise<Program> {
  const port = await freePort();
  return await startProgram({ args: ['infra/start.ts'], port, environment });
}

async function startOther(
  kind: GraphTask['kind'],
  urls: Readonly<Record<string, string>> | null,
  { mongoUri, redisUrl }: BenchOptions,
  environment: Readonly<Record<string, string>>,
): Promise<Program> {
  const port = await freePort();
  const keyFile = environment.ISSUER_KEY_FILE ?? '';
  const task: GraphTask = { kind, port, mongoUri, redisUrl, issuer: ISSUER, keyFile, urls };
  return await startProgram({
    args: ['infra/bench/graph-server.ts', JSON.stringify(task)],
    port,
    environment: { ...environment, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    ready: null,
  });
}

async function startService(
  name: string,
  urls: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<Program> {
  const port = portOf(urls[name]);
  const own = { ...environment, HOST: '127.0.0.1' };
  return await startProgram({ args: [`services/${name}/src/main.ts`], port, environment: own });
}

async function portsOf(services: readonly string[]): Promise<Record<string, string>> {
  const ports = await Promise.all([...services, 'gateway'].map(async (name) => [name, await freePort()] as const));
  return Object.fromEntries(ports.map(([name, port]) => [name, `http://127.0.0.1:${port}`]));
}

function addressesOf(urls: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url]));
}

function portOf(url: string | undefined): number {
  return Number(new URL(url ?? '').port);
}

async function compare(mode: string, contenders: Contenders, options: BenchOptions): Promise<Result[]> {
  const named = operations.filter(({ name }) => options.parts.includes(name));
  const chosen = named.length > 0 ? named : operations;
  const bodies = new Map(
    chosen.map(({ name, asked }) => [
      name,
      asked.map((variables) => JSON.stringify({ query: textOf(name), variables })),
    ]),
  );
  let token: string | null = null;
  const authorizationOf = async ({ url }: Program) => {
    token ??= await signIn(url, 'auditor');
    return `Bearer ${token}`;
  };
  const asked = { bodies, connections: CONNECTIONS, warmUp: WARMING, authorizationOf };
  return await compareServers({ mode, contenders, ...asked }, options);
}
