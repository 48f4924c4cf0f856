/**
 * Which column of a bank's file says what (列映射). What banks call a column is known of several; what is not known a mapping
 * says that is saved for a layout of the bank, which its header tells. It names headers for fields and has no expressions:
 * what it gets wrong, the running balance shows.
 */
import { isRefusal, type Refusal, refuse, shown } from '@hh/kernel/refusal.ts';
import type { DateOrder, DecimalMark } from './bank-row.ts';

export const bankFields = [
  'bookedOn',
  'bookedAt',
  'debit',
  'credit',
  'amount',
  'direction',
  'balance',
  'counterparty',
  'counterpartyAccount',
  'payer',
  'payerAccount',
  'payee',
  'payeeAccount',
  'memo',
  'reference',
  'account',
] as const;
export type BankField = (typeof bankFields)[number];

/** A negative debit is money that went out, written with its sign, or a debit taken back (红字). */
export type NegativeDebits = 'OUT' | 'BACK';

export interface BankMapping {
  /** The header of the layout that it was saved for, as `headerWords` says it; empty where it is for any file of the bank. */
  readonly header: readonly string[];
  /** The headers of each field, the first that is there; of the memo all that are there. */
  readonly columns: { readonly [field in BankField]?: readonly string[] };
  readonly dateOrder: DateOrder;
  readonly decimalMark: DecimalMark;
  /** Null where the file tells: it has a debit above zero, or it has none. */
  readonly negativeDebits: NegativeDebits | null;
  /** The words of a column of directions for money that went out, and that came in. */
  readonly outWords: readonly string[];
  readonly inWords: readonly string[];
}

/** What banks call their columns, as they are compared: see `wordOf`. Of several that are there the first counts. */
export const knownMapping: BankMapping = {
  header: [],
  columns: {
    bookedOn: [
      '记账日期',
      '记账日',
      '入账日期',
      '会计日期',
      '交易日期',
      '交易日',
      '日期',
      'date',
      'bookingdate',
      'transactiondate',
    ],
    bookedAt: ['交易时间', '交易时刻', '时间', '记账时间', '入账时间', 'time', 'transactiontime'],
    debit: [
      '借方发生额',
      '借方金额',
      '借方',
      '借方发生金额',
      '发生额借方',
      '支出金额',
      '支出',
      '支取金额',
      '支取',
      '转出金额',
      '付款金额',
      '付出',
      'debit',
      'withdrawal',
    ],
    credit: [
      '贷方发生额',
      '贷方金额',
      '贷方',
      '贷方发生金额',
      '发生额贷方',
      '收入金额',
      '收入',
      '存入金额',
      '存入',
      '转入金额',
      '收款金额',
      'credit',
      'deposit',
    ],
    amount: ['交易金额', '发生额', '发生金额', '金额', '交易额', 'amount', 'tradeamount'],
    direction: [
      '借贷标志',
      '借/贷',
      '借贷',
      '借贷方向',
      '借贷标识',
      '收支标志',
      '收/支',
      '收支',
      '收支方向',
      '交易方向',
      '方向',
    ],
    balance: ['余额', '账户余额', '帐户余额', '交易后余额', '当前余额', '本次余额', '联机余额', '可用余额', 'balance'],
    counterparty: [
      '对方户名',
      '对方单位名称',
      '对方单位',
      '对方名称',
      '对方账户名称',
      '对方帐户名称',
      '对手户名',
      '对手方名称',
      '收/付方名称',
      '收付方名称',
      'counterparty',
    ],
    counterpartyAccount: [
      '对方账号',
      '对方帐号',
      '对方账户',
      '对方帐户',
      '对手账号',
      '收/付方账号',
      '收/付方帐号',
      '收付方账号',
      'counterpartyaccount',
    ],
    payer: ['付款人名称', '付款人户名', '付款人', '付款方名称', '付款方户名', '付方户名', '付方名称'],
    payerAccount: ['付款人账号', '付款人帐号', '付款方账号', '付款方帐号', '付方账号'],
    payee: ['收款人名称', '收款人户名', '收款人', '收款方名称', '收款方户名', '收方户名', '收方名称'],
    payeeAccount: ['收款人账号', '收款人帐号', '收款方账号', '收款方帐号', '收方账号'],
    memo: ['摘要', '用途', '附言', '交易附言', '交易用途', '备注', '交易备注', '业务摘要', 'memo', 'remark'],
    reference: [
      '流水号',
      '交易流水号',
      '账户明细编号-交易流水号',
      '核心流水号',
      '主机流水号',
      '银行流水号',
      '业务流水号',
      '交易流水',
      '流水',
      '明细编号',
      'transactionreferencenumber',
      'reference',
      'serialnumber',
    ],
    account: ['账号', '帐号', '本方账号', '本方帐号', '账户', 'account'],
  },
  dateOrder: 'YMD',
  decimalMark: 'POINT',
  negativeDebits: null,
  outWords: ['借', '借方', '支', '支出', '付', '付款', '转出', '往账', 'D', 'DR', 'DBIT', 'DEBIT', '-'],
  inWords: ['贷', '贷方', '收', '收入', '收款', '转入', '来账', 'C', 'CR', 'CRDT', 'CREDIT', '+'],
};

/** What the default columns are called: a file that has them needs no mapping. */
export const defaultHeader = '交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,流水号';

