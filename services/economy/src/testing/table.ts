/** A list that was downloaded, as a person's spreadsheet reads it. */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';

/** The cells of a CSV, its header first; the byte order mark has to be there. */
export async function csvCells(response: Response): Promise<readonly string[][]> {
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) throw new Error('a CSV without its mark');
  return parse(bytes.subarray(3));
}

/** The same of a workbook. */
export async function sheetCells(response: Response): Promise<readonly unknown[][]> {
  return (await readSheet(Buffer.from(await response.arrayBuffer()))) as unknown[][];
}

/** Rows by the words of the header. */
export function byHeader([header = [], ...rows]: readonly string[][]): Record<string, string>[] {
  return rows.map((cells) => Object.fromEntries(header.map((word, index) => [word, cells[index] ?? ''])));
}
