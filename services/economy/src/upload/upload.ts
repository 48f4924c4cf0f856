/**
 * What a file of entries looks like: its columns by their headers, in any order, English or Chinese; and what a cell
 * loses on its way through a spreadsheet. ECONOMY.md, Statements.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type EntryField, entryFields, type RawEntry, requiredFields } from '../statement/entry.ts';

export type UploadState = 'RUNNING' | 'DONE' | 'FAILED';
/** `CSV` is any text that is no XML; `XLSX` is any office document in a ZIP. */
export type FileKind = 'CSV' | 'XLSX' | 'XML' | 'PDF' | 'JPEG' | 'PNG';
export type Encoding = 'utf-8' | 'gb18030';

/** A row as a file has it; one that cannot be taken apart has a problem instead of cells. */
export interface FileRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The places of cells that a spreadsheet kept as numbers; absent where a file does not say, as in CSV. */
  readonly numbers?: readonly number[];
  /** The places of cells that hold an error, or a formula that nobody computed. */
  readonly broken?: readonly number[];
  readonly problem?: Refusal;
}

/** Where each field stands, and what its header says. */
export type Columns = ReadonlyMap<EntryField, { readonly at: number; readonly header: string }>;

export const columnNames: Readonly<Record<EntryField, string>> = {
  externalRef: '凭证号',
  kind: '类型',
  amount: '金额',
  occurredOn: '发生日期',
  projectCode: '项目编码',
  memo: '摘要',
  reverses: '冲销凭证号',
};

const fieldByHeader: ReadonlyMap<string, EntryField> = new Map(
  entryFields.flatMap((field) => [
    [field.toLowerCase(), field],
    [columnNames[field], field],
  ]),
);

/** What pages and lists call them in English. Other programs may mean something else by such a word. */
const fieldByEnglish: ReadonlyMap<string, EntryField> = new Map([
  ['reference', 'externalRef'],
  ['date', 'occurredOn'],
  ['project', 'projectCode'],
  ['takesback', 'reverses'],
]);

/** The field that each header names: an English word counts where no other header names its field. */
export function fieldsOf(headers: readonly string[]): readonly (EntryField | undefined)[] {
  const names = headers.map(nameIn);
  const named = names.map((name) => fieldByHeader.get(name));
  return named.map((field, at) => {
    const meant = field ?? fieldByEnglish.get(names[at] ?? '');
    return field === undefined && named.includes(meant) ? undefined : meant;
  });
}

/** Capitals, marks of required columns and units in brackets do not matter. */
function nameIn(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .replace(/[(（][^)）]*[)）]$/, '')
    .replaceAll(/[\s*＊:：]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

export function columnsOf(header: FileRow): Columns | Refusal {
  if (header.problem) return header.problem;
  const columns = new Map<EntryField, { at: number; header: string }>();
  for (const [at, field] of fieldsOf(header.cells).entries()) {
    if (field === undefined) continue;
    if (columns.has(field)) return refuse('COLUMN_TWICE', { field, column: bothNames(field) });
    columns.set(field, { at, header: (header.cells[at] ?? '').replace(/^\uFEFF/, '').trim() });
  }
  const missing = requiredFields.filter((field) => !columns.has(field));
  const [first] = missing;
  return first === undefined
    ? columns
    : refuse('COLUMN_MISSING', { field: first, column: missing.map(bothNames).join(', ') });
}

function bothNames(field: EntryField): string {
  return `${columnNames[field]} ${field}`;
}

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** What separates the columns: whatever makes the most known headers of the first line. */
export function delimiterOf(headerLine: string): Delimiter {
  const known = (delimiter: Delimiter) =>
    fieldsOf(headerLine.replaceAll('"', '').split(delimiter)).filter((field) => field !== undefined).length;
  return delimiters.reduce((best, each) => (known(each) > known(best) ? each : best));
}

/** An entry as a row writes it, with what only a file can get wrong; null for a row of empty cells. */
export function rawEntryOf(
  row: FileRow,
  columns: Columns,
): { readonly raw: RawEntry; readonly problems: readonly Refusal[] } {
  const problems: Refusal[] = [];
  const raw: Partial<Record<EntryField, string>> = {};
  for (const [field, { at }] of columns) {
    const cell = row.cells[at] ?? '';
    const isReference = field === 'externalRef' || field === 'reverses';
    if (row.broken?.includes(at)) problems.push(refuse('CELL_BROKEN', { field }));
    if (isReference && hasLostDigits(cell, row.numbers?.includes(at)))
      problems.push(refuse('REF_LOST_DIGITS', { field }));
    if (field === 'amount' && /^\s*[-−－]/.test(cell)) {
      problems.push(refuse('AMOUNT_MALFORMED', { field, value: cell.trim().slice(0, 40) }));
    }
    raw[field] = field === 'memo' ? cell : withoutTextMark(cell);
  }
  return { raw, problems };
}

export function isBlank({ cells, broken, problem }: FileRow): boolean {
  return problem === undefined && broken === undefined && cells.every((cell) => cell.trim() === '');
}

const SPREADSHEET_DIGITS = 15;

/**
 * A spreadsheet keeps 15 digits of a number and writes the rest as zeros or as a power of ten. Where a file does not say
 * what was a number, a mark of text in front says what was none.
 */
function hasLostDigits(cell: string, isNumber: boolean | undefined): boolean {
  if (isNumber === false || /^['\t]/.test(cell)) return false;
  const text = cell.trim();
  return /^\d+$/.test(text) ? text.length > SPREADSHEET_DIGITS : /^\d(\.\d+)?e\+\d+$/i.test(text);
}

/**
 * Accounting software writes an apostrophe before digits, so that a spreadsheet leaves them as they are; lists of ours
 * also before what it would compute.
 */
function withoutTextMark(cell: string): string {
  return /^'[\d=+\-@]/.test(cell) ? cell.slice(1) : cell;
}

/** What the first bytes say a file is; null for neither: PDF, image, archive, old Excel, UTF-16, anything with NUL. */
export function kindOfFile(head: Uint8Array): FileKind | null {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'XLSX';
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'PDF';
  if (begins(0xff, 0xd8, 0xff)) return 'JPEG';
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'PNG';
  const isOther = begins(0x1f, 0x8b) || begins(0x7b, 0x5c, 0x72);
  if (isOther || head.includes(0) || begins(0xff, 0xfe) || begins(0xfe, 0xff)) return null;
  return /^(?:\uFEFF)?\s*<(?:\?xml|\w+:Document|Document)[\s>]/.test(new TextDecoder().decode(head)) ? 'XML' : 'CSV';
}
