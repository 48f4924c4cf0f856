/** Uploads of statements: their routes, their place in the graph, and the driver that works them off. */
import { newId } from '@hh/kernel/id.ts';
import { type Driver, startDriver } from '@hh/service/driver.ts';
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
  const { connection, writer, clock, log } = platform;
  const uploads = createUploadStore(connection, newId());
  const storage = options.storage ?? createStorage(connection, platform.settings.storageReserveBytes);
  const files = createFileStore(connection, storage);
  const parts = { ...stores, writer, clock, log, uploads, files, storage };
  const active = new Set<string>();
  let driver: Driver | null = null;
  let isStopping = false;

  const run = async (id: string) => {
    active.add(id);
    await processUpload(parts, id, () => isStopping).finally(() => active.delete(id));
  };

  return {
    resolvers: createUploadResolvers({ uploads }),
    fileNames: async (ids) => new Map([...(await uploads.byIds(ids))].map(([id, { fileName }]) => [id, fileName])),
    routes: uploadRoutes({
      ...parts,
      identify: platform.identify,
      uploadLimitBytes: platform.settings.uploadLimitBytes,
      wake: (id) => driver?.wake(id),
      isStopping: () => isStopping,
    }),
    start: async () => {
      const swept = await files.sweep((ids) => uploads.known(ids));
      if (swept > 0) log.info({ files: swept }, 'what was left of unfinished uploads is removed');
      driver = startDriver({
        name: 'statement-uploads',
        redisUrl: platform.redisUrl,
        prefix: platform.queuePrefix,
        concurrency: CONCURRENCY,
        log,
        telemetry: platform.telemetry,
        due: (limit) => uploads.due(limit),
        run,
      });
    },
    stop: async () => {
      isStopping = true;
      await driver?.stop();
      driver = null;
    },
    isIdle: async () => active.size === 0 && !(await uploads.isAnyRunning()),
  };
}
