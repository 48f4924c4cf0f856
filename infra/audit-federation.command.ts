/**
 * `npm run audit:federation -- DIR`: the public audit of federation gateways (graphql-hive/federation-gateway-audit),
 * from a checkout of it with its packages installed, against this gateway and against @apollo/gateway as shipped.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { startStockGateway } from '@hh/gateway/testing/stock-gateway.ts';
import { freePort } from './stores/store-process.ts';

interface Case {
  readonly query: string;
  /** Without a word about errors there may be some or none. */
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

interface Running {
  ask(query: string): Promise<Answer>;
  stop(): Promise<void>;
}

type Start = (supergraphSdl: string) => Promise<Running>;

const root = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE_MS = 300_000;
const TIMES = 3;
const folder = mkdtempSync(join(tmpdir(), 'hh-audit-'));

const [checkout] = process.argv.slice(2);
if (!checkout) {
  console.error('Say where the audit is: npm run audit:federation -- DIR');
  process.exit(1);
}
const contestants: Readonly<Record<string, Start>> = { ours: startOurs, stock: startStockGateway };
const passed = new Map<string, Map<string, readonly boolean[]>>();
try {
  for (const [name, start] of Object.entries(contestants)) passed.set(name, await audit(checkout, start));
} finally {
  rmSync(folder, { recursive: true });
}
report(passed);

/** The outcome of each case by suite. Subgraphs keep what is changed in them, so each run has fresh ones. */
async function audit(directory: string, start: Start): Promise<Map<string, readonly boolean[]>> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const args = [join('node_modules', 'tsx', 'dist', 'cli.mjs'), join('src', 'cli.ts'), 'serve', '--port', String(port)];
  const subgraphs = spawn(process.execPath, args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await until(`${base}/ids`, subgraphs);
    const outcomes = new Map<string, readonly boolean[]>();
    for (const suite of await json<string[]>(`${base}/ids`)) {
      const supergraph = await (await fetch(`${base}/${suite}/supergraph`)).text();
      const gateway = await start(supergraph);
      const outcome: boolean[] = [];
      for (const one of await json<Case[]>(`${base}/${suite}/tests`)) outcome.push(await isMetEachTime(one, gateway));
      await gateway.stop();
      outcomes.set(suite, outcome);
    }
    return outcomes;
  } finally {
    subgraphs.kill();
  }
}

/** What comes again may be answered by functions that were made for it. What changes something is asked once. */
async function isMetEachTime(one: Case, gateway: Running): Promise<boolean> {
  const times = /^\s*mutation\b/.test(one.query) ? 1 : TIMES;
  for (let time = 0; time < times; time += 1) if (!isMet(one, await gateway.ask(one.query))) return false;
  return true;
}

function isMet({ expected }: Case, { data = null, errors = [] }: Answer): boolean {
  const areErrorsRight = expected.errors === undefined || expected.errors === errors.length > 0;
  return areErrorsRight && isDeepStrictEqual(data, expected.data ?? null);
}

async function startOurs(supergraphSdl: string): Promise<Running> {
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, supergraphSdl);
  const port = await freePort();
  const args = ['gateway/src/main.ts', '--supergraph', file, '--port', String(port)];
  const env = { ...process.env, LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  await until(`http://127.0.0.1:${port}/health`, child);
  return {
    ask: (query) =>
      json(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      }),
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill();
      await gone;
    },
  };
}

function report(outcomes: ReadonlyMap<string, ReadonlyMap<string, readonly boolean[]>>): void {
  const suites = [...(outcomes.get('ours')?.keys() ?? [])];
  const draw = (name: string, suite: string) =>
    (outcomes.get(name)?.get(suite) ?? []).map((isPassed) => (isPassed ? '.' : 'X')).join('');
  const width = Math.max(...suites.map((suite) => suite.length));
  for (const suite of suites)
    console.log(`${suite.padEnd(width)}  ours ${draw('ours', suite).padEnd(20)} stock ${draw('stock', suite)}`);
  for (const [name, bySuite] of outcomes) {
    const all = [...bySuite.values()].flat();
    console.log(`${name}: ${all.filter(Boolean).length} of ${all.length}`);
  }
}

async function json<Body>(url: string, request?: RequestInit): Promise<Body> {
  const answer = await fetch(url, { ...request, headers: { accept: 'application/json', ...request?.headers } });
  return (await answer.json()) as Body;
}

async function until(url: string, child: ChildProcess): Promise<void> {
  const ends = Date.now() + PATIENCE_MS;
  while (!(await fetch(url).catch(ignore))?.ok) {
    if (child.exitCode !== null) throw new Error(`the process behind ${url} ended with ${child.exitCode}`);
    if (Date.now() > ends) throw new Error(`${url} does not answer`);
    await wait(50);
  }
}

function ignore(): undefined {}
