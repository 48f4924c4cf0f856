/** Reads the first sheet of a workbook in a thread of its own, whose memory is limited: a hostile file ends the thread, not us. */
import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { readSheet } from 'read-excel-file/node';
import { refuseArchive } from './archive.ts';
import type { WorkbookLimits, WorkbookMessage } from './xlsx-rows.ts';

const ROWS_AT_ONCE = 1_000;

async function read(file: Buffer, { unpackedMax, rowsMax }: WorkbookLimits): Promise<Refusal | null> {
  const refusal = refuseArchive(file, unpackedMax);
  if (refusal) return refusal;
  const sheet = (await readSheet(file, { trim: false })) as readonly (readonly unknown[])[];
  const filled = sheet.flatMap((cells, index) => (cells.every(isEmpty) ? [] : [{ line: index + 1, cells }]));
  // The header does not count.
  if (filled.length - 1 > rowsMax) return refuse('FILE_TOO_LARGE', { limit: `${rowsMax} 行 rows` });
  for (let from = 0; from < filled.length; from += ROWS_AT_ONCE) {
    const rows = filled.slice(from, from + ROWS_AT_ONCE).map(({ line, cells }) => ({
      line,
      cells: cells.map(textOf),
      numbers: cells.flatMap((cell, at) => (typeof cell === 'number' ? [at] : [])),
    }));
    tell({ rows });
  }
  return null;
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
