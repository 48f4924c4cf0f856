import type { QueryPlan } from '@apollo/query-planner';
import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { explain } from './explain.ts';

const schema = buildSchema('type Query { items: [Item] } type Item { id: ID! stock: Int }');
const plan = {
  kind: 'QueryPlan',
  node: {
    kind: 'Sequence',
    nodes: [
      { kind: 'Fetch', serviceName: 'shop', operation: '{ items { __typename id } }' },
      {
        kind: 'Flatten',
        path: ['items', '@'],
        node: {
          kind: 'Fetch',
          serviceName: 'store',
          operation:
            'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Item { stock } } }',
          requires: [
            {
              kind: 'InlineFragment',
              typeCondition: 'Item',
              selections: [
                { kind: 'Field', name: '__typename' },
                { kind: 'Field', name: 'id' },
              ],
            },
          ],
        },
      },
    ],
  },
} as unknown as QueryPlan;

function explained(query: string): string {
  return explain({ schema, supergraphSchema: schema, document: parse(query), operationName: null, plan });
}

test('an operation is explained by its fetches in their order and the functions made for each', () => {
  const text = explained('{ items { stock } }');
  expect(text.match(/^## .*$/gm)).toEqual(['## shop, at the root', '## store, at items.@', '## The answer']);
  expect(text).toContain('const sent = { "__typename": a0, "id": a1 };');
  expect(text).toContain('into["stock"] = x;');
  expect(text).toContain('"stock": (a0 === null || a0 === undefined ? null : (Number.isInteger(a0) ? a0 : none()))');
});

test('what is interpreted says so', () => {
  expect(explained('{ items { stock } __schema { queryType { name } } }')).toMatch(/shape: interpreted$/);
  expect(explained('{ items { stock } }')).not.toContain('interpreted');
});
