/** Reads and proves a file of a bank, or looks at it, and tells what it finds: see `statement-thread.ts`. */
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { prove, type RowProblem } from './bank-statement.ts';
import { previewOf } from './preview.ts';
import { contentsOf, statementFor } from './read-statement.ts';
import type { ThreadData, Told } from './statement-thread.ts';

const PIECE = 262_144;

async function* inPieces(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += PIECE) yield Buffer.from(file.subarray(from, from + PIECE));
}

/** Answers why it refuses, or null where all is told. */
export async function tellFile(
  { file, kind, isPreview, ...reading }: ThreadData,
  tell: (found: readonly Told[]) => void,
): Promise<Refusal | null> {
  const bankFile = { kind, content: () => inPieces(file) };
  if (isPreview) {
    tell([{ preview: await previewOf(bankFile, reading) }]);
    return null;
  }
  const contents = await contentsOf(bankFile, reading.mappings);
  if (isRefusal(contents)) return contents;
  const statement = statementFor(bankFile, contents, reading);
  if (isRefusal(statement)) return statement;
  const { encoding } = contents;
  if (statement.problems.length > 0) {
    const rejected = statement.problems.map(rejectedRow);
    tell([{ rejection: { encoding, rejected, readable: statement.rows.length } }]);
    return null;
  }
  const proved = prove(statement);
  if (isRefusal(proved)) return proved;
  const { rows, ...head } = proved;
  tell([{ ...head, encoding }]);
  tell(rows);
  return null;
}

function rejectedRow({ line, reference, problems }: RowProblem) {
  const said = problems.map(({ refusal, column }) => ({ ...storedProblem(refusal), column }));
  return { line, externalRef: reference, outcome: 'REJECTED', problems: said } as const;
}
