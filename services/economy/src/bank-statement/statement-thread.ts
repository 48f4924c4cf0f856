/** Files of banks are read and proved in a thread, or looked at in one: the process answers others meanwhile. */
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { inThread, type ThreadLimits } from '../upload/in-thread.ts';
import type { ReportRow } from '../upload/sent-file.store.ts';
import type { Encoding, FileKind } from '../upload/upload.ts';
import type { ProvedRow, ProvedStatement } from './bank-statement.ts';
import type { Preview } from './preview.ts';
import { type Reading, tooManyRows } from './read-statement.ts';
import { tellFile } from './tell-file.ts';

export interface ThreadData extends Reading {
  readonly file: Uint8Array;
  readonly kind: FileKind;
  readonly isPreview: boolean;
}

/** What a file says before its rows. */
export interface StatementHead extends Omit<ProvedStatement, 'rows'> {
  readonly encoding: Encoding | null;
}

/** Rows that cannot be read, as a report names them; and how many can. */
export interface Rejection {
  readonly encoding: Encoding | null;
  readonly rejected: readonly ReportRow[];
  readonly readable: number;
}

/** What the thread tells: a look at the file, or what is wrong with its rows, or a head and then rows. */
export type Told = { readonly preview: Preview } | { readonly rejection: Rejection } | StatementHead | ProvedRow;

/** Read before a thread would have begun. Not a workbook, which may unpack to anything. */
const HERE_BYTES_MAX = 65_536;
const limits: ThreadLimits = { heapMb: 1_024, timeMs: 120_000 };

export interface ProvedFile extends ProvedStatement {
  readonly encoding: Encoding | null;
}

export async function proveFile(data: Omit<ThreadData, 'isPreview'>): Promise<ProvedFile | Rejection | Refusal> {
  const told = await run({ ...data, isPreview: false });
  if (isRefusal(told)) return told;
  const [first, ...rows] = told;
  if (first && 'rejection' in first) return first.rejection;
  return { ...(first as StatementHead), rows: rows as readonly ProvedRow[] };
}

export async function lookAtFile(data: Omit<ThreadData, 'isPreview'>): Promise<Preview | Refusal> {
  const told = await run({ ...data, isPreview: true });
  return isRefusal(told) ? told : (told[0] as { readonly preview: Preview }).preview;
}

async function run(data: ThreadData): Promise<readonly Told[] | Refusal> {
  if (data.kind !== 'XLSX' && data.file.length <= HERE_BYTES_MAX) {
    const told: Told[] = [];
    return (await tellFile(data, (found) => void told.push(...found))) ?? told;
  }
  const told = await inThread<Told>(new URL('./statement-worker.ts', import.meta.url), data, limits);
  return told === 'EXHAUSTED' ? tooManyRows() : told;
}
