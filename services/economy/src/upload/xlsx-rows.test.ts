import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { refuseArchive } from './archive.ts';
import { type WorkbookLimits, xlsxRows } from './xlsx-rows.ts';

const limits: WorkbookLimits = { rowsMax: 3, unpackedMax: 1_048_576, heapMb: 64, timeMs: 20_000 };
const header = ['凭证号', '类型', '金额', '发生日期'];

async function workbook(rows: readonly (readonly unknown[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await writeXlsxFile([header, ...rows] as never, { dateFormat: 'yyyy-mm-dd' } as never).toBuffer();
  return new Uint8Array(buffer);
}

describe('rows of a workbook', () => {
  test('are read with numbers by their shortest decimal, date cells as days, text as it is', async () => {
    const file = await workbook([
      ['A', '收入', 1234.5, new Date(Date.UTC(2025, 11, 3))],
      [],
      ['12345678901234567890', '成本', '7.10', '2025/12/3'],
      [1234567890123456800, '成本', 1.1, 20251203],
    ]);
    expect(await xlsxRows(file, limits)).toEqual([
      { line: 1, cells: header, numbers: [] },
      { line: 2, cells: ['A', '收入', '1234.5', '2025-12-03'], numbers: [2] },
      { line: 4, cells: ['12345678901234567890', '成本', '7.10', '2025/12/3'], numbers: [] },
      { line: 5, cells: ['1234567890123456800', '成本', '1.1', '20251203'], numbers: [0, 2, 3] },
    ]);
  });

  test('are at most as many as the limit says; beyond it a CSV is advised', async () => {
    const rows = Array.from({ length: 4 }, (_, index) => [`E-${index}`, '收入', 1, '2025-12-01']);
    expect(await xlsxRows(await workbook(rows), limits)).toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await xlsxRows(await workbook(rows.slice(1)), limits)).toHaveLength(4);
  });

  /** A workbook of these sheets, by name. */
  async function sheetsOf(content: Readonly<Record<string, readonly (readonly string[])[]>>) {
    const sheets = Object.entries(content).map(([sheet, data]) => ({ sheet, data }));
    return new Uint8Array(await writeXlsxFile(sheets as never).toBuffer());
  }
  const row = ['A', '收入', '1', '2025-12-01'];

  test('are those of the sheet that has the columns, wherever it stands', async () => {
    const file = await sheetsOf({
      说明: [['请填写'], ['凭证号不可重复']],
      空表: [],
      明细: [header, row],
      模板: [header],
    });
    expect(await xlsxRows(file, limits)).toEqual([
      { line: 1, cells: header, numbers: [] },
      { line: 2, cells: row, numbers: [] },
    ]);
  });

  test('are refused where several sheets have some: none is lost unsaid', async () => {
    const file = await sheetsOf({ 一月: [header, row], 二月: [header, row], 说明: [['x']] });
    expect(await xlsxRows(file, limits)).toMatchObject({
      code: 'SHEETS_TOO_MANY',
      parameters: { sheets: '1, 2' },
    });
  });

  test('keep their places of errors and of formulas that nobody computed; charts between the sheets do not matter', async () => {
    const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const sheet = `<worksheet><sheetData>
      <row r="1">${header.map((name, at) => text(`${'ABCD'[at]}1`, name)).join('')}</row>
      <row r="2">${text('A2', 'A')}<c r="B2" t="e"><f>X1</f><v>#REF!</v></c><c r="C2"/><c r="D2"><f>1+1</f></c></row>
      <row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>
      <row r="4"><c r="C4"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`;
    const names = `<sheet name="图" sheetId="2" r:id="rId2"/><sheet name="a" sheetId="1" r:id="rId1"/>`;
    const file = zip({
      'xl/workbook.xml': `<workbook xmlns:r="${relationships}"><sheets>${names}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relationships}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': sheet,
    });
    expect(await xlsxRows(new Uint8Array(file), limits)).toMatchObject([
      { line: 1 },
      { line: 2, cells: ['A', '', '', ''], broken: [1, 3] },
      { line: 3, broken: [0] },
      { line: 4, cells: ['', '', '2', ''], numbers: [2] },
    ]);
  });

  test('of a broken workbook are refused, not thrown', async () => {
    const good = Buffer.from(await workbook([['A', '收入', 1, '2025-12-01']]));
    expect(await xlsxRows(new Uint8Array(good.subarray(0, good.length >> 1)), limits)).toMatchObject({
      code: 'FILE_KIND_UNKNOWN',
    });
    const sheet = Buffer.from(good);
    sheet.fill(0, 60, 400);
    expect(await xlsxRows(new Uint8Array(sheet), limits)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('that would take more memory than a thread may end the thread, not the process', async () => {
    const cells = (row: number, letters: string) => `<row r="${row}"><c r="${letters}${row}"><v>1</v></c></row>`;
    const sheet = `<worksheet><sheetData>${cells(1, 'A')}${cells(1_048_576, 'XFD')}</sheetData></worksheet>`;
    const file = zip({ ...parts, 'xl/worksheets/sheet1.xml': sheet });
    expect(await xlsxRows(new Uint8Array(file), { ...limits, rowsMax: 50_000 })).toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
  });
});

describe('an archive', () => {
  test('that unpacks to more than the limit is refused before it is read', () => {
    const bomb = zip({ ...parts, 'xl/worksheets/sheet1.xml': 'x'.repeat(3_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(refuseArchive(bomb, 1_048_576)).toMatchObject({ code: 'FILE_TOO_LARGE', parameters: { limit: '1 MB' } });
    expect(refuseArchive(bomb, 4_000_000)).toBeNull();
  });

  test('that is no workbook is of an unknown kind', () => {
    expect(refuseArchive(zip({ 'readme.txt': 'hello' }), 1_000)).toMatchObject({ code: 'FILE_KIND_UNKNOWN' });
  });

  test('that hides a part between those it names is refused', () => {
    const file = zip(parts);
    const hidden = Buffer.concat([file.subarray(0, file.indexOf('PK\x01\x02')), Buffer.alloc(100)]);
    const shifted = zip(parts, { before: Buffer.alloc(100) });
    expect(refuseArchive(shifted, 1_048_576)).toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(refuseArchive(hidden, 1_048_576)).toMatchObject({ code: 'FILE_KIND_UNKNOWN' });
  });
});

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const parts: Readonly<Record<string, string>> = {
  'xl/workbook.xml': `<workbook xmlns:r="${relationships}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** A ZIP of these parts; `before` stands unnamed in front of the last one. */
function zip(content: Readonly<Record<string, string>>, { before = Buffer.alloc(0) } = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  const names = Object.keys(content);
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) local.push(before);
    const packed = deflateRawSync(content[name] as string);
    const size = Buffer.byteLength(content[name] as string);
    const offset = Buffer.concat(local).length;
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(title.length, 26);
    local.push(head, title, packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, title);
  }
  const [body, listing] = [Buffer.concat(local), Buffer.concat(directory)];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, listing, end]);
}
