/** The rows of the sheet of a workbook that has what is looked for, read whole within its limits, in a thread of its own. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { BankMapping } from '../bank-statement/bank-mapping.ts';
import type { EntryMapping } from './entry-mapping.ts';
import { inThread, type ThreadLimits } from './in-thread.ts';
import type { FileRow } from './upload.ts';

export interface WorkbookLimits extends ThreadLimits {
  readonly rowsMax: number;
  /** Of all parts together, in bytes. */
  readonly unpackedMax: number;
}

/** A sheet with a header of entries, as it is called or as somebody chose, or one with a header of a bank statement under one of these mappings. */
export type Sought = { readonly entries: EntryMapping | null } | { readonly statement: readonly BankMapping[] };

export const workbookBytesMax = 20 * 1_048_576;
export const workbookLimits: WorkbookLimits = {
  rowsMax: 50_000,
  unpackedMax: 200 * 1_048_576,
  heapMb: 512,
  timeMs: 120_000,
};

/** All rows that are not blank, of entries the header first; or why the workbook cannot be read. */
export async function xlsxRows(
  file: Uint8Array<ArrayBuffer>,
  limits: WorkbookLimits = workbookLimits,
  sought: Sought = { entries: null },
): Promise<readonly FileRow[] | Refusal> {
  const script = new URL('./xlsx-worker.ts', import.meta.url);
  const rows = await inThread<FileRow>(script, { file, limits, sought }, limits);
  return rows === 'EXHAUSTED' ? tooLarge(limits) : rows;
}

function tooLarge({ rowsMax }: WorkbookLimits): Refusal {
  return refuse('FILE_TOO_LARGE', { limit: `${rowsMax} 行 rows` });
}
