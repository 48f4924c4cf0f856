/** Reconciliation as a part of the service: accounts, statements, items, matches, and the drivers of batches and of bookings. */

import { newId } from '@hh/kernel/id.ts';
import type { Books } from '@hh/ledger/books.ts';
import { createDrivenWork } from '@hh/service/driven-work.ts';
import { mergeResolvers, type Platform, type Resolvers } from '@hh/service/service.ts';
import { createStorage } from '@hh/service/storage.ts';
import type { Router } from 'express';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { type Advance, createAdvance } from '../allocation/advance.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import type { Settlements } from '../allocation/settlement.ts';
import { type BankAccount, createBankAccountStore } from '../bank-statement/bank-account.store.ts';
import { createBankLineStore } from '../bank-statement/bank-line.store.ts';
import { createBankStatementResolvers } from '../bank-statement/bank-statement.resolvers.ts';
import { createBankStatementStore } from '../bank-statement/bank-statement.store.ts';
import { createOneSidedStore } from '../bank-statement/one-sided.store.ts';
import { createJournalSourceResolvers } from '../book/book.resolvers.ts';
import { createFollowing } from '../book-item/book-item.commands.ts';
import { createBookItemStore } from '../book-item/book-item.store.ts';
import { createBreakResolvers } from '../break/break.resolvers.ts';
import { createBreakStore } from '../break/break.store.ts';
import { breakFileRoutes } from '../break/break-file.routes.ts';
import { createBreakFileStore } from '../break/break-file.store.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import { listFileRoutes } from '../list-file/list-file.routes.ts';
import type { NamingParts } from '../list-file/naming.ts';
import { createMatchBatchResolvers } from '../match-batch/match-batch.resolvers.ts';
import { createMatchBatchStore } from '../match-batch/match-batch.store.ts';
import { workOffBatch } from '../match-batch/work-off-batch.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import { createFileStore } from '../upload/file.store.ts';
import { bookMatch } from './booking.ts';
import { createMatchResolvers } from './match.resolvers.ts';
import { createMatchStore } from './match.store.ts';
import { matchOpen } from './matching.commands.ts';
import { createOwnersBook } from './owners-book.ts';

/** Journals of many matches share a group commit of the book. */
const BOOKINGS = 32;
/** Batches take turns at the same lines and statements: two at a time, so that a long one does not keep a short one waiting. */
const BATCHES = 2;

export interface Matching {
  readonly resolvers: Resolvers;
  readonly routes: Router;
  readonly advance: Advance;
  /** What begins when a statement has become visible. */
  imported(account: BankAccount): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  isIdle(): Promise<boolean>;
}

export function createMatching(options: {
  readonly platform: Platform;
  readonly books: Books;
  readonly agreements: AgreementStore;
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly settlements: Settlements;
  readonly enterprises: EnterpriseStore;
  readonly fileNames: NamingParts['fileNames'];
}): Matching {
  const { platform, books, agreements, allocations, statements, settlements, enterprises, fileNames } = options;
  const { connection, writer, clock, log, ask, identify, settings } = platform;
  const items = createBookItemStore(connection);
  const matches = createMatchStore(connection);
  const batches = createMatchBatchStore(connection, newId());
  const breakFiles = createBreakFileStore(connection);
  const storage = createStorage(connection, settings.storageReserveBytes);
  const files = createFileStore(connection, storage, 'break_files');
  const bookings = createDrivenWork(platform, {
    name: 'bank-matches',
    concurrency: BOOKINGS,
    due: (limit) => matches.underWay(limit),
    run: (id) => bookMatch(parts, id),
    isAny: () => matches.isAnyUnderWay(),
  });
  const batching = createDrivenWork(platform, {
    name: 'bank-match-batches',
    concurrency: BATCHES,
    due: (limit) => batches.due(limit),
    run: (id, isStopping) => workOffBatch(parts, id, isStopping),
    isAny: () => batches.isAnyRunning(),
  });
  const parts = {
    writer,
    clock,
    log,
    ask,
    books,
    agreements,
    allocations,
    statements,
    settlements,
    enterprises,
    breaks: createBreakStore(connection),
    breakFiles,
    files,
    storage,
    identify,
    uploadLimitBytes: settings.uploadLimitBytes,
    writeOffs: settings.writeOffs,
    items,
    matches,
    accounts: createBankAccountStore(connection),
    bankStatements: createBankStatementStore(connection),
    lines: createBankLineStore(connection),
    oneSided: createOneSidedStore(connection),
    follow: createFollowing({ books, items, ask }),
    advance: createAdvance({ allocations, statements, items }),
    owners: createOwnersBook(ask),
    batches,
    wakeBooking: bookings.wake,
    wakeBatch: batching.wake,
  };

  return {
    resolvers: mergeResolvers(
      createBankStatementResolvers(parts),
      createMatchResolvers(parts),
      createMatchBatchResolvers(parts),
      createBreakResolvers(parts),
      createJournalSourceResolvers(parts),
    ),
    routes: breakFileRoutes(parts).use(listFileRoutes({ ...parts, connection, fileNames })),
    advance: parts.advance,
    imported: async (account) => {
      await matchOpen(parts, account);
    },
    start: async () => {
      const swept = await files.sweep((ids) => breakFiles.known(ids));
      if (swept > 0) log.info({ files: swept }, 'what was left of unfinished documents of breaks is removed');
      bookings.start();
      batching.start();
    },
    stop: async () => {
      await batching.stop();
      await bookings.stop();
    },
    isIdle: async () => (await batching.isIdle()) && (await bookings.isIdle()),
  };
}
