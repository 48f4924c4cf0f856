import { parseDate } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import { type BankMapping, headerWords, knownMapping, parseMapping, writtenMapping } from './bank-mapping.ts';
import { prove } from './bank-statement.ts';
import { contentsOf, statementFor } from './read-statement.ts';
import { headerOf, mappingOf, proposedMapping } from './statement-header.ts';
import {
  ACCOUNT,
  CLOSING,
  type CorpusFile,
  camt,
  corpus,
  defaultCsv,
  foreignMapping,
  movements,
  OPENING,
} from './testing/corpus.ts';

const TODAY = must(parseDate('2026-01-05'));
const files = await corpus();

async function* inChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1_000) yield Buffer.from(bytes.subarray(from, from + 1_000));
}

async function read(
  { kind, bytes, mapping = knownMapping }: Pick<CorpusFile, 'kind' | 'bytes' | 'mapping'>,
  end = ACCOUNT.slice(-4),
) {
  const file = { kind, content: () => inChunks(bytes) };
  const contents = await contentsOf(file, [mapping]);
  if (isRefusal(contents)) return contents;
  const statement = statementFor(file, contents, { numberEnd: end, today: TODAY });
  return isRefusal(statement) ? statement : { contents, statement };
}
const text = (csv: string, mapping?: BankMapping) =>
  read({ kind: 'CSV', bytes: Buffer.from(csv), ...(mapping && { mapping }) });
const xml = (change: (xml: string) => string, end?: string) =>
  read({ kind: 'XML', bytes: Buffer.from(camt('02', change)) }, end);

describe('a file of a bank', () => {
  test.each(files.map((file) => [file.name, file] as const))('says the same week: %s', async (_, file) => {
    const { contents, statement } = must(await read(file));
    const lacks = new Set(file.without ?? []);
    expect(contents.encoding).toBe(file.encoding);
    expect(statement.problems).toEqual([]);
    expect(statement.account).toBe(lacks.has('account') ? null : ACCOUNT);
    const proved = must(prove(statement));
    expect(proved).toMatchObject({ from: '2025-12-01', to: '2025-12-05', opening: OPENING, closing: CLOSING });
    expect(
      proved.rows.map(({ bookedOn, bookedAt, amount, balance, counterparty, counterpartyAccount, memo, reference }) => [
        bookedOn,
        bookedAt,
        amount,
        balance,
        counterparty,
        counterpartyAccount,
        memo,
        reference,
      ]),
    ).toEqual(
      movements.map(({ day, time, amount, balance, name, number, memo, reference }) => [
        day,
        lacks.has('time') ? null : time,
        amount,
        balance,
        name || null,
        lacks.has('number') ? null : number || null,
        memo,
        lacks.has('reference') ? null : reference,
      ]),
    );
    expect(proved.rows.map(({ isReversal }) => isReversal).indexOf(true)).toBe(4);
    expect(new Set(proved.rows.map(({ identity }) => identity)).size).toBe(movements.length);
  });

  test('with serial numbers has the same identities whatever its layout; without, by its balances', async () => {
    const identities = async (file: CorpusFile) =>
      must(prove(must(await read(file)).statement)).rows.map((row) => row.identity);
    const groups = Map.groupBy(files, ({ without = [] }) => without.includes('reference'));
    for (const [, group] of groups) {
      expect(group.length).toBeGreaterThan(2);
      const [first, ...others] = await Promise.all(group.map(identities));
      for (const other of others) expect(other).toEqual(first);
    }
  });

  test('is proposed a mapping that reads it again', async () => {
    for (const file of files.filter(({ kind }) => kind !== 'XML')) {
      const { contents, statement } = must(await read(file));
      const mapping = file.mapping ?? knownMapping;
      const header = headerOf(contents.rows, mapping);
      const proposed = header && proposedMapping(header, contents.rows, mapping);
      const saved = proposed && must(parseMapping(JSON.parse(JSON.stringify(writtenMapping(proposed)))));
      expect(saved).toEqual(proposed);
      expect(must(await read({ ...file, ...(saved && { mapping: saved }) })).statement).toEqual(statement);
    }
  });

  test('keeps its rows as they came', async () => {
    const { statement } = must(await text(defaultCsv));
    expect(statement.rows[2]?.raw.join(',')).toBe(defaultCsv.split('\r\n')[3]);
    expect(statement.rows[2]?.line).toBe(4);
    const { statement: message } = must(await xml((whole) => whole));
    expect(message.rows[2]?.raw).toContain('Amt=1234.50');
    const lineOfThird =
      camt('02')
        .split('\n')
        .findIndex((line) => line.includes('1234.50')) + 1;
    expect(message.rows[2]?.line).toBe(lineOfThird - 1);
  });
});

