/**
 * Money is a whole number of fen (分) in a signed 64-bit integer, BigInt in code; in the graph it is a
 * decimal string in yuan with exactly two decimals. ECONOMY.md, Money.
 */
import { type Refusal, refuse, shown } from './refusal.ts';

export type Fen = bigint;

const MAX_FEN = 2n ** 63n - 1n;
const MIN_FEN = -(2n ** 63n);
const DIGITS_MAX = 19; // of yuan; a number of a million digits is not worth reading
const YUAN = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** Is this a number of fen that a signed 64-bit integer holds? */
export function fitsFen(value: bigint): boolean {
  return value >= MIN_FEN && value <= MAX_FEN;
}

/** The sum in fen; refuses AMOUNT_TOO_LARGE where it leaves int64, never wraps. */
export function sumFen(amounts: Iterable<Fen>): Fen | Refusal {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return fitsFen(total) ? total : refuse('AMOUNT_TOO_LARGE');
}

/** Yuan as text, `"1234"`, `"1234.5"` or `"-1234.50"`, to fen. Refuses JSON numbers, exponents, separators, a third decimal. */
export function parseMoney(value: unknown): Fen | Refusal {
  const match = typeof value === 'string' ? YUAN.exec(value) : null;
  if (!match) return refuse('AMOUNT_MALFORMED', { value: shown(value) });
  const [, sign, yuan, decimals = ''] = match;
  if ((yuan as string).length > DIGITS_MAX) return refuse('AMOUNT_TOO_LARGE');
  const fen = BigInt(yuan as string) * 100n + BigInt(decimals.padEnd(2, '0'));
  const signed = sign === '-' ? -fen : fen;
  return fitsFen(signed) ? signed : refuse('AMOUNT_TOO_LARGE');
}

/** Fen to yuan with exactly two decimals: `123450n` → `"1234.50"`. */
export function formatMoney(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The same to be read by people, with thousands set apart: `123450n` → `"1,234.50"`. */
export function groupedMoney(fen: Fen): string {
  return formatMoney(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** A whole number likewise: `121867n` → `"121,867"`. */
export function grouped(count: bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
