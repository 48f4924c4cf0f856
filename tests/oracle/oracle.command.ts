/**
 * `npm run oracle -- --queries N --seed S [--distributed]`, or `--only SEED`: generated operations, as several personas
 * and nobody, asked of the federated graph and of one plain schema. Each difference has the seed of its own; exit code 1
 * where one is more than the order of fields (docs/conformance.md).
 */

import { z } from 'zod';
import { readCommand } from '../../infra/command-line.ts';
import { startTestStores } from '../../infra/stores.ts';
import { compare } from './compare.ts';
import { type Contestants, inOneProcess, inProcesses } from './contestants.ts';

const SEEDS_APART = 1_000_000;
const EVERY = 500;
/** How much of two answers is shown, and of that, what stands before the first difference. */
const LONGEST = 2_000;
const BEFORE = 200;

const whole = z.coerce.number().int();
const { options: given } = readCommand('npm run oracle -- [--queries N] [--seed S | --only SEED] [--distributed]', {
  queries: whole.min(1).default(10_000),
  seed: whole.min(0).default(1),
  /** The seed of one operation that differed. */
  only: whole.min(0).optional(),
  distributed: z.boolean().default(false),
});

async function embedded(): Promise<Contestants> {
  const stores = await startTestStores();
  process.env.HH_TEST_MONGODB_URI = stores.mongoUri;
  process.env.HH_TEST_REDIS_URL = stores.redisUrl;
  const contestants = await inOneProcess();
  return {
    ...contestants,
    stop: async () => {
      await contestants.stop();
      await stores.stop();
    },
  };
}

const contestants = given.distributed ? await inProcesses() : await embedded();
const since = performance.now();
try {
  const { asked, refused, values, found, defects, differences } = await compare({
    ...contestants,
    queries: given.only === undefined ? given.queries : 1,
    from: given.only ?? given.seed * SEEDS_APART,
    told: ({ seed, persona, operation, federated, plain }) => {
      console.log(`\n${seed} as ${persona ?? 'nobody'}\n${operation.query}\n${JSON.stringify(operation.variables)}`);
      const from = Math.max(0, firstDifference(federated, plain) - BEFORE);
      const shown = (answer: string) => `${from > 0 ? '…' : ''}${answer.slice(from, from + LONGEST)}`;
      console.log(`federated ${shown(federated)}\nplain     ${shown(plain)}`);
    },
    progress: (count) => count % EVERY === 0 && console.error(`  ${count}`),
  });
  const order = differences.filter(({ isOrder }) => isOrder).length;
  const mode = given.distributed ? 'distributed' : 'embedded';
  const minutes = ((performance.now() - since) / 60_000).toFixed(1);
  console.log(
    `${mode}, seed ${given.seed}: ${asked} operations, ${refused} of them with errors, ${found} found something, ${values} values in all, ${minutes} min: ${differences.length - order} differ, ${order} more by the order of fields only`,
  );
  if (defects.length > 0) console.log(`defects of ours in ${defects.length} operations: ${defects.join(' ')}`);
  process.exitCode = differences.length > order || defects.length > 0 ? 1 : 0;
} finally {
  await contestants.stop();
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
