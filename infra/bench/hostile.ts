/**
 * What those who ask well notice of those who ask to hurt: the times of a front end's list asked at a steady pace, alone,
 * and while a thousand requests of every kind come in beside it, by turns, since what else the machine does changes. Time
 * counts from when a request was due, so that one that had to wait is not forgotten.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Program, run, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { cpuMsOf } from './cpu.ts';
import { hostileKinds, hostileRequests } from './hostile-corpus.ts';
import type { HostileTask, Part, Sent } from './hostile-sender.ts';
import { atPace, post } from './pace.ts';
import type { Outcome, Result } from './table.ts';

const REQUESTS = 1_000;
const TURNS = 8;
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
      await ours.end('SIGTERM');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start({ mongoUri, redisUrl, progress }: BenchOptions, folder: string): Promise<Program> {
  const port = await freePort();
  const environment = {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    MAX_COST_PER_MINUTE: '1000000000',
  };
  progress('the demonstration county …');
  await run('infra/seed.command.ts', environment);
  return await startProgram({ args: ['infra/start.ts'], port, environment });
}

async function measure({ url, pid }: Program, { scale, progress }: BenchOptions): Promise<Outcome> {
  const count = Math.round(REQUESTS * scale);
  const goodCount = Math.round((count / HOSTILE_PER_SECOND) * GOOD_PER_SECOND);
  const askWell = async () => {
    const answer = await post(url, { 'content-type': 'application/json' }, GOOD);
    if (answer.status !== 200 || !answer.text.startsWith('{"data"'))
      throw new Error(`a good request got ${answer.text}`);
  };
  progress('warming up …');
  await atPace(GOOD_PER_SECOND, Math.min(goodCount, 300), askWell);
  // Code that refuses is compiled when it has refused a few times, which is not what is to be measured.
  for (const { headers, body } of hostileRequests(3 * hostileKinds, SEED + 1)) await post(url, headers, body);
  const sender = await startSender({ url, count, seed: SEED, perSecond: HOSTILE_PER_SECOND });
  const alone: number[] = [];
  const among: number[] = [];
  const sent: Sent[] = [];
  const processor = { alone: 0, among: 0 };
  const part = { good: Math.round(goodCount / TURNS), hostile: Math.ceil(count / TURNS) };
  for (let turn = 0; turn < TURNS; turn += 1) {
    progress(`alone, and with hostile requests: turn ${turn + 1} of ${TURNS} …`);
    const began = cpuMsOf(pid);
    alone.push(...(await atPace(GOOD_PER_SECOND, part.good, askWell)));
    const ended = cpuMsOf(pid);
    const from = turn * part.hostile;
    const hostile = sender.send({ from, to: Math.min(count, from + part.hostile) });
    among.push(...(await atPace(GOOD_PER_SECOND, part.good, askWell)));
    sent.push(...(await hostile));
    processor.alone += ended - began;
    processor.among += cpuMsOf(pid) - ended;
  }
  await sender.stop();
  const costs = { good: processor.alone / alone.length, hostile: (processor.among - processor.alone) / sent.length };
  return { results: [...resultsOf(alone, among, sent), ...costsOf(costs)], notes: notesOf(sent, among.length) };
}

interface Sender {
  send(part: Part): Promise<readonly Sent[]>;
  stop(): Promise<unknown>;
}

/** Answers once its requests are made. */
async function startSender(task: HostileTask): Promise<Sender> {
  const thread = new Worker(new URL('./hostile-sender.ts', import.meta.url), { workerData: task });
  await once(thread, 'message');
  return {
    send: async (part) => {
      const answer = once(thread, 'message');
      thread.postMessage(part);
      const [sent] = (await answer) as [readonly Sent[]];
      return sent;
    },
    stop: () => thread.terminate(),
  };
}

/** The time that this share of them took at most. */
function within(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

function resultsOf(alone: readonly number[], among: readonly number[], sent: readonly Sent[]): Result[] {
  const refusals = sent.map(({ milliseconds }) => milliseconds);
  return [
    ...[0.5, 0.99].map((share) => ({
      case: `good, p${share * 100}`,
      unit: 'ms',
      ours: within(among, share),
      peers: { alone: within(alone, share) },
    })),
    ...[0.5, 0.99].map((share) => ({
      case: `hostile, p${share * 100}`,
      unit: 'ms',
      ours: within(refusals, share),
      peers: {},
    })),
  ];
}

/** What one request takes of the process, whatever else the machine does: a hostile one is the difference it makes. */
function costsOf(costs: { readonly good: number; readonly hostile: number }): Result[] {
  return Object.entries(costs).map(([kind, ours]) => ({
    case: `${kind}, processor`,
    unit: 'ms each',
    ours,
    peers: {},
  }));
}

function notesOf(sent: readonly Sent[], good: number): string[] {
  const kinds = [...new Set(sent.map(({ kind }) => kind))];
  const worst = (kind: string) =>
    within(
      sent.flatMap((one) => (one.kind === kind ? [one.milliseconds] : [])),
      1,
    );
  const slowest = kinds.map((kind) => ({ kind, ms: worst(kind) })).sort((one, other) => other.ms - one.ms);
  const answered = kinds.filter((kind) => sent.some((one) => one.kind === kind && !one.isRefused));
  return [
    `${sent.filter(({ isRefused }) => isRefused).length} of ${sent.length} hostile requests of ${kinds.length} kinds were refused with a code of their kind and 4xx${answered.length > 0 ? `; not all of: ${answered.join(', ')}` : ''}; seed ${SEED}.`,
    `${good} good requests were all answered; ${GOOD_PER_SECOND} a second, beside ${HOSTILE_PER_SECOND} hostile ones a second, to one process.`,
    `The slowest kinds, by what the slowest of each took: ${slowest
      .slice(0, 5)
      .map(({ kind, ms }) => `${kind} ${Math.round(ms)} ms`)
      .join(', ')}.`,
    'Times of good requests count from when they were due. ms: less is better; “ours” is the time among hostile requests.',
  ];
}
