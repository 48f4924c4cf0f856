import type { Period } from '@hh/kernel/period.ts';
import { describe, expect, test } from '@jest/globals';
import { type Account, leafAccount, nameAbove, namesOfParts, namingCodes, placeOf } from './account.ts';
import { balanceTree } from './account-ledger.ts';
import { firstMonthToRead, type MonthRange, summed, trialBalance } from './balance.ts';
import { day, office } from './testing/drafts.ts';

function holding(code: string, months: Record<string, [debit: bigint, credit: bigint]>): Account {
  const turnovers = Object.entries(months).map(([month, [debit, credit]]) => [month, { debit, credit }] as const);
  const debit = turnovers.reduce((sum, [, turnover]) => sum + turnover.debit, 0n);
  const credit = turnovers.reduce((sum, [, turnover]) => sum + turnover.credit, 0n);
  const name = { zh: code, en: code };
  return { code, name, owner: office, debit, credit, months: Object.fromEntries(turnovers) as Account['months'] };
}

const month = (period: string) => ({ period: period as Period, through: period as Period });

describe('the trial balance of a month', () => {
  const book = [
    holding('2241.B01', { '2025-01': [0n, 70n], '2025-02': [30n, 0n] }),
    holding('1221.OPERATOR', { '2025-01': [100n, 0n], '2025-02': [5n, 40n], '2025-03': [9n, 9n] }),
    holding('2241.B02', { '2025-01': [0n, 30n], '2025-02': [10n, 5n], '2025-03': [9n, 9n] }),
    holding('5603', {}),
  ];

  test('opens with the months before, moves, and closes; by code, without accounts that hold nothing', () => {
    const { rows } = trialBalance(book, month('2025-02'));
    expect(
      rows.map(({ account, opening, debit, credit, closing }) => [account.code, opening, debit, credit, closing]),
    ).toEqual([
      ['1221.OPERATOR', 100n, 5n, 40n, 65n],
      ['2241.B01', -70n, 30n, 0n, -40n],
      ['2241.B02', -30n, 10n, 5n, -25n],
    ]);
  });

  test('is balanced when debits equal credits and the closings add up to zero', () => {
    expect(trialBalance(book, month('2025-02'))).toMatchObject({
      balanced: true,
      totalDebit: 45n,
      totalCredit: 45n,
    });
    expect(trialBalance(book.slice(0, 2), month('2025-02')).balanced).toBe(false);
    expect(trialBalance(book, month('2024-12'))).toMatchObject({ rows: [], balanced: true, totalDebit: 0n });
  });
});

