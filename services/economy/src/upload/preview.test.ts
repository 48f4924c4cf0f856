import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { createUploading, HEADER, lines, type Uploading } from './testing/uploading.ts';

let world: Uploading;
beforeAll(async () => {
  world = await createUploading();
});
afterAll(() => world.stop());
beforeEach(async () => {
  for (const name of ['entries', 'entry_chains', 'agreement_periods', 'uploads', 'upload_files.files'])
    await world.connection.collection(name).deleteMany({});
});

const csv = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const count = (name: string) => world.connection.collection(name).countDocuments({});

/** A file whose columns nobody knows, and what they are. */
const foreign = '编号;门店;方向;价;日子\nW-1;东;收入;1.50;2025-12-03\nW-2;东;其他;2.00;2025-12-03\n';
const chosen = [
  { field: 'externalRef', header: '编号' },
  { field: 'kind', header: '方向' },
  { field: 'amount', header: '价' },
  { field: 'occurredOn', header: '日子' },
];

describe('a look at a file of entries', () => {
  test('says what would become of each row, and posts nothing', async () => {
    await world.upload(csv(...lines(1)));
    const { status, seen } = await world.look(
      csv(...lines(2), 'E-1,收入,5.00,2025-12-03,P1,门店,', 'X-1,收入,1.234,2026-12-03,,,'),
    );
    expect(status).toBe(200);
    expect(seen).toMatchObject({ kind: 'CSV', rowCount: 4, posted: 1, duplicate: 1, rejected: 2, problem: null });
    expect(seen.rows.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [2, []],
      [3, []],
      [4, ['ENTRY_DIFFERS', 'ENTRY_DIFFERS']],
      [5, ['AMOUNT_MALFORMED', 'DATE_IN_FUTURE']],
    ]);
    expect(seen.rows[3]).toMatchObject({
      cells: ['X-1', '收入', '1.234', '2026-12-03', '', '', ''],
      problems: [{ column: '金额' }, { column: '发生日期' }],
    });
    expect([await count('entries'), await count('uploads'), await count('upload_files.files')]).toEqual([1, 1, 1]);
  });

  test('shows which columns are known, and which are not', async () => {
    const rows = [
      ['门店', '金额（元）', 'externalRef', '类型', '发生日期'],
      ['x', 1.5, 'W-1', '收入', new Date(Date.UTC(2025, 11, 1))],
    ];
    const file = await writeXlsxFile(rows as never, { dateFormat: 'yyyy-mm-dd' } as never).toBuffer();
    const { seen } = await world.look(new Uint8Array(file), { type: 'application/octet-stream' });
    expect(seen.columns.map(({ field }) => field)).toEqual([null, 'amount', 'externalRef', 'kind', 'occurredOn']);
    expect(seen.rows).toMatchObject([{ line: 2, cells: ['x', '1.5', 'W-1', '收入', '2025-12-01'], outcome: 'POSTED' }]);
  });

  test('may go by the columns that somebody chose', async () => {
    const mapping = { columns: [...chosen] };
    const { seen } = await world.look(foreign, { mapping });
    expect(seen.columns.map(({ field }) => field)).toEqual(['externalRef', null, 'kind', 'amount', 'occurredOn']);
    expect(seen).toMatchObject({ posted: 1, rejected: 1, problem: null });
    expect(seen.rows[1]?.problems).toMatchObject([{ code: 'CHOICE_UNKNOWN', column: '方向' }]);
    const refused = await world.look(foreign, { mapping: { columns: [{ field: 'price', header: '价' }] } });
    expect(refused).toMatchObject({ status: 400, seen: { code: 'CHOICE_UNKNOWN', field: 'mapping.columns.0.field' } });
    expect(await count('upload_files.files')).toBe(0);
  });

  test('of a long one is one at its beginning, and shows what is wrong further below', async () => {
    const rows = lines(1_200).map((row, at) => (at === 500 || at === 1_100 ? row.replace('2025', '1999') : row));
    const { seen } = await world.look(csv(...rows));
    expect(seen).toMatchObject({ rowCount: 1_000, posted: 999, rejected: 1, isWhole: false });
    expect(seen.rows.map(({ line }) => line)).toEqual([...Array.from({ length: 20 }, (_, at) => at + 2), 502]);
  });

  test.each([
    ['a missing column', '凭证号,类型,金额\nA,收入,1\n', 'COLUMN_MISSING'],
    ['no row', `${HEADER}\n`, 'FILE_EMPTY'],
    ['bad bytes', Buffer.concat([Buffer.from(csv(...lines(2))), Buffer.from([0xff, 0xfe, 0x0a])]), 'ENCODING_INVALID'],
  ])('with %s says why it cannot be read', async (_, body, code) => {
    expect((await world.look(body)).seen.problem).toMatchObject({ code });
  });

  test('is for those who may post', async () => {
    expect((await world.look(csv(...lines(1)), { who: 'other-operator' })).status).toBe(404);
    expect((await world.look(csv(...lines(1)), { who: 'finance-maker' })).status).toBe(403);
    expect((await world.look(csv(...lines(1)), { who: 'nobody' })).status).toBe(401);
    expect(await count('upload_files.files')).toBe(0);
  });
});

