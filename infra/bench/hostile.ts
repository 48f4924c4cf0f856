/**
 * What those who ask well notice of those who ask to hurt: the times of a front end's list asked at a steady pace, alone,
 * and while a thousand requests of every kind come in beside it. Time counts from when a request was due, so that one
 * that had to wait is not forgotten.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { type Hostile, hostileRequests } from './hostile-corpus.ts';
import { runProgram, type Serving, startProgram } from './programs.ts';
import type { Outcome, Result } from './table.ts';

const REQUESTS = 1_000;
const SEED = 20_250_101;
const GOOD_PER_SECOND = 50;
const HOSTILE_PER_SECOND = 25;
const GOOD = JSON.stringify({
  query:
    'query ($county: ID!) { county(code: $county) { name communities { code name compounds { code name publicRevenue { balance } } } } }',
  variables: { county: '371322' },
});

export async function hostile(options: BenchOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  try {
    const ours = await start(options, folder);
    try {
      return await measure(ours, options);
    } finally {
      await ours.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start({ mongoUri, redisUrl, progress }: BenchOptions, folder: string): Promise<Serving> {
  const port = await freePort();
  const environment = {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
  };
  progress('the demonstration county …');
  await runProgram(['infra/seed.command.ts'], environment);
  return await startProgram({ args: ['infra/start.ts'], port, environment, ready: '/health/ready' });
}

async function measure({ url }: Serving, { scale, progress }: BenchOptions): Promise<Outcome> {
  const corpus = hostileRequests(Math.round(REQUESTS * scale), SEED);
  const lasting = (corpus.length / HOSTILE_PER_SECOND) * 1_000;
  const askWell = async () => {
    const answer = await post(url, { 'content-type': 'application/json' }, GOOD);
    if (answer.status !== 200 || !answer.text.startsWith('{"data"'))
      throw new Error(`a good request got ${answer.text}`);
  };
  progress('warming up …');
  await atPace(GOOD_PER_SECOND, Math.min(lasting, 5_000), askWell);
  progress('good requests alone …');
  const alone = await atPace(GOOD_PER_SECOND, lasting, askWell);
  progress(`with ${corpus.length} hostile requests …`);
  const waiting = [...corpus];
  const answered: string[] = [];
  const [among, refusals] = await Promise.all([
    atPace(GOOD_PER_SECOND, lasting, askWell),
    atPace(HOSTILE_PER_SECOND, lasting, async () => {
      const next = waiting.shift();
      if (next && !(await isRefused(url, next))) answered.push(next.kind);
    }),
  ]);
  return { results: resultsOf(alone, among, refusals), notes: notesOf(corpus, waiting, answered, among) };
}

async function isRefused(url: string, { headers, body, codes }: Hostile): Promise<boolean> {
  const { status, text } = await post(url, headers, body);
  return status >= 400 && status < 500 && codes.some((code) => text.includes(`"${code}"`));
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

/** Milliseconds from when each was due to its answer, sorted. */
async function atPace(perSecond: number, milliseconds: number, ask: () => Promise<void>): Promise<number[]> {
  const since = performance.now();
  const count = Math.round((milliseconds / 1_000) * perSecond);
  const under: Promise<number>[] = [];
  for (let at = 0; at < count; at += 1) {
    const due = since + (at * 1_000) / perSecond;
    await wait(Math.max(0, due - performance.now()));
    under.push(ask().then(() => performance.now() - due));
  }
  return (await Promise.all(under)).sort((one, other) => one - other);
}

const part = (sorted: readonly number[], share: number) =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;

function resultsOf(alone: readonly number[], among: readonly number[], refusals: readonly number[]): Result[] {
  const row = (name: string, share: number): Result => ({
    case: `good, ${name}`,
    unit: 'ms',
    ours: part(among, share),
    peers: { alone: part(alone, share) },
  });
  const refused = (name: string, share: number): Result => ({
    case: `hostile, ${name}`,
    unit: 'ms',
    ours: part(refusals, share),
    peers: {},
  });
  return [row('p50', 0.5), row('p99', 0.99), refused('p50', 0.5), refused('p99', 0.99)];
}

function notesOf(
  corpus: readonly Hostile[],
  waiting: readonly Hostile[],
  answered: readonly string[],
  among: readonly number[],
): string[] {
  const refused = corpus.length - waiting.length - answered.length;
  return [
    `${refused} of ${corpus.length} hostile requests of ${new Set(corpus.map(({ kind }) => kind)).size} kinds were refused with a code of their kind and 4xx${answered.length > 0 ? `; not: ${[...new Set(answered)].join(', ')}` : ''}; seed ${SEED}.`,
    `${among.length} good requests were all answered; ${GOOD_PER_SECOND} a second, beside ${HOSTILE_PER_SECOND} hostile ones a second, from one process, to one process.`,
    'Times count from when a request was due. ms: less is better; “ours” is the time among hostile requests.',
  ];
}
