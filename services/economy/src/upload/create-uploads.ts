/** Uploads of statements: their routes, their place in the graph, and the driver that works them off. */
import { newId } from '@hh/kernel/id.ts';
import { createDrivenWork } from '@hh/service/driven-work.ts';
import type { Platform, Resolvers } from '@hh/service/service.ts';
import { createStorage, type Storage } from '@hh/service/storage.ts';
import type { Router } from 'express';
import type { StatementParts } from '../statement/statement.commands.ts';
import { createFileStore } from './file.store.ts';
import { processUpload } from './process-upload.ts';
import { createUploadResolvers } from './upload.resolvers.ts';
import { uploadRoutes } from './upload.routes.ts';
import { createUploadStore } from './upload.store.ts';

/** Two files at a time: one of a million rows does not keep a small one waiting. */
const CONCURRENCY = 2;

export interface Uploads {
  readonly resolvers: Resolvers;
  readonly routes: Router;
  /** The names that files came with, by their ids. */
  fileNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  start(): Promise<void>;
  stop(): Promise<void>;
  isIdle(): Promise<boolean>;
}

export function createUploads(
  options: Omit<StatementParts, 'writer' | 'clock'> & {
    readonly platform: Pick<
      Platform,
      'connection' | 'writer' | 'clock' | 'log' | 'telemetry' | 'redisUrl' | 'queuePrefix' | 'settings' | 'identify'
    >;
    /** The disk of the store, unless it is another. */
    readonly storage?: Storage;
  },
): Uploads {
  const { platform, ...stores } = options;
  const { connection, writer, clock, log, identify, settings } = platform;
  const uploads = createUploadStore(connection, newId());
  const storage = options.storage ?? createStorage(connection, settings.storageReserveBytes);
  const files = createFileStore(connection, storage);
  const parts = { ...stores, writer, clock, log, uploads, files, storage };
  const driven = createDrivenWork(platform, {
    name: 'statement-uploads',
    concurrency: CONCURRENCY,
    due: (limit) => uploads.due(limit),
    run: (id, isStopping) => processUpload(parts, id, isStopping),
    isAny: () => uploads.isAnyRunning(),
  });
  const { wake, isStopping, stop, isIdle } = driven;

  return {
    resolvers: createUploadResolvers({ uploads }),
    fileNames: async (ids) => new Map([...(await uploads.byIds(ids))].map(([id, { fileName }]) => [id, fileName])),
    routes: uploadRoutes({ ...parts, identify, uploadLimitBytes: settings.uploadLimitBytes, wake, isStopping }),
    start: async () => {
      const swept = await files.sweep((ids) => uploads.known(ids));
      if (swept > 0) log.info({ files: swept }, 'what was left of unfinished uploads is removed');
      driven.start();
    },
    stop,
    isIdle,
  };
}
