/** `npm run bench -- <name> [--json] [--scale 0.1] [--rounds 3] [--seconds 3] [--part http]`: us beside the peers, in one run. */
import { cpus, totalmem } from 'node:os';
import { z } from 'zod';
import { misused, readCommand } from '../command-line.ts';
import { startTestStores } from '../stores.ts';
import { allocate } from './allocate.ts';
import { county } from './county.ts';
import { executor } from './executor.ts';
import { explain } from './explain.ts';
import { graph } from './graph.ts';
import { hostile } from './hostile.ts';
import { ledger } from './ledger.ts';
import { planning } from './planning.ts';
import { reconcile } from './reconcile.ts';
import { type Outcome, tableOf } from './table.ts';
import { upload } from './upload.ts';

export interface BenchOptions {
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** 1 is the size that docs/benchmarks.md speaks of. */
  readonly scale: number;
  readonly rounds: number;
  /** How long one measurement lasts. */
  readonly seconds: number;
  /** Only these parts of it; all where none is named. */
  readonly parts: readonly string[];
  /** What is going on, for a person who waits. */
  readonly progress: (line: string) => void;
}

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<Outcome>>> = {
  ledger,
  upload,
  allocate,
  graph,
  county,
  executor,
  explain,
  hostile,
  planning,
  reconcile,
};

const usage = `npm run bench -- ${Object.keys(benches).join('|')} [--json] [--scale S] [--rounds N] [--seconds S] [--part TEXT …]`;
const { options, words } = readCommand(
  usage,
  {
    json: z.boolean().default(false),
    scale: z.coerce.number().positive().default(1),
    rounds: z.coerce.number().int().min(1).default(3),
    seconds: z.coerce.number().positive().default(3),
    part: z.array(z.string()).default([]),
  },
  1,
);
const [name = ''] = words;
const bench = benches[name] ?? misused(usage, `There is no ${name}.`);

const stores = await startTestStores();
try {
  const { results, notes } = await bench({
    ...stores,
    ...options,
    parts: options.part,
    progress: (line) => console.error(`  ${line}`),
  });
  const [cpu] = cpus();
  console.log(
    `\n${name} · ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(`\n${tableOf(results)}\n`);
  for (const note of notes) console.log(`- ${note}`);
  if (options.json) console.log(JSON.stringify({ bench: name, results }));
} finally {
  await stores.stop();
}
