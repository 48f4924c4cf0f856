/**
 * A list as a file: CSV of any length, row by row, or a workbook up to so many rows, made in a thread of its own, one at a
 * time. What a spreadsheet would compute stays text, and amounts stay numbers.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';

/** Text, an amount in fen, a plain number; null stays empty. */
export type Cell = string | Fen | number | null;

export interface Table {
  /** The file's name without its end, and that of the sheet. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}

export const formats = ['csv', 'xlsx'] as const;
export type Format = (typeof formats)[number];

export const WORKBOOK_ROWS_MAX = 50_000;
const ROWS_AT_ONCE = 1_000;
const HEAP_MB = 512;
const BYTE_ORDER_MARK = '\uFEFF'; // else a spreadsheet takes the Chinese for another encoding

const types: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Sends the table, or refuses EXPORT_TOO_LARGE before anything is sent. */
export async function sendTable(response: Response, table: Table, format: Format): Promise<Refusal | null> {
  const body = format === 'csv' ? csvOf(table) : await workbookOf(table);
  if (isRefusal(body)) return body;
  response.set({
    'content-type': types[format],
    'content-disposition': `attachment; filename="export.${format}"; filename*=UTF-8''${encodeURIComponent(`${table.name}.${format}`)}`,
    'cache-control': 'no-store',
  });
  await pipeline(Readable.from(body), response);
  return null;
}

/** A text that begins like a formula gets an apostrophe in front; an amount is a number, negative or not. */
export function safeText(text: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}

export async function* csvOf({ header, rows }: Table): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${lines([header])}`;
  let batch: (readonly Cell[])[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield lines(batch);
    batch = [];
  }
  yield lines(batch);
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(written)),
    { record_delimiter: '\r\n', quoted_match: BREAKS },
  );
}

/** The writer quotes its own line end only: half of one inside of a text would begin a line, and maybe a formula. */
const BREAKS = /[\r\n]/;

function written(cell: Cell): string {
  if (typeof cell === 'string') return safeText(cell);
  return typeof cell === 'bigint' ? formatMoney(cell) : `${cell ?? ''}`;
}

let turn: Promise<unknown> = Promise.resolve();

/** Only one is in the making at a time, so that what it takes is bounded. */
export function workbookOf(table: Table): Promise<readonly [Uint8Array] | Refusal> {
  const made = turn.then(() => make(table));
  turn = made.catch(() => undefined); // whoever waits for it hears of it; the next in turn need not
  return made;
}

async function make({ name, header, rows }: Table): Promise<readonly [Uint8Array] | Refusal> {
  const cells: (readonly Cell[])[] = [];
  for await (const row of rows)
    if (cells.push(row) > WORKBOOK_ROWS_MAX) return refuse('EXPORT_TOO_LARGE', { limit: WORKBOOK_ROWS_MAX });
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
    workerData: { name, header, rows: cells },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (file: Uint8Array) => resolve([file]));
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread that makes a workbook ended with ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
}
