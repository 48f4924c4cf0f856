/** Whatever stands in the audit trail as an action has words: those of its mutation, or those that are written for it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { actionInWords } from '@hh/service/audit-words.ts';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { supergraphFile } from '../infra/compose.ts';
import { definitions } from '../infra/services.ts';

const root = join(import.meta.dirname, '..');

test('every mutation, and every action that a source names, is told in words', () => {
  const schema = buildSchema(apiSchemaSdl(readFileSync(supergraphFile, 'utf8')));
  const sources = globSync('{services,shared}/*/src/**/*.ts', { cwd: root }).filter((path) => !path.includes('.test.'));
  const named = sources.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\baction: '(\w+)'/g)].map(([, action]) => String(action)),
  );
  const registers = definitions.flatMap(({ registers: all = [] }) =>
    all.flatMap(({ create, states = {} }) => [create.mutation, ...Object.keys(states)]),
  );
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const actions = [...new Set([...mutations, ...named, ...registers])];
  expect(actions.length).toBeGreaterThan(300);
  expect(actions.filter((action) => !/\p{Script=Han}/u.test(actionInWords(schema, action).zh))).toEqual([]);
});
