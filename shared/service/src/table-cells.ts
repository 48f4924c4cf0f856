/**
 * Cells of a workbook. A spreadsheet keeps 15 digits of a number: an amount below 10^15 fen is exact to the fen there,
 * one beyond is written as text. A text has the type of a text, so nothing computes it.
 */
import { formatMoney } from '@hh/kernel/money.ts';
import type { Cell } from './table-file.ts';

const EXACT_BELOW = 10n ** 15n;
const WIDTH_MAX = 60;

export function cellOf(cell: Cell) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell, type: String };
  const yuan = formatMoney(cell);
  const isExact = cell < EXACT_BELOW && cell > -EXACT_BELOW;
  // The shortest decimal of this number is the amount again.
  return isExact ? { value: Number(yuan), type: Number, format: '#,##0.00' } : { value: yuan, type: String };
}

/** As wide as what stands in them, a Chinese character counted for two. */
export function widthsOf(header: readonly string[], rows: readonly (readonly Cell[])[]): number[] {
  const width = (cell: Cell | undefined) =>
    typeof cell === 'bigint' ? formatMoney(cell).length + 2 : `${cell ?? ''}`.replace(/[^\0-\u00ff]/g, '__').length;
  return header.map((title, column) =>
    Math.min(
      WIDTH_MAX,
      2 + rows.slice(0, 1_000).reduce((most, row) => Math.max(most, width(row[column])), width(title)),
    ),
  );
}
