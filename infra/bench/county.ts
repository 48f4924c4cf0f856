/**
 * The county's first screen and its figures, in a county of one street and in one of twenty: what they cost, and how that
 * grows. The limit is the database alone: the very commands that an operation asks, asked again with no graph before them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communities } from '../demo/county.ts';
import { type Environment, run, signIn, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { closedLoop } from './closed-loop.ts';
import { cpuMsOf } from './cpu.ts';
import { startRecorder } from './database-alone.ts';
import { resultsOf, type Shot, shootHere, textOf } from './shot.ts';
import type { Outcome, Result } from './table.ts';

const STREETS = 20;
const CONNECTIONS = [1, 16];
/** Seconds of warming up, and answers that a round has at least: twenty counties take a second for one. */
const WARMING = 10;
const LEAST = 16;
const PERSONA = 'county-officer';
const OFFICER = {
  kind: 'PERSON',
  id: PERSONA,
  grants: [{ role: 'COUNTY_OFFICER', scope: '371322' }],
} as const;
const GROUP = 'the database alone';

export async function county(options: BenchOptions): Promise<Outcome> {
  const streets = Math.max(2, Math.round(STREETS * options.scale));
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  try {
    const results: Result[] = [];
    const seeded: string[] = [];
    for (const scale of [1, streets]) {
      const environment = environmentOf(options, folder, scale);
      const since = performance.now();
      options.progress(`${scale} × the county …`);
      await run('infra/seed.command.ts', environment);
      seeded.push(`${scale} × ${Math.round((performance.now() - since) / 1_000)} s`);
      results.push(...(await measure(options, environment, scale)));
    }
    return { results: results.toSorted(byCase), notes: notesOf(options, streets, seeded.join(', ')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notesOf({ rounds, seconds }: BenchOptions, streets: number, seeded: string): string[] {
  return [
    `Medians of ${rounds} rounds of ${seconds} s, or of ${LEAST} answers where those take longer, after ${WARMING} s of warming up, one process over HTTP; what was begun is waited for; ×1 is the demonstration county, ×${streets} has ${streets * communities.length} communities. home asks for ${communities.length} communities in turn, from all over the county.`,
    `${GROUP}: the commands of one such operation, recorded and asked again by the driver, all at once, by as many at a time as there are connections.`,
    'database calls: the commands of one operation.',
    `×${streets} has a tenth of the dwellings and of the owners' papers (DEMO_SMALL), which no operation here reads; all the rest is there ${streets} times. Seeding: ${seeded}.`,
    'ms CPU: of everything but the load, the database included.',
  ];
}

function byCase(one: Result, other: Result): number {
  return one.case < other.case ? -1 : one.case > other.case ? 1 : 0;
}

function environmentOf({ mongoUri, redisUrl }: BenchOptions, folder: string, scale: number): Environment {
  return {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    DATABASE_PREFIX: `county${scale}`,
    DATA_DIR: folder,
    DEMO: 'on',
    DEMO_SCALE: String(scale),
    DEMO_SMALL: scale === 1 ? 'off' : 'on',
    LOG_LEVEL: 'warn',
    MAX_REQUESTS_PER_MINUTE: '1000000000',
    MAX_COST_PER_MINUTE: '1000000000',
  };
}

/** By name, the requests that are asked in turn. */
function operationsOf(scale: number): Readonly<Record<string, readonly object[]>> {
  const all = Array.from({ length: scale }, (_, street) =>
    communities.map((code) => `${code.slice(0, 6)}${String(street + 1).padStart(3, '0')}${code.slice(9)}`),
  ).flat();
  return {
    home: all.filter((_, index) => index % scale === 0).map((community) => ({ community })),
    figures: [{ county: '371322' }],
    'figures-by-community': [{ county: '371322' }],
  };
}

async function measure(options: BenchOptions, environment: Environment, scale: number): Promise<Result[]> {
  const { rounds, parts } = options;
  const chosen = Object.entries(operationsOf(scale)).filter(([name]) => parts.length === 0 || parts.includes(name));
  const recorder = await startRecorder(options, environment);
  const port = await freePort();
  const server = await startProgram({ args: ['infra/start.ts'], port, environment });
  const found: Result[] = [];
  try {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await signIn(server.url, PERSONA)}`,
    };
    for (const [name, asked] of chosen) {
      const bodies = asked.map((variables) => JSON.stringify({ query: textOf(name), variables }));
      const request = async (before: number) =>
        await answered(`${server.url}/graphql`, headers, bodies[before % bodies.length] as string);
      await closedLoop(request, { connections: 4, seconds: WARMING, least: bodies.length });
      const { commands, ask } = await recorder.record(OFFICER, textOf(name), asked[0] as object);
      const named = (what: string) => `${name}, ${what}, ×${scale}`;
      for (const connections of CONNECTIONS) {
        const [ours, limit]: [Shot[], Shot[]] = [[], []];
        for (let round = 0; round < rounds; round += 1) {
          options.progress(`${named(`c=${connections}`)}, round ${round + 1}`);
          const lasting = { connections, seconds: options.seconds, least: LEAST };
          ours.push(await shootHere(request, lasting, () => cpuMsOf(process.pid)));
          limit.push(await shootHere(ask, lasting, () => 0));
        }
        found.push(
          ...resultsOf(
            named(`c=${connections}`),
            new Map([
              ['ours', ours],
              [GROUP, limit],
            ]),
          ),
        );
      }
      found.push({ case: named('c=1'), unit: 'database calls', ours: commands.length, peers: {} });
    }
    return found;
  } finally {
    await server.end('SIGTERM');
    await recorder.stop();
  }
}

async function answered(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers, body });
  const { errors } = (await answer.json()) as { errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 2_000));
}
