/**
 * Which column of a bank's file says what. The header is found by its words wherever it stands: below title rows, in two
 * rows of which the upper one is merged over several columns, and again on each page. What banks call a column is known
 * of several; what is not known a saved mapping says. Rows of totals are left out, stated balances are taken from them.
 */
import type { FileRow } from '../upload/upload.ts';
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

export interface Header {
  /** The place among the rows of its last row, and the line of the file it stands in. */
  readonly at: number;
  readonly line: number;
  /** What each column is called: of two header rows put together, what the mapping knows of it. */
  readonly names: readonly string[];
  /** The places of each field; several of the memo. */
  readonly places: ReadonlyMap<BankField, readonly number[]>;
  /** The fields without which no row can be read. */
  readonly missing: readonly string[];
}

/** How far down a header may stand. */
export const HEADER_ROWS_MAX = 60;

/** The rows that look most like a header under this mapping; undefined where none has a single known word. */
export function headerOf(rows: readonly FileRow[], mapping: BankMapping): Header | undefined {
  const fieldOf = fieldsByWord(mapping);
  let best: Header | undefined;
  for (const [at, row] of rows.slice(0, HEADER_ROWS_MAX).entries()) {
    for (const names of [row.cells.map(wordOf), ...joined(rows[at - 1], row, fieldOf)]) {
      const header = { at, line: row.line, ...placesOf(names, mapping, fieldOf) };
      if (header.places.size > 0 && isBetter(header, best)) best = header;
    }
  }
  return best;
}

function isBetter(one: Header, other: Header | undefined): boolean {
  if (!other || one.missing.length !== other.missing.length) return !other || one.missing.length < other.missing.length;
  return one.places.size > other.places.size;
}

type FieldByWord = ReadonlyMap<string, BankField>;

function fieldsByWord({ columns }: BankMapping): FieldByWord {
  return new Map(
    bankFields.flatMap((field) => (columns[field] ?? []).map((header) => [wordOf(header), field] as const)),
  );
}

/** A header of two rows: the upper one goes on to the right, since it is merged over the columns below. */
function joined(upper: FileRow | undefined, lower: FileRow, fieldOf: FieldByWord): readonly (readonly string[])[] {
  if (!upper) return [];
  let above = '';
  const names = Array.from({ length: Math.max(upper.cells.length, lower.cells.length) }, (_, at) => {
    const below = wordOf(lower.cells[at] ?? '');
    above = wordOf(upper.cells[at] ?? '') || above;
    const own = wordOf(upper.cells[at] ?? '');
    const choices = below === '' ? [own] : [`${above}${below}`, `${below}${above}`, below];
    return choices.find((name) => fieldOf.has(name)) ?? choices[0] ?? '';
  });
  return [names];
}

function placesOf(
  names: readonly string[],
  { columns }: BankMapping,
  fieldOf: FieldByWord,
): Pick<Header, 'names' | 'places' | 'missing'> {
  const found = Map.groupBy(
    names.keys().filter((at) => fieldOf.has(names[at] ?? '')),
    (at) => fieldOf.get(names[at] ?? ''),
  );
  const places = new Map<BankField, readonly number[]>();
  for (const field of bankFields) {
    const all = found.get(field) ?? [];
    const words = (columns[field] ?? []).map(wordOf);
    const preferred = all.toSorted((a, b) => words.indexOf(names[a] ?? '') - words.indexOf(names[b] ?? ''));
    if (all.length > 0) places.set(field, field === 'memo' ? all : preferred.slice(0, 1));
  }
  // A column of times that begins with the day says both.
  const times = places.get('bookedAt');
  if (!places.has('bookedOn') && times) places.set('bookedOn', times);
  return { names, places, missing: missingFrom(places) };
}

function missingFrom(places: ReadonlyMap<BankField, unknown>): readonly string[] {
  const hasAmount = places.has('amount') || (places.has('debit') && places.has('credit'));
  return [
    ...(places.has('bookedOn') ? [] : ['交易日期 bookedOn']),
    ...(hasAmount ? [] : ['借方发生额 debit, 贷方发生额 credit']),
  ];
}

/** The mapping of a header that was found: what `saveBankMapping` takes, for somebody to look at and change. */
export function proposedMapping(header: Header, rows: readonly FileRow[], mapping: BankMapping): BankMapping {
  const cellAt = (at: number) => {
    const own = rows[header.at]?.cells[at]?.trim() ?? '';
    return wordOf(own) === header.names[at] ? own : (header.names[at] ?? '');
  };
  const columns = [...header.places].map(([field, places]) => [field, places.map(cellAt)]);
  return { ...mapping, columns: Object.fromEntries(columns) };
}
