import { expect, test } from '@jest/globals';
import { grouped } from './grouped.ts';

test('what is asked for meanwhile is done together, in its order, at most so many at once', async () => {
  const groups: (readonly number[])[] = [];
  const ask = grouped<number>(3, async (items) => {
    groups.push(items);
    await null;
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map(ask));
  await ask(7);
  expect(groups).toEqual([[1], [2, 3, 4], [5, 6], [7]]);
});

test('a group that fails fails for each in it, and for nobody else', async () => {
  const ask = grouped<number>(2, async (items) => {
    await null;
    if (items.includes(3)) throw new Error('not three');
  });
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(ask));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled', 'fulfilled']);
});
