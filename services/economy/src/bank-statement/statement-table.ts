/**
 * The rows of a table as a bank statement, under a mapping of its columns. Every row below the header is a row of the
 * statement, or says why not: it repeats the header, states a balance, adds up, moves nothing, or is a note.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { FileRow } from '../upload/upload.ts';
import { type BankField, type BankMapping, type NegativeDebits, wordOf } from './bank-mapping.ts';
import { amountOf, type BankRow, type Moment, momentOf, numberOf, saysReversal, timeOf, wordsOf } from './bank-row.ts';
import type { ReadStatement, RowProblem } from './bank-statement.ts';
import { HEADER_ROWS_MAX, type Header, headerOf } from './statement-header.ts';

const OPENING = /期初余额|上期余额|上期结转|承前余额|承前页|月初余额|昨日余额|openingbalance|broughtforward/i;
const CLOSING = /期末余额|本期余额|月末余额|过次页|结转下页|closingbalance|carriedforward/i;
const TOTAL =
  /^(?:本页|本月|本日|本年|当前|累计|借方|贷方|收入|支出|存入|支取)*(?:合计|总计|小计|共计|累计|总额|总金额|笔数|总笔数)|^共\d+[笔条]|^(?:total|sum|subtotal)/i;

/** A statement of the rows of a table; refuses where no header is found, or it lacks a column. */
export function statementOfTable(rows: readonly FileRow[], mapping: BankMapping): ReadStatement | Refusal {
  const header = headerOf(rows, mapping);
  if (!header || header.missing.length > 0) {
    const column = header?.missing.join('; ') ?? '交易日期, 借方发生额, 贷方发生额, 余额';
    return rows.length === 0 ? refuse('FILE_EMPTY') : refuse('COLUMN_MISSING', { column });
  }
  const body = rows.slice(header.at + 1);
  const table = { header, mapping, negativeDebits: mapping.negativeDebits ?? negativeDebitsOf(body, header, mapping) };
  const read: BankRow[] = [];
  const problems: RowProblem[] = [];
  const stated = statedAbove(rows.slice(0, header.at));
  for (const row of body) {
    const said = rowOf(row, table);
    if (said === null) continue;
    if ('opening' in said) stated.opening ??= said.opening;
    else if ('closing' in said) stated.closing = said.closing;
    else if ('problems' in said) problems.push(said);
    else read.push(said);
  }
  const account = stated.account ?? accountOf(body, header);
  return { account, from: null, to: null, opening: stated.opening, closing: stated.closing, rows: read, problems };
}

interface Table {
  readonly header: Header;
  readonly mapping: BankMapping;
  readonly negativeDebits: NegativeDebits;
}

type Said = BankRow | RowProblem | { readonly opening: Fen } | { readonly closing: Fen } | null;

function rowOf(row: FileRow, table: Table): Said {
  const { header, mapping } = table;
  if (row.problem) return { line: row.line, reference: '', problems: [{ refusal: row.problem, column: '' }] };
  if (isBlank(row) || isHeaderAgain(row, header)) return null;
  const cellOf = (field: BankField) => row.cells[header.places.get(field)?.[0] ?? -1] ?? '';
  const moment = momentOf(cellOf('bookedOn'), mapping.dateOrder);
  const amount = movementOf(row, table);
  const isDated = !isRefusal(moment);
  const moves = !isRefusal(amount) && amount !== null && amount !== 0n;
  if (!isDated || !moves) {
    const beside = besideRows(row, header, mapping);
    if (beside !== 'ROW') return beside;
    // What moves nothing is a note of the bank: there is nothing to match.
    if (!isRefusal(amount) && !moves) return null;
    if (!isDated && isRefusal(amount) && !/\d/.test(`${cellOf('bookedOn')}${amount.parameters.value ?? ''}`))
      return null;
  }
  const balance = figureOf(row, 'balance', header, mapping);
  const broken = (row.broken ?? []).map((at) => ({ refusal: refuse('CELL_BROKEN'), column: header.names[at] ?? '' }));
  const problems = [
    ...problemIn('bookedOn', moment, header),
    ...problemIn(header.places.has('amount') ? 'amount' : 'debit', amount, header),
    ...problemIn('balance', balance, header),
    ...broken,
  ];
  if (problems.length > 0 || isRefusal(moment) || isRefusal(amount) || isRefusal(balance) || amount === null) {
    return { line: row.line, reference: numberOf(cellOf('reference')) ?? '', problems };
  }
  return rowFrom(row, { header, moment, amount, balance, cellOf });
}

