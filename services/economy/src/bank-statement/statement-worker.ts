/** The thread in which a file of a bank is read: see `statement-thread.ts`. */
import { workerData } from 'node:worker_threads';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { tell, tellEnd } from '../upload/in-thread.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { prove, type RowProblem } from './bank-statement.ts';
import { previewOf } from './preview.ts';
import { contentsOf, statementFor } from './read-statement.ts';
import type { ThreadData, Told } from './statement-thread.ts';

const { file, kind, isPreview, ...reading } = workerData as ThreadData;
const PIECE = 262_144;

async function* content(): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += PIECE) yield Buffer.from(file.subarray(from, from + PIECE));
}

async function read(): Promise<Refusal | null> {
  const bankFile = { kind, content };
  if (isPreview) {
    tell<Told>([{ preview: await previewOf(bankFile, reading) }]);
    return null;
  }
  const contents = await contentsOf(bankFile, reading.mapping);
  if (isRefusal(contents)) return contents;
  const statement = statementFor(bankFile, contents, reading);
  if (isRefusal(statement)) return statement;
  const { encoding } = contents;
  if (statement.problems.length > 0) {
    const rejected = statement.problems.map(rejectedRow);
    tell<Told>([{ rejection: { encoding, rejected, readable: statement.rows.length } }]);
    return null;
  }
  const proved = prove(statement);
  if (isRefusal(proved)) return proved;
  const { rows, ...head } = proved;
  tell<Told>([{ ...head, encoding }]);
  tell<Told>(rows);
  return null;
}

function rejectedRow({ line, reference, problems }: RowProblem) {
  const said = problems.map(({ refusal, column }) => ({ ...storedProblem(refusal), column }));
  return { line, externalRef: reference, outcome: 'REJECTED', problems: said } as const;
}

tellEnd(await read());
