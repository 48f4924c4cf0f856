/** What would become of a file of a bank, for somebody to look at before it is imported or its mapping saved. */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { saidOf } from '../upload/report.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { writtenMapping } from './bank-mapping.ts';
import type { BankRow } from './bank-row.ts';
import { type ProvedStatement, prove } from './bank-statement.ts';
import { type BankFile, contentsOf, numberEndsOf, type Reading, statementFor } from './read-statement.ts';
import { headerOf, proposedMapping } from './statement-header.ts';

const ROWS_SHOWN = 20;
const PROBLEMS_SHOWN = 50;

export type Preview = Awaited<ReturnType<typeof previewOf>>;

/** Its encoding, header, columns, first rows and problems. */
export async function previewOf(file: BankFile, reading: Reading) {
  const contents = await contentsOf(file, reading.mappings);
  if (isRefusal(contents)) return { kind: file.kind, numberEnds: [], problem: said(contents) };
  const { mapping } = contents;
  const header = headerOf(contents.rows, mapping);
  const read = statementFor(file, contents, reading);
  const proved = isRefusal(read) || read.problems.length > 0 ? null : prove(read);
  const problem = isRefusal(read) ? read : isRefusal(proved) ? proved : null;
  return {
    kind: file.kind,
    numberEnds: numberEndsOf(file, contents),
    encoding: contents.encoding,
    header: header ? { line: header.line, columns: header.names } : null,
    mapping: header ? writtenMapping(proposedMapping(header, contents.rows, mapping)) : null,
    lines: contents.rows.slice(0, ROWS_SHOWN).map(({ line, cells }) => ({ line, cells })),
    statement: proved && !isRefusal(proved) ? summaryOf(proved) : null,
    rows: isRefusal(read) ? [] : read.rows.slice(0, ROWS_SHOWN).map(shownRow),
    rowCount: isRefusal(read) ? 0 : read.rows.length,
    problems: isRefusal(read)
      ? []
      : read.problems
          .slice(0, PROBLEMS_SHOWN)
          .flatMap(({ line, problems }) => problems.map(({ refusal, column }) => ({ ...said(refusal), line, column }))),
    problem: problem && said(problem),
  };
}

function said(refusal: Refusal) {
  return saidOf(storedProblem(refusal));
}

function summaryOf({ from, to, opening, closing }: ProvedStatement) {
  return { from, to, opening: formatMoney(opening), closing: formatMoney(closing) };
}

function shownRow({ raw: _, amount, balance, ...rest }: BankRow) {
  const yuan = (fen: Fen | null) => (fen === null ? null : formatMoney(fen));
  return { ...rest, amount: formatMoney(amount), balance: yuan(balance) };
}
