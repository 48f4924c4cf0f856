/** Reads the one sheet with entries in a thread of its own, whose memory is limited: a hostile file ends the thread, not us. */
import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { readSheet } from 'read-excel-file/node';
import { refuseArchive } from './archive.ts';
import { columnsOf, type FileRow } from './upload.ts';
import { cellsWithoutValue, type Worksheet, worksheetsOf } from './workbook-parts.ts';
import type { WorkbookLimits, WorkbookMessage } from './xlsx-rows.ts';

const ROWS_AT_ONCE = 1_000;

async function read(file: Buffer, { unpackedMax, rowsMax }: WorkbookLimits): Promise<Refusal | null> {
  const refusal = refuseArchive(file, unpackedMax);
  if (refusal) return refusal;
  const sheets: Sheet[] = [];
  for (const worksheet of worksheetsOf(file)) {
    const data = (await readSheet(file, worksheet.number, { trim: false })) as readonly Cells[];
    sheets.push({ worksheet, rows: data.map((cells, index) => ({ line: index + 1, cells })) });
  }
  const chosen = sheetOfEntries(sheets);
  if (isRefusal(chosen)) return chosen;
  const rows = chosen ? filledRows(chosen, cellsWithoutValue(file, chosen.worksheet)) : [];
  // The header does not count.
  if (rows.length - 1 > rowsMax) return refuse('FILE_TOO_LARGE', { limit: `${rowsMax} 行 rows` });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) tell({ rows: rows.slice(from, from + ROWS_AT_ONCE) });
  return null;
}

type Cells = readonly unknown[];

interface Sheet {
  readonly worksheet: Worksheet;
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[];
}

/**
 * The sheet whose header has the columns: notes and lists beside it do not matter, wherever they stand. Where several
 * have entries, none is taken rather than some lost. Without any, the first that is not empty says why.
 */
function sheetOfEntries(sheets: readonly Sheet[]): Sheet | undefined | Refusal {
  const filled = sheets.map((sheet) => ({ sheet, rows: filledRows(sheet, new Set()) }));
  const fitting = filled.filter(({ rows: [header] }) => header && !isRefusal(columnsOf(header)));
  const withEntries = fitting.filter(({ rows }) => rows.length > 1);
  if (withEntries.length > 1) {
    return refuse('SHEETS_TOO_MANY', { sheets: withEntries.map(({ sheet }) => sheet.worksheet.number).join(', ') });
  }
  return (withEntries[0] ?? fitting[0] ?? filled.find(({ rows }) => rows.length > 0))?.sheet;
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

/** A number by its shortest decimal, a date cell as its day. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return isEmpty(cell) ? '' : String(cell);
}

function tell(message: WorkbookMessage): void {
  parentPort?.postMessage(message);
}

const { file, limits } = workerData as { file: Uint8Array; limits: WorkbookLimits };
const answer = await read(Buffer.from(file.buffer, file.byteOffset, file.byteLength), limits).catch((error: unknown) =>
  refuse('FILE_UNREADABLE', { why: error instanceof Error ? error.message.slice(0, 200) : 'XLSX' }),
);
tell(
  isRefusal(answer)
    ? { problem: { code: answer.code, field: answer.field, parameters: answer.parameters } }
    : { isDone: true },
);
