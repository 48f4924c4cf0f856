import { expect, test } from '@jest/globals';
import { createLocalDataSource } from './local-data-source.ts';

const caller = { actor: null, language: 'zh', requestId: 'r-1' } as const;

/** The loaders that each of these operations' fetches was given. */
async function loadersOf(...operations: readonly object[]): Promise<unknown[]> {
  const given: unknown[] = [];
  const source = createLocalDataSource(async (_, { loaders }) => {
    given.push(loaders);
    return { data: {} };
  });
  for (const incomingRequestContext of operations) {
    const asked = { kind: 'incoming operation', request: { query: '{ a }' }, context: caller, incomingRequestContext };
    await source.process(asked as never);
  }
  return given;
}

test('the fetches of one query share their loaders, those of another query have others', async () => {
  const query = { operation: { operation: 'query' } };
  const [first, second, other] = await loadersOf(query, query, { ...query });
  expect(first).toBeInstanceOf(Map);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('the fetches of a mutation share none: the later ones see what it wrote', async () => {
  const mutation = { operation: { operation: 'mutation' } };
  expect(await loadersOf(mutation, mutation)).toEqual([undefined, undefined]);
});
