/** Files that are generated and kept in git say what the sources say, and break no caller of the graph that landed. */
import { existsSync, readFileSync } from 'node:fs';
import { breakingChanges, composeSupergraph, describedTwice } from '@hh/gateway/compose.ts';
import { rightsTable } from '@hh/gateway/rights.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import { withoutSecurity } from '@hh/gateway/testing/without-security.ts';
import { expect, test } from '@jest/globals';
import { Kind, parse, print } from 'graphql';
import {
  composeFromSources,
  landedFile,
  queryPlans,
  rightsFile,
  subgraphSources,
  supergraphFile,
} from '../infra/compose.ts';

const composed = composeFromSources();

test('the supergraph in git is what the SDL files compose to (npm run compose)', () => {
  expect(readFileSync(supergraphFile, 'utf8')).toBe(composed);
});

test('nothing in it is described in two ways', () => {
  expect(describedTwice(subgraphSources())).toEqual([]);
});

test('what the gateway executes is, byte for byte, what composes without security', () => {
  const open = subgraphSources().map((source) => ({ ...source, sdl: withoutSecurity(source.sdl) }));
  expect(composed).toMatch(/@authenticated|@requiresScopes|@policy/);
  expect(stripSecurity(composed)).toBe(print(parse(composeSupergraph(open))));
});

test('nothing that callers of the landed graph use is gone or has changed its type', () => {
  expect(existsSync(landedFile)).toBe(true);
  expect(breakingChanges(readFileSync(landedFile, 'utf8'), composed)).toEqual([]);
});

test('who may ask what is as the table in git says (npm run compose): look at each line of its diff', () => {
  expect(readFileSync(rightsFile, 'utf8')).toBe(rightsTable(composed));
});

test('the operations that front ends rely on are fetched as the plans in git say (npm run compose)', () => {
  const plans = queryPlans(composed);
  expect(plans.length).toBeGreaterThan(0);
  for (const { file, plan } of plans)
    expect({ file: file.pathname, plan: readFileSync(file, 'utf8') }).toEqual({ file: file.pathname, plan });
});

test('whoever writes a reason is told how long it may be', () => {
  const inputs = parse(composed).definitions.filter((each) => each.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION);
  const reasons = inputs.flatMap(({ name: { value: input }, fields = [] }) =>
    fields.flatMap(({ name, description }) => (name.value === 'reason' ? [[input, description?.value ?? '']] : [])),
  );
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.filter(([, words = '']) => !/at most 500 characters/i.test(words))).toEqual([]);
});