describe('what a file is read by, of several mappings', () => {
  /** Every file of the corpus under all that may read one of them: those that were saved, and what is known. */
  const saved: BankMapping = {
    ...foreignMapping,
    header: headerWords(['Buchung', 'Umsatz', 'Saldo', 'Partner', 'Zweck', 'Zusatz']),
  };

  test('is told by its header: each file of the corpus reads as it does alone', async () => {
    for (const file of files) {
      const source = { kind: file.kind, content: () => inChunks(file.bytes) };
      const contents = must(await contentsOf(source, [saved, knownMapping]));
      const statement = must(statementFor(source, contents, { numberEnd: ACCOUNT.slice(-4), today: TODAY }));
      expect([file.name, statement]).toEqual([file.name, must(await read(file)).statement]);
    }
  });

  const rows = (...cells: readonly string[]) => [{ line: 1, cells }];
  const any: BankMapping = { ...knownMapping, columns: { bookedOn: ['日期'], amount: ['金额'] } };
  const layout = (header: readonly string[], memo: string): BankMapping => ({
    ...any,
    header,
    columns: { ...any.columns, memo: [memo] },
  });
  const first = layout(['日期', '金额', '说明'], '说明');
  const second = layout(['日期', '金额', '说明', '附注'], '附注');

  test.each([
    [
      'the one saved for its header, wherever that stands',
      rows('日期', '金额', '说明', '附注'),
      [first, second, any],
      second,
    ],
    ['the same, however its header is written', rows('日期 ', '金额（元）', '说明', ''), [second, first], first],
    [
      'the first that finds what is needed, where none has its header',
      rows('日期', '金额', '余额'),
      [second, first],
      second,
    ],
    [
      'what is known, where no saved one finds what is needed',
      rows('交易日期', '借方', '贷方'),
      [first, knownMapping],
      knownMapping,
    ],
    ['the one that lacks least, where none is whole', rows('交易日期', '贷方'), [first, knownMapping], knownMapping],
  ])('is %s', (_, header, mappings, wanted) => {
    expect(mappingOf(header, mappings)).toBe(wanted);
  });
});

describe('a row that cannot be read', () => {
  const header = '交易日期,借方发生额,贷方发生额,余额,摘要';
  const problems = async (...rows: readonly string[]) => {
    const { statement } = must(await text([header, ...rows].join('\n')));
    return statement.problems.map((row) => [
      row.line,
      ...row.problems.map(({ refusal, column }) => `${column} ${refusal.code}`),
    ]);
  };

  test('is named with its line and columns, each of its problems', async () => {
    expect(
      await problems(
        '2025-12-01,,1.00,1.00,好',
        '2025-13-01,,1.00,2.00,日期',
        '2025-12-01,1.234,,x,金额',
        '2025-12-01,1.00,2.00,3.00,两边',
        ',1.00,,2.00,没有日期',
        '"2025-12-01,1.00',
      ),
    ).toEqual([
      [3, '交易日期 DATE_MALFORMED'],
      [4, '借方发生额 AMOUNT_MALFORMED', '余额 AMOUNT_MALFORMED'],
      [5, '借方发生额 AMOUNT_TWO_SIDED'],
      [6, '交易日期 DATE_MALFORMED'],
      [7, ' ROW_MALFORMED'],
    ]);
  });

  test('is one that was booked after today, in whatever format', async () => {
    expect(await problems('2026-01-05,,1.00,1.00,今天', '2026-01-06,,1.00,2.00,明天')).toEqual([
      [3, ' DATE_IN_FUTURE'],
    ]);
    const { statement } = must(await xml((whole) => whole.replaceAll('2025-12-05', '2026-12-05')));
    expect(statement.problems.length).toBeGreaterThan(0);
    expect(statement.problems.flatMap((row) => row.problems).map(({ refusal }) => refusal.code)).toEqual(
      statement.problems.map(() => 'DATE_IN_FUTURE'),
    );
  });

  test('is none that only adds up, says what was, moves nothing or repeats the header', async () => {
    const rows = [
      '上期结转,,,5.00,',
      '2025-12-01,,1.00,6.00,收',
      header,
      '2025-12-01,0.00,0.00,6.00,查询',
      '本月合计,0.00,1.00,,',
      '注：仅供参考,,,,',
    ];
    const { statement } = must(await text([header, ...rows].join('\n')));
    expect(statement).toMatchObject({ opening: 500n, closing: null, problems: [] });
    expect(statement.rows).toHaveLength(1);
  });
});

