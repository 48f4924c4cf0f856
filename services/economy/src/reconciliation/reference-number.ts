/**
 * References as numbers: a million texts cost more than all that is asked of them. A text, as `referencesIn` writes it,
 * has one number and no other text has it: of which kind it is, its month, and its digits with a 1 before them, so that
 * noughts count.
 */
import { NONE } from './timeline.ts';

const VOUCHER = '记-';
const DIGITS_AT_MOST = 8;
/** The digits have room below the month, and the month below the kind. */
const A_MONTH = 2 ** 28;
const A_KIND = A_MONTH * 2 ** 17;
const KINDS = 2 ** 53 / A_KIND;

/** NONE for what no memo names. `series` is what codes of agreements begin with. */
export function referenceNumber(reference: string, series: readonly string[]): number {
  const space = reference.indexOf(' ');
  const end = reference.length;
  if (reference.startsWith(VOUCHER, space + 1)) {
    const month = space < 0 ? 0 : monthIn(reference, 0, space);
    return numberFrom(0, month, digitsIn(reference, space + 1 + VOUCHER.length, end));
  }
  const dash = reference.indexOf('-');
  const kind = series.indexOf(reference.slice(0, dash)) + 1;
  const month = space < 0 ? 0 : monthIn(reference, space + 1, end);
  if (kind >= KINDS) throw new Error(`${series.length} series are more than there is room for`);
  return kind === 0 ? NONE : numberFrom(kind, month, digitsIn(reference, dash + 1, space < 0 ? end : space));
}

/** `2025-11` in months since the year 0; of another form NONE. */
export function monthIn(text: string, from = 0, end = text.length): number {
  if (end - from !== 7 || text[from + 4] !== '-') return NONE;
  const year = digitsIn(text, from, from + 4) - 10_000;
  const month = digitsIn(text, from + 5, end) - 100;
  return year < 0 || month < 1 || month > 12 ? NONE : 12 * year + month;
}

export function isInFull(reference: number): boolean {
  return monthOf(reference) > 0;
}

export function withoutMonth(reference: number): number {
  return reference - monthOf(reference) * A_MONTH;
}

function monthOf(reference: number): number {
  return Math.floor((reference % A_KIND) / A_MONTH);
}

function numberFrom(kind: number, month: number, digits: number): number {
  return month === NONE || digits === NONE ? NONE : kind * A_KIND + month * A_MONTH + digits;
}

/** `0042` is 10042; NONE where there are other characters, none or too many. */
function digitsIn(text: string, from: number, end: number): number {
  if (end <= from || end - from > DIGITS_AT_MOST) return NONE;
  let digits = 1;
  for (let at = from; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NONE;
    digits = 10 * digits + digit;
  }
  return digits;
}
