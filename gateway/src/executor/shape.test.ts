import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, parse } from 'graphql';
import { complete } from './complete.ts';
import type { Entity } from './objects.ts';
import { partsOf } from './parts.ts';
import { createPlace } from './selection.ts';
import { createShape } from './shape.ts';
import { Told } from './told.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query { any: Any things: [Thing!] grid: [[Int!]] self: Query! kind: Kind id: ID! float: Float flag: Boolean words: Words text: String }
  union Any = A | B
  interface Thing { name: String! }
  type A implements Thing { name: String! a: Int }
  type B implements Thing { name: String! b: String }
  enum Kind { OLD NEW }
  scalar Words
`);

function shapes(query: string) {
  const { operation, fragments } = partsOf(schema, parse(query), null);
  const place = createPlace(operation.selectionSet, { schema, fragments, fromOf: (name) => name, isMet: () => true });
  const root = schema.getQueryType() as GraphQLObjectType;
  const completed = (data: Entity) => complete(place, root, data, { schema, told: new Told(), introspect: () => null });
  return { shape: createShape(schema, place, root), completed };
}

describe('a shape', () => {
  test.each<[string, string, Entity]>([
    [
      'each kind of leaf',
      '{ id kind float flag words text n: id }',
      { id: 'x', kind: 'OLD', float: 0.5, flag: false, words: [{}], text: 't', n: 7 },
    ],
    ['nothing', '{ any { ... on A { a } } things { name } text }', { any: null }],
    [
      'abstract types',
      '{ any { __typename ... on B { b } } things { t: __typename name ... on A { a } } }',
      {
        any: { __typename: 'B', b: 'b', more: 1 },
        things: [
          { __typename: 'A', name: 'n', a: 1 },
          { __typename: 'B', name: 'm' },
        ],
      },
    ],
    ['lists of lists', '{ grid }', { grid: [[1, 2], null, []] as unknown }],
    ['a type within itself', '{ self { self { id } id } }', { self: { id: '1', self: { id: '2' } } }],
    [
      'names that objects inherit',
      '{ __proto__: text constructor: text valueOf: id self { toString: text id } }',
      {
        ...JSON.parse('{"__proto__": "p"}'),
        constructor: 'c',
        valueOf: 'v',
        self: { id: '1' },
      },
    ],
  ])('of %s is what interpretation makes of it', (_, query, data) => {
    const { shape, completed } = shapes(query);
    const shaped = shape?.(data);
    expect(shaped).toBeDefined();
    expect(JSON.stringify(shaped)).toBe(JSON.stringify(completed(data)));
  });

  test.each<[string, string, Entity]>([
    ['nothing where something has to be', '{ id }', {}],
    ['nothing in a list that has none', '{ grid }', { grid: [[1, null]] }],
    ['no list', '{ things { name } }', { things: { name: 'n' } }],
    ['a list', '{ self { text } }', { self: [] }],
    ['a leaf for an object', '{ self { text } }', { self: 'text' }],
    ['a word the enum does not have', '{ kind }', { kind: 'NEITHER' }],
    ['a part for a whole', '{ any { ... on A { a } } }', { any: { __typename: 'A', a: 0.5 } }],
    ['an object that does not say its type', '{ things { name } }', { things: [{ name: 'n' }] }],
    ['a type that is not there', '{ any { __typename } }', { any: { __typename: 'C' } }],
  ])('ends at %s', (_, query, data) => {
    expect(shapes(query).shape?.(data)).toBeUndefined();
  });

  test('is not made of what the graph says of itself, nor of a thousand places', () => {
    expect(shapes('{ __schema { types { name } } }').shape).toBeNull();
    const wide = (count: number) => Array.from({ length: count }, (_, at) => `a${at}: self { text id }`).join(' ');
    expect(shapes(`{ ${wide(900)} }`).shape).not.toBeNull();
    expect(shapes(`{ ${wide(1_100)} }`).shape).toBeNull();
  });
});
