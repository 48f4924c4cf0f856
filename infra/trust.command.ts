/**
 * `npm run trust -- DIR [--out FILE]`: writes the manifest of trusted documents from the .graphql files below a folder,
 * each as it is: a client sends the text of a file, or its SHA-256. What does not fit the graph is named, and nothing
 * is written.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { manifestOf } from '@hh/gateway/trusted-documents.ts';
import { buildSchema } from 'graphql';
import { z } from 'zod';
import { readCommand } from './command-line.ts';
import { supergraphFile } from './compose.ts';

const { options, words } = readCommand(
  'npm run trust -- DIR [--out FILE]',
  { out: z.string().default('trusted-documents.json') },
  1,
);
const [folder = ''] = words;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const { manifest, problems } = manifestOf(files, buildSchema(apiSchemaSdl(readFileSync(supergraphFile, 'utf8'))));
if (problems.length > 0 || files.length === 0) {
  console.error(problems.length > 0 ? problems.join('\n') : `There is no .graphql file in ${folder}.`);
  process.exit(1);
}
writeFileSync(options.out, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${manifest.operations.length} documents in ${options.out}`);
