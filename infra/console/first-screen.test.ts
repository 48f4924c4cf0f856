/** What a browser loads before somebody can do anything: of what set-up has built, as it goes over the line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';

const dist = join(import.meta.dirname, '../../services/console/dist');
const LIMIT_BYTES = 350_000;
/** For a resident with a phone, and nothing but a phone. */
const PLAIN_LIMIT_BYTES = 200_000;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}
const chunks = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

test.each(['county', 'community', 'compound', 'sign-in', 'partner', 'finance', 'requests', 'operations'])(
  'of %s is within 350 kB',
  (page) => {
    expect(bytesOf(`src/pages/${page}/${page}.tsx`, 'src/shell/desk.tsx')).toBeLessThanOrEqual(LIMIT_BYTES);
  },
);

test('of the public page of a compound is within 200 kB', () => {
  expect(bytesOf('src/pages/public-revenue/public-revenue.tsx')).toBeLessThanOrEqual(PLAIN_LIMIT_BYTES);
});

test.each(['requests', 'votes', 'volunteering', 'wishes'])('of one’s own %s is within 200 kB', (view) => {
  expect(bytesOf('src/pages/mine/mine.tsx', `src/pages/mine/${view}.tsx`)).toBeLessThanOrEqual(PLAIN_LIMIT_BYTES);
});

test('every role begins on one of these', () => {
  const starts = [...readFileSync(join(dist, '../src/routes.tsx'), 'utf8').matchAll(/\['[A-Z_]+', '\/([a-z]+)'\]/g)];
  expect(new Set(starts.map(([, page]) => page))).toEqual(
    new Set(['finance', 'partner', 'requests', 'operations', 'mine']),
  );
});

function bytesOf(...names: readonly string[]): number {
  const needed = new Set<string>();
  for (const name of ['index.html', ...names]) need(name, needed);
  const files = new Set([...needed].map(chunkOf).flatMap(({ file, css = [] }) => [file, ...css]));
  const bytes = ['index.html', ...files].map((file) => gzipSync(readFileSync(join(dist, file))).length);
  return bytes.reduce((sum, size) => sum + size, 0);
}

/** A chunk and all that it imports before it runs. */
function need(name: string, needed: Set<string>): void {
  if (needed.has(name)) return;
  needed.add(name);
  for (const imported of chunkOf(name).imports ?? []) need(imported, needed);
}

function chunkOf(name: string): Chunk {
  const chunk = chunks[name];
  if (!chunk) throw new Error(`nothing was built of ${name}`);
  return chunk;
}
