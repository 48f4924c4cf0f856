/**
 * A book: the settlement office's and the companies' (`economy`), or the owners' (`owners`), of one county.
 * Append only. Whatever is asked of a book or written to it goes through here.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Page } from '@hh/service/connection.ts';
import type { Log } from '@hh/service/log.ts';
import type { Metrics } from '@hh/service/metrics.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { openAccounts } from './account.store.ts';
import { type Account, type AccountDraft, type BookCode, namingCodes } from './account.ts';
import { type AccountLedgerStore, createAccountLedgerStore } from './account-ledger.store.ts';
import { type AccountLedger, accountLedger } from './account-ledger.ts';
import { type AssertionStore, assertionsCollection, createAssertionStore } from './assertion.store.ts';
import {
  type AccountView,
  type AsOf,
  balanceOf,
  type MonthRange,
  sumsAbove,
  type TrialBalance,
  trialBalance,
} from './balance.ts';
import {
  accountView,
  type BookStore,
  createBookStore,
  type JournalFilter,
  type OpenItem,
  type OpenItemQuery,
} from './book.store.ts';
import { type JournalDraft, mirror, type PostedJournal, type Source } from './journal.ts';
import { createLedgerStorage, journalCollections } from './ledger.store.ts';
import { createMonthStore, type Within } from './month.store.ts';
import type { BookMonth } from './month.ts';
import { createSealing, type InclusionProof, type SealedBy } from './sealing.ts';
import { spendWithin } from './spending.ts';
import { createLedgerWriter, emptyHead } from './writer.ts';
import { createYearStore, type YearStore, yearsCollection } from './year.store.ts';
import { checkCarrying, isUncarried } from './year.ts';

export type { AccountDraft, BookCode } from './account.ts';
export type { AsOf, TrialBalance } from './balance.ts';
export type { OpenItem } from './book.store.ts';
export type { JournalDraft, LineDraft, PostedJournal } from './journal.ts';
export type { BookMonth } from './month.ts';

/** All that a book has in a database. */
export const ledgerCollections: readonly CollectionSpec[] = [
  ...journalCollections,
  assertionsCollection,
  yearsCollection,
];

export interface Ledger {
  readonly county: string;
  readonly book: BookCode;

  /** Idempotent. Throws on a code outside the chart and on another owner for an open account. */
  openAccounts(accounts: readonly AccountDraft[]): Promise<void>;
  /**
   * Posts in the next group commit; resolves when it is majority-committed and journaled. The same source with the
   * same content answers the first journal, with other content JOURNAL_CONFLICT. A rejection means that the outcome
   * is unknown: post again, the source makes it once.
   */
  post(draft: JournalDraft): Promise<PostedJournal | Refusal>;
  /**
   * Spends from an account of debits in the transaction of another write, with it or not at all; or takes a spending back,
   * where the draft says what it `reverses`. Refuses BALANCE_TOO_LOW
   * where the account would fall below zero. Takes its turn at the head with the group commits: for what is rare.
   */
  spendWithin(draft: JournalDraft, from: string, session: Session): Promise<PostedJournal | Refusal>;
  /** Posts the mirror of a journal; `by` is the person who takes it back, where one does. */
  reverse(
    seq: number,
    source: Source,
    date: LocalDate,
    memo: string,
    by?: string | null,
  ): Promise<PostedJournal | Refusal>;

  journal(seq: number): Promise<PostedJournal | null>;
  /** Those that there are, by number. */
  journalsBySeq(seqs: readonly number[]): Promise<ReadonlyMap<number, PostedJournal>>;
  journalBySource(kind: string, key: string): Promise<PostedJournal | null>;
  /** In order of `seq`; one more than the page holds where more follow. Cursor: `[seq]`. */
  journals(filter: JournalFilter, page: Page): Promise<readonly PostedJournal[]>;
  countJournals(filter: JournalFilter): Promise<number>;
  /**
   * For each of these leaves the page of its journals, of these months or of all, in one database call; those that carry a
   * year forward left out.
   */
  journalPages(
    accounts: readonly string[],
    page: Page,
    months?: readonly Period[],
  ): Promise<ReadonlyMap<string, readonly PostedJournal[]>>;
  /** How many journals, of these months or of all, touch each of these leaves, in one database call. */
  journalCounts(accounts: readonly string[], months?: readonly Period[]): Promise<ReadonlyMap<string, number>>;
  /** The journals after a `seq`, for a consumer that keeps its cursor: `seq` is in commit order. */
  readFrom(seq: number, limit: number): Promise<readonly PostedJournal[]>;
  headSeq(): Promise<number>;

