import { must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COUNTY, checker, compounds, createTestCounty, maker, type TestCounty } from '../testing/county.ts';
import { createBankAccountStore } from './bank-account.store.ts';
import { type AccountDraft, openBankAccount } from './open-account.commands.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
});
afterAll(() => county.stop());

const name = { zh: '结算中心', en: 'Settlement office' };
const draft: AccountDraft = { code: 'BA-0001', name, bank: '农商行', number: '6217 0001 2345 6789' };
const open = (change: Partial<AccountDraft>, actor = checker) =>
  openBankAccount({ ...county, accounts: createBankAccountStore(county.connection) }, actor, { ...draft, ...change });
const [compound] = compounds;

test('the office has one in the economy’s book, with its whole number for those who pay to it', async () => {
  const account = must(await open({}));
  expect(account).toMatchObject({ county: COUNTY, book: 'economy', ledgerAccount: '1002.BA-0001', numberEnd: '6789' });
  expect(account.number).toBe('6217000123456789');
  expect(await open({ number: '6217 0001 2345 0000 6789' })).toMatchObject({ code: 'ALREADY_EXISTS', field: 'code' });
  expect(must(await open({ number: '**** 6789' })).number).toBe('6217000123456789');
  expect(JSON.stringify(await county.auditOf('openBankAccount'))).not.toContain('2345');
  expect(must(await open({}))).toMatchObject({ id: account.id });
  expect(await open({ bank: '建设银行' })).toMatchObject({ code: 'ALREADY_EXISTS', field: 'code' });
});

test('an account whose number was not given whole is completed by the same account again', async () => {
  const first = must(await open({ code: 'BA-0009', number: '6217 **** 6789' }));
  expect(first.number).toBeUndefined();
  expect(must(await open({ code: 'BA-0009' }))).toMatchObject({ id: first.id, number: '6217000123456789' });
  const kept = await createBankAccountStore(county.connection).byCode(COUNTY, 'BA-0009');
  expect(kept).toEqual({ ...first, number: '6217000123456789' });
});

test('the owners of a compound have one in their own book, under the account that is theirs', async () => {
  const account = must(await open({ code: `BA-${compound}`, compound }));
  expect(account).toMatchObject({ book: 'owners', compound, ledgerAccount: `1002.${compound}`, numberEnd: '6789' });
  expect(account).not.toHaveProperty('number');
});

test.each<[string, Partial<AccountDraft>, string, string]>([
  ['with a code of another shape', { code: 'X-1' }, 'TEXT_MALFORMED', 'code'],
  ['of a compound under another code', { code: 'BA-0002', compound }, 'TEXT_MALFORMED', 'code'],
  ['of a compound elsewhere', { code: 'BA-37132300100101', compound: '37132300100101' }, 'TEXT_MALFORMED', 'code'],
  [
    'of a compound that is not there',
    { code: 'BA-37132200199999', compound: '37132200199999' },
    'NOT_FOUND',
    'compound',
  ],
  ['without a name', { code: 'BA-0003', name: { zh: ' ', en: 'x' } }, 'VALUE_MISSING', 'nameZh'],
  ['with a long bank', { code: 'BA-0003', bank: 'x'.repeat(61) }, 'VALUE_TOO_LONG', 'bank'],
  ['with a number that is none', { code: 'BA-0003', number: '账号' }, 'TEXT_MALFORMED', 'number'],
])('none %s', async (_, change, code, field) => {
  expect(await open(change)).toMatchObject({ code, field });
});

test('a maker opens none', async () => {
  expect(await open({ code: 'BA-0004' }, maker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
});
