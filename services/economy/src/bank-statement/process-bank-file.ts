/**
 * Reads a file of a bank that was kept, proves it, and takes its rows: the statement comes to be in one write, its lines a
 * thousand in a transaction with what became of each and how far it came, and one write makes all of it visible. Whoever
 * is killed in between has lost and doubled nothing: the next reads the file again and goes on after the last batch.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import { dateOf } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import type { Lease } from '@hh/service/lease.ts';
import type { Log } from '@hh/service/log.ts';
import type { Storage } from '@hh/service/storage.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { FileStore } from '../upload/file.store.ts';
import { added, type Counts, type ReportRow } from '../upload/sent-file.store.ts';
import { storedProblem } from '../upload/stored-problem.ts';
import { type Ended, workOff } from '../upload/work-off.ts';
import type { BankAccount, BankAccountStore } from './bank-account.store.ts';
import type { BankImport, BankImportStore } from './bank-import.store.ts';
import { parseMapping } from './bank-mapping.ts';
import { contradiction, gapBefore, type ProvedRow, type ProvedStatement } from './bank-statement.ts';
import type { StatementIntake } from './statement-intake.store.ts';
import { proveFile, type Rejection } from './statement-thread.ts';

export interface BankFileParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly log: Log;
  readonly accounts: BankAccountStore;
  readonly uploads: BankImportStore;
  readonly intake: StatementIntake;
  readonly files: FileStore;
  readonly storage: Storage;
  /** Told after a statement has become visible, at least once. */
  readonly imported: (account: BankAccount, statement: string) => Promise<void>;
}

const ROWS_AT_ONCE = 1_000;
/** How often what follows an import is tried. */
const FOLLOWING_TRIES = 10;
/** What the documents of a row take, for each byte that it has in its file. */
const GROWTH = 8;

export async function processBankFile(parts: BankFileParts, id: string, isStopping: () => boolean): Promise<void> {
  const file = await parts.uploads.find(id);
  if (!file || !(await parts.uploads.isNext(file))) return;
  await workOff(
    { ...parts, called: 'upload', works: parts.uploads },
    id,
    (taken, lease) => take(parts, taken, lease, isStopping),
    async ({ statement }) => {
      if (statement) await parts.intake.takeBack(statement);
    },
  );
}

async function take(parts: BankFileParts, file: BankImport, lease: Lease, isStopping: () => boolean): Promise<Ended> {
  const account = await parts.accounts.byCode(file.county, file.account);
  if (!account) throw new Error(`the bank account ${file.account} of ${file.county} has vanished`);
  const proved = await readAndProve(parts, file, account, lease);
  if (isRefusal(proved)) return proved;
  const begun = file.statement === null ? await begin(parts, file, proved, lease) : file;
  if (isRefusal(begun)) return begun;
  const { statement, firstInstant } = begun;
  if (statement === null || firstInstant === null) throw new Error(`the file ${file.id} has begun without a statement`);
  let batch = file.batches;
  for (let from = file.rows; from < proved.rows.length; from += ROWS_AT_ONCE) {
    if (isStopping()) return 'STOPPED';
    const rows = proved.rows.slice(from, from + ROWS_AT_ONCE);
    await takeBatch(parts, file, { statement, batch, rows, firstInstant: firstInstant.getTime() + from }, lease);
    batch += 1;
  }
  await finish(parts, file, statement, lease);
  reach('bank-statement.finished');
  try {
    await parts.imported(account, statement);
  } catch (error) {
    parts.log.error({ err: error, statement }, 'what follows the import of a bank statement has failed');
    // What is imported stays; somebody can still begin by hand what does not go.
    if (file.attempts < FOLLOWING_TRIES) return 'STOPPED';
  }
  return 'DONE';
}

async function readAndProve(
  parts: BankFileParts,
  file: BankImport,
  account: BankAccount,
  lease: Lease,
): Promise<ProvedStatement | Refusal> {
  const mappings = file.mappings.map((each) => must(parseMapping(each)));
  const { kind } = file;
  const { numberEnd } = account;
  const today = dateOf(parts.clock.now());
  const read = await proveFile({ file: await parts.files.whole(file.id), kind, mappings, numberEnd, today });
  if (isRefusal(read)) return read;
  if (file.encoding !== read.encoding) await parts.uploads.change(file.id, lease, { encoding: read.encoding });
  return 'rejected' in read ? await reject(parts, file, read, lease) : read;
}

/** A statement is taken whole or not at all: one row that cannot be read keeps all from it, and the report names each. */
async function reject(
  parts: BankFileParts,
  file: BankImport,
  { rejected, readable }: Rejection,
  lease: Lease,
): Promise<Refusal> {
  const counts = { rows: readable + rejected.length, posted: 0, duplicate: 0, rejected: rejected.length };
  const rows = rejected.slice(0, ROWS_AT_ONCE);
  if (file.batches === 0) await commit(parts, file, { batch: 0, counts, rows }, lease);
  return refuse('STATEMENT_ROWS_REJECTED', { count: rejected.length, line: rejected[0]?.line ?? 1 });
}

