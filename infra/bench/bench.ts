/** `npm run bench -- <name> [--json] [--scale 0.1] [--rounds 3] [--seconds 3] [--part http]`: us beside the peers, in one run. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    part: { type: 'string', multiple: true, default: [] },
  },
});
const [name = ''] = positionals;
const bench = benches[name];
if (!bench) {
  console.error(`Which one? npm run bench -- <${Object.keys(benches).join(' | ')}> [--json]`);
  process.exit(1);
}

const stores = await startTestStores();
try {
  const { results, notes } = await bench({
    ...stores,
    scale: Number(values.scale),
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    parts: values.part,
    progress: (line) => console.error(`  ${line}`),
  });
  const [cpu] = cpus();
  console.log(
    `\n${name} · ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(`\n${tableOf(results)}\n`);
  for (const note of notes) console.log(`- ${note}`);
  if (values.json) console.log(JSON.stringify({ bench: name, results }));
} finally {
  await stores.stop();
}
