/** Journals by their voucher number, as a condition of the database. */
import { formatVoucher, inMonth, parseVoucher } from './journal.ts';

/** In its month, or in each of those that are looked at. */
export function numbered(written: string): object {
  const voucher = parseVoucher(written);
  if (!voucher) return { voucherNumber: written };
  const { month, number } = voucher;
  if (month) return { voucherNumber: formatVoucher(month, number) };
  return { voucherNumber: { $regex: `${RegExp.escape(inMonth(number))}$` } };
}
