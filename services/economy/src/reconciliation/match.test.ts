import { describe, expect, test } from '@jest/globals';
import { match, STANDARD } from './match.ts';
import { itemsOf, linesOf } from './testing/sides.ts';

/** What came of it, a line for each match or suggestion: `RULE: lines = items`. */
function matchesOf(lines: string, items: string): string[] {
  return match(linesOf(lines), itemsOf(items)).matches.map(
    (found) => `${found.rule}: ${found.lines.join(' ')} = ${found.items.join(' ')}`,
  );
}

function suggestionsOf(lines: string, items: string, options = STANDARD): string[] {
  return match(linesOf(lines), itemsOf(items), options).suggestions.map(
    (found) =>
      `${found.rule} ${found.reason} ${found.confidenceBp}: ${found.lines.join(' ')} = ${found.items.join(' ')}`,
  );
}

describe('by reference and amount', () => {
  test('a memo that names the period of an agreement settles it, whoever pays and however late', () => {
    expect(
      matchesOf(
        `line | day | amount  | from   | memo
         l1   | 30  | 1234.50 | 王某某 | ＪＶ0001 2025年11月分成`,
        `item | day | amount  | who    | named           | group
         i1   | 1   | 1234.50 | 甲公司 | JV-0001 2025-11 | debts
         i2   | 1   | 1234.50 | 甲公司 | JV-0002 2025-11 | debts`,
      ),
    ).toEqual(['REFERENCE_AND_AMOUNT: l1 = i1']);
  });

  test('a voucher number without its month is enough where one voucher has that number and amount', () => {
    expect(
      matchesOf(
        `line | day | amount | from | memo
         l1   | 20  | 100    |      | 记字第42号`,
        `item | day | amount | who | named           | group
         i1   | 18  | 100    |     | 2025-11 记-0042 | booked
         i2   | 18  | 200    |     | 2025-10 记-0042 | booked`,
      ),
    ).toEqual(['REFERENCE_AND_AMOUNT: l1 = i1']);
  });

  test('two payments that name the same item and are both its amount settle nothing', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 100    | 甲公司 | JV-0001 2025-11
         l2   | 21  | 100    | 甲公司 | JV-0001 2025-11`,
        `item | day | amount | who    | named           | group
         i1   | 18  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([]);
  });

  test('money that goes out never settles what should come in', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | -100   | 甲公司 | JV-0001 2025-11`,
        `item | day | amount | who    | named           | group
         i1   | 18  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([]);
  });
});

