/**
 * Brings a fresh clone to where it can start: the packages, Node 24, mongod and Redis. Runs before `npm start` and
 * `npm test` on whatever Node the machine has (18 or later), so it needs nothing but Node.
 *   node infra/setup.mjs           makes sure of everything; a few milliseconds when it is all there
 *   node infra/setup.mjs --tests   the same for the tests, whose stores HH_TEST_MONGODB_URI and HH_TEST_REDIS_URL name
 *   node infra/setup.mjs --check   prints what was found, changes nothing
 */
const major = Number.parseInt(process.versions.node, 10);
if (major < 18) {
  console.error(`Node ${process.versions.node} is too old: Node 18 or later is needed. 需要 Node 18 或更高版本。`);
  process.exit(1);
}

const { machineTrouble, SetupError } = await import('./setup/progress.mjs');
const { check, setUp } = await import('./setup/steps.mjs');

try {
  if (process.argv.includes('--check')) process.exitCode = check() ? 0 : 1;
  else await setUp({ forTests: process.argv.includes('--tests') });
} catch (error) {
  const lines = error instanceof SetupError ? [error.message] : machineTrouble(error);
  if (lines === null) throw error;
  console.error(`\n${lines.join('\n')}\n`);
  process.exitCode = 1;
}
