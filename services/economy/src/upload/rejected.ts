/**
 * The rows of a file that were rejected, as a file that can be corrected and sent again: its own columns, and behind them
 * the line each stood in and what is wrong with it, which nobody reads when it comes back.
 */
import { isRefusal, type Language, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Format, Table } from '@hh/service/table-file.ts';
import { headerAndRows, rowsOfFile } from './entry-file.ts';
import type { FileStore } from './file.store.ts';
import type { ReportRow } from './sent-file.store.ts';
import { problemOf } from './stored-problem.ts';
import type { Upload, UploadStore } from './upload.store.ts';
import { type Columns, columnsOf, type FileRow, headerText } from './upload.ts';

const added = { zh: ['原行号', '问题'], en: ['original line', 'problem'] } as const;

export async function rejectedOf(
  { files, uploads }: { readonly files: FileStore; readonly uploads: UploadStore },
  upload: Upload,
  language: Language,
  format: Format,
): Promise<Table | Refusal> {
  const blocks = await rowsOfFile(files, upload);
  if (isRefusal(blocks)) return blocks;
  const rows = headerAndRows(blocks);
  const { value: header } = await rows.next();
  const columns = header ? columnsOf(header, upload.mapping ?? null) : refuse('FILE_EMPTY');
  if (isRefusal(columns)) return columns;
  const names = header?.cells.map(headerText) ?? [];
  const cellsOf = (row: FileRow) =>
    names.map((_, at) => (format === 'csv' ? asText(row.cells[at] ?? '', at, columns) : (row.cells[at] ?? '')));
  return {
    name: `${upload.fileName.replace(/\.[^.]*$/, '')} ${language === 'zh' ? '待更正' : 'to correct'}`,
    header: [...names, ...added[language]],
    rows: rejected(
      rows,
      uploads.report(upload),
      (row, problem) => [...cellsOf(row), String(row.line), problem],
      language,
    ),
  };
}

/** The report has a row for each of the file's, in its order. */
async function* rejected<Cells>(
  rows: AsyncGenerator<FileRow>,
  report: AsyncIterable<readonly ReportRow[]>,
  cellsOf: (row: FileRow, problem: string) => Cells,
  language: Language,
): AsyncGenerator<Cells> {
  for await (const batch of report)
    for (const { outcome, problems } of batch) {
      const { value: row } = await rows.next();
      if (!row || outcome !== 'REJECTED') continue;
      const said = problems.map((each) => `${each.column}${each.column && ': '}${problemOf(each).message(language)}`);
      yield cellsOf(row, said.join('; '));
    }
}

/** A spreadsheet would take the digits of a reference for a number, and lose its zeros or its end. */
function asText(cell: string, at: number, columns: Columns): string {
  const isReference = [columns.get('externalRef')?.at, columns.get('reverses')?.at].includes(at);
  return isReference && /^\d+$/.test(cell) ? `'${cell}` : cell;
}
