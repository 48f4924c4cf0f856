/**
 * Reads a file of a bank: a table in CSV or XLSX under a mapping of its columns, or a message in XML. All of it is one piece
 * of work without a pause, for a thread of its own: see `statement-thread.ts`.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { csvRows, type Layout, type LayoutRule, recordsOf } from '../upload/csv-rows.ts';
import { decode, encodingOf, withNewlines } from '../upload/encoding.ts';
import { delimiters, type Encoding, type FileKind, type FileRow } from '../upload/upload.ts';
import { workbookLimits, xlsxRows } from '../upload/xlsx-rows.ts';
import { type BankMapping, knownMapping } from './bank-mapping.ts';
import type { ReadStatement } from './bank-statement.ts';
import { statementsOfCamt } from './camt.ts';
import { endOf } from './number-end.ts';
import { HEADER_ROWS_MAX, headerOf, mappingOf } from './statement-header.ts';
import { statementOfTable } from './statement-table.ts';

/** A statement is checked as a whole, so it is read as a whole; a year of a busy account has less. */
const STATEMENT_ROWS_MAX = 200_000;

export function tooManyRows(): Refusal {
  return refuse('FILE_TOO_LARGE', { limit: `${STATEMENT_ROWS_MAX} 行 rows` });
}

export interface BankFile {
  readonly kind: FileKind;
  /** Its bytes; asked for more than once. */
  content(): AsyncIterable<Uint8Array>;
}

/** What a file is made of. */
export interface BankContents {
  /** Null for a workbook. */
  readonly encoding: Encoding | null;
  /** Of a table. */
  readonly rows: readonly FileRow[];
  /** What its columns are read by. */
  readonly mapping: BankMapping;
  /** Of a message: those of all accounts in it. */
  readonly statements: readonly ReadStatement[];
}

export async function contentsOf(
  { kind, content }: BankFile,
  mappings: readonly BankMapping[],
): Promise<BankContents | Refusal> {
  if (kind === 'XLSX') {
    const file = new Uint8Array(Buffer.concat(await Array.fromAsync(content())));
    const rows = await xlsxRows(file, workbookLimits, { statement: mappings });
    return isRefusal(rows) ? rows : { encoding: null, rows, mapping: mappingOf(rows, mappings), statements: [] };
  }
  const lines = () => withNewlines(content());
  const encoding = await encodingOf(lines());
  if (isRefusal(encoding)) return encoding;
  if (kind === 'XML') {
    const statements = statementsOfCamt((await Array.fromAsync(decode(lines(), encoding))).join(''));
    return isRefusal(statements) ? statements : { encoding, rows: [], mapping: knownMapping, statements };
  }
  const rows: FileRow[] = [];
  for await (const block of csvRows(decode(lines(), encoding), layoutUnder(mappings))) {
    rows.push(...block);
    if (rows.length > STATEMENT_ROWS_MAX + HEADER_ROWS_MAX) return tooManyRows();
  }
  return { encoding, rows, mapping: mappingOf(rows, mappings), statements: [] };
}

/** How a file is read, and for whom. */
export interface Reading {
  /** What its columns may be read by, of which its header tells one. */
  readonly mappings: readonly BankMapping[];
  /** What the number of the account ends with; null for any account. */
  readonly numberEnd: string | null;
  readonly today: LocalDate;
}

/** What the numbers of the accounts end with that a file names; none where it names none. */
export function numberEndsOf({ kind }: BankFile, contents: BankContents): readonly string[] {
  const numbers = statementsIn(kind, contents).map((each) => (isRefusal(each) ? null : each.account));
  return [...new Set(numbers.filter((number) => number !== null).map(endOf))];
}

function statementsIn(kind: FileKind, { statements, rows, mapping }: BankContents) {
  return kind === 'XML' ? statements : [statementOfTable(rows, mapping)];
}

/** The statement of the account whose number ends so; of a file that names no account, the one that is there. */
export function statementFor(
  { kind }: BankFile,
  contents: BankContents,
  { numberEnd, today }: Omit<Reading, 'mappings'>,
): ReadStatement | Refusal {
  const read = statementsIn(kind, contents);
  const isMine = ({ account }: ReadStatement) => account === null || numberEnd === null || account.endsWith(numberEnd);
  const found = read.find((each) => isRefusal(each) || isMine(each));
  if (found) return isRefusal(found) ? found : withoutFuture(found, today);
  const accounts = read.map((each) => (isRefusal(each) ? '' : `…${each.account?.slice(-4) ?? ''}`));
  return refuse('STATEMENT_OF_ANOTHER_ACCOUNT', { found: accounts.join(', '), expected: `…${numberEnd ?? ''}` });
}

/** A bank books nothing ahead of its day: such a row has its days or their order wrong. */
function withoutFuture(read: ReadStatement, today: LocalDate): ReadStatement {
  const ahead = read.rows.filter(({ bookedOn }) => bookedOn > today);
  if (ahead.length === 0) return read;
  const problems = ahead.map(({ line, reference, bookedOn }) => ({
    line,
    reference: reference ?? '',
    problems: [{ refusal: refuse('DATE_IN_FUTURE', { field: 'bookedOn', date: bookedOn }), column: '' }],
  }));
  return {
    ...read,
    rows: read.rows.filter(({ bookedOn }) => bookedOn <= today),
    problems: [...read.problems, ...problems].sort((one, other) => one.line - other.line),
  };
}

/** The delimiter that makes a header of a line, and how wide that is; without a header, the one that makes most cells. */
function layoutUnder(mappings: readonly BankMapping[]): LayoutRule {
  return {
    lines: HEADER_ROWS_MAX,
    beginsWithHeader: false,
    layoutOf: (lines) => {
      const choices = delimiters.map((delimiter) => {
        const rows = lines
          .slice(0, HEADER_ROWS_MAX)
          .map((text, at) => ({ line: at + 1, cells: recordsOf(text, delimiter)?.[0] ?? [] }));
        const header = headerOf(rows, mappingOf(rows, mappings));
        const width = Math.max(0, ...(header ? [header.names.length] : rows.map(({ cells }) => cells.length)));
        return { layout: { delimiter, width }, known: header?.places.size ?? 0 };
      });
      return choices.reduce((best, each) => (isMoreLikely(each, best) ? each : best)).layout;
    },
  };
}

interface Choice {
  readonly layout: Layout;
  readonly known: number;
}

function isMoreLikely(one: Choice, other: Choice): boolean {
  return one.known === other.known ? one.layout.width > other.layout.width : one.known > other.known;
}