/** What became of rows, with how far the file is: in one transaction with what else is done. */
async function commit(
  { writer, uploads }: BankFileParts,
  { id, county }: BankImport,
  { batch, counts, rows }: { readonly batch: number; readonly counts: Counts; readonly rows: readonly ReportRow[] },
  lease: Lease,
): Promise<void> {
  must(
    await writer.write(async ({ session }) => {
      await uploads.change(id, lease, { ...added(counts), batches: batch + 1, attempts: 0 }, session);
      await uploads.insertBatch({ _id: newId(), county, upload: id, batch, rows }, session);
      return true;
    }),
  );
}

/** Holds it against what the account has, and begins it. The same file twice at a time is one statement. */
async function begin(
  parts: BankFileParts,
  file: BankImport,
  { from, to, opening, closing, rows }: ProvedStatement,
  lease: Lease,
): Promise<Pick<BankImport, 'statement' | 'firstInstant'> | Refusal> {
  const { county, account, sha256, fileName, bytes } = file;
  if (!(await parts.storage.hasRoomFor(bytes * GROWTH))) return refuse('STORAGE_FULL');
  const spans = await parts.intake.spans(county, account);
  const known = await parts.intake.known(file, { from, to });
  const refusal = contradiction({ from, to, opening, closing, rows }, known, spans);
  if (refusal) return refusal;
  const own = new Set(rows.map(({ identity }) => identity));
  const repeated = known.filter(({ identity }) => own.has(identity));
  const overlaps = [...new Set(repeated.map(({ statement }) => statement))];
  const same = await parts.intake.sameFile(county, account, sha256);
  const span = { id: same ?? newId(), from, to, opening, closing, overlaps };
  const gap = gapBefore(span, spans);
  const notes = [
    ...(gap
      ? [refuse('STATEMENT_GAP', { to: gap.to, expected: formatMoney(gap.closing), found: formatMoney(gap.opening) })]
      : []),
    ...(repeated.length > 0 ? [refuse('STATEMENT_OVERLAPS', { count: repeated.length })] : []),
  ].map(storedProblem);
  const { id: importedBy } = file.uploadedBy;
  const importedAt = parts.clock.now();
  const next = await parts.uploads.nextInstant(county, account);
  const firstInstant = new Date(Math.max(importedAt.getTime(), next ?? 0));
  must(
    await parts.writer.write(async ({ session }) => {
      const set = { statement: span.id, from, to, opening, closing, firstInstant, notes: { $literal: notes } };
      await parts.uploads.change(file.id, lease, set, session);
      if (!same)
        await parts.intake.begin({ ...span, county, account, sha256, fileName, importedBy, importedAt }, session);
      return true;
    }),
  );
  reach('bank-statement.begun');
  return { statement: span.id, firstInstant };
}

interface Batch {
  readonly statement: string;
  readonly batch: number;
  readonly rows: readonly ProvedRow[];
  /** Of the first of these rows; each has one a millisecond later than the one before. */
  readonly firstInstant: number;
}

async function takeBatch(
  parts: BankFileParts,
  file: BankImport,
  { statement, batch, rows, firstInstant }: Batch,
  lease: Lease,
): Promise<void> {
  const { county, account } = file;
  must(
    await parts.writer.write(async ({ session }) => {
      // First of all: prolonging the lease waits for this write, and does not undo what follows it.
      await parts.uploads.change(file.id, lease, {}, session);
      const fresh = await parts.intake.take({ id: statement, county, account }, { rows, firstInstant }, session);
      const posted = fresh.filter((isNew) => isNew).length;
      const counts = { rows: rows.length, posted, duplicate: rows.length - posted, rejected: 0 };
      await parts.uploads.change(file.id, lease, { ...added(counts), batches: batch + 1, attempts: 0 }, session);
      const report = rows.map(
        ({ line, reference }, at): ReportRow => ({
          line,
          externalRef: reference ?? '',
          outcome: fresh[at] ? 'POSTED' : 'DUPLICATE',
          problems: [],
        }),
      );
      await parts.uploads.insertBatch({ _id: newId(), county, upload: file.id, batch, rows: report }, session);
      return true;
    }),
  );
}

async function finish(parts: BankFileParts, file: BankImport, statement: string, lease: Lease): Promise<void> {
  const { county, account, fileName, sha256, uploadedBy } = file;
  must(
    await parts.writer.write(async ({ session, audit }) => {
      await parts.uploads.change(file.id, lease, {}, session);
      if (!(await parts.intake.finish(statement, session))) return true;
      const subject = { type: 'BankStatement', id: statement };
      const actor = { ...uploadedBy, grants: [] };
      audit({ county, actor, action: 'importBankStatement', subject, after: { account, fileName, sha256 } });
      return true;
    }),
  );
}