describe('a file that is no statement of this account', () => {
  test('has no column of amounts, or no header at all', async () => {
    expect(await text('交易日期,余额\n2025-12-01,1.00\n')).toMatchObject({ code: 'COLUMN_MISSING' });
    expect(await text('a,b\n1,2\n')).toMatchObject({ code: 'COLUMN_MISSING' });
    expect(await text('\n\n')).toMatchObject({ code: 'FILE_EMPTY' });
    // Its headers are not those of the mapping that was saved for the bank.
    expect(await text(defaultCsv, foreignMapping)).toMatchObject({ code: 'COLUMN_MISSING' });
  });

  test('is that of another account', async () => {
    const other = files.find(({ name }) => name.startsWith('a state bank')) as CorpusFile;
    expect(await read(other, '0000')).toMatchObject({
      code: 'STATEMENT_OF_ANOTHER_ACCOUNT',
      parameters: { found: '…8901', expected: '…0000' },
    });
    expect(await xml((whole) => whole, '0000')).toMatchObject({ code: 'STATEMENT_OF_ANOTHER_ACCOUNT' });
  });

  test.each([
    ['another message', (whole: string) => whole.replace('camt.053', 'camt.052'), 'camt.053'],
    [
      'a declaration of its type',
      (whole: string) => whole.replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document'),
      'XML: DOCTYPE',
    ],
    ['an element that is not closed', (whole: string) => whole.replace('</Stmt>', ''), 'XML: closing tag mismatch'],
    ['something after its end', (whole: string) => `${whole}<x/>`, 'XML'],
    ['half of it', (whole: string) => whole.slice(0, 900), 'XML: unclosed tag'],
  ])('is a message with %s', async (_, change, why) => {
    expect(await xml(change)).toMatchObject({ code: 'FILE_UNREADABLE', parameters: { why } });
  });

  test('is a message in another currency', async () => {
    expect(await xml((whole) => whole.replace('<Bal>', '<Bal>').replace('Ccy="CNY"', 'Ccy="EUR"'))).toMatchObject({
      code: 'CHOICE_UNKNOWN',
      parameters: { value: 'EUR' },
    });
  });
});

describe('an entry of a message', () => {
  const rows = async (change: (whole: string) => string) => must(await xml(change)).statement.rows;

  test('stays one row where its payments do not add up to it', async () => {
    const changed = await rows((whole) =>
      whole.replace('<TxAmt><Amt Ccy="CNY">5000.00', '<TxAmt><Amt Ccy="CNY">4999.00'),
    );
    expect(changed).toHaveLength(6);
    expect(changed[0]).toMatchObject({ amount: 1_000_000n, counterparty: null });
  });

  test('keeps rare characters, however they are written', async () => {
    const changed = await rows((whole) =>
      whole.replaceAll('划转公共收益', '<![CDATA[划转 & ]]>&#134071;&#x20BB7;&amp;&unknown;'),
    );
    expect(changed[2]?.memo).toBe('划转 & 𠮷𠮷&&unknown;');
  });

  test('is booked on the day here, whatever the offset it is written with', async () => {
    const changed = await rows((whole) => whole.replace('2025-12-05T08:00:59+08:00', '2025-12-05T18:00:59Z'));
    expect(changed[5]).toMatchObject({ bookedOn: '2025-12-06', bookedAt: '02:00:59' });
  });
});

describe('a mapping', () => {
  const columns = [
    { field: 'bookedOn', headers: ['日期'] },
    { field: 'amount', headers: ['金额'] },
  ];

  test('that leaves out what is usual has it', () => {
    expect(must(parseMapping({ columns }))).toEqual({
      ...knownMapping,
      columns: { bookedOn: ['日期'], amount: ['金额'] },
    });
  });

  test.each([
    ['nothing', null, 'VALUE_MISSING columns'],
    ['a field that nobody knows', { columns: [{ field: 'iban', headers: ['x'] }] }, 'CHOICE_UNKNOWN columns.field'],
    ['a field without headers', { columns: [{ field: 'memo', headers: [] }] }, 'VALUE_MISSING columns.memo'],
    ['a header that is none', { columns: [{ field: 'memo', headers: [5] }] }, 'VALUE_MISSING columns.memo'],
    ['a field twice', { columns: [...columns, columns[0]] }, 'COLUMN_TWICE columns'],
    [
      'debits without credits',
      { columns: [columns[0], { field: 'debit', headers: ['借'] }] },
      'COLUMN_MISSING columns',
    ],
    ['an order of dates that is none', { columns, dateOrder: 'YDM' }, 'CHOICE_UNKNOWN dateOrder'],
    ['words that are none', { columns, inWords: '贷' }, 'VALUE_MISSING inWords'],
  ])('with %s is refused', (_, written, said) => {
    const refusal = parseMapping(written);
    expect(isRefusal(refusal) && `${refusal.code} ${refusal.field}`).toBe(said);
  });
});
