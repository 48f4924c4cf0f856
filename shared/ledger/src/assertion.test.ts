import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import { assertBalance, withdrawAssertion } from './assertion.commands.ts';
import type { BalanceAssertion } from './assertion.ts';
import { bookResolvers } from './book.resolvers.ts';
import { type Books, createBooks } from './books.ts';
import { type Ledger, ledgerCollections } from './ledger.ts';
import { accounts, day, transfer } from './testing/drafts.ts';
import { verifyStoredBook } from './verify.store.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
let store: TestStore;
let books: Books;
let ledger: Ledger;
let parts: Parameters<typeof assertBalance>[0];
let schema: GraphQLSchema;
let counties = 0;

const person = (id: string, ...roles: Role[]): Actor => ({
  kind: 'PERSON',
  id,
  grants: roles.map((role) => ({ role, scope: ledger.county })),
});

beforeAll(async () => {
  store = await createTestStore([...ledgerCollections, ...writerCollections]);
  const { connection } = store;
  books = createBooks({ connection, book: 'economy', clock });
  parts = { books, writer: createWriter({ connection, clock }), clock };
  const sdl = [new URL('./book.graphql', import.meta.url), new URL('./testing/books.graphql', import.meta.url)];
  schema = createSubgraph({
    definition: { name: 'economy', sdl },
    running: { resolvers: { ...bookResolvers, Query: { economyBook: () => ledger, ownersBook: () => null } } },
    rules: { of: () => [], ofType: () => [] },
  });
});
afterAll(() => store.drop());
beforeEach(async () => {
  counties += 1;
  ledger = books.of(`37${String(counties).padStart(4, '0')}`);
  await ledger.openAccounts(accounts);
  must(await ledger.post(transfer('a', '2025-11-10', '1002.BA-0001', '1221.OPERATOR', 100n)));
  must(await ledger.post(transfer('b', '2025-12-01', '1002.BA-0001', '1221.OPERATOR', 7n)));
});

const statement = {
  ...{ clientMutationId: 'm1', county: null, account: '1002.BA-0001', on: day('2025-11-30'), amount: 100n },
  ...{ basis: 'BANK_STATEMENT' as const, note: '工行 2025-11 对账单' },
};
const told = (answer: BalanceAssertion | Refusal) => (isRefusal(answer) ? [answer.code, answer.field] : answer.id);
const wrong = async () => (await verifyStoredBook(store.connection, ledger)).wrong;

async function shown(filter = ''): Promise<{ totalCount: number; edges: { node: object }[] }> {
  const source = `{ economyBook { assertions${filter} { totalCount edges { node {
    account { code } on amount basis note bookBalance difference isHeld recordedBy { id } withdrawnBy { id } withdrawnBecause
  } } } } }`;
  const contextValue = createContext({ actor: null, language: 'zh', requestId: 'test' });
  const { data, errors } = await graphql({ schema, source, contextValue });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)).economyBook.assertions;
}

