/**
 * A file of a million rows through HTTP, from its first byte to DONE, beside what the database can do at all: `insertMany`
 * of the very entries that came of it, a thousand at a time, into a collection with the same indexes and validator.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { statementCollections } from '@hh/economy/statement/statement.store.ts';
import { applyCollection, type Connection, connectMongo } from '@hh/service/mongo.ts';
import { type Program, signIn, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { cpuMs, residentMb } from './cpu.ts';
import type { Outcome } from './table.ts';

const ROWS = 1_000_000;
export const AGREEMENT = 'JV-0001';
const AT_ONCE = 1_000;
const PATIENCE_MS = 600_000;

interface Progress {
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly posted: number;
}

export async function upload({ mongoUri, redisUrl, scale, progress }: BenchOptions): Promise<Outcome> {
  const rows = Math.round(ROWS * scale);
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const port = await freePort();
  const environment = {
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
  };
  try {
    progress('the demonstration county …');
    const program = await startProgram({ args: ['infra/start.ts'], port, environment });
    try {
      const idle = residentMb(program.pid);
      progress(`${rows} rows …`);
      const ours = await send(program, rows);
      progress('the same entries by insertMany …');
      const raw = await insertMany(mongoUri, rows);
      return {
        results: [
          { case: `${rows} rows`, unit: 'rows/s', ours: ours.perSecond, peers: { insertMany: raw.perSecond } },
          { case: 'processors, database included', unit: 'µs/row', ours: ours.cpu, peers: { insertMany: raw.cpu } },
          { case: 'peak memory above idle', unit: 'MB', ours: ours.peakMb - idle, peers: {} },
        ],
        notes: [
          `One file of ${rows} rows (CSV, UTF-8) over HTTP, from its first byte to DONE, every row POSTED; majority and journaled.`,
          `insertMany: the entries that came of it, ${AT_ONCE} at a time, one call after another, the same indexes and validator; reading them is not counted.`,
          `Memory of the one process that does everything, ${Math.round(idle)} MB when idle.`,
        ],
      };
    } finally {
      await program.end('SIGTERM');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file of so many rows for the open period of `AGREEMENT`, until every row is posted. */
export async function send({ url, pid }: Program, rows: number) {
  const headers = { authorization: `Bearer ${await signIn(url, 'operator')}` };
  let peakMb = 0;
  const watching = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(pid));
  }, 100);
  try {
    const cpu = cpuMs();
    const since = performance.now();
    const request = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv' },
      body: Readable.toWeb(Readable.from(csv(rows))) as ReadableStream,
      duplex: 'half',
    };
    const accepted = await fetch(`${url}/api/agreements/${AGREEMENT}/statements`, request);
    if (accepted.status !== 202) throw new Error(`${accepted.status}: ${await accepted.text()}`);
    const { status } = (await accepted.json()) as { status: string };
    const posted = await untilDone(new URL(status, url), headers);
    if (posted !== rows) throw new Error(`${posted} of ${rows} rows are posted`);
    const perSecond = (rows / (performance.now() - since)) * 1_000;
    return { perSecond, cpu: ((cpuMs() - cpu) / rows) * 1_000, peakMb };
  } finally {
    clearInterval(watching);
  }
}

async function untilDone(status: URL, headers: Readonly<Record<string, string>>): Promise<number> {
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (;;) {
    const { state, posted } = (await (await fetch(status, { headers })).json()) as Progress;
    if (state === 'DONE') return posted;
    if (state === 'FAILED' || Date.now() > patienceEnds) throw new Error(`the upload is ${state}`);
    await wait(100);
  }
}

function* csv(rows: number): Generator<string> {
  yield '凭证号,类型,金额,发生日期,项目编码,摘要\n';
  for (let from = 0; from < rows; from += AT_ONCE) {
    const lines = Array.from({ length: Math.min(AT_ONCE, rows - from) }, (_, at) => {
      const number = from + at;
      const amount = `${1 + (number % 9_000)}.${String(number % 100).padStart(2, '0')}`;
      const day = String(1 + (number % 31)).padStart(2, '0');
      return `R-${number},${number % 5 === 0 ? '成本' : '收入'},${amount},2025-12-${day},P${number % 20},门店流水 ${number}\n`;
    });
    yield lines.join('');
  }
}

/** The entries of the file as they are stored, once more, beside. */
async function insertMany(mongoUri: string, rows: number) {
  const stored = await connectMongo(mongoUri, 'hh_economy');
  const beside = await connectMongo(mongoUri, 'bench_raw');
  try {
    for (const collection of statementCollections) await applyCollection(beside, collection);
    return await copy(stored, beside, rows);
  } finally {
    await beside.dropDatabase();
    await Promise.all([stored.close(), beside.close()]);
  }
}

async function copy(stored: Connection, beside: Connection, rows: number) {
  const target = beside.getClient().db(beside.name).collection('entries');
  const entries = stored.getClient().db(stored.name).collection('entries');
  const cursor = entries.find({ 'source.kind': 'FILE' }).batchSize(AT_ONCE);
  let [milliseconds, cpu, done] = [0, 0, 0];
  for (let batch = await take(cursor); batch.length > 0; batch = await take(cursor)) {
    const before = cpuMs();
    const since = performance.now();
    await target.insertMany(batch);
    milliseconds += performance.now() - since;
    cpu += cpuMs() - before;
    done += batch.length;
  }
  if (done !== rows) throw new Error(`${done} entries are stored`);
  return { perSecond: (rows / milliseconds) * 1_000, cpu: (cpu / rows) * 1_000 };
}

async function take(cursor: { next(): Promise<object | null> }): Promise<object[]> {
  const batch: object[] = [];
  while (batch.length < AT_ONCE) {
    const next = await cursor.next();
    if (next === null) break;
    batch.push(next);
  }
  return batch;
}
