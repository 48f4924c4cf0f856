import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuse } from '@hh/kernel/refusal.ts';
import { refusals, retired } from '@hh/kernel/refusal-catalogue.ts';
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildSchema, execute, type GraphQLEnumType, graphql, parse } from 'graphql';
import { createContext } from './context.ts';
import { refusalCodeSdl, refused } from './refused.ts';
import type { Resolvers } from './service.ts';
import { createSubgraph, executable } from './subgraph.ts';

const folder = mkdtempSync(join(tmpdir(), 'slice-'));
afterAll(() => rmSync(folder, { recursive: true }));

const slice = join(folder, 'slice.graphql');
writeFileSync(
  slice,
  `extend type Query { pay(amount: Money!, on: Date): Paid }
   union Paid = Payment | Refused
   type Payment { amount: Money! shade: Shade }
   enum Shade { DARK LIGHT }`,
);

function subgraphWith(resolvers: Resolvers) {
  return createSubgraph({
    definition: { name: 'economy', sdl: [pathToFileURL(slice)] },
    running: { resolvers },
    rules: { of: () => [], ofType: () => [] },
  });
}

const pay = (_: unknown, { amount }: { amount: bigint }) =>
  amount > 100n
    ? refused(refuse('AMOUNT_TOO_LARGE', { field: 'amount' }))
    : { __typename: 'Payment', amount: amount * 2n, shade: 'DARK' };

async function ask(source: string, language: 'zh' | 'en' = 'zh') {
  const contextValue = createContext({ actor: null, language, requestId: 'r' });
  const { data, errors } = await graphql({ schema: subgraphWith({ Query: { pay } }), source, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)), codes: errors?.map(({ extensions }) => extensions.code) };
}

describe('a subgraph', () => {
  test('has the scalars and the refusals that all share', async () => {
    expect((await ask('{ pay(amount: "0.5") { ... on Payment { amount } } }')).data.pay).toEqual({ amount: '1.00' });
    const refusal = '{ pay(amount: "2") { ... on Refused { code field message en: message(language: EN) } } }';
    expect((await ask(refusal)).data.pay).toEqual({
      code: 'AMOUNT_TOO_LARGE',
      field: 'amount',
      message: '金额超出可记录的范围',
      en: 'The amount is beyond what can be recorded',
    });
    expect((await ask(refusal, 'en')).data.pay.message).toBe('The amount is beyond what can be recorded');
  });

  test('takes no malformed literal', async () => {
    expect((await ask('{ pay(amount: 0.5) { __typename } }')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await ask('{ pay(amount: "1", on: "2025-02-29") { __typename } }')).codes).toEqual(['BAD_USER_INPUT']);
  });

  test.each<[string, Resolvers]>([
    ['economy: resolvers without a place in the SDL: Payments', { Query: { pay }, Payments: {} }],
    ['economy: resolvers without a place in the SDL: Payment.amout', { Query: { pay }, Payment: { amout: () => 1n } }],
    ['economy: resolvers without a place in the SDL: Shade.GREY', { Query: { pay }, Shade: { DARK: 'd', GREY: 'g' } }],
    ['economy: resolvers without a place in the SDL: Mutation', { Query: { pay }, Mutation: {} }],
    ['economy: root fields without a resolver: Query.pay', { Payment: {} }],
  ])('does not start: %s', (problem, resolvers) => {
    expect(() => subgraphWith(resolvers)).toThrow(problem);
  });
});

describe('entities', () => {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
    type Query { any: Medium }
    interface Medium @key(fields: "id") { id: ID! }
    type Book implements Medium @key(fields: "id") { id: ID! pages: Int }
    type Shelf @key(fields: "code") { code: ID! }`;
  const row = { id: 'b', pages: 3 };
  const books: Readonly<Record<string, unknown>> = { b: row, named: { ...row, __typename: 'Books' }, gone: null };
  const schema = executable('library', sdl, {
    Query: { any: () => null },
    Medium: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Book', id }) },
    Book: { __resolveReference: ({ id }: { id: string }) => (id === 'late' ? Promise.resolve(row) : books[id]) },
  } as Resolvers);
  const document = parse(
    'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Book { pages } ... on Shelf { code } } }',
  );
  const find = (...of: object[]) => execute({ schema, document, variableValues: { of } });
  const book = (id: string) => ({ __typename: 'Book', id });

  test('that are there are answered at once, each by its type', () => {
    expect(find(book('b'), book('named'), book('gone'), { __typename: 'Shelf', code: 's' })).toEqual({
      data: {
        _entities: [
          { __typename: 'Book', pages: 3 },
          { __typename: 'Book', pages: 3 },
          null,
          { __typename: 'Shelf', code: 's' },
        ],
      },
    });
    expect(Object.keys(row)).toEqual(['id', 'pages']);
  });

  test('are waited for where they come late, and behind an interface', async () => {
    const late = find(book('late'), { __typename: 'Medium', id: 'b' });
    expect(late).toBeInstanceOf(Promise);
    expect((await late).data).toEqual({
      _entities: [
        { __typename: 'Book', pages: 3 },
        { __typename: 'Book', pages: null },
      ],
    });
    expect((await find(book('late'))).data).toEqual({ _entities: [{ __typename: 'Book', pages: 3 }] });
  });

  test('of a type that is not known are an error', async () => {
    expect((await find({ __typename: 'Cupboard', code: 's' })).errors).toHaveLength(1);
  });
});

test('the graph knows every code of the catalogue, each with its sentence in both languages', () => {
  const codes = buildSchema(`${refusalCodeSdl()} type Query { code: RefusalCode }`).getType(
    'RefusalCode',
  ) as GraphQLEnumType;
  const [answered, gone] = [false, true].map((isGone) =>
    codes.getValues().filter(({ deprecationReason }) => Boolean(deprecationReason) === isGone),
  );
  expect(gone?.map(({ name, deprecationReason }) => [name, deprecationReason])).toEqual(
    Object.entries(retired).map(([code, instead]) => [code, `Use ${instead}.`]),
  );
  const described = Object.fromEntries((answered ?? []).map(({ name, description }) => [name, description]));
  expect(described).toEqual(
    Object.fromEntries(Object.entries(refusals).map(([code, { zh, en }]) => [code, `${en} ${zh}`])),
  );
});
