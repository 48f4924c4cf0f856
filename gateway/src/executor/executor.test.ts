/**
 * Operations on a graph made for it: what is answered stands here, and the executor of @apollo/gateway answers the same.
 * Where it does not, the paragraph of the GraphQL specification says who is right.
 */

import { executable } from '@hh/service/subgraph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { composeSupergraph } from '../compose.ts';
import { type Answer, sourceFrom, startTwoExecutors, type TwoExecutors } from '../testing/two-executors.ts';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@shareable", "@interfaceObject", "@inaccessible"])';

const shop = {
  name: 'shop',
  sdl: /* GraphQL */ `${FEDERATION}
    scalar Words
    type Query {
      item(id: ID!): Item  items: [Item]  must: Item!  things: [Thing]  named: [Named!]  shelves: [[Item]]
      media: [Medium]  kind: Kind  count: Int  words: Words  failing: Item  surely: Sure  echo(of: Int! = 7): Int
    }
    type Mutation { rename(id: ID!, name: String!): Item }
    interface Named { name: String }
    type Item implements Named @key(fields: "id") { id: ID! name: String price: Int parts: [Item!] box: Box @shareable twin: Item }
    type Box @shareable { rows: [[Cell]] size: Size }
    type Cell @shareable { left: Int }
    type Size @shareable { wide: Int }
    type Person implements Named @key(fields: "first last") { first: String! last: String! name: String }
    type Word { text: String! }
    type Sure { item: Item! }
    union Thing = Item | Person | Word
    enum Kind { OLD NEW @inaccessible }
    interface Medium @key(fields: "id") { id: ID! }
    type Book implements Medium @key(fields: "id") { id: ID! pages: Int }
    type Film implements Medium @key(fields: "id") { id: ID! minutes: Int }
  `,
};

const store = {
  name: 'store',
  sdl: /* GraphQL */ `${FEDERATION}
    type Query { stored: [Item] }
    type Item @key(fields: "id") {
      id: ID! price: Int @external stock: Int sure: Int! must: Int! worth: Int @requires(fields: "price")
      shelf: Shelf box: Box @shareable peers: [Item] failing: Int
    }
    type Box @shareable { rows: [[Cell]] size: Size }
    type Cell @shareable { right: Int }
    type Size @shareable { high: Int }
    type Shelf { code: ID items: [Item] }
    type Person @key(fields: "first last") { first: String! last: String! age: Int }
    type Medium @interfaceObject @key(fields: "id") { id: ID! rating: Int }
  `,
};

const item = (id: string, more: object = {}) => ({
  __typename: 'Item',
  id,
  name: `item ${id}`,
  price: Number(id) * 10,
  ...more,
});
const person = (first: string, last: string) => ({ __typename: 'Person', first, last, name: `${first} ${last}` });
const failing = () => {
  throw new GraphQLError('it fails', { extensions: { code: 'CONFLICT' } });
};

const shopResolvers = {
  Query: {
    item: (_: unknown, { id }: { id: string }) => (id === '0' ? null : item(id)),
    items: () => [item('1'), null, item('2'), item('1')],
    must: () => item('9'),
    things: () => [person('Li', 'Si'), item('1'), { __typename: 'Word', text: 'word' }, null, person('L', 'iSi')],
    named: () => [item('2'), person('Li', 'Si')],
    shelves: () => [[item('1'), null], null, [], [item('3')]],
    media: () => [
      { __typename: 'Book', id: 'b', pages: 3 },
      { __typename: 'Film', id: 'f', minutes: 90 },
    ],
    kind: () => 'NEW',
    count: () => 3,
    words: () => ({ any: ['thing'] }),
    failing,
    surely: () => ({ item: item('9') }),
    echo: (_: unknown, { of }: { of: number }) => of,
  },
  Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => item(id, { name }) },
  Item: {
    parts: ({ id }: { id: string }) => (id === '1' ? [item('2'), item('3')] : null),
    box: () => ({ rows: [[{ left: 1 }, null], [{ left: 2 }]], size: { wide: 5 } }),
    twin: ({ id }: { id: string }) => item(id),
    __resolveReference: ({ id }: { id: string }) => item(id),
  },
};

