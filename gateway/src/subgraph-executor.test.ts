import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { LeastRecent } from '@hh/service/least-recent.ts';
import { compileOperation, createSubgraphExecutor, operationKey } from '@hh/service/subgraph-executor.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { type Federation, machine, personWith, quietLog, startFederation, system } from './testing/federation.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await startFederation();
});
afterAll(() => federation.stop());

const auditor = personWith('AUDITOR');
const entities = (selection: string) =>
  `query E__accounts__0($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;

interface Operation {
  readonly name: string;
  readonly subgraph: string;
  readonly as: Actor | null;
  readonly text: string;
  readonly variables?: Record<string, unknown>;
}

const operations: readonly Operation[] = [
  { name: 'a field', subgraph: 'organization', as: null, text: '{ spoken }' },
  {
    name: 'aliases and nesting',
    subgraph: 'organization',
    as: auditor,
    text: '{ a: person(id: "p1") { id name friends { n: name } } b: person(id: "p9") { id } }',
  },
  {
    name: 'refused fields',
    subgraph: 'organization',
    as: null,
    text: '{ person(id: "p1") { id name phone diary { text } friends { id phone } } }',
  },
  { name: 'a defect', subgraph: 'organization', as: null, text: '{ spoken broken }' },
  {
    name: 'an interface',
    subgraph: 'organization',
    as: auditor,
    text: '{ named { __typename name ... on Person { id } } }',
  },
  {
    name: 'a union with fragments',
    subgraph: 'organization',
    as: auditor,
    text: '{ search { __typename ...P ... on Team { name } } } fragment P on Person { id name }',
  },
  {
    name: 'what is skipped',
    subgraph: 'organization',
    as: null,
    text: 'query ($y: Boolean!) { spoken @skip(if: $y) named @include(if: $y) { __typename } }',
    variables: { y: true },
  },
  {
    name: 'what is included',
    subgraph: 'organization',
    as: null,
    text: 'query ($y: Boolean!) { spoken @skip(if: $y) named @include(if: $y) { __typename } }',
    variables: { y: false },
  },
  {
    name: 'a fragment under a condition that is not met, and without one',
    subgraph: 'organization',
    as: null,
    text: 'query ($y: Boolean!) { ...F @include(if: $y) ... @include(if: $y) { ...F } ...F } fragment F on Query { spoken named { ...N @skip(if: true) ...N } } fragment N on Named { __typename }',
    variables: { y: false },
  },
  {
    name: 'an answer of a mutation',
    subgraph: 'organization',
    as: machine,
    text: 'mutation ($input: PostInput!) { post(input: $input) { __typename ... on Posted { total } ... on Refused { code message field } } }',
    variables: { input: { entries: [{ amount: '90071992547409.93', kind: 'COST' }] } },
  },
  {
    name: 'a refusal of a mutation',
    subgraph: 'organization',
    as: machine,
    text: 'mutation ($input: PostInput!) { post(input: $input) { ... on Posted { total } ... on Refused { code message(language: EN) field } } }',
    variables: { input: { entries: [{ amount: '-1', kind: 'COST' }] } },
  },
  {
    name: 'two mutations in their order',
    subgraph: 'organization',
    as: system,
    text: 'mutation { one: step(key: "1") two: step(key: "2") }',
  },
  {
    name: 'a default of an argument',
    subgraph: 'economy',
    as: auditor,
    text: '{ accountsSince(day: "2025-01-31") { code balance openedOn } }',
  },
  {
    name: 'an argument instead of its default',
    subgraph: 'economy',
    as: auditor,
    text: 'query ($n: Int) { accountsSince(day: "2025-01-31", first: $n) { code } }',
    variables: { n: 1 },
  },
  {
    name: 'a list whose type is refused',
    subgraph: 'economy',
    as: null,
    text: '{ accountsSince(day: "2025-01-31") { code } }',
  },
  {
    name: 'entities',
    subgraph: 'economy',
    as: auditor,
    text: entities('__typename ... on Account { code balance openedOn }'),
    variables: {
      representations: [
        { __typename: 'Account', code: 'A1' },
        { __typename: 'Account', code: 'A2' },
      ],
    },
  },
  {
    name: 'entities of which one type is refused',
    subgraph: 'economy',
    as: null,
    text: entities('... on Account { code } ... on Person { id account { code } }'),
    variables: {
      representations: [
        { __typename: 'Person', id: 'p1' },
        { __typename: 'Account', code: 'A1' },
      ],
    },
  },
  {
    name: 'entities that are not there',
    subgraph: 'organization',
    as: auditor,
    text: entities('... on Person { id name }'),
    variables: {
      representations: [
        { __typename: 'Person', id: 'p9' },
        { __typename: 'Person', id: 'p2' },
      ],
    },
  },
  {
    name: 'what is required from elsewhere',
    subgraph: 'economy',
    as: personWith('GRID_WORKER'),
    text: entities('... on Person { contact }'),
    variables: {
      representations: [
        { __typename: 'Person', id: 'p1', phone: '138' },
        { __typename: 'Person', id: 'p2', phone: null },
      ],
    },
  },
];

const contextOf = (actor: Actor | null) => createContext({ actor, language: 'zh', requestId: 'request-1' });

/** Errors in the order of their places: the engines may find them in different ones. */
function plain({ data, errors }: ExecutionResult): object {
  const found = errors?.map(({ message, path, extensions }) => ({ message, path, code: extensions?.code }));
  found?.sort((one, other) => String(one.path).localeCompare(String(other.path)));
  return JSON.parse(JSON.stringify({ data, errors: found }));
}

describe('an operation answers the same by both engines', () => {
  test.each(operations)('$name', async ({ subgraph, as, text, variables = {} }) => {
    const schema = federation.subgraphs.get(subgraph) as GraphQLSchema;
    const compiled = await compileOperation(schema, text)(contextOf(as), variables);
    const document = parse(text);
    const interpreted = await execute({ schema, document, contextValue: contextOf(as), variableValues: variables });
    expect(plain(compiled)).toEqual(plain(interpreted));
    expect(plain(compiled)).not.toEqual({});
  });

  test('again and again, with other values, by what was compiled once', async () => {
    const schema = federation.subgraphs.get('organization') as GraphQLSchema;
    const run = compileOperation(schema, 'query ($id: ID!) { person(id: $id) { id name } }');
    expect(plain(await run(contextOf(auditor), { id: 'p1' }))).toEqual({
      data: { person: { id: 'p1', name: 'Zhang San' } },
    });
    expect(plain(await run(contextOf(null), { id: 'p2' }))).toMatchObject({
      data: { person: { id: 'p2', name: null } },
    });
    expect(plain(await run(contextOf(auditor), { id: 'p2' }))).toEqual({
      data: { person: { id: 'p2', name: 'Li Si' } },
    });
  });
});

describe('what was compiled', () => {
  test('serves every client, whatever name it gives the operation', () => {
    const keyOf = (name: string, field = 'spoken') => operationKey(`query ${name}{${field}}`, name);
    expect(keyOf('Home__economy__0')).toBe(keyOf('Start__economy__2'));
    expect(keyOf('Home__economy__0')).not.toBe(keyOf('Home__economy__0', 'headcount'));
    expect(operationKey('{spoken}', undefined)).toBe('{spoken}');
  });

  test('is forgotten when it was used least recently', () => {
    const kept = new LeastRecent<string, number>(2);
    kept.set('a', 1);
    kept.set('b', 2);
    kept.get('a');
    kept.set('c', 3);
    expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.size]).toEqual([1, undefined, 3, 2]);
  });

  test('makes room by its weight, however often one entry is set anew', () => {
    const kept = new LeastRecent<string, string>(10, (key) => key.length);
    kept.set('abc', 'first');
    for (const value of ['second', 'third', 'fourth']) kept.set('abcd', value);
    kept.set('abcdef', 'last');
    expect([kept.get('abc'), kept.get('abcd'), kept.get('abcdef')]).toEqual([undefined, 'fourth', 'last']);
    kept.set('heavier than all', 'gone at once');
    expect(kept.size).toBe(0);
  });

  test('came for the second time: what comes once is interpreted, and answers the same', async () => {
    const telemetry = unwatched();
    const schema = federation.subgraphs.get('organization');
    if (!schema) throw new Error('there is no such subgraph');
    const ask = createSubgraphExecutor({ name: 'organization', schema, log: quietLog, telemetry });
    const caller = { actor: auditor, language: 'zh', requestId: 'r-1' } as const;
    const operation = { query: '{ spoken broken person(id: "p1") { id friends { name } } }' };
    const answers = [];
    for (let time = 1; time <= 3; time += 1) answers.push(JSON.stringify(await ask(operation, caller)));
    expect(new Set(answers).size).toBe(1);
    const { values } = await telemetry.metrics.operationLookups.get();
    expect(values.map(({ labels, value }) => [labels.result, value])).toEqual([
      ['miss', 2],
      ['hit', 1],
    ]);
  });
});
