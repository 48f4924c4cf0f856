import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, print } from 'graphql';
import { withConnections } from './connection-sdl.ts';

const DIRECTIVES = `
  directive @listSize(slicingArguments: [String!], assumedSize: Int, sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  directive @shareable on OBJECT
  directive @authenticated on OBJECT
  type PageInfo { hasNextPage: Boolean! }
`;
const expanded = (sdl: string) => withConnections(`${DIRECTIVES} ${sdl}`);

describe('a field that answers a page', () => {
  const schema = buildSchema(
    expanded(
      '"A visit 走访 to a home." type Visit { id: ID! } type Query { "Visits 走访." visits(year: Int): VisitConnection! }',
    ),
  );
  const field = schema.getQueryType()?.getFields().visits;

  test('takes the arguments of a page after its own', () => {
    expect(field?.args.map(({ name }) => name)).toEqual(['year', 'first', 'after', 'last', 'before']);
    expect(field?.args.slice(1).every(({ description }) => description)).toBe(true);
  });

  test('says how long a page is, for the estimate of its cost', () => {
    expect(print(field?.astNode?.directives?.[0] as never)).toContain('slicingArguments: ["first", "last"]');
  });

  test('brings the types of the page, described by the word of the node', () => {
    const page = schema.getType('VisitConnection');
    expect(page?.description).toContain('走访');
    expect(
      String(schema.getType('VisitEdge')?.astNode && print(schema.getType('VisitEdge')?.astNode as never)),
    ).toContain('node: Visit!');
  });
});

test('an item that has a rule may be refused, so it is nullable', () => {
  const sdl = expanded('"A run 运行." type Run @authenticated { id: ID! } type Query { runs: RunConnection! }');
  expect(sdl).toContain('node: Run\n');
});

test('arguments and types that are written out stay as they are', () => {
  const written =
    'type Query { visits(first: Int): VisitConnection! } type VisitConnection { edges: [Int!]! } type Visit { id: ID! }';
  expect(expanded(written)).toBe(print(parse(`${DIRECTIVES} ${written}`)));
});

test('a node without a Chinese word in its description stops the composition', () => {
  expect(() => expanded('"A visit." type Visit { id: ID! } type Query { visits: VisitConnection! }')).toThrow('Visit');
});