describe('a file with the columns that somebody chose', () => {
  const mapping = { columns: chosen };
  const rows = ['编号', '门店', '方向', '价', '日子'];

  test.each([
    ['as text', foreign],
    [
      'as a workbook',
      writeXlsxFile([rows, ['W-1', '东', '收入', 1.5, '2025-12-03'], ['W-2', '东', '其他', 2, '2025-12-03']] as never)
        .toBuffer()
        .then((file) => new Uint8Array(file)),
    ],
  ])('is posted and reported by them, %s', async (_, file) => {
    const { result, report, status } = await world.upload(await file, { type: 'application/octet-stream', mapping });
    expect(result).toMatchObject({ state: 'DONE', posted: 1, rejected: 1 });
    expect(report[2]).toMatch(/^3,W-2,REJECTED,方向,CHOICE_UNKNOWN,/);
    expect(await world.connection.collection('entries').findOne({})).toMatchObject({ externalRef: 'W-1', memo: null });
    const rejected = await (await world.get(`${status}/rejected.csv`)).text();
    expect(rejected.split('\r\n')[1]).toMatch(/^W-2,东,其他,2(?:\.00)?,2025-12-03,3,"方向: /);
  });

  test('is refused where the choice says nothing', async () => {
    const answer = await world.send(foreign, { mapping: { columns: [] } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'VALUE_MISSING', field: 'mapping.columns' });
    expect(await count('uploads')).toBe(0);
  });
});

describe('the template', () => {
  test.each(['csv', 'xlsx'] as const)(
    'as %s has every column, and a row that is not posted by mistake',
    async (format) => {
      const answer = await world.get(`/api/agreements/JV-0001/statements/template.${format}`);
      expect(answer.status).toBe(200);
      const { seen } = await world.look(new Uint8Array(await answer.arrayBuffer()), {
        type: 'application/octet-stream',
      });
      expect(seen.columns.map(({ header }) => header)).toEqual(HEADER.split(','));
      expect(seen.columns.every(({ field }) => field !== null)).toBe(true);
      expect(seen.rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([['类型']]);
      expect(seen.posted).toBe(0);
    },
  );

  test('is for those who are signed in', async () => {
    expect((await world.get('/api/agreements/JV-0001/statements/template.csv', 'nobody')).status).toBe(401);
  });
});

describe('the rows that were rejected', () => {
  const bad = [
    '12345678901,收入,1.234,2025-12-01,P1,三位小数,',
    '-7,收入,1.00,2025-13-01,,"a, ""b""",',
    'Z-1,收入,1.00,2025-12-01,,x"y,',
  ];

  test.each(['csv', 'xlsx'] as const)('come as %s, to be corrected and sent again', async (format) => {
    const { status } = await world.upload(csv(...lines(3), bad[0] as string, ...lines(2, 4), ...bad.slice(1)));
    const answer = await world.get(`${status}/rejected.${format}`);
    expect(answer.headers.get('content-disposition')).toContain(`.${format}`);
    const file = new Uint8Array(await answer.arrayBuffer());
    const { seen } = await world.look(file, { type: 'application/octet-stream' });
    expect(seen.columns.map(({ header }) => header)).toEqual([...HEADER.split(','), '原行号', '问题']);
    const digits = format === 'csv' ? "'12345678901" : '12345678901';
    expect(seen.rows.map(({ cells }) => cells.slice(0, 8))).toEqual([
      [digits, '收入', '1.234', '2025-12-01', 'P1', '三位小数', '', '5'],
      [format === 'csv' ? "'-7" : '-7', '收入', '1.00', '2025-13-01', '', 'a, "b"', '', '8'],
      ['', '', '', '', '', '', '', '9'],
    ]);
    expect(seen.rows[0]?.cells[8]).toMatch(/^金额: /);
  });

  test('are known by the same reference once they are right', async () => {
    const { status } = await world.upload(csv(...bad.slice(0, 2)));
    const file = await (await world.get(`${status}/rejected.csv`)).text();
    const { result } = await world.upload(file.replace('1.234', '1.23').replace('2025-13', '2025-12'));
    expect(result).toMatchObject({ state: 'DONE', posted: 2, rejected: 0 });
    const kept = await world.connection.collection('entries').find({}).toArray();
    expect(kept.map(({ externalRef }) => externalRef)).toEqual(['12345678901', '-7']);
  });

  test('are read by those who may read the file', async () => {
    const { status } = await world.upload(csv(...bad));
    expect((await world.get(`${status}/rejected.csv`, 'finance-maker')).status).toBe(200);
    expect((await world.get(`${status}/rejected.csv`, 'other-operator')).status).toBe(404);
  });
});
