/** Loaded before a program that a person starts: `node --import ./infra/dot-env.mjs …`. Tests don't see the `.env`. */
import { fileURLToPath } from 'node:url';
import { readDotEnv } from './setup/dot-env.mjs';

readDotEnv(fileURLToPath(new URL('..', import.meta.url)));
