/**
 * The header of a bank's table, found by its words wherever it stands: below title rows, or in two rows of which the upper
 * one is merged over several columns.
 */
import type { FileRow } from '../upload/upload.ts';
import { type BankField, type BankMapping, bankFields, headerWords, missingFrom, wordOf } from './bank-mapping.ts';

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

/**
 * What rows are read by: the mapping that was saved for the header that they have; else the first under which they have all
 * that is needed; else the one that lacks least, so that what is missing is named. One mapping at least.
 */
export function mappingOf(rows: readonly FileRow[], mappings: readonly BankMapping[]): BankMapping {
  const tried = mappings.map((mapping) => ({ mapping, header: headerOf(rows, mapping) }));
  const whole = tried.filter(({ header }) => header?.missing.length === 0);
  const own = whole.find(({ mapping, header }) => isOf(mapping, header));
  const lacking = ({ header }: (typeof tried)[number]) => header?.missing.length ?? Number.POSITIVE_INFINITY;
  const closest = tried.toSorted((one, other) => lacking(one) - lacking(other))[0];
  const found = own ?? whole[0] ?? closest;
  if (!found) throw new Error('rows are read by one mapping at least');
  return found.mapping;
}

function isOf({ header: saved }: BankMapping, header: Header | undefined): boolean {
  return saved.length > 0 && JSON.stringify(saved) === JSON.stringify(headerWords(header?.names ?? []));
}

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

/** The mapping of a header that was found: what `saveBankMapping` takes, for somebody to look at and change. */
export function proposedMapping(header: Header, rows: readonly FileRow[], mapping: BankMapping): BankMapping {
  const cellAt = (at: number) => {
    const own = rows[header.at]?.cells[at]?.trim() ?? '';
    return wordOf(own) === header.names[at] ? own : (header.names[at] ?? '');
  };
  const columns = [...header.places].map(([field, places]) => [field, places.map(cellAt)]);
  return { ...mapping, header: headerWords(header.names), columns: Object.fromEntries(columns) };
}
