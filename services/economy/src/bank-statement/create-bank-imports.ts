/** Files of banks: their routes, their place in the graph, and the driver that works them off. */
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createDrivenWork } from '@hh/service/driven-work.ts';
import type { Platform, Resolvers } from '@hh/service/service.ts';
import { createStorage } from '@hh/service/storage.ts';
import type { Router } from 'express';
import { createFileStore } from '../upload/file.store.ts';
import { type BankAccountStore, createBankAccountStore } from './bank-account.store.ts';
import { createBankImportResolvers } from './bank-import.resolvers.ts';
import { bankImportRoutes, sendBankFile } from './bank-import.routes.ts';
import { type BankImport, bankFileCollections, createBankImportStore } from './bank-import.store.ts';
import { bankMappingsCollection, createBankMappingStore } from './bank-mapping.store.ts';
import { createBankStatementStore } from './bank-statement.store.ts';
import { type BankFileParts, processBankFile } from './process-bank-file.ts';
import { createStatementIntake } from './statement-intake.store.ts';

export const bankImportCollections = [bankMappingsCollection, ...bankFileCollections];

/** A file is read as a whole: one at a time keeps what that takes within bounds. */
const CONCURRENCY = 1;

export interface BankImports {
  readonly accounts: BankAccountStore;
  readonly resolvers: Resolvers;
  readonly routes: Router;
  /** Takes a file as the routes do; without a driver it is worked off by the time of the answer. */
  send(actor: Actor, account: string, file: { fileName: string; content: Uint8Array }): Promise<BankImport | Refusal>;
  start(): Promise<void>;
  stop(): Promise<void>;
  isIdle(): Promise<boolean>;
}

export function createBankImports({
  platform,
  imported = async () => {},
}: {
  readonly platform: Pick<
    Platform,
    'connection' | 'writer' | 'clock' | 'log' | 'telemetry' | 'redisUrl' | 'queuePrefix' | 'settings' | 'identify'
  >;
  /** What begins when a statement has become visible. */
  readonly imported?: BankFileParts['imported'];
}): BankImports {
  const { connection, writer, clock, log, identify, settings } = platform;
  const uploads = createBankImportStore(connection, newId());
  const storage = createStorage(connection, settings.storageReserveBytes);
  const files = createFileStore(connection, storage, 'bank_files');
  const accounts = createBankAccountStore(connection);
  const mappings = createBankMappingStore(connection);
  const intake = createStatementIntake(connection);
  const parts = { writer, clock, log, uploads, storage, files, accounts, mappings, intake, imported };
  const driven = createDrivenWork(platform, {
    name: 'bank-statement-imports',
    concurrency: CONCURRENCY,
    due: (limit) => uploads.due(limit),
    run: (id, isStopping) => processBankFile(parts, id, isStopping),
    isAny: () => uploads.isAnyRunning(),
  });
  const { wake, isStopping, stop, isIdle } = driven;
  const sending = { ...parts, identify, uploadLimitBytes: settings.uploadLimitBytes, wake, isStopping };

  return {
    accounts,
    resolvers: createBankImportResolvers({ ...parts, statements: createBankStatementStore(connection) }),
    routes: bankImportRoutes(sending),
    send: async (actor, account, file) => {
      const sent = await sendBankFile(sending, actor, account, file);
      if (!driven.isDriven() && !isRefusal(sent)) await driven.run(sent.id);
      return sent;
    },
    start: async () => {
      const swept = await files.sweep((ids) => uploads.known(ids));
      if (swept > 0) log.info({ files: swept }, 'what was left of unfinished files of banks is removed');
      driven.start();
    },
    stop,
    isIdle,
  };
}
