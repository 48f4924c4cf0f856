/** How an upload is shown over HTTP: its status, and the report of its rows. */
import { formatInstant } from '@hh/kernel/period.ts';
import { stringify } from 'csv-stringify/sync';
import type { ReportRow, SentFile } from './sent-file.store.ts';
import { problemOf, type StoredProblem } from './stored-problem.ts';

export function statusOf(file: SentFile) {
  const { id, fileName, state, rows, posted, duplicate, rejected, startedAt, endedAt, problem } = file;
  return {
    id,
    fileName,
    state,
    rows,
    posted,
    duplicate,
    rejected,
    startedAt: startedAt && formatInstant(startedAt),
    endedAt: endedAt && formatInstant(endedAt),
    ...(problem && { problem: saidOf(problem) }),
  };
}

/** A refusal in both languages, as all of HTTP beside the graph says it. */
export function saidOf(problem: StoredProblem) {
  const refusal = problemOf(problem);
  const { code, field, parameters } = refusal;
  return {
    code,
    field,
    message: refusal.message('zh'),
    messageEn: refusal.message('en'),
    ...('line' in parameters && { line: Number(parameters.line) }),
  };
}

const BYTE_ORDER_MARK = '\uFEFF'; // else a spreadsheet takes the Chinese for another encoding

/** One line for each row, and for what is said of the whole file; a cell that a spreadsheet would compute gets an apostrophe in front. */
export async function* reportOf(
  { problem }: SentFile,
  { rowsBy, notes }: { readonly rowsBy: string; readonly notes: readonly StoredProblem[] },
  batches: AsyncIterable<readonly ReportRow[]>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${csv([['line', rowsBy, 'outcome', 'column', 'code', 'message']])}`;
  for await (const rows of batches) yield csv(rows.map(lineOf));
  for (const note of notes) yield csv([aboutFile('NOTE', note)]);
  if (problem) yield csv([aboutFile('FAILED', problem)]);
}

function aboutFile(outcome: 'NOTE' | 'FAILED', problem: StoredProblem): readonly unknown[] {
  const { line, code, message, messageEn } = saidOf(problem);
  return [line ?? '', '', outcome, '', code, `${message} / ${messageEn}`];
}

function lineOf({ line, externalRef, outcome, problems }: ReportRow): readonly unknown[] {
  const said = problems.map((problem) => ({ ...saidOf(problem), column: problem.column }));
  const columns = [...new Set(said.map(({ column }) => column).filter((column) => column !== ''))];
  const codes = [...new Set(said.map(({ code }) => code))];
  const messages = said.map(({ message, messageEn }) => `${message} / ${messageEn}`);
  return [line, externalRef, outcome, columns.join(' '), codes.join(' '), messages.join('; ')];
}

function csv(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], { escape_formulas: true, quoted_match: /[\r\n]/, record_delimiter: '\r\n' });
}