  /** A leaf, or a synthetic account with the sums of those below it; null when there is none. */
  account(code: string): Promise<AccountView | null>;
  accountsByCode(codes: readonly string[]): Promise<ReadonlyMap<string, AccountView>>;
  /** Every open account, by code. */
  accounts(): Promise<readonly Account[]>;
  /** By code, all or those under one; one more than the page holds where more follow. Cursor: `[code]`. */
  accountPage(under: string | null, page: Page): Promise<readonly Account[]>;
  countAccounts(under: string | null): Promise<number>;
  /** Debit-positive, in fen; zero for an account that is not open. */
  balance(code: string): Promise<Fen>;
  balances(codes: readonly string[]): Promise<ReadonlyMap<string, Fen>>;
  /** Effective on or before a day, among the journals up to a `seq`. */
  balanceAsOf(code: string, asOf: AsOf): Promise<Fen>;
  balancesAsOf(codes: readonly string[], asOf: AsOf): Promise<ReadonlyMap<string, Fen>>;
  /** The same at several points in time, the accounts read once. */
  balancesAt(codes: readonly string[], points: readonly AsOf[]): Promise<readonly ReadonlyMap<string, Fen>[]>;
  /** Sums per account, agreement, period and compound, for one or many combinations in one database call. */
  openItems(query: OpenItemQuery): Promise<readonly OpenItem[]>;
  /** Of some months, for all owners or the one with this code. */
  trialBalance(range: MonthRange, filter?: { readonly owner?: string }): Promise<TrialBalance>;
  /** The journals effective in some months, by month and `seq`, for who reads them all. */
  readonly readJournals: BookStore['readJournals'];
  /** An account's months; null when there is no such account. */
  accountLedger(code: string, range: MonthRange): Promise<AccountLedger | null>;
  /** An account's lines, each with the balance after it. Cursor: `[effectiveOn, seq, line]`. */
  readonly accountLines: AccountLedgerStore;

  readonly assertions: AssertionStore;
  readonly years: YearStore;
  /** Why a year can't be carried forward today; null where it can. */
  checkCarrying(year: number): Promise<Refusal | null>;

  month(period: Period): Promise<BookMonth>;
  /** From the first with a journal, or that was sealed, to the one we are in. */
  months(): Promise<readonly BookMonth[]>;
  /** The last sealed month; null before the first. */
  sealedThrough(): Promise<Period | null>;
  proposeSealing(period: Period, by: { readonly proposedBy: string }, within?: Within): Promise<BookMonth | Refusal>;
  /**
   * Refuses MONTH_SEALED, MONTH_NOT_OVER, EARLIER_MONTH_OPEN, SEALING_NOT_PROPOSED, SAME_PERSON, YEAR_NOT_CARRIED, in this
   * order.
   */
  seal(period: Period, by: SealedBy, within?: Within): Promise<BookMonth | Refusal>;
  /** Null for an unknown journal and until its month is sealed. */
  inclusionProof(seq: number): Promise<InclusionProof | null>;
  /** The proofs that there are, by `seq`. */
  inclusionProofs(seqs: readonly number[]): Promise<ReadonlyMap<number, InclusionProof>>;

  /** Resolves when everything that was posted is answered. */
  close(): Promise<void>;
}

