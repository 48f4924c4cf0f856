import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { FileKind } from '../upload/upload.ts';

/** A document that somebody attached to a break 附件. It outlives the break, as what was said of it does, unless somebody removes it before what it is about is signed. */
export interface BreakFile {
  readonly id: string;
  readonly county: string;
  readonly break: string;
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Of the file as it came, lowercase hex. */
  readonly sha256: string;
  readonly attachedBy: string;
  readonly attachedAt: Date;
}

type FileRow = Omit<BreakFile, 'id'> & { readonly _id: string };

export const breakFilesCollection: CollectionSpec = {
  name: 'breakFiles',
  indexes: [{ name: 'content', key: { county: 1, break: 1, sha256: 1 }, unique: true }],
  schema: { required: ['county', 'break', 'fileName', 'kind', 'bytes', 'sha256', 'attachedBy', 'attachedAt'] },
};

export type BreakFileStore = ReturnType<typeof createBreakFileStore>;

export function createBreakFileStore(connection: Connection) {
  const files = connection.collection<FileRow>('breakFiles');
  const read = ({ _id, ...rest }: FileRow): BreakFile => ({ id: _id, ...rest });
  return {
    async insert({ id, ...rest }: BreakFile, session: Session): Promise<void> {
      await files.insertOne({ _id: id, ...rest }, { session });
    },

    /** The same document of the same break. */
    async same(
      { county, break: of, sha256 }: Pick<BreakFile, 'county' | 'break' | 'sha256'>,
      session: Session,
    ): Promise<BreakFile | null> {
      const row = await files.findOne({ county, break: of, sha256 }, { session });
      return row && read(row);
    },

    async find(id: string, session?: Session): Promise<BreakFile | null> {
      const row = await files.findOne({ _id: id }, session ? { session } : {});
      return row && read(row);
    },

    /** What it was stays in the audit trail. */
    async remove(id: string, session: Session): Promise<void> {
      await files.deleteOne({ _id: id }, { session });
    },

    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await files.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
      return new Set(rows.map(({ _id }) => _id));
    },

    /** For loaders, by county and break; oldest first. */
    async ofBreaks(keys: readonly string[]): Promise<ReadonlyMap<string, readonly BreakFile[]>> {
      const wanted = keys.map((key) => ({ county: key.slice(0, 6), break: key.slice(7) }));
      const rows = await files.find({ $or: wanted }).sort({ _id: 1 }).toArray();
      return Map.groupBy(rows.map(read), ({ county, break: of }) => `${county} ${of}`);
    },
  };
}
