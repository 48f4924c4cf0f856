/** Installs what the benchmarks measure us beside, from its own lockfile, where it is not there yet. */
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../setup/packages.mjs';
import { SetupError } from '../setup/progress.mjs';

try {
  await ensureInstalled(fileURLToPath(new URL('peers', import.meta.url)));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