export function createLedger(options: {
  readonly connection: Connection;
  readonly county: string;
  readonly book: BookCode;
  readonly clock: Clock;
  readonly log?: Log;
  readonly metrics?: Metrics;
}): Ledger {
  const { connection, county, book, clock, log, metrics } = options;
  const key = { county, book };
  const store = createBookStore(connection, key);
  const storage = createLedgerStorage(connection, key);
  const writer = createLedgerWriter({
    ...key,
    storage,
    clock,
    committed: (journals, milliseconds) => {
      metrics?.ledgerBatch.observe({ book }, journals);
      metrics?.ledgerCommits.observe({ book }, milliseconds / 1_000);
    },
    failed: (error) => log?.warn({ err: error, book }, 'a batch failed; its outcome is looked up before the next try'),
  });
  const sealing = createSealing({
    store: createMonthStore(connection, key),
    clock,
    head: store.head,
    openBook: storage.head,
    isUncarried: async (year) => isUncarried(book, await store.leaves(), year),
  });
  const proofs = async (seqs: readonly number[]) => await sealing.prove(await store.journalsAt(seqs));
  const journal = async (seq: number) => (await store.journalsAt([seq]))[0] ?? null;

  async function accountsByCode(codes: readonly string[]): Promise<Map<string, AccountView>> {
    const leaves = await store.leaves(codes);
    const sums = codes.filter((code) => !leaves.some((leaf) => leaf.code === code));
    const names = sums.flatMap((code) => namingCodes(book, code));
    const naming = names.length > 0 ? await store.leaves(names) : [];
    return new Map(
      codes.flatMap((code) => {
        const view = accountView(key, code, leaves, naming);
        return view ? [[code, view]] : [];
      }),
    );
  }

  async function balances(codes: readonly string[]): Promise<Map<string, Fen>> {
    const leaves = await store.leaves(codes);
    const sums = sumsAbove(leaves.map((leaf) => [leaf.code, balanceOf(leaf)]));
    return new Map(codes.map((code) => [code, sums.get(code) ?? 0n]));
  }
  const balancesAsOf = async (codes: readonly string[], asOf: AsOf): Promise<ReadonlyMap<string, Fen>> =>
    (await store.balancesAt(codes, [asOf]))[0] ?? new Map();

  return {
    county,
    book,

    openAccounts: (accounts) => openAccounts(connection, key, accounts),
    post: (draft) => writer.post(draft),
    spendWithin: (draft, from, session) => spendWithin({ connection, ...key, clock }, draft, from, session),
    reverse: async (seq, source, date, memo, by) => {
      const original = await journal(seq);
      if (!original) return refuse('REVERSAL_UNKNOWN', { field: 'seq', reverses: seq });
      const mirrored = { source, date, memo, lines: mirror(original.lines), reverses: seq };
      return await writer.post({ ...mirrored, ...(by && { postedBy: by }) });
    },

    journal,
    journalsBySeq: async (seqs) => new Map((await store.journalsAt(seqs)).map((each) => [each.seq, each])),
    journalBySource: (kind, of) => store.journalBySource({ kind, key: of }),
    journals: store.journals,
    countJournals: store.countJournals,
    journalPages: store.journalPages,
    journalCounts: store.journalCounts,
    readFrom: store.journalsAfter,
    headSeq: async () => (await store.head())?.seq ?? 0,

    account: async (code) => (await accountsByCode([code])).get(code) ?? null,
    accountsByCode,
    accounts: () => store.leaves(),
    accountPage: store.leafPage,
    countAccounts: store.countLeaves,
    balance: async (code) => (await balances([code])).get(code) ?? 0n,
    balances,
    balanceAsOf: async (code, asOf) => (await balancesAsOf([code], asOf)).get(code) ?? 0n,
    balancesAsOf,
    balancesAt: store.balancesAt,
    openItems: store.openItems,
    trialBalance: async (range, filter) => trialBalance(await store.leavesOfOwner(filter?.owner), range),
    readJournals: store.readJournals,
    accountLedger: async (code, range) => {
      const account = (await accountsByCode([code])).get(code);
      return account ? accountLedger(account, range) : null;
    },
    accountLines: createAccountLedgerStore(connection, key),

    assertions: createAssertionStore(connection, key),
    years: createYearStore(connection, key),
    checkCarrying: async (year) => checkCarrying(year, (await store.head()) ?? emptyHead, clock.today()),

    month: sealing.month,
    months: sealing.months,
    sealedThrough: async () => (await store.head())?.sealedThrough ?? null,
    proposeSealing: sealing.propose,
    seal: sealing.seal,
    inclusionProof: async (seq) => (await proofs([seq])).get(seq) ?? null,
    inclusionProofs: proofs,

    close: () => writer.flush(),
  };
}
