import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  type FieldDefinitionNode,
  type FragmentDefinitionNode,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  type TypeNode,
} from 'graphql';
import { apiSchemaSdl } from './compose.ts';
import { createCostOf } from './cost.ts';
import { defaultSettings } from './settings.ts';

const sdl = `
  directive @cost(weight: Int!) on OBJECT | FIELD_DEFINITION | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  type Query {
    county: County
    found: [Found!]! @listSize(assumedSize: 5)
    unknown: [Town!]!
  }
  type Mutation { post(amount: Int): Town  rename: Town @cost(weight: 7) }
  type County {
    name: String
    towns: [Town!]! @listSize(assumedSize: 40)
    people(first: Int, last: Int = 3): People @listSize(slicingArguments: ["first", "last"], assumedSize: 20, sizedFields: ["edges"], requireOneSlicingArgument: false)
  }
  type Town { name: String  county: County  audited: String @cost(weight: 50)  photo: Photo }
  type Photo @cost(weight: 20) { url: String }
  type People { edges: [Edge!]!  total: Int }
  type Edge { node: Person }
  type Person implements Named { name: String  phone: String }
  interface Named { name: String }
  union Found = Person | Town
`;
const small = buildSchema(sdl);

function estimate(text: string, variables: Record<string, unknown> = {}, schema = small, from = sdl): number {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return createCostOf(from)({
    schema,
    operation: operation as OperationDefinitionNode,
    fragments: fragmentsOf(document),
    variables,
  });
}

function fragmentsOf({ definitions }: DocumentNode) {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map<string, FragmentDefinitionNode>(fragments.map((fragment) => [fragment.name.value, fragment]));
}

describe('an operation costs', () => {
  const page = (length: number) => 1 + 10 + 1 + length * (1 + 1);

  test.each<[string, string, number, Record<string, unknown>?]>([
    ['one for each object', '{ county { towns { county { __typename } } } }', 1 + 40 * 2],
    ['a tenth for each leaf, rounded up in the end', '{ county { towns { name } } }', 1 + 40 + 4],
    ['nothing for the names of types', '{ county { __typename } }', 1],
    [
      'the length that a page asks for',
      '{ county { people(first: 200) { edges { node { __typename } } } } }',
      page(200),
    ],
    ['the default of an argument', '{ county { people { edges { node { __typename } } } } }', page(3)],
    [
      'what is assumed where an argument is null',
      '{ county { people(last: null) { edges { node { __typename } } } } }',
      page(20),
    ],
    ['the longer of two', '{ county { people(first: 4, last: 9) { edges { node { __typename } } } } }', page(9)],
    [
      'what a variable says',
      'query ($n: Int) { county { people(first: $n) { edges { node { __typename } } } } }',
      page(70),
      { n: 70 },
    ],
    [
      'what a variable says by itself',
      'query ($n: Int = 8) { county { people(first: $n) { edges { node { __typename } } } } }',
      page(8),
    ],
    ['ten for a list that nobody knows', '{ unknown { __typename } }', 10],
    ['the weight of a field once', '{ county { towns { audited } } }', 1 + 40 + 40 * 50 + 4],
    ['the weight of a type each time', '{ county { towns { photo { __typename } } } }', 1 + 40 + 40 * 20],
    ['much for a command', 'mutation { post { __typename } rename { __typename } }', 1_000 + 1 + 7 + 1],
    ['each alias by itself', '{ a: county { __typename } b: county { __typename } }', 2],
    ['a field once that several ask for', '{ county { towns { name } } county { name towns { name } } }', 45.1],
    [
      'a fragment once, also where it is spread on what the fields around it are',
      '{ county { towns { name } ...C ...C } } fragment C on County { ... on County { towns { name } } }',
      1 + 40 + 4,
    ],
    [
      'the sum of what different objects may answer',
      '{ found { ... on Person { name } ... on Town { name } } }',
      5 + 1,
    ],
    [
      'nothing for what is left out',
      '{ county { towns @skip(if: true) { name } people @include(if: false) { total } } }',
      1,
    ],
    [
      'what a condition lets in',
      'query ($a: Boolean!, $b: Boolean!) { county { towns @include(if: $a) { __typename } ...F @skip(if: $b) } } fragment F on County { name }',
      400 + 1 + 40,
      { a: true, b: true },
    ],
    ['the same for the schema, whoever asks', '{ __schema { types { name fields { name } } } }', 1_000],
  ])('%s', (_, text, expected, variables = {}) => {
    expect(estimate(text, variables)).toBe(Math.ceil(expected));
  });
});

describe('the graph', () => {
  const supergraph = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  const schema = buildSchema(apiSchemaSdl(supergraph));
  const { MAX_COST } = defaultSettings;

  test('says of every list of objects how long it is, or how long the page is that holds it', () => {
    const lists = parse(supergraph).definitions.flatMap((type) =>
      type.kind !== Kind.OBJECT_TYPE_DEFINITION
        ? []
        : (type.fields ?? []).filter(({ type: of }) => /^\[/.test(print(of)) && isCompositeType(namedType(of))),
    );
    expect(lists.length).toBeGreaterThan(30);
    const isSized = (field: FieldDefinitionNode) => field.directives?.some(({ name }) => name.value === 'listSize');
    const silent = lists.filter((field) => !isSized(field) && field.name.value !== 'edges');
    expect(silent.map(({ name }) => name.value)).toEqual([]);
  });

  test('says of every page how long it is', () => {
    const pages = [...supergraph.matchAll(/\): \w+Connection\b.*/g)].map(([line]) => line);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((line) => !line.includes('slicingArguments: ["first", "last"]'))).toEqual([]);
  });

  test.each(operations())('%s costs a fourth of the limit at most', (_, text) => {
    const cost = estimate(text, { first: 50 }, schema, supergraph);
    expect(cost).toBeGreaterThan(1);
    expect(cost).toBeLessThan(MAX_COST / 4);
  });

  test('is not asked sixty times for all the buildings of a county', () => {
    const county = (at: number) =>
      `a${at}: county(code: "371322") { communities { compounds { buildings(first: 200) { edges { node { id } } } } } }`;
    const text = `{ ${Array.from({ length: 60 }, (_, at) => county(at)).join(' ')} }`;
    expect(estimate(text, {}, schema, supergraph)).toBeGreaterThan(MAX_COST * 100);
  });

  function namedType(of: TypeNode) {
    return schema.getType(print(of).replace(/[[\]!]/g, ''));
  }

  function operations(): [string, string][] {
    const folder = new URL('../query-plans/', import.meta.url);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .flatMap((name) => Object.entries(separateOperations(parse(readFileSync(new URL(name, folder), 'utf8')))))
      .map(([operation, document]) => [operation, print(document)]);
  }
});
