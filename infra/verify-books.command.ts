/** Exit code 0: every book is right. 1: one is not, or there was none to look at. */
import { ConfigError } from '@hh/service/config.ts';
import { parseConfig } from './config.ts';
import { StartError } from './stores.ts';
import { verifyBooks } from './verify-books.ts';

try {
  process.exitCode = (await verifyBooks(parseConfig(process.env), console.log)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
