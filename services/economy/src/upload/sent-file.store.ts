/**
 * Files that were sent and are worked off (文件处理): their documents, the lease under which one process does so, and what
 * became of each row, batch by batch. Files of entries and files of banks have collections of their own.
 */
import type { Actor } from '@hh/service/actor.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Outcome } from '../statement/statement.ts';
import type { StoredProblem } from './stored-problem.ts';
import type { Encoding, FileKind } from './upload.ts';
import { createWorkStore, unbegunWork, type Work } from './work.store.ts';

export interface Counts {
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

export interface SentFile extends Counts, Work {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Of the file as it came, lowercase hex. */
  readonly sha256: string;
  readonly uploadedBy: Pick<Actor, 'kind' | 'id'>;
  readonly uploadedAt: Date;
  /** Of a file of text, once it is decided. */
  readonly encoding: Encoding | null;
  /** How many batches are committed; the next one begins after `rows` rows. */
  readonly batches: number;
}

/** What a file is when it has come and nothing is done yet. */
export const unbegun = {
  ...unbegunWork,
  encoding: null,
  batches: 0,
  rows: 0,
  posted: 0,
  duplicate: 0,
  rejected: 0,
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

export type SentFileStore<File extends SentFile> = ReturnType<typeof createSentFileStore<File>>;

export function createSentFileStore<File extends SentFile>(
  connection: Connection,
  names: FileCollections,
  holder: string,
) {
  const files = createWorkStore<File>(connection, names.files, holder);
  const batches = connection.collection<BatchRow>(names.rows);

  return {
    ...files,

    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const known = connection.collection<{ _id: string }>(names.files).find({ _id: { $in: [...ids] } });
      return new Set((await known.project<{ _id: string }>({ _id: 1 }).toArray()).map(({ _id }) => _id));
    },

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
