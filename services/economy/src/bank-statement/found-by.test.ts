import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { parsePage } from '@hh/service/connection.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ItemFilter } from '../book-item/book-item.store.ts';
import { type BookItem, operatorOf } from '../book-item/book-item.ts';
import { createTestBank, OFFICE, type TestBank } from '../testing/bank.ts';
import { COUNTY, compounds, createTestCounty, OPERATOR, type TestCounty } from '../testing/county.ts';
import type { LineFilter } from './line-filter.ts';

let county: TestCounty;
let bank: TestBank;
beforeAll(async () => {
  county = await createTestCounty('2025-06-01T09:00:00+08:00');
  bank = await createTestBank(county);
  await bank.imported(OFFICE, '0.00', [
    { on: '2025-05-02', amount: '1234.50', counterparty: '鲁南商贸(有限)公司', memo: 'Invoice A-7' },
    { on: '2025-05-03', amount: '-1234.50', counterparty: '惠民家政', memo: '退款 a-7' },
    { on: '2025-05-04', amount: '99.00', counterparty: '', memo: '利息' },
  ]);
  await bank.credited('JV-5001', '2025-01', 12_345_67n);
  await bank.follow(COUNTY, 'economy');
});
afterAll(async () => {
  await bank.stop();
  await county.stop();
});

const ALL = must(parsePage({ first: 100 }));
const yuan = (text: string) => must(parseMoney(text));
const linesBy = async (filter: LineFilter, offset = 0) => {
  const found = await bank.lines.page(COUNTY, OFFICE, filter, ALL, offset);
  if (offset === 0) expect(await bank.lines.count(COUNTY, OFFICE, filter)).toBe(found.length);
  return found.map(({ bookedOn }) => bookedOn.slice(-2));
};
const itemsBy = async (filter: ItemFilter, offset = 0) => {
  const found = await bank.items.freePage(COUNTY, 'economy', ['1221', '2241'], filter, ALL, offset);
  if (offset === 0) expect(await bank.items.countFree(COUNTY, 'economy', ['1221', '2241'], filter)).toBe(found.length);
  return found.map((item: BookItem) => [operatorOf(item), item.compound, item.open]);
};

describe('a line is found', () => {
  test.each<[string, LineFilter, string[]]>([
    ['by words of its memo, in capitals or not', { text: 'a-7' }, ['02', '03']],
    ['by words of the other party, in which signs mean nothing else', { text: '(有限)' }, ['02']],
    ['by the other party alone', { counterparty: '惠民' }, ['03']],
    ['not by the other party where the memo has the words', { counterparty: '退款' }, []],
    ['by its amount, whichever way it went', { amountFrom: yuan('1234.50'), amountTo: yuan('1234.50') }, ['02', '03']],
    ['by an amount that is asked with a sign', { amountFrom: yuan('-1000.00') }, ['02', '03']],
    ['by an amount at most', { amountTo: yuan('99.00') }, ['04']],
    ['by all of it together', { text: 'A-7', counterparty: '鲁南', amountTo: yuan('2000.00') }, ['02']],
    ['by nothing: all of them', { text: '  ' }, ['02', '03', '04']],
  ])('%s', async (_, filter, days) => {
    expect(await linesBy(filter)).toEqual(days);
  });

  test('from a place in the list on', async () => {
    expect(await linesBy({}, 1)).toEqual(['03', '04']);
    expect(await linesBy({ text: 'a-7' }, 2)).toEqual([]);
  });

  test('by no more words than any line could have', async () => {
    await expect(linesBy({ text: 'x'.repeat(101) })).rejects.toThrow('At most 100');
  });
});

describe('an item of the book is found', () => {
  const [first, second] = compounds;

  test('with the operator that owes it, or the compound it is payable to', async () => {
    expect((await itemsBy({ agreement: 'JV-5001' })).map(([operator, compound]) => [operator, compound])).toEqual(
      expect.arrayContaining([
        [OPERATOR, first],
        [OPERATOR, second],
        [null, first],
        [null, second],
      ]),
    );
  });

  test('by words, share, day and amount', async () => {
    expect(await itemsBy({ text: 'jv-5001' })).toHaveLength(4);
    expect(await itemsBy({ text: 'JV-5002' })).toEqual([]);
    expect(await itemsBy({ compound: first as string })).toHaveLength(2);
    expect(await itemsBy({ to: '2024-12-31' as never })).toEqual([]);
    const [[, , open] = []] = await itemsBy({ compound: first as string });
    const amount = open as bigint;
    expect(await itemsBy({ amountFrom: amount, amountTo: amount })).toHaveLength(2);
    expect(await itemsBy({ agreement: 'JV-5001' }, 3)).toHaveLength(1);
  });
});
