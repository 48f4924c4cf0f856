import { must } from '@hh/kernel/refusal.ts';
import { parsePage } from '@hh/service/connection.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { createTestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BankAccount, bankAccountsCollection, createBankAccountStore } from './bank-account.store.ts';
import { endOf } from './number-end.ts';

const office: BankAccount = {
  id: 'a-1',
  county: '371322',
  code: 'BA-0001',
  book: 'economy',
  compound: null,
  name: { zh: '结算中心专户', en: 'Settlement office' },
  bank: '沂河农商银行',
  numberEnd: endOf('9130 0123 4567 8901'),
  ledgerAccount: '1002.BA-0001',
};

let store: Awaited<ReturnType<typeof createTestStore>>;
let accounts: ReturnType<typeof createBankAccountStore>;
beforeAll(async () => {
  store = await createTestStore([bankAccountsCollection]);
  accounts = createBankAccountStore(store.connection);
  await inTransaction(store.connection, (session) => accounts.insert(office, session));
});
afterAll(() => store.drop());

const insert = (change: Partial<BankAccount>) =>
  inTransaction(store.connection, (session) => accounts.insert({ ...office, id: 'a-2', ...change }, session));

test('an account is found by its code in its county, and of its number only the end is kept', async () => {
  expect(await accounts.byCode('371322', 'BA-0001')).toEqual({ ...office, numberEnd: '8901' });
  expect(await accounts.byCode('371323', 'BA-0001')).toBeNull();
  await expect(insert({ code: 'BA-0002', ledgerAccount: '1002.BA-0002', numberEnd: '78901' })).rejects.toThrow();
});

test('a code stands for one account, and so does an account of the ledger', async () => {
  await expect(insert({ ledgerAccount: '1002.BA-0002' })).rejects.toThrow(/E11000.*code/);
  await expect(insert({ code: 'BA-0002' })).rejects.toThrow(/E11000.*ledger/);
  await insert({ code: 'BA-37132200100101', book: 'owners', compound: '37132200100101' });
  expect((await accounts.ofCounty('371322')).map(({ code }) => code)).toEqual(['BA-0001', 'BA-37132200100101']);
});

test('an account is found by what stands in its names, its code, its bank or the end of its number', async () => {
  const other = { id: 'a-3', code: 'BA-0003', ledgerAccount: '1002.BA-0003', bank: '沂蒙银行' };
  await insert({ ...other, name: { zh: '天和家园业主', en: 'Owners of Tianhe' }, numberEnd: '2222' });
  await insert({ ...other, id: 'a-4', county: '371323', numberEnd: '2222' });
  const found = async (text: string | null) => {
    const page = await accounts.page('371322', text, must(parsePage({})));
    expect(await accounts.count('371322', text)).toBe(page.length);
    return page.map(({ code }) => code);
  };
  for (const text of ['天和', 'tianhe', '0003', '沂蒙', '2222']) expect(await found(text)).toEqual(['BA-0003']);
  expect(await found('.*')).toEqual([]);
  expect(await found(' ')).toEqual(await found(null));
});

test('a file is of the accounts of its county whose number ends as it says, of each that does', async () => {
  const codes = async (...ends: string[]) => (await accounts.endingIn('371322', ends)).map(({ code }) => code);
  expect(await codes('2222')).toEqual(['BA-0003']);
  expect(await codes('8901')).toEqual(['BA-0001', 'BA-37132200100101']);
  expect(await codes('2222', '8901')).toHaveLength(3);
  expect(await codes()).toEqual([]);
});
