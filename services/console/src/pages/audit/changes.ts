/** What a line of the trail says before and after, told apart field by field. */

export interface Change {
  /** Such as `terms.0.rateBp`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Only what differs; both are JSON, or null where there is nothing. */
export function changesOf(before: string | null, after: string | null): readonly Change[] {
  return within('', before && JSON.parse(before), after && JSON.parse(after));
}

function within(field: string, before: unknown, after: unknown): readonly Change[] {
  const names = [...new Set([...namesOf(before), ...namesOf(after)])];
  if (names.length === 0 || isPlain(before) || isPlain(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
  return names.flatMap((name) => within(field ? `${field}.${name}` : name, partOf(before, name), partOf(after, name)));
}

function isPlain(value: unknown): boolean {
  return value != null && typeof value !== 'object';
}

function namesOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function partOf(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
}
