/**
 * A row of a bank statement (对账单明细), and how its cells are read. Amounts are read sign by sign, never through a float:
 * full-width digits, `¥1,234.50`, spaces, parentheses or a minus on either side. What a bank calls 借方 (debit) left the
 * account, what it calls 贷方 (credit) came in: its books are the mirror of ours.
 */
import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import { type LocalDate, parseFileDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse, shown } from '@hh/kernel/refusal.ts';

export interface BankRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly bookedOn: LocalDate;
  /** `HH:MM:SS`; null where the bank does not say. */
  readonly bookedAt: string | null;
  /** In fen: above zero came in, below zero went out. */
  readonly amount: Fen;
  /** The bank's balance after it, in fen; null where the file does not say. */
  readonly balance: Fen | null;
  readonly counterparty: string | null;
  readonly counterpartyAccount: string | null;
  readonly memo: string | null;
  /** The bank's serial number (流水号); null where there is none that tells rows apart. */
  readonly reference: string | null;
  /** Does it take another back (冲正、退汇), as the bank says? */
  readonly isReversal: boolean;
  /** As it came: the cells of a table, or `path=text` of an XML entry. */
  readonly raw: readonly string[];
}

export type DateOrder = 'YMD' | 'DMY' | 'MDY';
export type DecimalMark = 'POINT' | 'COMMA';

const MINUS = /[-−–—﹣]/g;
const CURRENCY = /^(?:人民币|rmb|cny|¥|元)+|(?:人民币|rmb|cny|元)+$/gi;
const IN_GROUPS = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;

/** Yuan as a bank writes them, to fen; null for an empty cell or a dash. Refuses what is not exactly so many fen. */
export function amountOf(cell: string, mark: DecimalMark = 'POINT'): Fen | null | Refusal {
  const plain = cell.normalize('NFKC').replaceAll(/\s/g, '').replaceAll(MINUS, '-').replace(/^'/, '');
  if (/^-*$/.test(plain)) return null;
  const malformed = refuse('AMOUNT_MALFORMED', { value: shown(cell.trim()) });
  const { isNegative, digits } = withoutSign(plain);
  const match = IN_GROUPS.exec(
    mark === 'COMMA' ? digits.replaceAll(/[.,]/g, (each) => (each === '.' ? ',' : '.')) : digits,
  );
  if (!match) return malformed;
  const [, yuan = '', decimals = ''] = match;
  const fen = parseMoney(`${yuan.replaceAll(',', '')}.${decimals.replace(/(?<=^..)0+$/, '').padEnd(2, '0')}`);
  if (isRefusal(fen)) return fen.code === 'AMOUNT_MALFORMED' ? malformed : fen;
  return isNegative ? -fen : fen;
}

/** `(1.00)`, `-1.00`, `¥-1.00`, `-¥1.00` and `1.00-` are all the same; more than one sign is none of ours. */
function withoutSign(plain: string): { isNegative: boolean; digits: string } {
  const [, inside] = /^\((.*)\)$/.exec(plain) ?? [];
  const bare = (inside ?? plain).replaceAll(CURRENCY, '');
  const [, before, digits = '', after] = /^([-+]?)(.*?)(-?)$/.exec(bare) ?? [];
  const signs = [inside === undefined ? '' : '-', before === '+' ? '' : before, after].filter((sign) => sign === '-');
  return { isNegative: signs.length === 1, digits: signs.length > 1 ? '' : digits.replaceAll(CURRENCY, '') };
}

export interface Moment {
  readonly date: LocalDate;
  readonly time: string | null;
}

const DATE_PART = /^(\d{1,4})([-/.年])(\d{1,2})[-/.月](\d{1,4})日?|^(\d{8})(?!\d{7})/;

/** A day, and the time that may stand behind it; `2025年12月3日 9:05` is one, `20251203 090500` another. */
export function momentOf(cell: string, order: DateOrder = 'YMD'): Moment | Refusal {
  const text = cell.normalize('NFKC').trim().replace(/^'/, '');
  const malformed = refuse('DATE_MALFORMED', { value: shown(text) });
  const packed = /^(\d{8})(\d{6})$/.exec(text);
  const found = packed ? null : DATE_PART.exec(text);
  const day = packed?.[1] ?? found?.[5] ?? (found ? dayOf([found[1], found[3], found[4]] as Parts, order) : '');
  const date = parseFileDate(day);
  const rest = packed?.[2] ?? text.slice(found?.[0].length ?? 0).replace(/^[T\s,]+/, '');
  const time = rest === '' ? null : timeOf(rest);
  return isRefusal(date) || (rest !== '' && time === null) ? malformed : { date, time };
}

type Parts = readonly [string, string, string];

/** The year stands where its four digits are; the order says which of the other two is the month. */
function dayOf([first, second, third]: Parts, order: DateOrder): string {
  if (first.length === 4) return `${first}/${second}/${third}`;
  if (third.length !== 4 || order === 'YMD') return '';
  return order === 'DMY' ? `${third}/${second}/${first}` : `${third}/${first}/${second}`;
}

/** `HH:MM:SS` of `9:05`, `09:05:00`, `090500`, `09.05.00`, or of what follows the day in a cell; null for anything else. */
export function timeOf(cell: string): string | null {
  const text = cell.normalize('NFKC').trim().replace(/^'/, '');
  const match =
    /^(\d{1,2})[:.时](\d{1,2})(?:[:.分](\d{1,2})秒?)?(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{2})(?:\d{3})?$/.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? '0'].map(Number) as [number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
}

const TEXT_MAX = 300;
const LOST_DIGITS = /^\d(?:\.\d+)?e\+\d+$/i;

/** The words of a cell, on one line; null where there are none. */
export function wordsOf(cell: string): string | null {
  const text = cell
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return /^[-—/]*$/.test(text) ? null : [...text].slice(0, TEXT_MAX).join('');
}

/** The number of an account or of a row; null where a spreadsheet has lost its digits, or it is nothing but zeros. */
export function numberOf(cell: string): string | null {
  const text = wordsOf(cell.normalize('NFKC').replace(/^'/, ''))?.replaceAll(' ', '') ?? '';
  return text === '' || /^0+$/.test(text) || LOST_DIGITS.test(text) ? null : text.slice(0, 100);
}

const REVERSAL = /冲正|冲销|退汇|退票|抹账|红字/;

export function saysReversal(memo: string | null): boolean {
  return memo !== null && REVERSAL.test(memo);
}