const storeResolvers = {
  Query: { stored: () => [{ id: '1' }, { id: '4' }] },
  Item: {
    __resolveReference: (reference: { id: string }) => (reference.id === '9' ? null : { ...reference }),
    stock: ({ id }: { id: string }) => Number(id) * 100,
    sure: () => 2,
    must: ({ id }: { id: string }) => (id === '3' ? null : 1),
    worth: ({ price }: { price: number | null }) => (price === null ? null : price + 1),
    shelf: ({ id }: { id: string }) => ({ code: `shelf ${id}`, items: [{ id }] }),
    box: () => ({ rows: [[{ right: 3 }, null], [{ right: 4 }]], size: { high: 6 } }),
    peers: ({ id }: { id: string }) => [{ id: '4' }, { id }],
    failing: ({ id }: { id: string }) => (id === '1' ? failing() : Number(id)),
  },
  Person: {
    __resolveReference: (reference: object) => ({ ...reference }),
    age: ({ first }: { first: string }) => first.length,
  },
  Medium: {
    __resolveReference: (reference: object) => ({ ...reference }),
    rating: ({ id }: { id: string }) => id.length,
  },
};

const asked: { subgraph: string; query: string; variables: { representations?: unknown[] } }[] = [];
const down = new Set<string>();
let executors: TwoExecutors;
beforeAll(async () => {
  const subgraphs = [shop, store].map(({ name, sdl }) => ({ name, sdl, url: `http://${name}` }));
  const resolvers = { shop: shopResolvers, store: storeResolvers } as Readonly<Record<string, object>>;
  const sources = subgraphs.map(({ name, sdl }) => {
    const source = sourceFrom(executable(name, sdl, { ...resolvers[name] }), (what) => {
      asked.push({ subgraph: name, ...what });
      if (down.has(name)) throw new Error(`${name} is down`);
    });
    return [name, source] as const;
  });
  executors = await startTwoExecutors(composeSupergraph(subgraphs), new Map(sources));
});
beforeEach(() => {
  asked.length = 0;
  down.clear();
});
afterAll(() => executors.stop());

function told({ data, errors }: Answer): { data: unknown; errors: string[] } {
  const errorsTold = errors.map(({ path, extensions }) => `${path ? path.join('.') : '-'} ${extensions?.code ?? '-'}`);
  return { data: JSON.parse(JSON.stringify(data)), errors: errorsTold };
}

/** What both answer, as it is written: three times by ours, since what comes again is compiled. */
async function both(query: string, variables?: object): Promise<{ data: unknown; errors: string[] }> {
  const own = await ours(query, variables);
  const apollo = told(await executors.apollo(query, { ...variables }));
  expect(JSON.stringify(own.data)).toBe(JSON.stringify(apollo.data));
  expect(own.errors.toSorted()).toEqual(apollo.errors.toSorted());
  return own;
}

async function ours(query: string, variables?: object): Promise<{ data: unknown; errors: string[] }> {
  const first = told(await executors.own(query, { ...variables }));
  for (let again = 0; again < 2; again += 1) {
    const next = told(await executors.own(query, { ...variables }));
    expect(JSON.stringify(next)).toBe(JSON.stringify(first));
  }
  return first;
}

