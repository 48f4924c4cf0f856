import type { FetchNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { compiledWork } from './compiled-work.ts';
import type { Entity } from './objects.ts';
import { interpretedWork } from './work.ts';

const fetch = (...fields: string[]): FetchNode => ({
  kind: 'Fetch',
  serviceName: 'store',
  operation:
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Item { stock } } }',
  operationName: undefined,
  operationKind: 'query' as FetchNode['operationKind'],
  requires: [
    {
      kind: 'InlineFragment',
      typeCondition: 'Item',
      selections: ['__typename', ...fields].map((name) => ({ kind: 'Field', name })),
    },
  ],
});
const typesOf = (type: string) => new Set([type]);
const item = (...[a, b]: unknown[]): Entity => ({ __typename: 'Item', a, ...(b === undefined ? {} : { b }) });

/** What both ask for these. */
function asked(node: FetchNode, entities: Entity[]) {
  const [made, interpreted] = [compiledWork, interpretedWork].map(
    (workOf) => workOf(node, [], typesOf).ask?.(entities, () => {}) ?? null,
  );
  expect(made).toEqual(interpreted);
  return made;
}

describe('entities are told apart by all that is asked of them', () => {
  test('whatever a value is and wherever one ends', () => {
    const values = ['1', 1, true, 'true', null, 'null', { x: 1 }, '{"x":1}', [1], '[1]', '"[1]"', '', 'a'];
    const pairs = values.flatMap((a) => values.map((b) => item(a, b)));
    expect(asked(fetch('a', 'b'), [...pairs, ...pairs.map((pair) => structuredClone(pair))])).toMatchObject({
      numbers: [...pairs.keys(), ...pairs.keys()],
    });
    expect(
      asked(
        fetch('a'),
        values.map((value) => item(value)),
      ),
    ).toMatchObject({ numbers: [...values.keys()] });
  });

  test('who lacks one, or is of another type, is not asked about', () => {
    const entities = [item('1', 2), item('1'), { ...item('1', 2), __typename: 'Other' }, item('1', 2), item('2', 2)];
    expect(asked(fetch('a', 'b'), entities)).toMatchObject({ numbers: [0, -1, -1, 0, 1] });
  });
});
