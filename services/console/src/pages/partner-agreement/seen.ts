/** What a look at a file of entries says, before it is sent. */

import type { EntryOutcome } from '../../graph/types.ts';
import type { SaidProblem } from '../../kit/files/beside-graph.ts';

export interface SeenFile {
  readonly columns: readonly { readonly header: string; readonly field: EntryField | null }[];
  readonly rows: readonly SeenRow[];
  readonly rowCount: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Whether all rows of what was looked at are counted. */
  readonly isWhole: boolean;
  readonly problem: SaidProblem | null;
}

export interface SeenRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly outcome: EntryOutcome | null;
  readonly problems: readonly SaidProblem[];
}

export const entryFields = ['externalRef', 'kind', 'amount', 'occurredOn', 'projectCode', 'memo', 'reverses'] as const;
export type EntryField = (typeof entryFields)[number];
/** Without a column of each no row can be read. */
export const neededFields: readonly EntryField[] = ['externalRef', 'kind', 'amount', 'occurredOn'];

/** Which column of a file is what, each by its header, as somebody chose. */
export interface EntryMapping {
  readonly columns: readonly { readonly field: EntryField; readonly header: string }[];
}

/** As the server recognised the columns, or was told. */
export function mappingOf({ columns }: SeenFile): EntryMapping {
  return { columns: columns.flatMap(({ field, header }) => (field ? [{ field, header }] : [])) };
}

export function lacking({ columns }: EntryMapping): readonly EntryField[] {
  return neededFields.filter((each) => !columns.some(({ field }) => field === each));
}
