/** Reads the one sheet that has what is looked for in a thread of its own, whose memory is limited: a hostile file ends the thread, not us. */
import { workerData } from 'node:worker_threads';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { readSheet } from 'read-excel-file/node';
import { headerOf, mappingOf } from '../bank-statement/statement-header.ts';
import { refuseArchive } from './archive.ts';
import { tell, tellEnd } from './in-thread.ts';
import { columnsOf, type FileRow } from './upload.ts';
import { cellsWithoutValue, type Worksheet, worksheetsOf } from './workbook-parts.ts';
import type { Sought, WorkbookLimits } from './xlsx-rows.ts';

const { file, limits, sought } = workerData as { file: Uint8Array; limits: WorkbookLimits; sought: Sought };

async function read(file: Buffer, { unpackedMax, rowsMax }: WorkbookLimits): Promise<Refusal | null> {
  const refusal = refuseArchive(file, unpackedMax);
  if (refusal) return refusal;
  const sheets: Sheet[] = [];
  for (const worksheet of worksheetsOf(file)) {
    const data = (await readSheet(file, worksheet.number, { trim: false })) as readonly Cells[];
    sheets.push({ worksheet, rows: data.map((cells, index) => ({ line: index + 1, cells })) });
  }
  const chosen = sheetSought(sheets);
  if (isRefusal(chosen)) return chosen;
  const rows = chosen ? filledRows(chosen, cellsWithoutValue(file, chosen.worksheet)) : [];
  // The header does not count.
  if (rows.length - 1 > rowsMax) return refuse('FILE_TOO_LARGE', { limit: `${rowsMax} 行 rows` });
  tell(rows);
  return null;
}

type Cells = readonly unknown[];

interface Sheet {
  readonly worksheet: Worksheet;
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[];
}

/**
 * The sheet whose header has the columns: notes and lists beside it do not matter, wherever they stand. Where several
 * have rows below it, none is taken rather than some lost. Without any, the first that is not empty says why.
 */
function sheetSought(sheets: readonly Sheet[]): Sheet | undefined | Refusal {
  const filled = sheets.map((sheet) => {
    const rows = filledRows(sheet, new Set());
    return { sheet, rows, header: headerAt(rows) };
  });
  const fitting = filled.filter(({ header }) => header !== undefined);
  const withRows = fitting.filter(({ rows, header = 0 }) => rows.length > header + 1);
  if (withRows.length > 1) {
    return refuse('SHEETS_TOO_MANY', { sheets: withRows.map(({ sheet }) => sheet.worksheet.number).join(', ') });
  }
  return (withRows[0] ?? fitting[0] ?? filled.find(({ rows }) => rows.length > 0))?.sheet;
}

/** Which of the rows is the header that is looked for; undefined where there is none. */
function headerAt(rows: readonly FileRow[]): number | undefined {
  if ('entries' in sought) return rows[0] && !isRefusal(columnsOf(rows[0], sought.entries)) ? 0 : undefined;
  const header = headerOf(rows, mappingOf(rows, sought.statement));
  return header?.missing.length === 0 ? header.at : undefined;
}

/** Rows with anything in them; a cell that lacks the value it should have is something. */
function filledRows({ rows }: Sheet, withoutValue: ReadonlySet<string>): readonly FileRow[] {
  return rows.flatMap(({ line, cells }) => {
    const placesOf = (isMeant: (cell: unknown, at: number) => boolean) =>
      cells.flatMap((cell, at) => (isMeant(cell, at) ? [at] : []));
    const broken = withoutValue.size === 0 ? [] : placesOf((_, at) => withoutValue.has(`${line - 1} ${at}`));
    if (broken.length === 0 && cells.every(isEmpty)) return [];
    const numbers = placesOf((cell) => typeof cell === 'number');
    return { line, cells: cells.map(textOf), numbers, ...(broken.length > 0 && { broken }) };
  });
}

function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === '';
}

/** A number by its shortest decimal, a date cell as its day, and in a bank statement with its time. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : dateText(cell.getTime());
  return isEmpty(cell) ? '' : String(cell);
}

/** A spreadsheet keeps a time as a fraction of its day: a second is a little more or less. */
function dateText(time: number): string {
  const [day = '', clock = ''] = new Date(Math.round(time / 1_000) * 1_000).toISOString().split('T');
  return 'entries' in sought || clock.startsWith('00:00:00') ? day : `${day} ${clock.slice(0, 8)}`;
}

const answer = await read(Buffer.from(file.buffer, file.byteOffset, file.byteLength), limits).catch((error: unknown) =>
  refuse('FILE_UNREADABLE', { why: error instanceof Error ? error.message.slice(0, 200) : 'XLSX' }),
);
tellEnd(answer);
