/**
 * A graph as large as the one that gateways are compared on in public (users, products, their stock, their reviews): as
 * four subgraphs and as one schema, on the same few rows in memory. Its query makes sixteen fetches.
 */
import type { RequestContext } from '@hh/service/context.ts';
import { executable } from '@hh/service/subgraph.ts';
import { compileOperation, type Run } from '@hh/service/subgraph-executor.ts';
import { buildSchema, type DocumentNode, type GraphQLSchema, isObjectType, print } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@provides", "@shareable"])';

export const reviewsQuery = /* GraphQL */ `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Reviews($first: Int) {
    users {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
        }
      }
    }
    topProducts(first: $first) {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }
`;

export type Variables = Readonly<Record<string, unknown>>;

/** What is asked in turn. */
export const questions: Readonly<Record<string, readonly Variables[]>> = {
  reviews: [{}],
  'reviews, 1,000 variables': Array.from({ length: 1_000 }, (_, at) => ({ first: at + 1 })),
};

const users = Array.from({ length: 6 }, (_, at) => ({
  id: `${at + 1}`,
  name: `User number ${at + 1}`,
  username: `user${at + 1}`,
}));
const products = Array.from({ length: 9 }, (_, at) => ({
  upc: `${at + 1}`,
  name: `Product ${at + 1}`,
  price: 100 + at * 199,
  weight: 50 + at * 75,
  inStock: at % 3 !== 0,
}));
const reviews = Array.from({ length: 11 }, (_, at) => ({
  id: `${at + 1}`,
  body: `What reviewer ${at % 6} has to say of it.`,
  author: `${(at % 2) + 1}`,
  product: `${(at % 4) + 1}`,
}));

type Row = Readonly<Record<string, unknown>>;
const userBy = new Map(users.map((user) => [user.id, user]));
const productBy = new Map(products.map((product) => [product.upc, product]));
const estimateOf = ({ price, weight }: Row) => ((price as number) > 1_000 ? 0 : Math.round((weight as number) * 0.5));
const reviewsBy = (key: 'author' | 'product', value: unknown) => reviews.filter((review) => review[key] === value);

const subgraphs = [
  {
    name: 'accounts',
    sdl: `${LINK}
      type Query { users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
    resolvers: {
      Query: { users: () => users },
      User: { __resolveReference: ({ id }: Row) => userBy.get(id as string) },
    },
  },
  {
    name: 'products',
    sdl: `${LINK}
      type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: Row) => products.slice(0, first as number) },
      Product: { __resolveReference: ({ upc }: Row) => productBy.get(upc as string) },
    },
  },
  {
    name: 'inventory',
    sdl: `${LINK}
      type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: Row) => ({
          ...reference,
          inStock: productBy.get(reference.upc as string)?.inStock,
        }),
        shippingEstimate: estimateOf,
      },
    },
  },
  {
    name: 'reviews',
    sdl: `${LINK}
      type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: {
        __resolveReference: ({ id }: Row) => reviews.find((review) => review.id === id),
        author: ({ author }: Row) => ({ id: author, username: userBy.get(author as string)?.username }),
        product: ({ product }: Row) => ({ upc: product }),
      },
      User: { reviews: ({ id }: Row) => reviewsBy('author', id) },
      Product: { reviews: ({ upc }: Row) => reviewsBy('product', upc) },
    },
  },
];

export const reviewsSourcesAt = (address: string) =>
  subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `${address}/${name}` }));

/** What an operation of a subgraph answers: from rows in memory, at once. */
export type Answering = (text: string, variables: Variables) => ReturnType<Run>;

/** By the name of the subgraph. */
export function reviewsSchemas(): ReadonlyMap<string, GraphQLSchema> {
  return new Map(
    subgraphs.map(({ name, sdl, resolvers }) => [name, executable(name, sdl, resolvers as object as never)]),
  );
}

/** By the name of the subgraph; each operation is compiled once. */
export function reviewsAnswers(): ReadonlyMap<string, Answering> {
  return new Map([...reviewsSchemas()].map(([name, schema]) => [name, compiledRun(schema)]));
}

export function compiledRun(schema: GraphQLSchema): Answering {
  const known = new Map<string, Run>();
  return (text, variables) => {
    const run = known.get(text) ?? compileOperation(schema, text);
    known.set(text, run);
    return run({} as RequestContext, variables);
  };
}

interface DocumentRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** For who asks with a document: one that is asked again is not printed again. */
export function reviewsByDocument(answers: ReadonlyMap<string, Answering>) {
  const texts = new WeakMap<DocumentNode, string>();
  return (subgraph: string, { document, variables = {} }: DocumentRequest) => {
    const text = texts.get(document) ?? print(document);
    texts.set(document, text);
    return answeringOf(answers, subgraph)(text, variables);
  };
}

/** Some say its name in capitals. */
export function answeringOf(answers: ReadonlyMap<string, Answering>, subgraph: string): Answering {
  const answer = answers.get(subgraph.toLowerCase());
  if (!answer) throw new Error(`there is no subgraph ${subgraph}`);
  return answer;
}

/** The same without federation. */
export function reviewsSchema(): GraphQLSchema {
  const schema = buildSchema(/* GraphQL */ `
    type Query { users: [User] topProducts(first: Int = 5): [Product] }
    type User { id: ID! name: String username: String reviews: [Review] }
    type Product { upc: String! name: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews: [Review] }
    type Review { id: ID! body: String author: User product: Product }
  `);
  const resolvers: Readonly<Record<string, Readonly<Record<string, (from: Row, args: Row) => unknown>>>> = {
    Query: { users: () => users, topProducts: (_, { first }) => products.slice(0, first as number) },
    User: { reviews: ({ id }) => reviewsBy('author', id) },
    Product: { shippingEstimate: estimateOf, reviews: ({ upc }) => reviewsBy('product', upc) },
    Review: {
      author: ({ author }) => userBy.get(author as string),
      product: ({ product }) => productBy.get(product as string),
    },
  };
  for (const [name, fields] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    for (const [field, resolve] of Object.entries(fields))
      if (isObjectType(type)) Object.assign(type.getFields()[field] ?? {}, { resolve });
  }
  return schema;
}
