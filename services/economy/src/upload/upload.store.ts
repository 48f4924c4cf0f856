import { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import { dropLease, keepLease, LEASE_MS, type Lease, takeLease } from '@hh/service/lease.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Outcome } from '../statement/statement.ts';
import type { Encoding, FileKind, UploadState } from './upload.ts';

export type StoredProblem = Pick<Refusal, 'code' | 'field' | 'parameters'>;

export interface Counts {
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

export interface Upload extends Counts {
  readonly id: string;
  readonly county: string;
  /** The agreement's code and id, and who operates it where: what reading is decided by. */
  readonly agreement: string;
  readonly agreementId: string;
  readonly community: string;
  readonly operator: string;
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
  /** Of a CSV, once it is decided. */
  readonly encoding: Encoding | null;
  /** How many batches are committed; the next one begins after `rows` rows. */
  readonly batches: number;
  /** How often it was begun since the last batch. */
  readonly attempts: number;
  readonly problem: StoredProblem | null;
}

type UploadRow = Omit<Upload, 'id'> & { readonly _id: string };

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

const count = { bsonType: 'int', minimum: 0 };

export const uploadCollections: readonly CollectionSpec[] = [
  {
    name: 'uploads',
    indexes: [
      { name: 'agreement', key: { county: 1, agreement: 1, uploadedAt: 1, _id: 1 } },
      { name: 'running', key: { county: 1, uploadedAt: 1 }, partialFilterExpression: { state: 'RUNNING' } },
    ],
    schema: {
      required: ['county', 'agreement', 'sha256', 'state', 'uploadedBy', 'rows', 'posted', 'duplicate', 'rejected'],
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
    name: 'upload_rows',
    indexes: [{ name: 'batch', key: { county: 1, upload: 1, batch: 1 }, unique: true }],
  },
];

/** Thrown in the middle of a batch by a driver whose lease another has taken: the batch is not written. */
export class LeaseLost extends Error {}

export type UploadStore = ReturnType<typeof createUploadStore>;

const EPOCH = new Date(0);

export function createUploadStore(connection: Connection, holder: string) {
  const uploads = connection.collection<UploadRow & { lease?: { token: number; until: Date } }>('uploads');
  const batches = connection.collection<BatchRow>('upload_rows');
  const read = ({ _id, lease: _, ...rest }: UploadRow & { lease?: unknown }): Upload => ({ id: _id, ...rest });

  /** Changes an upload as long as the lease is held; the server's clock says until when. */
  async function change(id: string, lease: Lease, set: object, session?: Session): Promise<void> {
    const changed = await uploads.updateOne(
      { _id: id, ...lease.fence },
      [{ $set: { ...set, 'lease.until': { $add: ['$$NOW', LEASE_MS] } } }],
      session ? { session } : {},
    );
    if (changed.matchedCount !== 1) throw new LeaseLost(id);
  }

  return {
    async insert({ id, ...rest }: Upload, session: Session): Promise<void> {
      await uploads.insertOne({ _id: id, ...rest }, { session });
    },

    async find(id: string): Promise<Upload | null> {
      const row = await uploads.findOne({ _id: id });
      return row && read(row);
    },

    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await uploads.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
      return new Set(rows.map(({ _id }) => _id));
    },

    async page({ county, code }: { county: string; code: string }, page: Page): Promise<readonly Upload[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const query = { $and: [{ county, agreement: code }, filter] };
      return (await uploads.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: ({ county, code }: { county: string; code: string }): Promise<number> =>
      uploads.countDocuments({ county, agreement: code }),

    /** Those that run and that nobody holds, oldest first. */
    async due(limit: number): Promise<readonly string[]> {
      const free = { $expr: { $lte: [{ $ifNull: ['$lease.until', EPOCH] }, '$$NOW'] } };
      const found = uploads.find({ county: { $gt: '' }, state: 'RUNNING', ...free }, { projection: { _id: 1 } });
      return (await found.sort({ uploadedAt: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
    },

    isAnyRunning: async (): Promise<boolean> =>
      (await uploads.findOne({ county: { $gt: '' }, state: 'RUNNING' }, { projection: { _id: 1 } })) !== null,

    /** Takes an upload that runs, and counts the attempt; null while another holds it. */
    async take(id: string, now: Date): Promise<{ upload: Upload; lease: Lease } | null> {
      const lease = await takeLease(connection, 'uploads', id, holder, LEASE_MS);
      if (!lease) return null;
      const row = await uploads.findOneAndUpdate(
        { _id: id, state: 'RUNNING', ...lease.fence },
        [{ $set: { attempts: { $add: ['$attempts', 1] }, startedAt: { $ifNull: ['$startedAt', now] } } }],
        { returnDocument: 'after' },
      );
      if (row) return { upload: read(row), lease };
      await dropLease(connection, 'uploads', id, lease);
      return null;
    },

    change,
    keep: (id: string, lease: Lease): Promise<boolean> => keepLease(connection, 'uploads', id, lease, LEASE_MS),
    release: (id: string, lease: Lease): Promise<void> => dropLease(connection, 'uploads', id, lease),

    async insertBatch(batch: BatchRow, session: Session): Promise<void> {
      await batches.insertOne(batch, { session });
    },

    /** The rows of the report, in order, batch by batch. */
    async *report({ county, id }: Pick<Upload, 'county' | 'id'>): AsyncGenerator<readonly ReportRow[]> {
      const cursor = batches.find({ county, upload: id }, { batchSize: 5 }).sort({ batch: 1 });
      for await (const { rows } of cursor) yield rows;
    },
  };
}

export function problemOf({ code, field, parameters }: StoredProblem): Refusal {
  return new Refusal(code, field, parameters);
}

export function storedProblem({ code, field, parameters }: Refusal): StoredProblem {
  return { code, field, parameters };
}
