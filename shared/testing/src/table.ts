/**
 * A text table is the test: the header row names the fields, every other row is one case, `|` stands between the cells.
 * What a table says is compared with what was found as text too, so that a difference shows as a line.
 */

type Row<Column extends string> = Readonly<Record<Column, string>>;

/** The rows as objects of trimmed text; blank lines are ignored. Throws where a row has other cells than the header. */
export function parseTable<Column extends string>(text: string): readonly Row<Column>[] {
  const [header = [], ...rows] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  if (new Set(header).size !== header.length) throw new Error(`a column appears twice: ${header.join(' | ')}`);
  return rows.map((cells) => {
    if (cells.length !== header.length)
      throw new Error(`${cells.length} cells where the header has ${header.length}: ${cells.join(' | ')}`);
    return Object.fromEntries(header.map((column, index) => [column, cells[index]])) as Row<Column>;
  });
}

/** Objects as an aligned table of these columns; null and undefined are empty cells. */
export function toTable<Column extends string>(
  objects: readonly Readonly<Partial<Record<Column, unknown>>>[],
  columns: readonly Column[],
): string {
  const rows = [columns, ...objects.map((object) => columns.map((column) => cellOf(object[column])))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] as string))));
  return rows
    .map((row) => row.map((cell, index) => cell + ' '.repeat((widths[index] as number) - widthOf(cell))).join(' | '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function cellOf(value: unknown): string {
  const cell = String(value ?? '').trim();
  if (/[|\n]/.test(cell)) throw new Error(`a cell cannot hold "|" or a new line: ${cell}`);
  return cell;
}

/** Chinese characters and full-width forms take two columns on a screen. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u1100-\u115f\u2e80-\uffe6]/.test(character) ? 2 : 1), 0);
}