describe('what is there', () => {
  test.each<[string, string, unknown]>([
    [
      'an alias',
      '{ a: item(id: 1) { b: name stock } b: item(id: 2) { c: stock } }',
      { a: { b: 'item 1', stock: 100 }, b: { c: 200 } },
    ],
    [
      'an alias that is the name of another field',
      '{ item(id: 1) { name: stock stock: name id } }',
      { item: { name: 100, stock: 'item 1', id: '1' } },
    ],
    [
      'a name that objects inherit',
      '{ item(id: 1) { constructor: name toString: stock hasOwnProperty: id } }',
      { item: { constructor: 'item 1', toString: 100, hasOwnProperty: '1' } },
    ],
    [
      'a list with nulls',
      '{ items { id stock } }',
      { items: [{ id: '1', stock: 100 }, null, { id: '2', stock: 200 }, { id: '1', stock: 100 }] },
    ],
    [
      'a list of lists',
      '{ shelves { id stock } }',
      { shelves: [[{ id: '1', stock: 100 }, null], null, [], [{ id: '3', stock: 300 }]] },
    ],
    [
      'a union',
      '{ things { __typename ... on Item { stock } ... on Person { age first } ... on Word { text } } }',
      {
        things: [
          { __typename: 'Person', age: 2, first: 'Li' },
          { __typename: 'Item', stock: 100 },
          { __typename: 'Word', text: 'word' },
          null,
          { __typename: 'Person', age: 1, first: 'L' },
        ],
      },
    ],
    [
      'an interface',
      '{ named { name t: __typename ... on Item { stock } } }',
      {
        named: [
          { name: 'item 2', t: 'Item', stock: 200 },
          { name: 'Li Si', t: 'Person' },
        ],
      },
    ],
    [
      'fragments on both',
      '{ things { ...T } named { ...N } } fragment T on Thing { ...N ... on Word { text } } fragment N on Named { name ... on Person { age } }',
      {
        things: [{ name: 'Li Si', age: 2 }, { name: 'item 1' }, { text: 'word' }, null, { name: 'L iSi', age: 1 }],
        named: [{ name: 'item 2' }, { name: 'Li Si', age: 2 }],
      },
    ],
    [
      'an interface that a subgraph takes for an object',
      '{ media { id rating ... on Book { pages } } }',
      {
        media: [
          { id: 'b', rating: 1, pages: 3 },
          { id: 'f', rating: 1 },
        ],
      },
    ],
    [
      'what another field requires',
      '{ items { worth } stored { worth name } }',
      {
        items: [{ worth: 11 }, null, { worth: 21 }, { worth: 11 }],
        stored: [
          { worth: 11, name: 'item 1' },
          { worth: 41, name: 'item 4' },
        ],
      },
    ],
    [
      'one object out of two subgraphs',
      '{ item(id: 1) { box { size { wide high } } } }',
      { item: { box: { size: { wide: 5, high: 6 } } } },
    ],
    [
      'one field by two paths',
      '{ item(id: 1) { twin { stock } again: twin { stock name } peers { stock peers { name } } } }',
      {
        item: {
          twin: { stock: 100 },
          again: { stock: 100, name: 'item 1' },
          peers: [
            { stock: 400, peers: [{ name: 'item 4' }, { name: 'item 4' }] },
            { stock: 100, peers: [{ name: 'item 4' }, { name: 'item 1' }] },
          ],
        },
      },
    ],
    [
      'the name of a type',
      '{ __typename item(id: 1) { __typename shelf { t: __typename } } }',
      { __typename: 'Query', item: { __typename: 'Item', shelf: { t: 'Shelf' } } },
    ],
    [
      'what the graph says of itself',
      '{ __type(name: "Sure") { name fields { name } } count }',
      { __type: { name: 'Sure', fields: [{ name: 'item' }] }, count: 3 },
    ],
    ['any value of a scalar of the schema', '{ words }', { words: { any: ['thing'] } }],
    [
      'a mutation and what follows',
      'mutation { a: rename(id: 1, name: "x") { name stock } b: rename(id: 2, name: "y") { name stock } }',
      { a: { name: 'x', stock: 100 }, b: { name: 'y', stock: 200 } },
    ],
  ])('%s', async (_, query, data) => {
    expect(await both(query)).toEqual({ data, errors: [] });
  });

  test('conditions, each way', async () => {
    const query =
      'query ($a: Boolean!, $b: Boolean! = true) { item(id: 1) { name @include(if: $a) stock @skip(if: $b) shelf @include(if: $b) { code @skip(if: $a) } ... @include(if: $a) { price } } }';
    const answers = await Promise.all([
      both(query, { a: true }),
      both(query, { a: false, b: false }),
      both(query, { a: true, b: false }),
    ]);
    expect(answers.map(({ data }) => (data as { item: unknown }).item)).toEqual([
      { name: 'item 1', shelf: {}, price: 10 },
      { stock: 100 },
      { name: 'item 1', stock: 100, price: 10 },
    ]);
  });

  test('variables go where they are used', async () => {
    const query = 'query ($id: ID!, $of: Int!) { item(id: $id) { stock } echo(of: $of) }';
    expect((await both(query, { id: '3', of: 8 })).data).toEqual({ item: { stock: 300 }, echo: 8 });
    expect(asked.find(({ subgraph }) => subgraph === 'store')?.variables).toEqual({
      representations: [{ __typename: 'Item', id: '3' }],
    });
  });

  test('one entity is asked for once, by all that is known of it', async () => {
    await ours('{ items { stock } things { ... on Person { age } } }');
    expect(
      asked
        .filter(({ subgraph }) => subgraph === 'store')
        .flatMap(({ variables }) => variables.representations)
        .slice(0, 4),
    ).toEqual([
      { __typename: 'Item', id: '1' },
      { __typename: 'Item', id: '2' },
      { __typename: 'Person', first: 'Li', last: 'Si' },
      { __typename: 'Person', first: 'L', last: 'iSi' },
    ]);
  });

  test('what stood in two places is not merged in both', async () => {
    const { data } = await both('{ items { shelf { code items { name } } peers { name } } }');
    const [first, , , again] = (data as { items: unknown[] }).items;
    expect(first).toEqual({
      shelf: { code: 'shelf 1', items: [{ name: 'item 1' }] },
      peers: [{ name: 'item 4' }, { name: 'item 1' }],
    });
    expect(again).toEqual(first);
  });
});