describe('by counterparty, amount and days', () => {
  test('a name is known however it is written, and an account as well as a name', () => {
    expect(
      matchesOf(
        `line | day | amount | from                           | memo
         l1   | 20  | 100    | 甲（县）物业 有限责任公司      | 往来款
         l2   | 20  | 200    | 某某 / 6222 0212 3456          | 往来款`,
        `item | day | amount | who                  | named | group
         i1   | 18  | 100    | 甲(县)物业有限公司   |       | debts
         i2   | 18  | 200    | 乙公司, 622202123456 |       | debts`,
      ),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 = i1', 'COUNTERPARTY_AND_AMOUNT: l2 = i2']);
  });

  test('days tell equal payments apart where the book has booked them already', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 3   | 500    | 商户甲 | 租金
         l2   | 25  | 500    | 商户甲 | 租金`,
        `item | day | amount | who    | named           | group
         i1   | 2   | 500    | 商户甲 | 2025-11 记-0001 | booked
         i2   | 24  | 500    | 商户甲 | 2025-11 记-0031 | booked`,
      ),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 = i1', 'COUNTERPARTY_AND_AMOUNT: l2 = i2']);
  });

  test('what is owed waits until it is paid, so an older debt of the same amount keeps a payment from being matched', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 28  | 100    | 甲公司 | 往来款`,
        `item | day | amount | who    | named           | group
         i1   | 1   | 100    | 甲公司 | JV-0001 2025-10 | debts
         i2   | 27  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([]);
  });

  test('a month in the memo is that of the item, or there is no match', () => {
    const items = `item | day | amount | who    | named           | group
                   i1   | 18  | 100    | 商户甲 | 2025-11 记-0001 | booked`;
    const paid = (memo: string) =>
      matchesOf(`line | day | amount | from | memo\nl1 | 20 | 100 | 商户甲 | ${memo}`, items);
    expect(paid('2025年11月租金')).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 = i1']);
    expect(paid('2025年10月租金')).toEqual([]);
  });

  test('a line that names something else, open or not, is never matched by its payer', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 100    | 甲公司 | JV-0001 2025-09`,
        `item | day | amount | who    | named           | group
         i1   | 18  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([]);
  });

  test('an item that an open line names in full waits for that line', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 60     | 甲公司 | JV-0001 2025-11 首付
         l2   | 20  | 100    | 甲公司 | 往来款`,
        `item | day | amount | who    | named           | group
         i1   | 18  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([]);
  });

  test("the bank's own numbers are no references", () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 100    | 甲公司 | TX-20251120`,
        `item | day | amount | who    | named           | group
         i1   | 18  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 = i1']);
  });
});

describe('true twins', () => {
  const items = `item | day | amount | who      | named           | group
                 i1   | 20  | 5      | 微信支付 | 2025-11 记-0001 | booked
                 i2   | 20  | 5      | 微信支付 | 2025-11 记-0002 | booked`;

  test('as many equal lines as equal items are one match, in which no pair is picked', () => {
    expect(
      matchesOf(
        `line | day | amount | from     | memo
         l1   | 20  | 5      | 微信支付 | 停车费
         l2   | 20  | 5      | 微信支付 | 停车费`,
        items,
      ),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 l2 = i1 i2']);
  });

  test('more or fewer lines than items are for a person to tell, and so are lines that a person can tell apart', () => {
    const one = 'line | day | amount | from | memo\nl1 | 20 | 5 | 微信支付 | 停车费';
    expect(matchesOf(one, items)).toEqual([]);
    expect(matchesOf(`${one}\nl2 | 20 | 5 | 微信支付 | 停车费\nl3 | 20 | 5 | 微信支付 | 停车费`, items)).toEqual([]);
    expect(matchesOf(`${one}\nl2 | 20 | 5 | 微信支付 | A座停车费`, items)).toEqual([]);
    expect(matchesOf(`${one}\nl2 | 21 | 5 | 微信支付 | 停车费`, items)).toEqual([]);
  });

  test('a third line that could be one of them keeps both from being matched', () => {
    expect(
      matchesOf(
        `line | day | amount | from     | memo
         l1   | 20  | 5      | 微信支付 | 停车费
         l2   | 20  | 5      | 微信支付 | 停车费
         l3   | 22  | 5      | 微信支付 | 停车费`,
        items,
      ),
    ).toEqual([]);
  });
});

describe('by amount and days alone', () => {
  test('a stranger whose amount is open once, and paid once, has paid it', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 777.77 | 王某某 | 转账`,
        `item | day | amount | who    | named | group
         i1   | 18  | 777.77 | 甲公司 |       | debts
         i2   | 18  | 777.78 | 乙公司 |       | debts`,
      ),
    ).toEqual(['AMOUNT_ALONE: l1 = i1']);
  });

  test('twice on either side is not unique', () => {
    const item = 'item | day | amount | who | named | group\ni1 | 18 | 100 | 甲公司 | | debts';
    const line = 'line | day | amount | from | memo\nl1 | 20 | 100 | 王某某 | 转账';
    expect(matchesOf(line, `${item}\ni2 | 18 | 100 | 乙公司 | | debts`)).toEqual([]);
    expect(matchesOf(`${line}\nl2 | 21 | 100 | 李某某 | 转账`, item)).toEqual([]);
  });

  test('a payer who is known by other items does not pay for somebody else by an amount alone', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 100    | 乙公司 | 转账`,
        `item | day | amount | who    | named | group
         i1   | 18  | 100    | 甲公司 |       | debts
         i2   | 18  | 300    | 乙公司 |       | debts`,
      ),
    ).toEqual([]);
  });
});

describe('by the sum of what a reference holds together', () => {
  const shares = `item | day | amount | who    | named           | group
                  i1   | 1   | 60     | 甲公司 | JV-0001 2025-11 | JV-0001
                  i2   | 1   | 40     | 甲公司 | JV-0001 2025-11 | JV-0001
                  i3   | 1   | 30     | 甲公司 | JV-0001 2025-10 | JV-0001`;

  test('one payment settles all the shares that it names', () => {
    const paid = (memo: string, amount: number) =>
      matchesOf(`line | day | amount | from | memo\nl1 | 20 | ${amount} | 甲公司 | ${memo}`, shares);
    expect(paid('JV-0001 2025-11', 100)).toEqual(['SUM_BY_REFERENCE: l1 = i1 i2']);
    expect(paid('JV-0001 2025年10月、11月', 130)).toEqual(['SUM_BY_REFERENCE: l1 = i1 i2 i3']);
    expect(paid('JV-0001', 130)).toEqual(['SUM_BY_REFERENCE: l1 = i1 i2 i3']);
    expect(paid('JV-0001 2025-11', 90)).toEqual([]);
  });

  test('part payments that add up settle what they name together', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 10  | 70     | 甲公司 | JV-0001 2025-11 第一笔
         l2   | 20  | 30     | 甲公司 | JV-0001 2025-11 第二笔`,
        shares,
      ),
    ).toEqual(['SUM_BY_REFERENCE: l1 l2 = i1 i2']);
  });

  test('part payments that do not add up, or too many of them, settle nothing', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 10  | 70     | 甲公司 | JV-0001 2025-11
         l2   | 20  | 20     | 甲公司 | JV-0001 2025-11`,
        shares,
      ),
    ).toEqual([]);
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 10  | 100    | 甲公司 | JV-0001 2025-11
         l2   | 20  | 100    | 甲公司 | JV-0001 2025-11`,
        shares,
      ),
    ).toEqual([]);
  });

  test('what a match takes away can make another answer the only one', () => {
    expect(
      matchesOf(
        `line | day | amount | from   | memo
         l1   | 20  | 90     | 甲公司 | JV-0001 2025-11
         l2   | 20  | 60     | 甲公司 | 往来款`,
        `item | day | amount | who    | named           | group
         i1   | 1   | 60     | 甲公司 | JV-0001 2025-11 | JV-0001
         i2   | 1   | 30     | 甲公司 | JV-0001 2025-11 | JV-0001
         i3   | 1   | 60     | 甲公司 | JV-0002 2025-11 | JV-0002`,
      ),
    ).toEqual(['SUM_BY_REFERENCE: l1 = i1 i2', 'COUNTERPARTY_AND_AMOUNT: l2 = i3']);
  });
});

