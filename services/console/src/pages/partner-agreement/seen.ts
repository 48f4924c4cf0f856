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

export type EntryField = 'externalRef' | 'kind' | 'amount' | 'occurredOn' | 'projectCode' | 'memo' | 'reverses';
