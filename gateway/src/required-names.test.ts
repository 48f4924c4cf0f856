import { createLog } from '@hh/service/log.ts';
import { executable } from '@hh/service/subgraph.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { composeSupergraph } from './compose.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createLocalDataSource } from './local-data-source.ts';
import { requiredNames } from './required-names.ts';

const link = (...words: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ${JSON.stringify(words)})`;
const postsSdl = /* GraphQL */ `${link('@key')}
  type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] }
  type Comment { author: ID text: String }
  type Query { post: Post }
`;
const authorsSdl = /* GraphQL */ `${link('@key', '@external', '@requires')}
  type Post @key(fields: "id") {
    id: ID!
    comments(limit: Int!): [Comment] @external
    authors: [ID] @requires(fields: "comments(limit: 3) { author }")
  }
  type Comment { author: ID @external }
`;
const comments = ['a', 'b', 'c', 'd'].map((author) => ({
  author,
  text: () => {
    throw new Error(author);
  },
}));
const log = createLog({ name: 'test', level: 'silent' });
const schemas = {
  posts: executable('posts', postsSdl, {
    Query: { post: () => ({ id: '1' }) },
    Post: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      comments: (_: unknown, { limit }: { limit: number }) => comments.slice(0, limit),
    },
    Comment: { text: ({ text }: { text: () => string }) => text() },
  }),
  authors: executable('authors', authorsSdl, {
    Post: {
      __resolveReference: (reference: object) => ({ ...reference }),
      authors: (post: { comments: { author: string }[] }) => post.comments.map(({ author }) => author),
    },
  }),
};
const supergraphSdl = composeSupergraph([
  { name: 'posts', url: 'http://posts', sdl: postsSdl },
  { name: 'authors', url: 'http://authors', sdl: authorsSdl },
]);

let gateway: Gateway;
beforeAll(async () => {
  gateway = createGateway({
    supergraphSdl,
    dataSourceFor: (name) => {
      const schema = schemas[name as keyof typeof schemas];
      return createLocalDataSource(createSubgraphExecutor({ name, schema, log }));
    },
    log,
    isOurs: false,
  });
  await gateway.load();
});
afterAll(() => gateway.stop());

async function ask(query: string) {
  const context = { actor: null, language: 'en' as const, requestId: 'request-1' };
  return JSON.parse(JSON.stringify(await gateway.execute({ query, context })));
}

describe('a field that another subgraph requires with an argument', () => {
  const authors = ['a', 'b', 'c'];

  test('is answered to a caller as it was asked, and to that subgraph as it is required', async () => {
    const { data } = await ask(
      '{ post { authors comments(limit: 1) { author } comments: comments(limit: 1) { author } } }',
    );
    expect(data).toEqual({ post: { authors, comments: [{ author: 'a' }] } });
    expect(Object.keys(data.post)).toEqual(['authors', 'comments']);
  });

  test('keeps the names that callers give it and others', async () => {
    expect(await ask('{ mine: post { comments: authors two: comments(limit: 2) { comments: author } } }')).toEqual({
      data: { mine: { comments: authors, two: [{ comments: 'a' }, { comments: 'b' }] } },
    });
  });

  test('fails where the caller asked for it', async () => {
    const { data, errors } = await ask('{ post { authors comments(limit: 1) { text } } }');
    expect(data).toEqual({ post: { authors, comments: [{ text: null }] } });
    expect(errors.map(({ path }: { path: unknown }) => path)).toEqual([['post', 'comments', 0, 'text']]);
  });
});

test('what is required without arguments keeps its name', () => {
  expect(requiredNames(supergraphSdl)).toEqual(new Set(['comments']));
  expect(requiredNames(supergraphSdl.replace('(limit: 3)', ''))).toEqual(new Set());
});