function problemIn(field: BankField, value: unknown, { names, places }: Header): RowProblem['problems'] {
  return isRefusal(value) ? [{ refusal: value.at(field), column: names[places.get(field)?.[0] ?? -1] ?? '' }] : [];
}

function rowFrom(
  { line, cells }: FileRow,
  {
    header,
    moment,
    amount,
    balance,
    cellOf,
  }: {
    readonly header: Header;
    readonly moment: Moment;
    readonly amount: Fen;
    readonly balance: Fen | null;
    readonly cellOf: (field: BankField) => string;
  },
): BankRow {
  // Where a file names both sides, the other one is whoever paid what came in, and got what went out.
  const side = amount > 0n ? (['payer', 'payerAccount'] as const) : (['payee', 'payeeAccount'] as const);
  const words = (header.places.get('memo') ?? []).map((at) => wordsOf(cells[at] ?? '')).filter((text) => text !== null);
  const memo = wordsOf([...new Set(words)].join(' '));
  return {
    line,
    bookedOn: moment.date,
    bookedAt: (header.places.has('bookedAt') ? timeIn(cellOf('bookedAt')) : null) ?? moment.time,
    amount,
    balance,
    counterparty: wordsOf(cellOf('counterparty')) ?? wordsOf(cellOf(side[0])),
    counterpartyAccount: numberOf(cellOf('counterpartyAccount')) ?? numberOf(cellOf(side[1])),
    memo,
    reference: numberOf(cellOf('reference')),
    isReversal: saysReversal(memo),
    raw: cells,
  };
}

/** A time alone, or behind a day. */
function timeIn(cell: string): string | null {
  const moment = momentOf(cell);
  return timeOf(cell) ?? (isRefusal(moment) ? null : moment.time);
}

/** What a row says that is no row of the statement: a balance; null for a total or a note; `ROW` where it may be one. */
function besideRows(
  row: FileRow,
  header: Header,
  mapping: BankMapping,
): { readonly opening: Fen } | { readonly closing: Fen } | null | 'ROW' {
  const words = row.cells.map((cell) => wordOf(cell)).filter((word) => word !== '');
  const isOpening = words.some((word) => OPENING.test(word));
  const isClosing = !isOpening && words.some((word) => CLOSING.test(word));
  if (isOpening || isClosing) {
    const figure = figureOf(row, 'balance', header, mapping);
    const stated = isRefusal(figure) || figure === null ? figureBehind(row, mapping) : figure;
    if (stated === null) return null;
    return isOpening ? { opening: stated } : { closing: stated };
  }
  return words.some((word) => TOTAL.test(word)) ? null : 'ROW';
}

