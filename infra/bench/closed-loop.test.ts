/** A round of a benchmark has answers to speak of, however long each takes. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { closedLoop } from './closed-loop.ts';

const slowly = async () => await wait(20);

test('a round that is too short for one answer lasts until enough have come', async () => {
  const { answers, p95, perSecond } = await closedLoop(slowly, { connections: 4, seconds: 0.001, least: 10 });
  expect(answers).toBe(10);
  expect(p95).toBeGreaterThan(18);
  expect(perSecond).toBeLessThan(4 / 0.018);
});

test('a round lasts as long as it is told where that is enough', async () => {
  const since = performance.now();
  const { answers } = await closedLoop(slowly, { connections: 4, seconds: 0.1, least: 1 });
  expect(performance.now() - since).toBeGreaterThan(99);
  expect(answers).toBeGreaterThan(1);
});

test('what was begun is waited for', async () => {
  let underWay = 0;
  const counted = async () => {
    underWay += 1;
    await wait(20);
    underWay -= 1;
  };
  await closedLoop(counted, { connections: 8, seconds: 0.01, least: 1 });
  expect(underWay).toBe(0);
});

test('each has another number, for who asks different things in turn', async () => {
  const seen: number[] = [];
  await closedLoop(async (before) => void seen.push(before), { connections: 3, seconds: 0, least: 5 });
  expect(seen.sort()).toEqual([0, 1, 2, 3, 4]);
});

test('who is refused ends the round', async () => {
  const refused = closedLoop(() => Promise.reject(new Error('refused')), { connections: 2, seconds: 1, least: 1 });
  await expect(refused).rejects.toThrow('refused');
});
