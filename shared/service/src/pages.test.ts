import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pageOf } from './connection.ts';
import { type Asked, childrenOf } from './pages.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

const rows = [
  { _id: 'a', place: '37132200100101', team: 'x', state: 'OPEN' },
  { _id: 'b', place: '37132200100102', team: 'x', state: 'OPEN' },
  { _id: 'c', place: '37132200100102', team: 'y', state: 'CLOSED' },
  { _id: 'd', place: '37132200200101', team: 'y', state: 'OPEN' },
  { _id: 'e', place: '', team: '', state: 'OPEN' },
];

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore([{ name: 'rows', indexes: [{ name: 'place', key: { place: 1, _id: 1 } }] }]);
  await store.connection.collection<{ _id: string }>('rows').insertMany(rows);
});
afterAll(() => store.drop());

test('questions about one collection are answered together, each of its own parents alone', async () => {
  const within = { parent: 'place', isWithin: true, fields: ['_id'] };
  const asked: readonly Asked[] = [
    { ...within, where: {}, parents: ['371322001001', '371322009'], page: pageOf({ first: 1 }) },
    { ...within, where: {}, parents: ['371322001001', '371322001'], page: null },
    { ...within, where: { state: 'OPEN' }, parents: ['371322001001'], page: pageOf({ last: 5 }) },
    { parent: 'team', where: {}, parents: ['y', 'z'], page: null, fields: ['_id'] },
    { parent: 'team', where: {}, parents: ['x'], page: pageOf({}), fields: ['_id'] },
  ];
  const found = await childrenOf<{ readonly _id: string }>(store.connection, 'rows', asked);
  const shown = found.map((each) =>
    [...each].map(([parent, of]) => [parent, typeof of === 'number' ? of : of.map(({ _id }) => _id).join('')]),
  );
  expect(shown.map((each) => Object.fromEntries(each))).toEqual([
    { '371322001001': 'ab', '371322009': '' },
    { '371322001001': 3, '371322001': 3 },
    { '371322001001': 'ba' },
    { y: 2, z: 0 },
    { x: 'ab' },
  ]);
});
