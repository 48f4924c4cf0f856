/** Loaded before a program that a person starts: `node --import ./infra/dot-env.mjs …`. Tests don't see the `.env`. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readDotEnv } from './setup/dot-env.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
readDotEnv(root);
// What Node makes of our sources is kept for the next start. A folder that can't be written does no harm.
enableCompileCache(`${root}.tools/compiled`);
