/** What would become of a file of entries if it were sent now, for somebody to look at before: nothing is posted. */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { countOf, lookAtEntries, type StatementParts } from '../statement/statement.commands.ts';
import { headerAndRows, reportRow, rowsOfFile, statementRow } from './entry-file.ts';
import type { EntryMapping } from './entry-mapping.ts';
import type { FileStore } from './file.store.ts';
import { saidOf } from './report.ts';
import type { ReportRow } from './sent-file.store.ts';
import { storedProblem } from './stored-problem.ts';
import { columnsOf, type FileKind, type FileRow, fieldsOf, headerText } from './upload.ts';

/** As many as are posted together. */
const ROWS_LOOKED_AT = 1_000;
const ROWS_SHOWN = 20;
const REJECTED_SHOWN = 50;

/** Which columns are known by their header, and what would become of its first rows. */
export async function previewOf(
  parts: Omit<StatementParts, 'writer'> & { readonly files: FileStore },
  agreement: Agreement,
  { id, kind, mapping }: { readonly id: string; readonly kind: FileKind; readonly mapping: EntryMapping | null },
) {
  const blocks = await rowsOfFile(parts.files, { id, kind, encoding: null, mapping });
  if (isRefusal(blocks)) return unreadable(kind, blocks);
  const [header, ...below] = await firstOf(headerAndRows(blocks), ROWS_LOOKED_AT + 2);
  if (!header) return unreadable(kind, refuse('FILE_EMPTY'));
  const columns = columnsOf(header, mapping);
  const rows = below.slice(0, ROWS_LOOKED_AT);
  if (isRefusal(columns))
    return { ...unreadable(kind, columns), ...shownOf(header, mapping, rows.slice(0, ROWS_SHOWN)) };
  const outcomes = await lookAtEntries(
    parts,
    agreement,
    rows.map((row) => statementRow(row, columns)),
  );
  const told = new Map(outcomes.map((outcome) => [outcome.line, reportRow(outcome, columns)]));
  const isRejected = ({ line }: FileRow) => told.get(line)?.outcome === 'REJECTED';
  const further = rows.slice(ROWS_SHOWN).filter(isRejected).slice(0, REJECTED_SHOWN);
  return {
    kind,
    ...shownOf(header, mapping, [...rows.slice(0, ROWS_SHOWN), ...further], told),
    rowCount: rows.length,
    posted: countOf(outcomes, 'POSTED'),
    duplicate: countOf(outcomes, 'DUPLICATE'),
    rejected: countOf(outcomes, 'REJECTED'),
    isWhole: below.length <= ROWS_LOOKED_AT,
    problem: rows.length === 0 ? said(refuse('FILE_EMPTY')) : null,
  };
}

function unreadable(kind: FileKind, problem: Refusal) {
  const nothing = { columns: [], rows: [], rowCount: 0, posted: 0, duplicate: 0, rejected: 0, isWhole: true };
  return { kind, ...nothing, problem: said(problem) };
}

function shownOf(
  header: FileRow,
  mapping: EntryMapping | null,
  rows: readonly FileRow[],
  told: ReadonlyMap<number, ReportRow> = new Map(),
) {
  const fields = fieldsOf(header.cells, mapping);
  return {
    columns: header.cells.map((cell, at) => ({
      header: headerText(cell),
      field: fields[at] ?? null,
    })),
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: header.cells.map((_, at) => cells[at] ?? ''),
      outcome: told.get(line)?.outcome ?? null,
      problems: (told.get(line)?.problems ?? []).map((problem) => ({ ...saidOf(problem), column: problem.column })),
    })),
  };
}

function said(refusal: Refusal) {
  return saidOf(storedProblem(refusal));
}

async function firstOf<T>(rows: AsyncIterable<T>, count: number): Promise<readonly T[]> {
  const first: T[] = [];
  for await (const row of rows) if (first.push(row) === count) break;
  return first;
}