/** The last figure of a row of words. */
function figureBehind({ cells }: FileRow, { decimalMark }: BankMapping): Fen | null {
  const figures = cells
    .map((cell) => amountOf(cell.replace(/^[^\d¥￥(（-]*[:：]/, ''), decimalMark))
    .filter((figure): figure is Fen => typeof figure === 'bigint');
  return figures.at(-1) ?? null;
}

function figureOf(
  row: FileRow,
  field: BankField,
  { places }: Header,
  { decimalMark }: BankMapping,
): Fen | null | Refusal {
  const at = places.get(field)?.[0];
  const cell = at === undefined ? '' : (row.cells[at] ?? '');
  // A spreadsheet shows 15 digits of a number that it keeps in binary, and so does this.
  const isNumber = at !== undefined && row.numbers?.includes(at) && /\.\d{3}/.test(cell);
  return amountOf(isNumber ? String(Number(Number(cell).toPrecision(15))) : cell, decimalMark);
}

/** What a row adds to the account: of two columns, of one and its direction, or of one with its sign. */
function movementOf(row: FileRow, { header, mapping, negativeDebits }: Table): Fen | null | Refusal {
  const outOf = (debit: Fen) => (debit < 0n && negativeDebits === 'OUT' ? debit : -debit);
  if (header.places.has('debit') && header.places.has('credit')) {
    const [debit, credit] = [figureOf(row, 'debit', header, mapping), figureOf(row, 'credit', header, mapping)];
    if (isRefusal(debit)) return debit;
    if (isRefusal(credit)) return credit;
    if (debit && credit) return refuse('AMOUNT_TWO_SIDED');
    return debit ? outOf(debit) : credit;
  }
  const amount = figureOf(row, 'amount', header, mapping);
  const at = header.places.get('direction')?.[0];
  if (isRefusal(amount) || amount === null || amount === 0n || at === undefined) return amount;
  const word = wordOf(row.cells[at] ?? '');
  const isOneOf = (words: readonly string[]) => words.some((each) => wordOf(each) === word);
  if (isOneOf(mapping.inWords)) return amount;
  if (isOneOf(mapping.outWords)) return outOf(amount);
  return refuse('CHOICE_UNKNOWN', { value: word, choices: [...mapping.outWords, ...mapping.inWords].join(', ') });
}

/** A file without a debit above zero writes what went out with a minus. */
function negativeDebitsOf(rows: readonly FileRow[], header: Header, mapping: BankMapping): NegativeDebits {
  const at = header.places.get('direction')?.[0];
  const isOut = ({ cells }: FileRow) =>
    at === undefined || mapping.outWords.some((word) => wordOf(word) === wordOf(cells[at] ?? ''));
  const field = header.places.has('debit') && header.places.has('credit') ? 'debit' : 'amount';
  const isPositive = rows.some((row) => {
    const isDated = !isRefusal(momentOf(row.cells[header.places.get('bookedOn')?.[0] ?? -1] ?? '', mapping.dateOrder));
    const figure = isDated && isOut(row) ? figureOf(row, field, header, mapping) : null;
    return typeof figure === 'bigint' && figure > 0n;
  });
  return isPositive ? 'BACK' : 'OUT';
}

interface Stated {
  account: string | null;
  opening: Fen | null;
  closing: Fen | null;
}

const ACCOUNT_NUMBER = /(?:账号|帐号|账户号|卡号)[^\d*]{0,12}([\d* -]{4,40})/;

/** Title rows name the account and sometimes its balances. */
function statedAbove(rows: readonly FileRow[]): Stated {
  const lines = rows.slice(-HEADER_ROWS_MAX).map(({ cells }) => cells.join(' ').normalize('NFKC'));
  const amountAfter = (words: RegExp) => {
    for (const line of lines) {
      const rest = words.exec(line);
      const [figure = ''] =
        /[-(]?¥?-?[\d,]+(?:\.\d+)?\)?/.exec(line.slice((rest?.index ?? 0) + (rest?.[0].length ?? 0))) ?? [];
      const amount = rest ? amountOf(figure) : null;
      if (typeof amount === 'bigint') return amount;
    }
    return null;
  };
  const number = lines.map((line) => ACCOUNT_NUMBER.exec(line)?.[1]).find((found) => found !== undefined);
  return {
    account: number?.replaceAll(/[\s-]/g, '') ?? null,
    opening: amountAfter(OPENING),
    closing: amountAfter(CLOSING),
  };
}

function accountOf(rows: readonly FileRow[], { places }: Header): string | null {
  const at = places.get('account')?.[0];
  if (at === undefined) return null;
  return rows.map(({ cells }) => numberOf(cells[at] ?? '')).find((number) => number !== null) ?? null;
}

function isBlank({ cells, broken }: FileRow): boolean {
  return broken === undefined && cells.every((cell) => cell.trim() === '');
}

/** Each page begins with the header. */
function isHeaderAgain({ cells }: FileRow, { names }: Header): boolean {
  const words = cells.map(wordOf);
  const same = words.filter((word, at) => word !== '' && word === names[at]).length;
  return same >= 3 && same >= words.filter((word) => word !== '').length - 1;
}