describe('the table of balances', () => {
  const book = [
    holding('2241.B01', { '2024-12': [0n, 7n], '2025-01': [0n, 70n], '2025-02': [30n, 0n] }),
    holding('2241.B01.X', { '2025-02': [0n, 5n] }),
    holding('5001.S.C.P1', { '2025-01': [0n, 40n] }),
    holding('5001.S.C.P2', { '2025-01': [3n, 0n], '2025-02': [0n, 3n] }),
    holding('5001.S.D.P3', { '2024-12': [0n, 1n], '2025-03': [1n, 0n] }),
    holding('5603', {}),
  ];
  const table = (period: string, through: string) =>
    balanceTree('economy', book, { period, through } as MonthRange).map((row) => [
      row.account.code,
      row.level,
      row.isLeaf,
      row.yearOpening,
      row.opening,
      row.debit,
      row.credit,
      row.yearDebit,
      row.yearCredit,
      row.closing,
    ]);

  test('has every account above as the sum of those below it, in the months asked for and since January', () => {
    expect(table('2025-02', '2025-03')).toEqual([
      ['2241', 1, false, -7n, -77n, 30n, 5n, 30n, 75n, -52n],
      ['2241.B01', 2, false, -7n, -77n, 30n, 5n, 30n, 75n, -52n],
      ['2241.B01.X', 3, true, 0n, 0n, 0n, 5n, 0n, 5n, -5n],
      ['5001', 1, false, -1n, -38n, 1n, 3n, 4n, 43n, -40n],
      ['5001.S', 2, false, -1n, -38n, 1n, 3n, 4n, 43n, -40n],
      ['5001.S.C', 3, false, 0n, -37n, 0n, 3n, 3n, 43n, -40n],
      ['5001.S.C.P1', 4, true, 0n, -40n, 0n, 0n, 0n, 40n, -40n],
      ['5001.S.C.P2', 4, true, 0n, 3n, 0n, 3n, 3n, 3n, 0n],
      ['5001.S.D', 3, false, -1n, -1n, 1n, 0n, 1n, 0n, 0n],
      ['5001.S.D.P3', 4, true, -1n, -1n, 1n, 0n, 1n, 0n, 0n],
    ]);
    expect(table('2023-01', '2023-12')).toEqual([]);
  });

  test('names what the chart does not by what the parts of its code stand for, and a place by its code', () => {
    const names = balanceTree('economy', book, month('2025-01')).map(({ account }) => account.name.zh);
    expect(names.slice(2, 5)).toEqual(['主营业务收入', '主营业务收入：S', '主营业务收入：S · C']);
    const named = namesOfParts([
      leafAccount('economy', '1002', { code: 'C1', name: { zh: '红花强社公司', en: 'Honghua' } }, office),
      {
        code: '2241.B1',
        name: { zh: '应付小区公共收益·玫瑰园', en: 'Public revenue payable: Rose Court' },
        owner: office,
      },
    ]);
    expect(nameAbove('economy', '2241.C1.B1', named)).toEqual({
      zh: '其他应付款·应付小区公共收益：红花强社公司 · 玫瑰园',
      en: 'Public revenue payable: Honghua · Rose Court',
    });
    expect(nameAbove('economy', '5051.371322001.371322001005', named).en).toBe('Other operating revenue: 371322001005');
    expect(namingCodes('owners', '2241.C1.B1')).toContain('1002.C1');
    expect(placeOf('5051.371322001')).toEqual({ street: '371322001', community: null });
    expect(placeOf('5051.371322001.371322001005')).toEqual({ street: null, community: '371322001005' });
    expect(placeOf('2241.37132200100101')).toEqual({ street: null, community: null });
  });
});

describe('a balance as of a day', () => {
  test.each([
    ['known now: from the month of the day', '2025-03-15', undefined, null, '2025-03'],
    ['known now, a last day: no journal at all', '2025-02-28', undefined, null, '2025-03'],
    ['known now, as of ever: no journal either', '9999-12-31', undefined, null, '9999-12'],
    ['known at the head: the same', '2025-03-15', 90, null, '2025-03'],
    ['known earlier, nothing sealed by then: from the beginning', '2025-03-15', 40, null, null],
    ['known earlier: from the month after the last one sealed by then', '2025-03-15', 40, '2025-01', '2025-02'],
    [
      'known earlier, the day lies in a sealed month: from the month of the day',
      '2025-01-15',
      40,
      '2025-02',
      '2025-01',
    ],
  ])('%s', (_, on, knownAtSeq, sealedByThen, expected) => {
    const asOf = { on: day(on), ...(knownAtSeq !== undefined && { knownAtSeq }) };
    expect(firstMonthToRead(asOf, 90, sealedByThen as Period | null)).toBe(expected);
  });
});

describe('the tree of accounts', () => {
  test('shows a synthetic account as the sum of those below it', () => {
    const sum = summed([holding('1221.A', { '2025-01': [5n, 1n] }), holding('1221.B', { '2025-01': [7n, 0n] })], {
      code: '1221',
      name: { zh: '其他应收款', en: 'Other receivables' },
    });
    expect(sum).toMatchObject({
      debit: 12n,
      credit: 1n,
      owner: null,
      months: { '2025-01': { debit: 12n, credit: 1n } },
    });
  });

  test('names a leaf after the number of the 小企业会计准则 above it', () => {
    const leaf = leafAccount(
      'economy',
      '1221',
      { code: 'X', name: { zh: '郯城家政公司', en: 'Tancheng Housekeeping' } },
      office,
    );
    expect(leaf).toMatchObject({
      code: '1221.X',
      name: { zh: '其他应收款·代收分成：郯城家政公司', en: 'Profit share receivable: Tancheng Housekeeping' },
    });
    expect(() => leafAccount('owners', '5001', leaf, office)).toThrow('has no account 5001');
  });
});
