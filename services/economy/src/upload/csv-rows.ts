/**
 * The rows of a CSV of any length in bounded memory. Lines are put together to records by counting quotes, and csv-parse
 * takes records apart; so a stray quote costs the line it stands in, and never the lines after it unnoticed.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { CsvError, parse } from 'csv-parse/sync';
import type { EntryMapping } from './entry-mapping.ts';
import { type Delimiter, delimiterOf, type FileRow } from './upload.ts';

const LINE_MAX = 65_536;
const LINE_LIMIT = '64 KB';
/** A cell with line breaks is a memo of a few lines, not half a file. */
const RECORD_LINES_MAX = 50;

interface Line {
  readonly number: number;
  readonly text: string;
  readonly isTooLong: boolean;
  /** An odd number of quotes begins a cell that goes on, or ends one. */
  readonly isOdd: boolean;
}

export interface Layout {
  readonly delimiter: Delimiter;
  /** How many cells a row has at most. */
  readonly width: number;
}

/** What tells the layout of a file, and from how many of its lines, or all where it has fewer. */
export interface LayoutRule {
  readonly lines: number;
  readonly layoutOf: (lines: readonly string[]) => Layout;
  /** Is the first line the header, whatever quotes stand in it? */
  readonly beginsWithHeader: boolean;
}

/** A file of entries begins with its header. */
export function byHeader(mapping: EntryMapping | null): LayoutRule {
  return {
    lines: 1,
    layoutOf: ([header = '']) => {
      const delimiter = delimiterOf(header, mapping);
      return { delimiter, width: recordsOf(header, delimiter)?.[0]?.length ?? 0 };
    },
    beginsWithHeader: true,
  };
}

/** In blocks, in the order of the file; blank lines are left out. */
export async function* csvRows(
  text: AsyncIterable<string>,
  rule: LayoutRule = byHeader(null),
): AsyncGenerator<readonly FileRow[]> {
  let layout: Layout | null = null;
  let waiting: readonly Line[] = [];
  const begin = (): readonly FileRow[] => {
    layout = rule.layoutOf(waiting.map((line) => line.text));
    const [header] = waiting;
    if (!header || !rule.beginsWithHeader) return [];
    waiting = waiting.slice(1);
    return [headerRow(header, layout)];
  };
  for await (const lines of linesOf(text)) {
    waiting = waiting.length === 0 ? lines : [...waiting, ...lines];
    if (layout === null && waiting.length < rule.lines) continue;
    if (layout === null) yield begin();
    if (layout === null) continue;
    const { rows, left } = rowsOf(waiting, layout, false);
    waiting = left;
    yield rows;
  }
  if (layout === null && waiting.length > 0) yield begin();
  if (layout !== null) yield rowsOf(waiting, layout, true).rows;
}

/** Lines that are not blank, with their numbers; of one that is too long only that. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let number = 1;
  let rest = '';
  let isTooLong = false;
  const lineOf = (raw: string): Line => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const isLong = isTooLong || line.length > LINE_MAX;
    isTooLong = false;
    return { number, text: isLong ? '' : line, isTooLong: isLong, isOdd: !isLong && hasOddQuotes(line) };
  };
  for await (const chunk of text) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      const line = lineOf(rest + chunk.slice(from, at));
      if (line.isTooLong || line.text.trim() !== '') lines.push(line);
      rest = '';
      from = at + 1;
      number += 1;
    }
    rest += chunk.slice(from);
    if (rest.length > LINE_MAX) {
      rest = '';
      isTooLong = true;
    }
    if (lines.length > 0) yield lines;
  }
  const last = lineOf(rest);
  if (last.isTooLong || last.text.trim() !== '') yield [last];
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function headerRow(header: Line, layout: Layout): FileRow {
  const cells = header.isTooLong ? null : cellsOf(header.text, layout);
  return cells ? { line: header.number, cells } : broken(header);
}

/** A record is a line, or lines up to the one that pairs the quotes; what may still go on is left for the next call. */
function rowsOf(
  lines: readonly Line[],
  layout: Layout,
  isEnd: boolean,
): { rows: readonly FileRow[]; left: readonly Line[] } {
  const rows: FileRow[] = [];
  let plain: Line[] = [];
  const flush = () => {
    rows.push(...plainRows(plain, layout));
    plain = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as Line;
    if (!line.isTooLong && !line.isOdd) {
      plain.push(line);
      at += 1;
      continue;
    }
    const end = line.isTooLong ? null : endOfRecord(lines, at);
    if (end === 'UNKNOWN' && !isEnd) break;
    flush();
    const record = typeof end === 'number' ? lines.slice(at, end + 1) : [];
    const cells = record.length > 0 ? cellsOfRecord(record, layout) : null;
    rows.push(cells ? { line: line.number, cells } : broken(line));
    at += cells ? record.length : 1;
  }
  flush();
  return { rows, left: lines.slice(at) };
}

