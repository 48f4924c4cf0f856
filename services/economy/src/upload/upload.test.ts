import { isRefusal } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import { parseEntry } from '../statement/entry.ts';
import { type Columns, columnsOf, delimiterOf, type FileRow, isBlank, kindOfFile, rawEntryOf } from './upload.ts';

const header = (...cells: readonly string[]): FileRow => ({ line: 1, cells });
const chinese = header('凭证号', '类型', '金额', '发生日期', '项目编码', '摘要', '冲销凭证号');

function columnsFrom(row: FileRow): Columns {
  const columns = columnsOf(row, null);
  if (isRefusal(columns)) throw new Error(columns.message('en'));
  return columns;
}

describe('columns', () => {
  test.each([
    ['in Chinese', chinese],
    ['in English', header('externalRef', 'kind', 'amount', 'occurredOn', 'projectCode', 'memo', 'reverses')],
    [
      'with a byte order mark in front',
      header('\uFEFF凭证号', '类型', '金额', '发生日期', '项目编码', '摘要', '冲销凭证号'),
    ],
    [
      'with stars, units and spaces',
      header('*凭证号', ' 类型 ', '金额（元）', '发生日期(YYYY-MM-DD)', '项目编码', '摘 要', '冲销凭证号'),
    ],
    ['in the words of the pages', header('Reference', 'Kind', 'Amount', 'Date', 'Project', 'Memo', 'Takes back')],
    ['in their capitals', header('REFERENCE', 'kind', 'Amount (yuan)', 'date', 'PROJECT', 'memo', ' takes  BACK ')],
    [
      'in the words of other programs',
      header('单据编号', '收支类型', '发生额', '业务日期', '项目编码', '说明', '冲销凭证号'),
    ],
    [
      'in the English words of other programs',
      header('Voucher No', 'Type', 'Net amount', 'Posting date', 'Project', 'Description', 'Takes back'),
    ],
    ['in capitals', header('EXTERNALREF', 'Kind', 'AMOUNT', 'OccurredOn', 'PROJECTCODE', 'Memo', 'Reverses')],
  ])('are found by their headers %s', (_, row) => {
    expect([...columnsFrom(row)].map(([field, { at }]) => [field, at])).toEqual([
      ['externalRef', 0],
      ['kind', 1],
      ['amount', 2],
      ['occurredOn', 3],
      ['projectCode', 4],
      ['memo', 5],
      ['reverses', 6],
    ]);
  });

  test('stand in any order, beside columns that nobody asked for', () => {
    const columns = columnsFrom(header('门店', '金额', '类型', '备用', '发生日期', '凭证号'));
    expect(columns.get('externalRef')).toEqual({ at: 5, header: '凭证号' });
    expect(columns.get('amount')).toEqual({ at: 1, header: '金额' });
    expect(columns.has('memo')).toBe(false);
  });

  test('have an English word for a name only where no other column has the name itself', () => {
    const columns = columnsFrom(header('Date', 'externalRef', 'Reference', 'kind', 'amount', '发生日期'));
    expect([...columns].map(([field, { at }]) => [field, at])).toEqual([
      ['externalRef', 1],
      ['kind', 3],
      ['amount', 4],
      ['occurredOn', 5],
    ]);
    expect(columnsOf(header('Reference', 'Kind', 'Amount', 'Date', 'date'), null)).toMatchObject({
      code: 'COLUMN_TWICE',
    });
  });

  test('have another name only where no column has the name itself; of several the likeliest counts', () => {
    const columns = columnsFrom(
      header('单据号', '凭证号', '记账日期', '业务日期', '类别', '发生额', '金额', '备注', '说明'),
    );
    expect([...columns].map(([field, { at }]) => [field, at])).toEqual([
      ['externalRef', 1],
      ['occurredOn', 3],
      ['kind', 4],
      ['amount', 6],
      ['memo', 8],
    ]);
  });

  test('that are missing are named, all of them', () => {
    const refusal = columnsOf(header('凭证号', 'amount', '摘要'), null);
    expect(refusal).toMatchObject({ code: 'COLUMN_MISSING', parameters: { column: '类型 kind, 发生日期 occurredOn' } });
  });

  test('may not appear twice, in whichever language', () => {
    const refusal = columnsOf(header('凭证号', '类型', '金额', '发生日期', 'amount'), null);
    expect(refusal).toMatchObject({ code: 'COLUMN_TWICE', parameters: { column: '金额 amount' } });
  });

  test.each([
    ['凭证号,类型,金额,发生日期', ','],
    ['凭证号;类型;金额;发生日期', ';'],
    ['凭证号\t类型\t金额\t发生日期', '\t'],
    ['"Reference";"Date"', ';'],
    ['"凭证号";"类型";"金额";"摘要, 备注"', ';'],
    ['what,ever', ','],
  ])('of %j are separated by %j', (line, delimiter) => {
    expect(delimiterOf(line, null)).toBe(delimiter);
  });
});

