/** Reconciliation as a part of the service: accounts, statements, items, matches, and the driver that books them. */

import type { Books } from '@hh/ledger/books.ts';
import { type Driver, startDriver } from '@hh/service/driver.ts';
import { mergeResolvers, type Platform, type Resolvers } from '@hh/service/service.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { type Advance, createAdvance } from '../allocation/advance.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import type { Settlements } from '../allocation/settlement.ts';
import { type BankAccount, createBankAccountStore } from '../bank-statement/bank-account.store.ts';
import { createBankLineStore } from '../bank-statement/bank-line.store.ts';
import { createBankStatementResolvers } from '../bank-statement/bank-statement.resolvers.ts';
import { createBankStatementStore } from '../bank-statement/bank-statement.store.ts';
import { createJournalSourceResolvers } from '../book/book.resolvers.ts';
import { createFollowing } from '../book-item/book-item.commands.ts';
import { createBookItemStore } from '../book-item/book-item.store.ts';
import { createBreakResolvers } from '../break/break.resolvers.ts';
import { createBreakStore } from '../break/break.store.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import { bookMatch } from './booking.ts';
import { createMatchResolvers } from './match.resolvers.ts';
import { createMatchStore } from './match.store.ts';
import { matchOpen } from './matching.commands.ts';
import { createOwnersBook } from './owners-book.ts';

/** Journals of many matches share a group commit of the book. */
const CONCURRENCY = 32;

export interface Matching {
  readonly resolvers: Resolvers;
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
}): Matching {
  const { platform, books, agreements, allocations, statements, settlements, enterprises } = options;
  const { connection, writer, clock, log, ask } = platform;
  const items = createBookItemStore(connection);
  const matches = createMatchStore(connection);
  const active = new Set<string>();
  let driver: Driver | null = null;
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
    items,
    matches,
    accounts: createBankAccountStore(connection),
    bankStatements: createBankStatementStore(connection),
    lines: createBankLineStore(connection),
    follow: createFollowing({ books, items, ask }),
    advance: createAdvance({ allocations, statements, items }),
    owners: createOwnersBook(ask),
    wakeBooking: (match: string) => driver?.wake(match),
  };
  const run = async (id: string) => {
    active.add(id);
    await bookMatch(parts, id).finally(() => active.delete(id));
  };

  return {
    resolvers: mergeResolvers(
      createBankStatementResolvers(parts),
      createMatchResolvers(parts),
      createBreakResolvers(parts),
      createJournalSourceResolvers(parts),
    ),
    advance: parts.advance,
    imported: async (account) => {
      await matchOpen(parts, account);
    },
    start: async () => {
      driver = startDriver({
        name: 'bank-matches',
        redisUrl: platform.redisUrl,
        prefix: platform.queuePrefix,
        concurrency: CONCURRENCY,
        log,
        telemetry: platform.telemetry,
        due: (limit) => matches.underWay(limit),
        run,
      });
    },
    stop: async () => {
      await driver?.stop();
      driver = null;
    },
    isIdle: async () => active.size === 0 && !(await matches.isAnyUnderWay()),
  };
}
