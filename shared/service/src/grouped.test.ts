import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from '@jest/globals';
import { grouped } from './grouped.ts';

test('what is asked for meanwhile is done together, in its order, at most so many at once', async () => {
  const groups: (readonly number[])[] = [];
  const ask = grouped<number, string>(3, async (items) => {
    groups.push(items);
    await null;
    return items.map(String);
  });
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(ask))).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(await ask(7)).toBe('7');
  expect(groups).toEqual([[1], [2, 3, 4], [5, 6], [7]]);
});

test('a group that fails is done one by one: nobody fails for another', async () => {
  const ask = grouped<number, number>(3, async (items) => {
    await null;
    if (items.includes(3)) throw new Error('not three');
    return items;
  });
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(ask));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

test('a group runs in the context of its first, not of whoever asked before', async () => {
  const name = new AsyncLocalStorage<string>();
  const ask = grouped<string, string | undefined>(2, async (items) => {
    await null;
    return items.map(() => name.getStore());
  });
  const asked = ['a', 'b', 'c', 'd'].map((each) => name.run(each, () => ask(each)));
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'b', 'd']);
});
