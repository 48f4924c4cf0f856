/** What somebody chose last for the files of an agreement, remembered in their browser: next month's file has the same columns. */
import { type EntryMapping, entryFields, type SeenFile } from './seen.ts';

export function keepMapping(agreement: string, mapping: EntryMapping): void {
  localStorage.setItem(keyOf(agreement), JSON.stringify(mapping.columns.map(({ field, header }) => [field, header])));
}

/** Null where none is kept, or this file has not all of its columns. */
export function keptMapping(agreement: string, { columns }: SeenFile): EntryMapping | null {
  const kept = new Map<unknown, unknown>(JSON.parse(localStorage.getItem(keyOf(agreement)) ?? '[]'));
  const chosen = entryFields.flatMap((field) => {
    const header = kept.get(field);
    return typeof header === 'string' ? [{ field, header }] : [];
  });
  const isThere = chosen.every(({ header }) => columns.some((column) => column.header === header));
  return chosen.length > 0 && isThere ? { columns: chosen } : null;
}

function keyOf(agreement: string): string {
  return `columns ${agreement}`;
}
