/** A file of entries that was kept: its rows, its header first, and what a row says. */
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { parseEntry } from '../statement/entry.ts';
import type { RowOutcome, StatementRow } from '../statement/statement.commands.ts';
import { byHeader, csvRows } from './csv-rows.ts';
import { decode, encodingOf, withNewlines } from './encoding.ts';
import type { EntryMapping } from './entry-mapping.ts';
import type { FileStore } from './file.store.ts';
import type { ReportRow } from './sent-file.store.ts';
import { storedProblem } from './stored-problem.ts';
import { type Columns, type Encoding, type FileKind, type FileRow, isBlank, rawEntryOf } from './upload.ts';
import { workbookLimits, xlsxRows } from './xlsx-rows.ts';

type Blocks = AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>;

interface KeptEntryFile {
  readonly id: string;
  readonly kind: FileKind;
  /** Null before it is decided. */
  readonly encoding: Encoding | null;
  readonly mapping?: EntryMapping | null;
}

/** In blocks; the encoding of a CSV is decided once. */
export async function rowsOfFile(
  files: Pick<FileStore, 'open' | 'whole'>,
  { id, kind, encoding: known, mapping = null }: KeptEntryFile,
  decided: (encoding: Encoding) => Promise<unknown> = async () => {},
): Promise<Blocks | Refusal> {
  if (kind === 'XLSX') {
    const rows = await xlsxRows(await files.whole(id), workbookLimits, { entries: mapping });
    return isRefusal(rows) ? rows : [rows];
  }
  const content = () => withNewlines(files.open(id));
  const encoding = known ?? (await encodingOf(content()));
  if (isRefusal(encoding)) return encoding;
  if (known === null) await decided(encoding);
  return csvRows(decode(content(), encoding), byHeader(mapping));
}

/** The header, then each row that is not blank. */
export async function* headerAndRows(blocks: Blocks): AsyncGenerator<FileRow, undefined> {
  let isHeader = true;
  for await (const block of blocks)
    for (const row of block) {
      if (isHeader || !isBlank(row)) yield row;
      isHeader = false;
    }
}

export function statementRow(row: FileRow, columns: Columns): StatementRow {
  if (row.problem) return { line: row.line, entry: { externalRef: '', occurredOn: null, problems: [row.problem] } };
  const { raw, problems } = rawEntryOf(row, columns);
  return { line: row.line, entry: parseEntry(raw, problems) };
}

export function reportRow({ line, externalRef, outcome, problems }: RowOutcome, columns: Columns): ReportRow {
  return {
    line,
    externalRef,
    outcome,
    problems: problems.map((problem) => ({ ...storedProblem(problem), column: columnOf(problem, columns) })),
  };
}

/** The header as the file has it. */
function columnOf({ field }: Refusal, columns: Columns): string {
  return (columns as ReadonlyMap<string | null, { header: string }>).get(field)?.header ?? '';
}
