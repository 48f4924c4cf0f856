/** The rows of the sheet of a workbook that has what is looked for, read whole within its limits, in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { BankMapping } from '../bank-statement/bank-mapping.ts';
import type { FileRow } from './upload.ts';

export interface WorkbookLimits {
  readonly rowsMax: number;
  /** Of all parts together, in bytes. */
  readonly unpackedMax: number;
  /** What the thread may take, in MB and milliseconds. */
  readonly heapMb: number;
  readonly timeMs: number;
}

/** A sheet with a header of entries, or one with a header of a bank statement under this mapping. */
export type Sought = 'ENTRIES' | { readonly statement: BankMapping };

export type WorkbookMessage =
  | { readonly rows: readonly FileRow[] }
  | { readonly problem: Pick<Refusal, 'code' | 'field' | 'parameters'> }
  | { readonly isDone: true };

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
  sought: Sought = 'ENTRIES',
): Promise<readonly FileRow[] | Refusal> {
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: { file, limits, sought },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  });
  const rows: FileRow[] = [];
  const timer = setTimeout(() => worker.terminate(), limits.timeMs);
  try {
    return await new Promise<readonly FileRow[] | Refusal>((resolve, reject) => {
      worker.on('message', (message: WorkbookMessage) => {
        if ('rows' in message) for (const row of message.rows) rows.push(row);
        else if ('problem' in message) resolve(refusalOf(message.problem));
        else resolve(rows);
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooLarge(limits));
        else reject(error);
      });
      worker.on('exit', () => resolve(tooLarge(limits)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function refusalOf({ code, field, parameters }: Pick<Refusal, 'code' | 'field' | 'parameters'>): Refusal {
  return new Refusal(code, field, parameters);
}

function tooLarge({ rowsMax }: WorkbookLimits): Refusal {
  return refuse('FILE_TOO_LARGE', { limit: `${rowsMax} 行 rows` });
}
