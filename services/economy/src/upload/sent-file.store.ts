/**
 * Files that were sent and are worked off (文件处理): their documents, the lease under which one process does so, and what
 * became of each row, batch by batch. Files of entries and files of banks have collections of their own.
 */
import type { Actor } from '@hh/service/actor.ts';
import { dropLease, keepLease, LEASE_MS, type Lease, takeLease } from '@hh/service/lease.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Outcome } from '../statement/statement.ts';
import type { StoredProblem } from './stored-problem.ts';
import type { Encoding, FileKind, UploadState } from './upload.ts';

export interface Counts {
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

export interface SentFile extends Counts {
  readonly id: string;
  readonly county: string;
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Of the file as it came, lowercase hex. */
  readonly sha256: string;
  readonly state: UploadState;
  readonly uploadedBy: Pick<Actor, 'kind' | 'id'>;
  readonly uploadedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Of a file of text, once it is decided. */
  readonly encoding: Encoding | null;
  /** How many batches are committed; the next one begins after `rows` rows. */
  readonly batches: number;
  /** How often it was begun since the last batch. */
  readonly attempts: number;
  readonly problem: StoredProblem | null;
}

/** What a file is when it has come and nothing is done yet. */
export const unbegun = {
  state: 'RUNNING',
  startedAt: null,
  endedAt: null,
  encoding: null,
  batches: 0,
  attempts: 0,
  rows: 0,
  posted: 0,
  duplicate: 0,
  rejected: 0,
  problem: null,
} as const;

/** What became of one row, as the report shows it. */
export interface ReportRow {
  readonly line: number;
  readonly externalRef: string;
  readonly outcome: Outcome;
  readonly problems: readonly (StoredProblem & { readonly column: string })[];
}

interface BatchRow {
  readonly _id: string;
  readonly county: string;
  readonly upload: string;
  readonly batch: number;
  readonly rows: readonly ReportRow[];
}

/** The two collections that files of one kind have, and the field that says where a file was sent to. */
export interface FileCollections {
  readonly files: string;
  readonly rows: string;
  readonly sentTo: string;
}

const count = { bsonType: 'int', minimum: 0 };

export function sentFileCollections({ files, rows, sentTo }: FileCollections): readonly CollectionSpec[] {
  return [
    {
      name: files,
      indexes: [
        { name: sentTo, key: { county: 1, [sentTo]: 1, uploadedAt: 1, _id: 1 } },
        { name: 'running', key: { county: 1, uploadedAt: 1 }, partialFilterExpression: { state: 'RUNNING' } },
      ],
      schema: {
        required: ['county', sentTo, 'sha256', 'state', 'uploadedBy', 'rows', 'posted', 'duplicate', 'rejected'],
        properties: {
          state: { enum: ['RUNNING', 'DONE', 'FAILED'] },
          rows: count,
          posted: count,
          duplicate: count,
          rejected: count,
        },
      },
    },
    {
      name: rows,
      indexes: [{ name: 'batch', key: { county: 1, upload: 1, batch: 1 }, unique: true }],
    },
  ];
}

/** Thrown in the middle of a batch by a driver whose lease another has taken: the batch is not written. */
export class LeaseLost extends Error {}

export type SentFileStore<File extends SentFile> = ReturnType<typeof createSentFileStore<File>>;

const EPOCH = new Date(0);

type FileRow<File extends SentFile> = Omit<File, 'id'> & { readonly _id: string };

export function createSentFileStore<File extends SentFile>(
  connection: Connection,
  names: FileCollections,
  holder: string,
) {
  const files = connection.collection<{ _id: string; state: string; county: string; lease?: unknown }>(names.files);
  const batches = connection.collection<BatchRow>(names.rows);
  const read = ({ _id, lease: _, ...rest }: { readonly _id: string; readonly lease?: unknown }): File =>
    ({ id: _id, ...rest }) as unknown as File;

  /** Changes a file as long as the lease is held; the server's clock says until when. */
  async function change(id: string, lease: Lease, set: object, session?: Session): Promise<void> {
    const changed = await files.updateOne(
      { _id: id, ...lease.fence },
      [{ $set: { ...set, 'lease.until': { $add: ['$$NOW', LEASE_MS] } } }],
      session ? { session } : {},
    );
    if (changed.matchedCount !== 1) throw new LeaseLost(id);
  }

  return {
    collection: connection.collection<FileRow<File>>(names.files),
    read,

    async insert({ id, ...rest }: File, session: Session): Promise<void> {
      await files.insertOne({ _id: id, ...rest }, { session });
    },

    async find(id: string): Promise<File | null> {
      const row = await files.findOne({ _id: id });
      return row && read(row);
    },

    /** For loaders. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, File>> {
      const rows = await files.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await files.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
      return new Set(rows.map(({ _id }) => _id));
    },

    /** Those that run and that nobody holds, oldest first. */
    async due(limit: number): Promise<readonly string[]> {
      const free = { $expr: { $lte: [{ $ifNull: ['$lease.until', EPOCH] }, '$$NOW'] } };
      const found = files.find({ county: { $gt: '' }, state: 'RUNNING', ...free }, { projection: { _id: 1 } });
      return (await found.sort({ uploadedAt: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
    },

    isAnyRunning: async (): Promise<boolean> =>
      (await files.findOne({ county: { $gt: '' }, state: 'RUNNING' }, { projection: { _id: 1 } })) !== null,

    /** Takes a file that runs, and counts the attempt; null while another holds it. */
    async take(id: string, now: Date): Promise<{ file: File; lease: Lease } | null> {
      const lease = await takeLease(connection, names.files, id, holder, LEASE_MS);
      if (!lease) return null;
      const row = await files.findOneAndUpdate(
        { _id: id, state: 'RUNNING', ...lease.fence },
        [{ $set: { attempts: { $add: ['$attempts', 1] }, startedAt: { $ifNull: ['$startedAt', now] } } }],
        { returnDocument: 'after' },
      );
      if (row) return { file: read(row), lease };
      await dropLease(connection, names.files, id, lease);
      return null;
    },

    change,
    keep: (id: string, lease: Lease): Promise<boolean> => keepLease(connection, names.files, id, lease, LEASE_MS),
    release: (id: string, lease: Lease): Promise<void> => dropLease(connection, names.files, id, lease),

    async insertBatch(batch: BatchRow, session: Session): Promise<void> {
      await batches.insertOne(batch, { session });
    },

    /** The rows of the report, in order, batch by batch. */
    async *report({ county, id }: Pick<File, 'county' | 'id'>): AsyncGenerator<readonly ReportRow[]> {
      const cursor = batches.find({ county, upload: id }, { batchSize: 5 }).sort({ batch: 1 });
      for await (const { rows } of cursor) yield rows;
    },
  };
}

/** What is added to the counts of a file, as a change of it. */
export function added(counts: Counts): object {
  return Object.fromEntries(Object.entries(counts).map(([name, by]) => [name, { $add: [`$${name}`, by] }]));
}
