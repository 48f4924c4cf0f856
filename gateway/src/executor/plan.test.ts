import type { PlanNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createExecutable } from './executable.ts';
import type { Source } from './fetch.ts';
import { createSteps, Unknown } from './plan.ts';
import { createTypesOf } from './types.ts';
import { interpretedWork } from './work.ts';

const schema = buildSchema('type Query { a: Int b: Int }');
const typesOf = createTypesOf(schema);
const fetchOf = (field: string, more: object = {}): PlanNode =>
  ({ kind: 'Fetch', serviceName: field, operation: `{ ${field} }`, operationKind: 'query', ...more }) as PlanNode;
const twoFetches = { kind: 'Sequence', nodes: [fetchOf('a'), fetchOf('b')] } as PlanNode;

function execute(node: PlanNode, source: Source, query = '{ a b }', variables = {}) {
  const document = parse(query);
  const executable = createExecutable({
    schema,
    document,
    operationName: null,
    plan: { kind: 'QueryPlan', node },
    typesOf,
  });
  return executable({ request: { context: {} } as never, variables, sourceOf: () => source });
}

describe('a plan', () => {
  test('whose subgraphs answer at once is executed at once', () => {
    const order: unknown[] = [];
    const atOnce: Source = {
      process: ({ request: { query } }) => {
        order.push(query);
        return { data: { a: 1, b: 2 } };
      },
    };
    expect(execute(twoFetches, atOnce)).toEqual({ data: { a: 1, b: 2 } });
    expect(order).toEqual(['{ a }', '{ b }']);
  });

  test('is executed in its order where they take their time', async () => {
    const order: string[] = [];
    const later: Source = {
      process: async ({ request: { query = '' } }) => {
        order.push(`asked ${query}`);
        await Promise.resolve();
        order.push(`answered ${query}`);
        return { data: { a: 1, b: 2 } };
      },
    };
    expect(await execute(twoFetches, later)).toEqual({ data: { a: 1, b: 2 } });
    expect(order).toEqual(['asked { a }', 'answered { a }', 'asked { b }', 'answered { b }']);
    order.length = 0;
    await execute({ ...twoFetches, kind: 'Parallel' } as PlanNode, later);
    expect(order.slice(0, 2)).toEqual(['asked { a }', 'asked { b }']);
  });

  test.each<[string, string, object]>([
    ['what is not known of a plan', 'Defer', { kind: 'Defer' }],
    ['a subscription', 'Subscription', { kind: 'Subscription' }],
    ['what is taken from around', 'contextRewrites', fetchOf('a', { contextRewrites: [{}] })],
    ['a place that only some types have', 'path', { kind: 'Flatten', path: ['a', '|[T]'], node: fetchOf('a') }],
  ])('with %s is left to somebody else', (_, what, node) => {
    const create = () => createSteps({ kind: 'QueryPlan', node: node as PlanNode }, typesOf, interpretedWork);
    expect(create).toThrow(Unknown);
    expect(create).toThrow(what);
  });

  test.each<[string, readonly string[]]>([
    ['the object above', ['one']],
    ['the root', []],
  ])('finds again what stands at a place where %s was given another', (_, path) => {
    const nested = buildSchema('type Query { one: P } type P { x: Int y: Int next: P }');
    const answers: readonly object[] = [
      { one: { x: 0, next: null } },
      path.length > 0 ? { next: { x: 1 } } : { one: { next: { x: 1 } } },
      { y: 2 },
    ];
    const at = (place: readonly string[], node: PlanNode): PlanNode =>
      place.length > 0 ? ({ kind: 'Flatten', path: place, node } as PlanNode) : node;
    const beneath = at(['one', 'next'], fetchOf('y'));
    const nodes = [fetchOf('one'), beneath, at(path, fetchOf('next')), beneath];
    const query = '{ one { x next { x y } } }';
    let asked = 0;
    const executable = createExecutable({
      schema: nested,
      document: parse(query),
      operationName: null,
      plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } as PlanNode },
      typesOf: createTypesOf(nested),
    });
    const source: Source = { process: () => ({ data: answers[asked++] as Record<string, unknown> }) };
    const answer = executable({ request: { context: {} } as never, variables: {}, sourceOf: () => source });
    expect(answer).toEqual({ data: { one: { x: 0, next: { x: 1, y: 2 } } } });
  });

  test.each([true, false])(
    'tells again what an object is once that was brought anew (compiled: %s)',
    (isAskedOften) => {
      const objects = buildSchema('type Query { one: P } type P { k: Int x: Int y: Int z: Int }');
      const requires = [
        {
          kind: 'InlineFragment',
          typeCondition: 'P',
          selections: ['__typename', 'k'].map((name) => ({ kind: 'Field', name })),
        },
      ];
      const bringing = (fields: string): PlanNode => {
        const operation = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on P { ${fields} } } }`;
        return { kind: 'Flatten', path: ['one'], node: fetchOf(fields, { requires, operation }) } as PlanNode;
      };
      const nodes = [fetchOf('one'), bringing('x'), bringing('y k'), bringing('z')];
      const executable = createExecutable({
        schema: objects,
        document: parse('{ one { k x y z } }'),
        operationName: null,
        plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } as PlanNode },
        typesOf: createTypesOf(objects),
        isAskedOften,
      });
      const answers = [{ x: 1 }, { y: 2, k: 2 }, { z: 3 }];
      const told: unknown[] = [];
      const source: Source = {
        process: ({ request: { variables } }) => {
          if (!variables?.representations) return { data: { one: { __typename: 'P', k: 1 } } };
          told.push(variables.representations);
          return { data: { _entities: [answers[told.length - 1]] } };
        },
      };
      const answer = executable({ request: { context: {} } as never, variables: {}, sourceOf: () => source });
      expect(answer).toEqual({ data: { one: { k: 2, x: 1, y: 2, z: 3 } } });
      expect(told).toEqual([[{ __typename: 'P', k: 1 }], [{ __typename: 'P', k: 1 }], [{ __typename: 'P', k: 2 }]]);
      // What only brings other fields leaves it as it was told; of what is interpreted that is not known.
      expect(told[1] === told[0]).toBe(isAskedOften);
    },
  );

  test('follows its conditions', () => {
    const node = { kind: 'Condition', condition: 'v', ifClause: fetchOf('a'), elseClause: fetchOf('b') } as PlanNode;
    const echo: Source = { process: ({ request: { query } }) => ({ data: query === '{ a }' ? { a: 1 } : { b: 2 } }) };
    const query = 'query ($v: Boolean!) { a b }';
    expect(execute(node, echo, query, { v: true })).toEqual({ data: { a: 1, b: null } });
    expect(execute(node, echo, query, { v: false })).toEqual({ data: { a: null, b: 2 } });
  });
});