describe('a balance asserted from outside', () => {
  test('is recorded once for each key, by finance staff and auditors, and leaves a trail', async () => {
    const auditor = person('auditor', 'AUDITOR');
    const first = await assertBalance(parts, auditor, statement);
    expect(await assertBalance(parts, auditor, statement)).toEqual(first);
    expect(told(await assertBalance(parts, auditor, { ...statement, amount: 1n }))).toEqual([
      'KEY_REUSED',
      'clientMutationId',
    ]);
    must(await assertBalance(parts, person('maker', 'FINANCE_MAKER'), { ...statement, amount: -3n, account: '2241' }));
    expect((await shown()).totalCount).toBe(2);
    expect(await shown('(account: "1002.BA-0001")')).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            ...{ account: { code: '1002.BA-0001' }, on: '2025-11-30', amount: '1.00', basis: 'BANK_STATEMENT' },
            ...{ note: '工行 2025-11 对账单', bookBalance: '1.00', difference: '0.00', isHeld: true },
            ...{ recordedBy: { id: 'auditor' }, withdrawnBy: null, withdrawnBecause: null },
          },
        },
      ],
    });
    const trail = store.connection.collection('audit').find({ county: ledger.county });
    expect((await trail.toArray()).map(({ action, actor }) => [action, actor.id])).toEqual([
      ['assertBalance', 'auditor'],
      ['assertBalance', 'maker'],
    ]);
  });

  test.each([
    ['an officer', {}, 'COUNTY_OFFICER', ['OUT_OF_SCOPE', 'county']],
    ['another county', { county: '999999' }, 'AUDITOR', ['OUT_OF_SCOPE', 'county']],
    ['a day to come', { on: day('2026-01-06') }, 'AUDITOR', ['DATE_IN_FUTURE', 'on']],
    ['an unknown account', { account: '1002.NONE' }, 'AUDITOR', ['ACCOUNT_UNKNOWN', 'account']],
    ['no note', { note: ' ' }, 'AUDITOR', ['VALUE_MISSING', 'note']],
  ] as const)('of %s is refused', async (_, change, role, refusal) => {
    expect(told(await assertBalance(parts, person('p', role), { ...statement, ...change }))).toEqual(refusal);
    expect(told(await assertBalance(parts, { ...person('p', 'AUDITOR'), kind: 'MACHINE' }, statement))).toEqual([
      'MACHINE_NOT_ALLOWED',
      null,
    ]);
  });

  test('is broken by a journal that comes in later, which is posted and shows; the check names the first', async () => {
    const auditor = person('auditor', 'AUDITOR');
    must(await assertBalance(parts, auditor, statement));
    const later = { ...statement, clientMutationId: 'm2', account: '1002', on: day('2025-12-31'), amount: 107n };
    must(await assertBalance(parts, auditor, later));
    expect(await wrong()).toBeNull();
    const late = must(await ledger.post(transfer('late', '2025-11-29', '5603', '1002.BA-0001', 30n)));
    expect((await shown()).edges).toMatchObject([
      { node: { amount: '1.00', bookBalance: '0.70', difference: '-0.30', isHeld: false } },
      { node: { amount: '1.07', bookBalance: '0.77', isHeld: false } },
    ]);
    expect(await wrong()).toMatchObject({ what: 'ASSERTION', seq: late.seq });
    expect((await wrong())?.detail).toMatch(/^1002.BA-0001 held 0.70 on 2025-11-30, and 1.00 by BANK_STATEMENT/);
  });

  test('of a sealed month can not be broken any more', async () => {
    must(await assertBalance(parts, person('auditor', 'AUDITOR'), statement));
    must(await ledger.seal('2025-11' as Period, { proposedBy: 'maker', sealedBy: 'checker' }));
    must(await ledger.post(transfer('late', '2025-11-29', '5603', '1002.BA-0001', 30n)));
    expect((await shown()).edges).toMatchObject([{ node: { isHeld: true } }]);
    expect(await wrong()).toBeNull();
  });

  test('is never edited: it is withdrawn with a reason, stays to be seen, and is checked no more', async () => {
    const auditor = person('auditor', 'AUDITOR');
    const { id } = must(await assertBalance(parts, auditor, { ...statement, amount: 101n }));
    expect((await wrong())?.what).toBe('ASSERTION');
    const withdraw = (by: Actor, reason: string, which = id) =>
      withdrawAssertion(parts, by, { id: which, reason, county: null });
    expect(told(await withdraw(auditor, ' '))).toEqual(['REASON_MISSING', 'reason']);
    expect(told(await withdraw(auditor, '看错', 'none'))).toEqual(['NOT_FOUND', 'id']);
    const first = await withdraw(auditor, '看错一行');
    expect(await withdraw(auditor, '看错一行')).toEqual(first);
    expect(told(await withdraw(person('other', 'FINANCE_MAKER'), '我也'))).toEqual(['STATE_NOT_ALLOWED', 'id']);
    expect((await shown('(isWithdrawn: true)')).edges).toMatchObject([
      { node: { amount: '1.01', withdrawnBy: { id: 'auditor' }, withdrawnBecause: '看错一行' } },
    ]);
    expect((await shown('(isWithdrawn: false)')).totalCount).toBe(0);
    expect(await wrong()).toBeNull();
  });
});