describe('what is not there', () => {
  test.each<[string, string, unknown, string[]]>([
    ['an entity that is null', '{ item(id: 0) { stock } }', { item: null }, []],
    [
      'an entity that the other subgraph does not know',
      '{ must { name stock } }',
      { must: { name: 'item 9', stock: null } },
      [],
    ],
    ['an error of a subgraph', '{ count failing { name } }', { count: 3, failing: null }, ['failing CONFLICT']],
    [
      'errors of entities, at every place where they stand',
      '{ items { failing } }',
      { items: [{ failing: null }, null, { failing: 2 }, { failing: null }] },
      ['items.0.failing CONFLICT', 'items.3.failing CONFLICT'],
    ],
    [
      'an error of an entity in a list of lists',
      '{ shelves { failing } }',
      { shelves: [[{ failing: null }, null], null, [], [{ failing: 3 }]] },
      ['shelves.0.0.failing CONFLICT'],
    ],
    [
      'nothing where there has to be something',
      '{ shelves { id must } }',
      { shelves: [[{ id: '1', must: 1 }, null], null, [], [null]] },
      ['shelves.3.0.must DOWNSTREAM_SERVICE_ERROR'],
    ],
    [
      'what was lost beside a field that failed, which is no failure of its own',
      '{ shelves { sure must box { size { high } } } count }',
      { shelves: [[{ sure: 2, must: 1, box: { size: { high: 6 } } }, null], null, [], [null]], count: 3 },
      ['shelves.3.0.must DOWNSTREAM_SERVICE_ERROR'],
    ],
  ])('%s', async (_, query, data, errors) => {
    expect(await both(query)).toEqual({ data, errors });
  });

  test('a subgraph that is down costs its fields', async () => {
    down.add('store');
    expect(await both('{ items { id stock } count }')).toEqual({
      data: { items: [{ id: '1', stock: null }, null, { id: '2', stock: null }, { id: '1', stock: null }], count: 3 },
      errors: ['- -'],
    });
  });
});

describe('where Apollo’s executor differs', () => {
  const differs = async (query: string) => {
    const [own, apollo] = [await ours(query), told(await executors.apollo(query))];
    expect(own).not.toEqual(apollo);
    return own;
  };

  test('6.4.4, 7.1.2: nothing where there has to be something is an error, also if no subgraph told one', async () => {
    expect(await differs('{ must { must } }')).toEqual({ data: null, errors: ['must.must -'] });
    expect(await differs('{ surely { item { must } } count }')).toEqual({
      data: { surely: null, count: 3 },
      errors: ['surely.item.must -'],
    });
  });

  test('6.4.3: a value that the type does not have is an error at its place', async () => {
    expect(await differs('{ count kind }')).toEqual({ data: { count: 3, kind: null }, errors: ['kind -'] });
  });

  test('7.1.2: an error of an entity has its place, also where other types stand between', async () => {
    const { errors } = await differs('{ things { ... on Item { failing } } }');
    expect(errors).toEqual(['things.1.failing CONFLICT']);
  });

  test('6.3.2: a list of lists out of two subgraphs has the fields of both', async () => {
    expect(await differs('{ item(id: 1) { box { rows { left right } } } }')).toEqual({
      data: { item: { box: { rows: [[{ left: 1, right: 3 }, null], [{ left: 2, right: 4 }]] } } },
      errors: [],
    });
  });

  test('6.3.2: what stands under a condition first and without one later keeps its first place', async () => {
    const query = 'query ($v: Boolean! = true) { item(id: 1) { name @include(if: $v) id name } }';
    expect(JSON.stringify((await ours(query)).data)).toBe('{"item":{"name":"item 1","id":"1"}}');
  });
});
