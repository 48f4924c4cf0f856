import { parseMoney } from '@hh/kernel/money.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { cellOf } from './table-cells.ts';
import { type Cell, csvOf, safeText, type Table, WORKBOOK_ROWS_MAX, workbookOf } from './table-file.ts';

async function* each<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

function table(rows: Iterable<readonly Cell[]>): Table {
  return { name: '明细账', header: ['日期', '摘要', '金额', '序号'], rows: each(rows) };
}

const csv = async (rows: Iterable<readonly Cell[]>) => (await Array.fromAsync(csvOf(table(rows)))).join('');

describe('a list as CSV', () => {
  test('begins with a byte order mark, and writes amounts as numbers, negative too', async () => {
    expect(
      await csv([
        ['2025-01-31', '租金，"三月"', -123_456n, 7],
        ['', 'a\nb', 5n, null],
      ]),
    ).toBe('\uFEFF日期,摘要,金额,序号\r\n2025-01-31,"租金，""三月""",-1234.56,7\r\n,"a\nb",0.05,\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '－1'])(
    'keeps %j from being computed',
    async (text) => {
      expect(safeText(text)).toBe(`'${text}`);
      expect(await csv([[text]])).toContain(`'${text}`);
    },
  );

  test('is handed on in parts, however long it is', async () => {
    let read = 0;
    const counted = (function* (): Generator<readonly Cell[]> {
      for (; read < 1_000_000; read += 1) yield ['2025-01-31', '摘要', 1n, read];
    })();
    const parts = csvOf(table(counted));
    await parts.next();
    expect(read).toBe(0);
    await parts.next();
    expect(read).toBeLessThan(2_000);
    await parts.return(undefined);
  });
});

describe('a list as a workbook', () => {
  const sheetOf = async (rows: Iterable<readonly Cell[]>) => {
    const made = await workbookOf(table(rows));
    if (isRefusal(made)) throw new Error(made.code);
    return (await readSheet(Buffer.from(made[0]))) as unknown[][];
  };

  test('has numbers for amounts and texts for all else', async () => {
    expect(
      await sheetOf([
        ['2025-01-31', '=1+1', -123_456n, 7],
        [null, '<&>\u0000', 10n ** 15n, null],
      ]),
    ).toEqual([
      ['日期', '摘要', '金额', '序号'],
      ['2025-01-31', '=1+1', -1234.56, 7],
      [null, '<&>', '10000000000000.00', null],
    ]);
  });

  test('has every amount to the fen, as a number where a spreadsheet keeps it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (amount) => {
        const value = cellOf(amount)?.value;
        const isNumber = amount < 10n ** 15n && amount > -(10n ** 15n);
        expect(typeof value).toBe(isNumber ? 'number' : 'string');
        expect(parseMoney(String(value))).toBe(amount);
        if (isNumber) expect(Number(value).toPrecision(15)).toBe(Number(Number(value).toPrecision(15)).toPrecision(15));
      }),
    );
  });

  test('is refused where it is too long, and the next one is made all the same', async () => {
    const long = Array.from({ length: WORKBOOK_ROWS_MAX + 1 }, (): readonly Cell[] => ['a']);
    const broken = (function* (): Generator<readonly Cell[]> {
      yield ['a'];
      throw new Error('the store is gone');
    })();
    const [tooLong, failed, next] = await Promise.allSettled([
      workbookOf(table(long)),
      workbookOf(table(broken)),
      sheetOf([['b']]),
    ]);
    expect(tooLong).toMatchObject({ value: { code: 'EXPORT_TOO_LARGE' } });
    expect(failed).toMatchObject({ reason: new Error('the store is gone') });
    expect(next).toMatchObject({ value: [expect.anything(), ['b', null, null, null]] });
  });
});