describe('a row of a file', () => {
  const parse = (cells: readonly string[], numbers?: readonly number[]) => {
    const { raw, problems } = rawEntryOf({ line: 2, cells, ...(numbers && { numbers }) }, columnsFrom(chinese));
    const entry = parseEntry(raw, problems);
    return 'problems' in entry ? entry.problems.map(({ code, field }) => `${field} ${code}`) : entry;
  };
  const good = ['E-1', '收入', '12.50', '2025/12/3', 'P1', '门店', ''];
  const withCell = (at: number, cell: string) => good.map((each, index) => (index === at ? cell : each));

  test('is an entry, with Chinese words and dates as spreadsheets write them', () => {
    expect(parse(good)).toEqual({
      externalRef: 'E-1',
      kind: 'REVENUE',
      amount: 1250n,
      occurredOn: '2025-12-03',
      projectCode: 'P1',
      memo: '门店',
      reverses: null,
    });
  });

  test.each([
    ['支出', 'COST'],
    ['费用', 'COST'],
    ['Expense', 'COST'],
    ['income', 'REVENUE'],
  ])('has the kind that other programs call %s', (word, kind) => {
    expect(parse(withCell(1, word))).toMatchObject({ kind });
  });

  test('is told of a cell that holds an error, even where it may be empty: nothing that reverses is posted as new', () => {
    const row = { line: 2, cells: ['A', '收入', '1', '2025-12-03', ''], broken: [4] };
    const columns = columnsOf(
      { line: 1, cells: ['凭证号', '类型', '金额', '发生日期', '冲销凭证号'] },
      null,
    ) as Columns;
    expect(rawEntryOf(row, columns).problems).toMatchObject([{ code: 'CELL_BROKEN', field: 'reverses' }]);
    expect(isBlank({ line: 3, cells: ['', ''], broken: [0] })).toBe(false);
  });

  test('may end early', () => {
    expect(parse(good.slice(0, 4))).toMatchObject({ externalRef: 'E-1', memo: null, reverses: null });
  });

  test.each([
    ['a sign', '-5.00'],
    ['a full-width sign', '－5.00'],
    ['a plus', '+5.00'],
    ['a separator', '1,234.00'],
    ['a currency mark', '¥5.00'],
    ['a third decimal', '1.234'],
    ['an exponent', '1e3'],
    ['letters', 'abc'],
    ['what a computed cell leaves', '0.30000000000000004'],
  ])('has no amount with %s', (_, amount) => {
    expect(parse(withCell(2, amount))).toEqual(['amount AMOUNT_MALFORMED']);
  });

  test.each([
    ['16 digits', '1234567890123456', 'externalRef REF_LOST_DIGITS'],
    ['a power of ten', '1.23457E+19', 'externalRef REF_LOST_DIGITS'],
  ])('is rejected for a reference that a spreadsheet has cut off: %s', (_, reference, problem) => {
    expect(parse(withCell(0, reference))).toEqual([problem]);
    expect(parse(withCell(6, reference))).toEqual([problem.replace('externalRef', 'reverses')]);
  });

  test.each([
    ['15 digits', '123456789012345', undefined, '123456789012345'],
    ['digits and letters', 'FP12345678901234567890', undefined, 'FP12345678901234567890'],
    ['20 digits marked as text by an apostrophe', "'12345678901234567890", undefined, '12345678901234567890'],
    ['20 digits marked as text by a tab', '\t12345678901234567890', undefined, '12345678901234567890'],
    ['20 digits in a text cell of a workbook', '12345678901234567890', [2], '12345678901234567890'],
  ])('keeps a reference of %s', (_, reference, numbers, kept) => {
    expect(parse(withCell(0, reference), numbers)).toMatchObject({ externalRef: kept });
  });

  test('names every problem, not only the first', () => {
    expect(parse(['', '其他', '-1', '2025-13-01', '', '', ''])).toEqual([
      'externalRef VALUE_MISSING',
      'kind CHOICE_UNKNOWN',
      'amount AMOUNT_MALFORMED',
      'occurredOn DATE_MALFORMED',
    ]);
  });

  test('of empty cells is none', () => {
    expect(isBlank({ line: 3, cells: ['', ' ', '\t'] })).toBe(true);
    expect(isBlank({ line: 3, cells: ['', 'x'] })).toBe(false);
  });
});

describe('the first bytes', () => {
  test.each([
    ['text', Buffer.from('凭证号,类型'), 'CSV'],
    ['text with a byte order mark', Buffer.from('\uFEFF凭证号'), 'CSV'],
    ['a ZIP', Buffer.from('PK\x03\x04'), 'XLSX'],
    ['XML', Buffer.from('\uFEFF<?xml version="1.0"?>\n<Document>'), 'XML'],
    ['a document without its XML declaration', Buffer.from('<ns:Document xmlns:ns="urn:x">'), 'XML'],
    ['a table in HTML that a bank calls a workbook', Buffer.from('<table><tr><td>交易日期'), 'CSV'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'PDF'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]), 'PNG'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'JPEG'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0x00]), null],
    ['UTF-16', Buffer.from('\uFEFFabc', 'utf16le'), null],
    ['a gzip', Buffer.from([0x1f, 0x8b, 0x08]), null],
  ])('of %s say what it is', (_, head, kind) => {
    expect(kindOfFile(head)).toBe(kind);
  });
});
