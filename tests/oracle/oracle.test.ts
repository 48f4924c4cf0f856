/** The federated graph answers what one plain schema with the same resolvers answers; `npm run oracle` asks more. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compare } from './compare.ts';
import { type Contestants, inOneProcess } from './contestants.ts';

const QUERIES = 200;

let contestants: Contestants;
beforeAll(async () => {
  contestants = await inOneProcess();
});
afterAll(() => contestants.stop());

test('generated operations get the same data, byte for byte, and the same errors at the same places', async () => {
  const { federated, plain } = contestants;
  const { differences, defects, refused, values, found } = await compare({
    federated,
    plain,
    queries: QUERIES,
    from: 1,
  });
  expect(differences).toEqual([]);
  expect(defects).toEqual([]);
  // They say something: some meet a right that is missing, and most find what they ask for.
  expect(refused).toBeGreaterThan(QUERIES / 10);
  expect(found).toBeGreaterThan(QUERIES * 0.6);
  expect(values).toBeGreaterThan(QUERIES * 8);
});

test('a difference is found', async () => {
  const { federated, plain } = contestants;
  const forgetful: typeof plain = async (persona, operation) => {
    const { data, errors } = await plain(persona, operation);
    return { data: JSON.parse(JSON.stringify(data ?? null).replaceAll('第一社区', '一社区')), errors: errors.slice(1) };
  };
  const { differences } = await compare({ federated, plain: forgetful, queries: 40, from: 1 });
  expect(differences.length).toBeGreaterThan(5);
});
