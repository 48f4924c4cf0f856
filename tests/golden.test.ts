/** Files that are generated and kept in git say what the sources say, and break no caller of the graph that landed. */
import { existsSync, readFileSync } from 'node:fs';
import { breakingChanges } from '@hh/gateway/compose.ts';
import { expect, test } from '@jest/globals';
import { composeFromSources, landedFile, supergraphFile } from '../infra/compose.ts';

const composed = composeFromSources();

test('the supergraph in git is what the SDL files compose to (npm run compose)', () => {
  expect(readFileSync(supergraphFile, 'utf8')).toBe(composed);
});

test('nothing that callers of the landed graph use is gone or has changed its type', () => {
  expect(existsSync(landedFile)).toBe(true);
  expect(breakingChanges(readFileSync(landedFile, 'utf8'), composed)).toEqual([]);
});