/** The line that closes the quote; null where none does within bounds, UNKNOWN where the lines at hand do not say. */
function endOfRecord(lines: readonly Line[], from: number): number | null | 'UNKNOWN' {
  let length = 0;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] as Line;
    length += line.text.length;
    if (line.isTooLong || at - from >= RECORD_LINES_MAX || length > LINE_MAX) return null;
    if (at > from && line.isOdd) return at;
  }
  return 'UNKNOWN';
}

/** Rows of one line each: all at once, and one by one where one of them is malformed. */
function plainRows(lines: readonly Line[], layout: Layout): readonly FileRow[] {
  if (lines.length === 0) return [];
  const records = recordsOf(lines.map(({ text }) => text).join('\n'), layout.delimiter);
  if (records?.length === lines.length && records.every((cells) => fits(cells, layout))) {
    return lines.map(({ number }, index) => ({ line: number, cells: records[index] as string[] }));
  }
  return lines.map((line) => {
    const cells = cellsOf(line.text, layout);
    return cells ? { line: line.number, cells } : broken(line);
  });
}

/**
 * The cells of a record of several lines; null where a stray quote has put them together: it does not parse, has too
 * many cells, or one of its further lines would be a row by itself.
 */
function cellsOfRecord(record: readonly Line[], layout: Layout): readonly string[] | null {
  // Blank lines inside a cell are not among the lines: their number tells how many there were.
  const text = record
    .map((line, index) => '\n'.repeat(index === 0 ? 0 : line.number - (record[index - 1] as Line).number) + line.text)
    .join('');
  const cells = cellsOf(text, layout);
  if (!cells) return null;
  const isFirstCell = cells[0]?.includes('\n') ?? false;
  const further = record.slice(1, isFirstCell ? -1 : undefined);
  return further.some((line) => line.text.split(layout.delimiter).length >= layout.width) ? null : cells;
}

function cellsOf(text: string, layout: Layout): readonly string[] | null {
  const [cells, ...more] = recordsOf(text, layout.delimiter) ?? [];
  return cells && more.length === 0 && fits(cells, layout) ? cells : null;
}

/** A row may end early; what goes beyond the header must be empty. */
function fits(cells: readonly string[], { width }: Layout): boolean {
  return cells.length <= width || cells.slice(width).every((cell) => cell.trim() === '');
}

/** How exports keep a spreadsheet from touching the digits of a cell: `="0123"` is the text 0123. */
const AS_TEXT = /(?<![^,;\t\n])="([^"\n]*)"(?![^,;\t\n])/g;

/** The records of a text that is whole; null where it is malformed. */
export function recordsOf(text: string, delimiter: Delimiter): string[][] | null {
  try {
    const plain = text.includes('="') ? text.replaceAll(AS_TEXT, '"$1"') : text;
    return parse(plain, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function broken({ number, isTooLong }: Line): FileRow {
  const problem: Refusal = isTooLong
    ? refuse('ROW_TOO_LONG', { line: number, limit: LINE_LIMIT })
    : refuse('ROW_MALFORMED', { line: number });
  return { line: number, cells: [], problem };
}
