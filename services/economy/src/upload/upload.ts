/**
 * What a file of entries looks like: its columns by their headers, in any order, English or Chinese; and what a cell
 * loses on its way through a spreadsheet. ECONOMY.md, Statements.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type EntryField, entryFields, type RawEntry, requiredFields } from '../statement/entry.ts';
import type { EntryMapping } from './entry-mapping.ts';

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

/** What pages, and other programs for accounts, call them, as they are compared: see `nameIn`. Of several that are there the first counts. */
const otherNames: Readonly<Record<EntryField, readonly string[]>> = {
  externalRef: [
    '凭证编号',
    '凭证号码',
    '单据编号',
    '单据号',
    '单号',
    '凭证字号',
    '流水号',
    'reference',
    'voucherno',
    'vouchernumber',
    'documentno',
    'documentnumber',
  ],
  kind: ['收支类型', '收支类别', '收支', '收/支', '类别', 'type', 'category'],
  amount: ['不含税金额', '发生额', '发生金额', '交易金额', '交易额', 'netamount'],
  occurredOn: [
    '业务日期',
    '交易日期',
    '单据日期',
    '凭证日期',
    '日期',
    '记账日期',
    'date',
    'transactiondate',
    'voucherdate',
    'documentdate',
    'postingdate',
  ],
  projectCode: ['project'],
  memo: ['说明', '备注', 'description', 'remark', 'remarks', 'note', 'notes'],
  reverses: ['takesback'],
};

/** The field that each header names: another name counts where no header has the field's own. What somebody chose counts alone. */
export function fieldsOf(
  headers: readonly string[],
  mapping: EntryMapping | null,
): readonly (EntryField | undefined)[] {
  if (mapping) {
    const chosen = new Map(mapping.columns.map(({ field, header }) => [header, field]));
    return headers.map((header) => chosen.get(headerText(header)));
  }
  const names = headers.map(nameIn);
  const fields = new Map<string, EntryField>();
  for (const field of entryFields) {
    const own = [field.toLowerCase(), columnNames[field]].filter((name) => names.includes(name));
    const other = otherNames[field].find((name) => names.includes(name));
    for (const name of own.length > 0 || other === undefined ? own : [other]) fields.set(name, field);
  }
  return names.map((name) => fields.get(name));
}

/** As the file has it, without what stands in front of the first of all. */
export function headerText(cell: string): string {
  return cell.replace(/^\uFEFF/, '').trim();
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

export function columnsOf(header: FileRow, mapping: EntryMapping | null): Columns | Refusal {
  if (header.problem) return header.problem;
  const columns = new Map<EntryField, { at: number; header: string }>();
  for (const [at, field] of fieldsOf(header.cells, mapping).entries()) {
    if (field === undefined) continue;
    if (columns.has(field)) return refuse('COLUMN_TWICE', { field, column: bothNames(field) });
    columns.set(field, { at, header: headerText(header.cells[at] ?? '') });
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

/** What separates the columns: whatever makes the most known headers of the first line, of equals the most columns. */
export function delimiterOf(headerLine: string, mapping: EntryMapping | null): Delimiter {
  const columnsBy = (delimiter: Delimiter) => {
    const headers = headerLine.replaceAll('"', '').split(delimiter);
    return { known: fieldsOf(headers, mapping).filter((field) => field !== undefined).length, all: headers.length };
  };
  return delimiters.reduce((best, each) => {
    const [now, then] = [columnsBy(each), columnsBy(best)];
    return now.known > then.known || (now.known === then.known && now.all > then.all) ? each : best;
  });
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
