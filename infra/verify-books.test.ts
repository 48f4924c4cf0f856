import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { createLedger, type Ledger, ledgerCollections } from '@hh/ledger/ledger.ts';
import { applyCollection, type Connection, connectMongo } from '@hh/service/mongo.ts';
import { testMongoUri } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyBooks } from './verify-books.ts';

const prefix = `books_${newId().replaceAll('-', '').slice(20)}`;
const config = { DATA_DIR: '.data', MONGODB_URI: testMongoUri(), REDIS_URL: undefined, DATABASE_PREFIX: prefix };
const clock = manualClock('2026-01-05T09:00:00+08:00');
const connections: Connection[] = [];
let owners: Ledger;

async function aBook(service: string, book: 'economy' | 'owners'): Promise<Ledger> {
  const connection = await connectMongo(testMongoUri(), `${prefix}_${service}`);
  connections.push(connection);
  for (const spec of ledgerCollections) await applyCollection(connection, spec);
  const ledger = createLedger({ connection, county: '371322', book, clock });
  const owner = { kind: 'COMPOUND', code: 'B01' } as const;
  const codes = ['1002.B01', '1221.B01'];
  await ledger.openAccounts(codes.map((code) => ({ code, name: { zh: code, en: code }, owner })));
  const lines = [
    { account: '1002.B01', debit: 5n },
    { account: '1221.B01', credit: 5n },
  ];
  for (const key of ['a', 'b'])
    must(await ledger.post({ source: { kind: 'test', key }, date: '2025-11-30' as LocalDate, memo: key, lines }));
  return ledger;
}

beforeAll(async () => {
  await aBook('economy', 'economy');
  owners = await aBook('property', 'owners');
});
afterAll(async () => {
  for (const connection of connections) {
    await connection.dropDatabase();
    await connection.close();
  }
});

async function verify(): Promise<{ isRight: boolean; lines: string[] }> {
  const lines: string[] = [];
  const isRight = await verifyBooks(config, (line) => lines.push(line));
  return { isRight, lines };
}

describe('npm run verify-books', () => {
  test('has a line for each book, and finds the journal that was changed behind its back', async () => {
    expect(await verify()).toEqual({
      isRight: true,
      lines: [
        '371322 economy: 2 journals, 2 accounts, 0 sealed months: ok',
        '371322 owners: 2 journals, 2 accounts, 0 sealed months: ok',
      ],
    });
    const [, property] = connections as [Connection, Connection];
    await property.collection('ledger_journals').updateOne({ seq: 2 }, { $set: { memo: 'another' } });
    const { isRight, lines } = await verify();
    expect(isRight).toBe(false);
    expect(lines[1]).toMatch(/^371322 owners: .* WRONG at journal 2: HASH/);
    expect(await owners.headSeq()).toBe(2);
  });

  test('asks for data where there are none', async () => {
    const elsewhere = { ...config, MONGODB_URI: undefined, DATA_DIR: '/nowhere' };
    await expect(verifyBooks(elsewhere, () => undefined)).rejects.toThrow('There are no data in /nowhere');
  });
});
