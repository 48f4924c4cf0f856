import { must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { payable, receivable } from '../allocation/journal.ts';
import { clearingItemId } from '../book-item/book-item.ts';
import { createTestBank, OFFICE, ownersAccount, type TestBank } from '../testing/bank.ts';
import { COUNTY, checker, compounds, createTestCounty, maker, OPERATOR, type TestCounty } from '../testing/county.ts';
import { matchAccount } from './matching.commands.ts';

let county: TestCounty;
let bank: TestBank;
const [first] = compounds;
const item = (account: string, agreement: string, compound: string, book: 'economy' | 'owners' = 'economy') =>
  clearingItemId(COUNTY, book, account, { agreement, period: '2025-01', compound });

beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
  bank = await createTestBank(county);
});
afterAll(async () => {
  await bank.stop();
  await county.stop();
});

const lineOf = async (id: string | undefined) => (await bank.lines.byIds([id ?? ''])).get(id ?? '');

test('what a memo names is matched, also for several shares in one, and booked; the rest is suggested', async () => {
  await bank.credited('JV-6001', '2025-01', 12_345_67n);
  await bank.credited('JV-6002', '2025-01', 5_000_00n, [1]);
  const [whole, short, odd] = await bank.imported(OFFICE, '0.00', [
    { on: '2025-02-20', amount: '1234.57', memo: 'JV-6001 2025年1月分成' },
    { on: '2025-02-20', amount: '450.00', memo: 'JV6002 202501 部分' },
    { on: '2025-02-21', amount: '12.34', memo: '不明' },
  ]);
  expect(must(await matchAccount(bank, maker, OFFICE))).toEqual({ matched: 1, suggested: 1, left: 1 });
  await bank.settle();
  expect(await lineOf(whole)).toMatchObject({ open: 0n, recordedOn: '2025-02-20' });
  const [match] = (await bank.matches.ofLines([whole ?? ''])).get(whole ?? '') ?? [];
  expect(match).toMatchObject({ state: 'BOOKED', rule: 'SUM_BY_REFERENCE', madeBy: null });
  expect(match?.items).toHaveLength(2);
  expect((await lineOf(short))?.suggestions).toMatchObject([
    { rule: 'PART_PAYMENT', items: [{ item: item(receivable(OPERATOR), 'JV-6002', first), amount: 450_00n }] },
  ]);
  expect((await lineOf(odd))?.suggestions).toEqual([]);
  // Nothing is found twice.
  expect(must(await matchAccount(bank, maker, OFFICE))).toEqual({ matched: 0, suggested: 1, left: 1 });
});

test('a transfer that is named leaves the office, and arrives at the owners’ bank', async () => {
  await bank.credited('JV-6003', '2025-01', 1_000_00n, [1]);
  await bank.imported(OFFICE, '0.00', [{ on: '2025-02-22', amount: '-100.00', memo: '转付 JV-6003 2025-01' }]);
  await bank.imported(ownersAccount(first), '0.00', [{ on: '2025-02-23', amount: '100.00', memo: 'JV-6003 2025-01' }]);
  must(await matchAccount(bank, maker, OFFICE));
  must(await matchAccount(bank, maker, ownersAccount(first)));
  await bank.settle();
  const ids = [item(payable(first), 'JV-6003', first), item(`1221.${first}`, 'JV-6003', first, 'owners')];
  expect([...(await county.items.byIds(ids)).values()].map(({ open }) => open)).toEqual([0n, 0n]);
});

test('two runs at once match a line once', async () => {
  await bank.credited('JV-6004', '2025-01', 1_000_00n, [1]);
  const [line] = await bank.imported(OFFICE, '0.00', [{ on: '2025-02-24', amount: '100.00', memo: 'JV-6004 2025-01' }]);
  const runs = await Promise.all([1, 2, 3].map(() => matchAccount(bank, maker, OFFICE)));
  await bank.settle();
  expect(runs.map((run) => must(run).matched).reduce((sum, matched) => sum + matched, 0)).toBe(1);
  expect((await bank.matches.ofLines([line ?? ''])).get(line ?? '')).toHaveLength(1);
});

test('is for who makes matches, on accounts that are there', async () => {
  expect(await matchAccount(bank, checker, OFFICE)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  expect(await matchAccount(bank, maker, 'BA-0002')).toMatchObject({ code: 'NOT_FOUND' });
});