describe('suggestions', () => {
  test('a payment that came back settles nothing; the one that was made again does', () => {
    const lines = `line | day | amount | from   | memo
                   l1   | 10  | 100    | 甲公司 | JV-0001 2025-11
                   l2   | 12  | -100   | 甲公司 | 退汇
                   l3   | 13  | 100    | 甲公司 | JV-0001 2025-11`;
    const items = `item | day | amount | who    | named           | group
                   i1   | 1   | 100    | 甲公司 | JV-0001 2025-11 | debts`;
    expect(matchesOf(lines, items)).toEqual(['REFERENCE_AND_AMOUNT: l3 = i1']);
    expect(suggestionsOf(lines, items)).toEqual(['REVERSED CANCELS_OUT 9000: l1 l2 = ']);
  });

  test('an opposite amount that the book expects takes nothing back', () => {
    const lines = `line | day | amount | from   | memo
                   l1   | 10  | 100    | 甲公司 |
                   l2   | 12  | -100   | 甲公司 |`;
    const items = `item | day | amount | who    | named | group
                   i1   | 9   | 100    | 甲公司 |       | debts
                   i2   | 11  | -100   | 甲公司 |       | booked`;
    expect(matchesOf(lines, items)).toEqual(['COUNTERPARTY_AND_AMOUNT: l1 = i1', 'COUNTERPARTY_AND_AMOUNT: l2 = i2']);
  });

  test('several that fit equally are all shown and share the confidence, the nearest first', () => {
    expect(
      suggestionsOf(
        `line | day | amount | from   | memo
         l1   | 28  | 100    | 甲公司 | 往来款`,
        `item | day | amount | who    | named           | group
         i1   | 1   | 100    | 甲公司 | JV-0001 2025-10 | debts
         i2   | 27  | 100    | 甲公司 | JV-0001 2025-11 | debts`,
      ),
    ).toEqual([
      'COUNTERPARTY_AND_AMOUNT SEVERAL_FIT 3500: l1 = i2',
      'COUNTERPARTY_AND_AMOUNT SEVERAL_FIT 3500: l1 = i1',
    ]);
  });

  test('what speaks against a match is said', () => {
    const reasonFor = (line: string, item: string) =>
      suggestionsOf(`line | day | amount | from | memo\n${line}`, `item | day | amount | who | named | group\n${item}`);
    expect(
      reasonFor('l1 | 20 | 100 | 甲公司 | JV-0001 2025-09', 'i1 | 18 | 100 | 甲公司 | JV-0001 2025-11 | '),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT NAMES_ANOTHER 7000: l1 = i1']);
    expect(
      reasonFor('l1 | 20 | 100 | 商户甲 | 2025年10月', 'i1 | 18 | 100 | 商户甲 | 2025-11 记-0001 | booked'),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT NAMES_ANOTHER 7000: l1 = i1']);
    expect(reasonFor('l1 | 30 | 100 | 商户甲 | ', 'i1 | 1 | 100 | 商户甲 | 2025-11 记-0001 | booked')).toEqual([
      'COUNTERPARTY_AND_AMOUNT OUTSIDE_DAYS 7000: l1 = i1',
    ]);
    expect(reasonFor('l1 | 20 | 100 | 乙公司 | ', 'i1 | 18 | 100 | 甲公司 | | \ni2 | 18 | 999 | 乙公司 | | ')).toEqual([
      'AMOUNT_ALONE ANOTHER_PAYER 3000: l1 = i1',
    ]);
    expect(
      reasonFor(
        'l1 | 20 | 100 | 甲公司 | \nl2 | 20 | 40 | 甲公司 | JV-0001 2025-11',
        'i1 | 18 | 100 | 甲公司 | JV-0001 2025-11 | ',
      ),
    ).toEqual(['COUNTERPARTY_AND_AMOUNT NAMED_BY_ANOTHER 7000: l1 = i1', 'PART_PAYMENT SHORT 6000: l2 = i1']);
  });

  test('short by no more than the tolerance, a fee was taken off; of money that goes out it was put on', () => {
    const items = `item | day | amount  | who    | named           | group
                   i1   | 18  | 1000    | 甲公司 | JV-0001 2025-11 | debts
                   i2   | 18  | -300    | 小区甲 | 2025-11 记-0001 | booked`;
    const paid = (line: string) => suggestionsOf(`line | day | amount | from | memo\n${line}`, items);
    expect(paid('l1 | 20 | 999.00  | 甲公司 | JV-0001 2025-11')).toEqual(['FEE_DEDUCTED SHORT 8000: l1 = i1']);
    expect(paid('l1 | 20 | 998.99  | 甲公司 | JV-0001 2025-11')).toEqual(['PART_PAYMENT SHORT 6000: l1 = i1']);
    expect(paid('l1 | 20 | -300.50 | 小区甲 | 转出')).toEqual(['FEE_DEDUCTED SHORT 8000: l1 = i2']);
    expect(paid('l1 | 20 | -299.50 | 小区甲 | 转出')).toEqual([]);
  });

  test('a part payment lies over the oldest period first, an overpayment leaves something over', () => {
    const items = `item | day | amount | who    | named           | group
                   i1   | 1   | 30     | 甲公司 | JV-0001 2025-10 | debts
                   i2   | 2   | 60     | 甲公司 | JV-0001 2025-11 | debts
                   i3   | 2   | 40     | 甲公司 | JV-0001 2025-11 | debts
                   i4   | 2   | 10     | 乙公司 | JV-0002 2025-11 | debts`;
    const paid = (amount: number) =>
      match(linesOf(`line | day | amount | from | memo\nl1 | 20 | ${amount} | 甲公司 | JV-0001`), itemsOf(items))
        .suggestions.filter(({ rule }) => rule.endsWith('PAYMENT'))
        .map(({ rule, difference, applied }) => [
          rule,
          difference,
          applied.map(({ item, amount: fen }) => `${item} ${fen}`),
        ]);
    expect(paid(25)).toEqual([['PART_PAYMENT', -5_00n, ['i1 2500']]]);
    expect(paid(80)).toEqual([['PART_PAYMENT', -50_00n, ['i1 3000', 'i2 3000', 'i3 2000']]]);
    expect(paid(150)).toEqual([['OVER_PAYMENT', 20_00n, ['i1 3000', 'i2 6000', 'i3 4000']]]);
  });

  test('all that a counterparty owes, or some of it, is suggested and never matched when the memo is silent', () => {
    const items = `item | day | amount | who    | named           | group
                   i1   | 1   | 30     | 甲公司 | JV-0001 2025-10 | debts
                   i2   | 1   | 50     | 甲公司 | JV-0001 2025-11 | debts
                   i3   | 1   | 20     | 甲公司 | JV-0002 2025-11 | debts
                   i4   | 1   | 20     | 甲公司 | JV-0003 2025-11 | debts`;
    const paid = (amount: number) =>
      suggestionsOf(`line | day | amount | from | memo\nl1 | 20 | ${amount} | 甲公司 | 往来款`, items);
    expect(paid(120)).toEqual(['SUM_OF_GROUP NOT_NAMED 7000: l1 = i1 i2 i3 i4']);
    expect(paid(70)).toEqual([
      'PART_PAYMENT SHORT 6000: l1 = i1 i2 i3 i4',
      'SUBSET_SUM NOT_NAMED 1666: l1 = i2 i3',
      'SUBSET_SUM NOT_NAMED 1666: l1 = i2 i4',
      'SUBSET_SUM NOT_NAMED 1666: l1 = i1 i3 i4',
    ]);
  });

  test('lines of one counterparty that add up to an item are suggested together', () => {
    expect(
      suggestionsOf(
        `line | day | amount | from   | memo
         l1   | 10  | 70     | 甲公司 | 往来款
         l2   | 20  | 30     | 甲公司 | 往来款`,
        `item | day | amount | who    | named           | group
         i1   | 1   | 100    | 甲公司 | JV-0001 2025-11 | `,
      ),
    ).toContain('SUBSET_SUM NOT_NAMED 5000: l1 l2 = i1');
  });
});
