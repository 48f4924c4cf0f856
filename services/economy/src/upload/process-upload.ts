/**
 * Reads a file that was kept and posts its rows, a thousand in a transaction that writes entries, totals, what became of
 * each row, and how far it came. Whoever is killed in between has lost and doubled nothing: the next goes on after the
 * last batch.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Storage } from '@hh/service/storage.ts';
import type { Writer } from '@hh/service/writer.ts';
import { countOf, type StatementParts, takeEntries } from '../statement/statement.commands.ts';
import type { Outcome } from '../statement/statement.ts';
import { reportRow, rowsOfFile, statementRow } from './entry-file.ts';
import type { FileStore } from './file.store.ts';
import { added } from './sent-file.store.ts';
import type { Upload, UploadStore } from './upload.store.ts';
import { type Columns, columnsOf, type FileRow, isBlank } from './upload.ts';
import { type Ended, workOff } from './work-off.ts';

export interface UploadParts extends StatementParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly log: Log;
  readonly uploads: UploadStore;
  readonly files: FileStore;
  readonly storage: Storage;
}

const ROWS_AT_ONCE = 1_000;

/** Goes on with one upload until it is done, somebody else has it, or the process is to stop. */
export async function processUpload(parts: UploadParts, id: string, isStopping: () => boolean): Promise<void> {
  await workOff({ ...parts, called: 'upload', works: parts.uploads }, id, (upload, lease) =>
    post(parts, upload, lease, isStopping),
  );
}

async function post(parts: UploadParts, upload: Upload, lease: Lease, isStopping: () => boolean): Promise<Ended> {
  const blocks = await rowsOfFile(parts.files, upload, (encoding) =>
    parts.uploads.change(upload.id, lease, { encoding }),
  );
  if (isRefusal(blocks)) return blocks;
  let columns: Columns | null = null;
  let batch: FileRow[] = [];
  let [toSkip, batches, seen] = [upload.rows, upload.batches, 0];
  const commit = async (rows: readonly FileRow[], known: Columns) => {
    if (!(await parts.storage.hasRoomFor(0))) return refuse('STORAGE_FULL');
    const refusal = await postBatch(parts, upload, lease, batches, rows, known);
    batches += 1;
    return refusal;
  };
  for await (const block of blocks) {
    for (const row of block) {
      if (columns === null) {
        const found = columnsOf(row, upload.mapping ?? null);
        if (isRefusal(found)) return found;
        columns = found;
      } else if (!isBlank(row)) {
        seen += 1;
        if (toSkip > 0) toSkip -= 1;
        else batch.push(row);
      }
      if (batch.length < ROWS_AT_ONCE || columns === null) continue;
      if (isStopping()) return 'STOPPED';
      const refusal = await commit(batch, columns);
      if (refusal) return refusal;
      batch = [];
    }
    if (isStopping()) return 'STOPPED';
  }
  if (seen === 0 || columns === null) return refuse('FILE_EMPTY');
  return (batch.length > 0 ? await commit(batch, columns) : null) ?? 'DONE';
}

async function postBatch(
  parts: UploadParts,
  upload: Upload,
  lease: Lease,
  batch: number,
  fileRows: readonly FileRow[],
  columns: Columns,
): Promise<Refusal | null> {
  const { county, agreement, agreementId, uploadedBy } = upload;
  const rows = fileRows.map((row) => statementRow(row, columns));
  const actor: Actor = { ...uploadedBy, grants: [] };
  const written = await parts.writer.write(async (transaction) => {
    const { session } = transaction;
    // First of all: prolonging the lease waits for this write, and does not undo what follows it.
    await parts.uploads.change(upload.id, lease, {}, session);
    const source = { kind: 'FILE', id: upload.id } as const;
    const outcomes = await takeEntries(parts, { county, agreement, rows, source, by: uploadedBy }, transaction);
    if (isRefusal(outcomes)) return outcomes;
    const of = (outcome: Outcome) => countOf(outcomes, outcome);
    const counts = {
      rows: outcomes.length,
      posted: of('POSTED'),
      duplicate: of('DUPLICATE'),
      rejected: of('REJECTED'),
    };
    await parts.uploads.change(upload.id, lease, { ...added(counts), batches: batch + 1, attempts: 0 }, session);
    const report = outcomes.map((outcome) => reportRow(outcome, columns));
    await parts.uploads.insertBatch({ _id: newId(), county, upload: upload.id, batch, rows: report }, session);
    if (counts.posted > 0) {
      const subject = { type: 'Agreement', id: agreementId };
      transaction.audit({
        county,
        actor,
        action: 'postEntries',
        subject,
        after: { upload: upload.id, batch, ...counts },
      });
    }
    return null;
  });
  return isRefusal(written) ? written : null;
}
