/**
 * `npm run soak -- --minutes M --documents N [--json]`: mixed load on the started program for M minutes and until N
 * documents were sent of which no two are alike; fails when its memory is not flat, or when an answer is not right.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@hh/kernel/id.ts';
import { z } from 'zod';
import { readCommand } from '../command-line.ts';
import { judge, type Sample, type Verdict } from './soak-flat.ts';
import { type Ask, distinctDocument, mixed } from './soak-load.ts';
import { type MeasuredProgram, startMeasured } from './soak-program.ts';

const CLIENTS = 8;
/** More than any cache of plans or compiled operations holds, so that growth after it is no filling. */
const WARM_UP_DOCUMENTS = 5_000;
const WARM_UP_SHARE = 0.2;
const SAMPLE_MS = 1_000;
const PROGRESS_MS = 15_000;
const TOKEN_MS = 600_000;
const MEGABYTE = 2 ** 20;

const { options: values } = readCommand('npm run soak -- [--minutes M] [--documents N] [--json]', {
  minutes: z.coerce.number().positive().default(60),
  documents: z.coerce
    .number()
    .int()
    .min(2 * WARM_UP_DOCUMENTS)
    .default(100_000),
  json: z.boolean().default(false),
});
const { documents } = values;
const duration = values.minutes * 60_000;

interface Soak {
  readonly sent: { distinct: number; all: number };
  readonly milliseconds: number[];
  readonly memory: { readonly rss: Sample[]; readonly heap: Sample[] };
  warmUntil: number | null;
}

async function soak(program: MeasuredProgram): Promise<Soak> {
  const state: Soak = {
    sent: { distinct: 0, all: 0 },
    milliseconds: [],
    memory: { rss: [], heap: [] },
    warmUntil: null,
  };
  const began = Date.now();
  const ends = began + duration;
  const run = newId().slice(-8);
  const send = createSender(program);
  const isOver = () => Date.now() >= ends && state.sent.distinct >= documents;
  let failure: unknown = null;

  async function client(): Promise<void> {
    while (!isOver() && failure === null) {
      const turn = state.sent.all++;
      const isBehind = state.sent.distinct < (documents * (Date.now() - began)) / duration;
      const ask = isBehind && turn % 4 !== 0 ? distinctDocument(state.sent.distinct++) : mixed(turn, run);
      const since = performance.now();
      await send(ask);
      if (state.warmUntil !== null && turn % 16 === 0) state.milliseconds.push(performance.now() - since);
    }
  }

  async function watch(): Promise<void> {
    let told = began;
    for (; !isOver() && failure === null; await wait(SAMPLE_MS)) {
      const now = Date.now();
      const isWarm = state.sent.distinct >= WARM_UP_DOCUMENTS && now - began >= duration * WARM_UP_SHARE;
      if (isWarm) state.warmUntil ??= now;
      const [rss = 0, heap = 0] = await program.figures('process_resident_memory_bytes', 'nodejs_heap_size_used_bytes');
      if (now - told >= PROGRESS_MS) {
        told = now;
        const megabytes = [rss, heap].map((bytes) => (bytes / MEGABYTE).toFixed(0)).join(' and ');
        console.error(`${state.sent.distinct} documents, ${state.sent.all} requests, ${megabytes} MB`);
      }
      if (state.warmUntil === null) continue;
      const seconds = (now - state.warmUntil) / 1_000;
      state.memory.rss.push({ seconds, megabytes: rss / MEGABYTE });
      state.memory.heap.push({ seconds, megabytes: heap / MEGABYTE });
    }
  }

  const noted = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      failure ??= error;
    });
  await Promise.all([noted(watch()), ...Array.from({ length: CLIENTS }, () => noted(client()))]);
  if (failure !== null) throw failure;
  return state;
}

/** Sends and looks at the answer; throws when it is not what was asked for. */
function createSender(program: MeasuredProgram): (ask: Ask) => Promise<void> {
  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  const tokenOf = (persona: string): Promise<string> => {
    const known = tokens.get(persona);
    if (known && known.until > Date.now()) return known.token;
    const token = program.token(persona);
    tokens.set(persona, { token, until: Date.now() + TOKEN_MS });
    return token;
  };
  return async ({ persona, query, variables, failsWith }) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(persona)}` };
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(`${program.base}/graphql`, { method: 'POST', headers, body });
    const { errors } = (await answer.json()) as { errors?: readonly { extensions?: { code?: string } }[] };
    const code = errors?.[0]?.extensions?.code;
    if (code !== failsWith) throw new Error(`${code ?? 'no error'} instead of ${failsWith ?? 'none'}: ${query}`);
  };
}

function report({ sent, milliseconds, memory }: Soak): boolean {
  const verdicts: readonly (readonly [string, Verdict])[] = [
    ['rss', judge(memory.rss)],
    ['heap', judge(memory.heap)],
  ];
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  const minutes = ((memory.rss.at(-1)?.seconds ?? 0) / 60).toFixed(1);
  const round = (value: number) => Number(value.toFixed(1));
  console.log(`${sent.all} requests, ${sent.distinct} distinct documents, p99 ${p99.toFixed(0)} ms`);
  console.log(`${minutes} minutes after the warm-up; floors in MB`);
  console.log('| memory | first quarter | last quarter | per hour | flat |\n|---|---|---|---|---|');
  for (const [name, { start, end, perHour, isFlat }] of verdicts)
    console.log(`| ${name} | ${round(start)} | ${round(end)} | ${round(perHour)} | ${isFlat ? 'yes' : 'NO'} |`);
  if (values.json) {
    const results = verdicts.map(([name, verdict]) => ({
      case: name,
      unit: 'MB',
      ours: round(verdict.end),
      start: round(verdict.start),
      perHour: round(verdict.perHour),
      flat: verdict.isFlat,
    }));
    console.log(JSON.stringify({ bench: 'soak', documents: sent.distinct, requests: sent.all, results }));
  }
  return verdicts.every(([, { isFlat }]) => isFlat);
}

const program = await startMeasured({
  MAX_REQUESTS_PER_MINUTE: '1000000',
  MAX_COST_PER_MINUTE: '1000000000',
});
try {
  process.exitCode = report(await soak(program)) ? 0 : 1;
} finally {
  await program.stop();
}
