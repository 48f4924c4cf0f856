import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedDocuments } from './documents.ts';

test('what was written of the .graphql files is what they say now: npm run documents', async () => {
  const stale = [...(await generatedDocuments())].filter(([path, text]) => textAt(path) !== text).map(([path]) => path);
  expect(stale).toEqual([]);
});

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // not written yet
  }
}
