import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection } from '@hh/service/mongo.ts';
import type { EntryMapping } from './entry-mapping.ts';
import { createSentFileStore, type SentFile, sentFileCollections } from './sent-file.store.ts';

/** A file of entries. */
export interface Upload extends SentFile {
  /** The agreement's code and id, and who operates it where: what reading is decided by. */
  readonly agreement: string;
  readonly agreementId: string;
  readonly community: string;
  readonly operator: string;
  /** Which column is what, as whoever sent it chose; null where nobody did, and absent of files from before. */
  readonly mapping?: EntryMapping | null;
}

const names = { files: 'uploads', rows: 'upload_rows', sentTo: 'agreement' };

export const uploadCollections: readonly CollectionSpec[] = sentFileCollections(names);

export type UploadStore = ReturnType<typeof createUploadStore>;

export function createUploadStore(connection: Connection, holder: string) {
  const sent = createSentFileStore<Upload>(connection, names, holder);
  const { collection, read } = sent;
  return {
    ...sent,

    async page({ county, code }: { county: string; code: string }, page: Page): Promise<readonly Upload[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const query = { $and: [{ county, agreement: code }, filter] };
      return (await collection.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: ({ county, code }: { county: string; code: string }): Promise<number> =>
      collection.countDocuments({ county, agreement: code }),
  };
}
