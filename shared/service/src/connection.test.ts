import { isRefusal } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Connection,
  connectionFrom,
  connectionOf,
  encodeCursor,
  type PageArguments,
  pageFrom,
  pageOf,
  pageQuery,
  parsePage,
} from './connection.ts';
import { createTestStore, type TestStore } from './testing/store.ts';

interface Row {
  readonly group: string;
  readonly number: number;
}

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore([{ name: 'rows', indexes: [{ name: 'order', key: { group: 1, number: 1 } }] }]);
});
afterAll(() => store.drop());

async function page(args: PageArguments): Promise<Connection<Row>> {
  const rows = store.connection.collection<Row>('rows');
  const asked = pageOf(args);
  const { filter, sort, limit } = pageQuery(asked, ['group', 'number']);
  const found = await rows
    .find(filter, { projection: { _id: 0 } })
    .sort(sort)
    .limit(limit)
    .toArray();
  return connectionOf(
    asked,
    found,
    ({ group, number }) => [group, number],
    () => rows.countDocuments(),
  );
}

async function fill(rows: readonly Row[]): Promise<void> {
  await store.connection.collection('rows').deleteMany({});
  if (rows.length > 0) await store.connection.collection('rows').insertMany(rows.map((row) => ({ ...row })));
}

const nodes = (connection: Connection<Row>) => connection.edges.map(({ node }) => `${node.group}${node.number}`);

describe('a list in pages', () => {
  test('is read whole, once and in order, from either end, whatever the size of a page', async () => {
    const rowsArbitrary = fc.uniqueArray(
      fc.record({ group: fc.constantFrom('a', 'b', 'c'), number: fc.integer({ min: 0, max: 20 }) }),
      {
        selector: ({ group, number }) => `${group}${number}`,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
        await fill(rows);
        const ordered = [...rows]
          .sort((a, b) => (a.group === b.group ? a.number - b.number : a.group < b.group ? -1 : 1))
          .map(({ group, number }) => `${group}${number}`);
        const forwards: string[] = [];
        for (let after: string | null = null; ; ) {
          const read: Connection<Row> = await page({ first: size, after });
          forwards.push(...nodes(read));
          if (!read.pageInfo.hasNextPage) break;
          after = read.pageInfo.endCursor;
        }
        const backwards: string[] = [];
        for (let before: string | null = null; ; ) {
          const read: Connection<Row> = await page({ last: size, before });
          backwards.unshift(...nodes(read));
          if (!read.pageInfo.hasPreviousPage) break;
          before = read.pageInfo.startCursor;
        }
        expect([forwards, backwards]).toEqual([ordered, ordered]);
      }),
      { numRuns: 25 },
    );
  });

  test('does not shift when a row is inserted before the page', async () => {
    await fill([
      { group: 'b', number: 1 },
      { group: 'b', number: 2 },
      { group: 'b', number: 3 },
    ]);
    const first = await page({ first: 2 });
    await store.connection.collection('rows').insertOne({ group: 'a', number: 9 });
    expect(nodes(await page({ first: 2, after: first.pageInfo.endCursor }))).toEqual(['b3']);
  });

  test('counts only when it is asked for', async () => {
    await fill([{ group: 'a', number: 1 }]);
    expect(await (await page({})).totalCount()).toBe(1);
  });
});

describe('what is asked wrongly', () => {
  test.each([
    [{ first: 0 }, 'PAGE_SIZE first'],
    [{ first: 201 }, 'PAGE_SIZE first'],
    [{ last: -1 }, 'PAGE_SIZE last'],
    [{ first: 2, last: 2 }, 'PAGE_TWO_ENDS last'],
    [{ first: 2, last: null }, 'accepted'],
    [{ after: 'nonsense' }, 'CURSOR_MALFORMED after'],
    [{ before: encodeCursor([{} as never]) }, 'CURSOR_MALFORMED before'],
    [{ first: 200 }, 'accepted'],
    [{}, 'accepted'],
  ])('%j: %s', (args, answer) => {
    const parsed = parsePage(args);
    expect(isRefusal(parsed) ? `${parsed.code} ${parsed.field}` : 'accepted').toBe(answer);
  });

  test.each([[[]], [['a']], [['a', 1, 2]]])('a cursor %j of another list is no page', async (parts) => {
    for (const direction of ['after', 'before'])
      await expect((async () => page({ [direction]: encodeCursor(parts) }))()).rejects.toMatchObject({
        message: expect.stringMatching(`^${direction}: `),
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });
});

describe('a page that begins at a place', () => {
  test('knows that others lie before it', () => {
    const at = pageFrom({ first: 1, offset: 2 });
    const rows = [{ group: 'a', number: 3 }];
    const { pageInfo } = connectionFrom(
      at,
      rows,
      ({ number }) => [number],
      () => 3,
    );
    expect([at.offset, pageInfo.hasPreviousPage, pageInfo.hasNextPage]).toEqual([2, true, false]);
  });

  test('has no cursor beside', () => {
    for (const args of [{ after: encodeCursor(['a', 1]) }, { before: encodeCursor(['a', 1]) }, { last: 1 }])
      expect(() => pageFrom({ ...args, offset: 1 })).toThrow('offset');
    expect(() => pageFrom({ offset: -1 })).toThrow('offset');
    expect(pageFrom({ last: 1 }).offset).toBe(0);
  });
});
