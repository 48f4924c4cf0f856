/**
 * Which column of a file of entries says what (列映射), as whoever sends it chose: it comes with the file, as JSON in the
 * address. Only the columns that it names are read, each by its header as it stands in the file.
 */
import { type Refusal, refuse, shown } from '@hh/kernel/refusal.ts';
import { z } from 'zod';
import { entryFields } from '../statement/entry.ts';

const HEADER_MAX = 200;

const shape = z.object({
  columns: z
    .array(z.object({ field: z.enum(entryFields), header: z.string().trim().min(1).max(HEADER_MAX) }))
    .min(1)
    .max(entryFields.length),
});

export type EntryMapping = z.infer<typeof shape>;

/** Null where none is given. Refuses a field that is not known, and a field or a column that is chosen twice. */
export function parseEntryMapping(written: unknown): EntryMapping | null | Refusal {
  if (written === undefined) return null;
  const given = jsonOf(String(written));
  const parsed = shape.safeParse(given);
  if (!parsed.success) return refusalOf(parsed.error.issues[0], given);
  const { columns } = parsed.data;
  for (const name of ['field', 'header'] as const) {
    const values = columns.map((column) => column[name]);
    const twice = values.find((value, at) => values.indexOf(value) < at);
    if (twice !== undefined) return refuse('COLUMN_TWICE', { field: 'mapping', column: shown(twice) });
  }
  return parsed.data;
}

/** Undefined where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function refusalOf(issue: z.core.$ZodIssue | undefined, given: unknown): Refusal {
  const path = issue?.path ?? [];
  const field = ['mapping', ...path].join('.');
  const value = path.reduce<unknown>((of, key) => (of as Record<PropertyKey, unknown>)[key], given);
  if (issue?.code === 'invalid_value')
    return refuse('CHOICE_UNKNOWN', { field, value: shown(value), choices: entryFields.join(', ') });
  if (issue?.code === 'too_big' && typeof value === 'string')
    return refuse('VALUE_TOO_LONG', { field, max: HEADER_MAX });
  return refuse('VALUE_MISSING', { field });
}
