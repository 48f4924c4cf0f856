import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from './log.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore([
    { name: 'people', indexes: [], schema: { properties: { phone: { bsonType: 'long' } } } },
  ]);
});
afterAll(() => store.drop());

const lines: string[] = [];
const log = createLog({ name: 'test', level: 'info' }, (line) => lines.push(line));

test('a document that the store refuses is not told in the line about it', async () => {
  const people = store.connection.collection('people');
  const wrong = () => ({ phone: '19900001234' });
  for (const write of [() => people.insertOne(wrong()), () => people.insertMany([wrong(), wrong()])]) {
    const error = await write().then(
      () => null,
      (reason: unknown) => reason,
    );
    // Each of them quotes it somewhere.
    expect(JSON.stringify(error)).toContain('19900001234');
    log.error({ err: error }, 'a write failed');
  }
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toContain('Document failed validation');
  expect(lines.join('')).not.toContain('19900001234');
});

test('secrets and telephone numbers of known names are hidden', () => {
  lines.length = 0;
  log.info({ authorization: 'Bearer abc', headers: { authorization: 'Bearer abc' }, person: { phone: '19900001234' } });
  log.info({ access_token: 'abc', client_secret: 'abc', BigInt: 12n });
  expect(lines.join('')).not.toMatch(/abc|1990000/);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ BigInt: 12 });
});
