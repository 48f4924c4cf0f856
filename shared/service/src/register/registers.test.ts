import { optional, place, text } from '@hh/kernel/shape.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestStore, type TestStore } from '../testing/store.ts';
import { collectionOf, defineRegister } from './register.ts';
import { registerMigrations } from './registers.ts';

const before = defineRegister({
  type: 'Visit',
  collection: 'visits',
  fields: { place: place('Compound'), host: text(20) },
  place: 'place',
  create: { mutation: 'recordVisit', may: 'system' },
});
const now = { ...before, extra: { reply: optional(text(20)), reason: optional(text(20)) } };

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore([collectionOf(before)]);
});
afterAll(() => store.drop());

test('rows of before get what a register may say now as null, so that they can be changed', async () => {
  const visits = store.connection.collection<{ _id: string }>('visits');
  const at = new Date();
  const row = { county: '371322', place: '37132200100101', host: 'somebody', state: 'IN_FORCE', version: 1 };
  await visits.insertOne({ _id: 'old', ...row, createdAt: at, createdBy: 'clerk', updatedAt: at } as never);
  for (const _ of [1, 2]) for (const { up } of registerMigrations([now])) await up(store.connection);
  expect(await visits.findOne({ _id: 'old' })).toMatchObject({ host: 'somebody', reply: null, reason: null });
  await visits.updateOne({ _id: 'old' }, { $set: { reply: '已办理' } });
  for (const { up } of registerMigrations([now])) await up(store.connection);
  expect(await visits.findOne({ _id: 'old' })).toMatchObject({ reply: '已办理', reason: null });
});