/** A header as it is compared: without brackets, units, translations, spaces and marks. */
export function wordOf(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/^\uFEFF/, '')
    .replaceAll(/\[[^\]]*\]|\([^)]*\)|【[^】]*】/g, '')
    .replaceAll(/[\s*:"']/g, '')
    .toLowerCase();
}

/** What tells a layout: its columns that have a name, as they are compared, in their order; of what is endless the beginning. */
export function headerWords(names: readonly string[]): readonly string[] {
  const words = names.map((name) => wordOf(name).slice(0, HEADER_MAX));
  return words.filter((word) => word !== '').slice(0, COLUMNS_MAX);
}

/** The columns without which no row can be read, by their names. */
export function missingFrom(places: ReadonlyMap<BankField, unknown>): readonly string[] {
  const hasAmount = places.has('amount') || (places.has('debit') && places.has('credit'));
  return [
    ...(places.has('bookedOn') ? [] : ['交易日期 bookedOn']),
    ...(hasAmount ? [] : ['借方发生额 debit, 贷方发生额 credit']),
  ];
}

const dateOrders: readonly DateOrder[] = ['YMD', 'DMY', 'MDY'];
const decimalMarks: readonly DecimalMark[] = ['POINT', 'COMMA'];
const negativeDebits: readonly NegativeDebits[] = ['OUT', 'BACK'];
const HEADERS_MAX = 20;
const COLUMNS_MAX = 200;
const HEADER_MAX = 100;

/** A mapping as it is written down: a list of fields with their headers, and what is left out as it is usual. */
export interface WrittenMapping {
  readonly header: readonly string[];
  readonly columns: readonly { readonly field: BankField; readonly headers: readonly string[] }[];
  readonly dateOrder: DateOrder;
  readonly decimalMark: DecimalMark;
  readonly negativeDebits: NegativeDebits | null;
  readonly outWords: readonly string[];
  readonly inWords: readonly string[];
}

export function writtenMapping({ columns, ...rest }: BankMapping): WrittenMapping {
  return {
    columns: bankFields.flatMap((field) => (columns[field] ? [{ field, headers: columns[field] }] : [])),
    ...rest,
  };
}

/** Reads what somebody wrote; refuses a field that is not known or there twice, and a mapping that reads no amounts. */
export function parseMapping(written: unknown): BankMapping | Refusal {
  const given = written as Partial<Record<keyof WrittenMapping, unknown>> | null;
  if (typeof given !== 'object' || given === null || !Array.isArray(given.columns)) return missing('columns');
  const columns: { [field in BankField]?: readonly string[] } = {};
  for (const column of given.columns as readonly (Partial<Record<'field' | 'headers', unknown>> | null)[]) {
    const field = bankFields.find((each) => each === column?.field);
    if (field === undefined) return unknownChoice('columns.field', column?.field, bankFields);
    const headers = wordsIn(column?.headers);
    if (headers === null || headers.length === 0) return missing(`columns.${field}`);
    if (columns[field]) return refuse('COLUMN_TWICE', { field: 'columns', column: field });
    columns[field] = headers;
  }
  const header = given.header == null ? [] : wordsIn(given.header, COLUMNS_MAX);
  if (header === null) return missing('header');
  const lacking = missingFrom(new Map(Object.entries(columns)) as ReadonlyMap<BankField, unknown>);
  if (lacking.length > 0) return refuse('COLUMN_MISSING', { field: 'columns', column: lacking.join('; ') });
  const oneOf = <T extends string>(
    name: keyof WrittenMapping,
    choices: readonly T[],
    usual: T | null,
  ): T | null | Refusal => {
    const value = given[name];
    if (value === undefined || value === null) return usual;
    return choices.find((each) => each === value) ?? unknownChoice(name, value, choices);
  };
  const dateOrder = oneOf('dateOrder', dateOrders, knownMapping.dateOrder);
  const decimalMark = oneOf('decimalMark', decimalMarks, knownMapping.decimalMark);
  const debits = oneOf('negativeDebits', negativeDebits, null);
  const outWords = given.outWords == null ? knownMapping.outWords : wordsIn(given.outWords);
  const inWords = given.inWords == null ? knownMapping.inWords : wordsIn(given.inWords);
  if (isRefusal(dateOrder) || dateOrder === null) return dateOrder ?? missing('dateOrder');
  if (isRefusal(decimalMark) || decimalMark === null) return decimalMark ?? missing('decimalMark');
  if (isRefusal(debits)) return debits;
  if (outWords === null) return missing('outWords');
  if (inWords === null) return missing('inWords');
  return { header: headerWords(header), columns, dateOrder, decimalMark, negativeDebits: debits, outWords, inWords };
}

function missing(field: string): Refusal {
  return refuse('VALUE_MISSING', { field });
}

function unknownChoice(field: string, value: unknown, choices: readonly string[]): Refusal {
  return refuse('CHOICE_UNKNOWN', { field, value: shown(value), choices: choices.join(', ') });
}

/** A short list of short words; null for anything else. */
function wordsIn(value: unknown, max = HEADERS_MAX): readonly string[] | null {
  if (!Array.isArray(value) || value.length > max) return null;
  const words = value.map((each) => (typeof each === 'string' ? each.trim() : ''));
  return words.every((word) => word !== '' && word.length <= HEADER_MAX) ? words : null;
}
