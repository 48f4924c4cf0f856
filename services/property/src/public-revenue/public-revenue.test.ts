import type { Period } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { parseJournal } from '@hh/ledger/journal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import {
  accountsOf,
  type Credit,
  checkCredit,
  countyOfAccount,
  creditJournal,
  movementKind,
  RECEIPT,
  RECEIPT_REVERSAL,
  reversalSource,
} from './public-revenue.ts';

const FIRST = '37132200100101';
const SECOND = '37132200100102';

function credit(...lines: readonly (readonly [string, bigint])[]): Credit {
  return {
    allocation: 'a1',
    agreement: 'JV-0001',
    period: '2025-12' as Period,
    memo: '利润分成',
    lines: lines.map(([compound, amount]) => ({ compound, amount })),
  };
}

describe('what may be credited', () => {
  test.each([
    ['no line', credit(), 'LIST_SIZE', 'lines'],
    ['an amount below zero', credit([FIRST, 5n], [SECOND, -1n]), 'NUMBER_OUT_OF_RANGE', 'lines.1.amount'],
    ['a compound with two lines', credit([FIRST, 1n], [FIRST, 2n]), 'BENEFICIARY_TWICE', 'lines.1.compound'],
    ['compounds of two counties', credit([FIRST, 1n], ['37132300100101', 1n]), 'OUT_OF_SCOPE', 'lines'],
  ])('%s is refused', (_, given, code, field) => {
    expect(checkCredit(given)).toMatchObject({ code, field });
  });

  test('a line of zero is in order, and so are 500 compounds; one more has no place in a journal', () => {
    const many = (count: number) =>
      credit(...Array.from({ length: count }, (_, index) => [`371322${String(index).padStart(8, '0')}`, 1n] as const));
    expect(checkCredit(credit([FIRST, 0n]))).toBeNull();
    expect(checkCredit(many(500))).toBeNull();
    expect(checkCredit(many(501))).toMatchObject({ code: 'LIST_SIZE' });
  });
});

describe('the journal of a credit', () => {
  test('says for each compound that the settlement office owes it to the owners, on the last day of the period', () => {
    expect(creditJournal('a1', credit([FIRST, 120n], [SECOND, 0n]))).toEqual({
      source: { kind: 'credit', key: 'a1' },
      date: '2025-12-31',
      memo: '利润分成',
      lines: [
        {
          account: `1221.${FIRST}`,
          debit: 120n,
          dimensions: { agreement: 'JV-0001', period: '2025-12', compound: FIRST },
        },
        {
          account: `2711.${FIRST}`,
          credit: 120n,
          dimensions: { agreement: 'JV-0001', period: '2025-12', compound: FIRST },
        },
      ],
    });
  });

  test('is none where every line is zero', () => {
    expect(creditJournal('a1', credit([FIRST, 0n], [SECOND, 0n]))).toBeNull();
  });

  test('is sound and balances for each owner, whatever the amounts', () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (fen) => {
        const given = credit(
          ...fen.map((amount, index) => [`371322001001${String(index).padStart(2, '0')}`, amount] as const),
        );
        const journal = creditJournal('a1', given);
        if (!journal) return fen.every((amount) => amount === 0n);
        const owners = Map.groupBy(journal.lines, ({ account }) => account.slice(5));
        const isBalanced = [...owners.values()].every(
          (lines) => lines.reduce((sum, line) => sum + (line.debit ?? 0n) - (line.credit ?? 0n), 0n) === 0n,
        );
        return isBalanced && !isRefusal(parseJournal(journal));
      }),
    );
  });
});

describe('a compound in the owners’ book', () => {
  test('owns its three accounts, named in both languages', () => {
    expect(accountsOf({ code: FIRST, name: '和园花园' })).toEqual([
      {
        code: `1002.${FIRST}`,
        name: { zh: '银行存款·和园花园', en: 'Bank: 和园花园' },
        owner: { kind: 'COMPOUND', code: FIRST },
      },
      {
        code: `1221.${FIRST}`,
        name: { zh: '应收结算中心·和园花园', en: 'Due from the settlement office: 和园花园' },
        owner: { kind: 'COMPOUND', code: FIRST },
      },
      {
        code: `2711.${FIRST}`,
        name: { zh: '小区公共收益基金·和园花园', en: "Owners' fund: 和园花园" },
        owner: { kind: 'COMPOUND', code: FIRST },
      },
    ]);
  });

  test('lies in the county that its accounts name', () => {
    expect(countyOfAccount(`2711.${FIRST}`)).toBe('371322');
  });

  test.each([
    ['credit', 'PROFIT_SHARE'],
    [reversalSource('a1').kind, 'REVERSAL'],
    ['spending', 'SPENDING'],
    ['spending-reversal', 'REVERSAL'],
    [RECEIPT, 'BANK'],
    [RECEIPT_REVERSAL, 'REVERSAL'],
    ['opening', 'OTHER'],
  ])('a journal from %s is shown as %s', (source, kind) => {
    expect(movementKind(source)).toBe(kind);
  });
});
