/**
 * What set-up found (`infra/setup.mjs` writes it): the programs of the stores, setpriv, which ends them with us, and the
 * browser that the tests drive.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StartError } from './start-error.ts';

const programSchema = z.object({ binary: z.string(), libraries: z.string().nullable(), version: z.string() });
const schema = z.object({
  mongod: programSchema.nullable(),
  redis: programSchema.nullable(),
  chromium: programSchema.nullable().default(null),
  setpriv: z.string().nullable(),
});

export type Program = z.infer<typeof programSchema>;
export type Found = z.infer<typeof schema>;

const foundPath = fileURLToPath(new URL('../../.tools/stores.json', import.meta.url));

export function readFound(): Found {
  if (!existsSync(foundPath)) return { mongod: null, redis: null, chromium: null, setpriv: null };
  return schema.parse(JSON.parse(readFileSync(foundPath, 'utf8')));
}

export function programOf(found: Found, store: 'mongod' | 'redis'): Program {
  const program = found[store];
  if (program) return program;
  throw new StartError(
    `Set-up has not found ${store} yet: run \`node infra/setup.mjs\`.`,
    `尚未找到 ${store}：请运行 node infra/setup.mjs。`,
  );
}
