/**
 * Replays a book from its first journal and compares everything that is kept beside the journals with what they say:
 * the chain, the vouchers, the months they are effective in, the accounts' turnover, the sealed months' roots, the
 * head. Reads only, and stops at the first thing that is wrong. ECONOMY.md, Ledger.
 */
import { canonical } from '@hh/kernel/canonical.ts';
import { nextPeriod, type Period, periodOf } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { type Account, type BookCode, chart } from './account.ts';
import { foldTurnover, type RunningTurnover } from './balance.ts';
import {
  canonicalBytes,
  checkOwners,
  effectiveDay,
  formatVoucher,
  GENESIS_HASH,
  hashOfContent,
  type PostedJournal,
  parseLines,
  type Source,
} from './journal.ts';
import {
  anyAccount,
  type BookKey,
  bookCollections,
  type MonthRow,
  readConsistently,
  rowId,
  withoutId,
} from './ledger.store.ts';
import { growingRoot, leafHash } from './merkle.ts';
import { emptyHead, type Head, sourceKey } from './writer.ts';

export interface Finding {
  readonly what: 'GAP' | 'HASH' | 'UNBALANCED' | 'SOURCE' | 'VOUCHER' | 'MONTH' | 'BALANCE' | 'ROOT' | 'HEAD';
  /** The journal it was found at; for a balance or a root, the last journal that it should contain. */
  readonly seq: number;
  readonly detail: string;
}

export interface Verdict {
  readonly journals: number;
  readonly accounts: number;
  readonly sealedMonths: number;
  /** The first thing that is wrong; null when the book is right. */
  readonly wrong: Finding | null;
}

type SealedMonth = Pick<MonthRow, 'period' | 'proposedBy' | 'sealedBy' | 'sealedAtSeq' | 'journalCount' | 'merkleRoot'>;

/** What is kept beside the journals, all of one moment. */
export interface BookState {
  readonly head: Head;
  /** The first journal whose source an earlier one has; null when there is none. */
  readonly repeatedAt: number | null;
  /** The highest number that a journal has. */
  readonly lastSeq: number;
  readonly accounts: readonly Account[];
  /** The sealed months, in order. */
  readonly months: readonly SealedMonth[];
}

/** The first thing that is wrong, thrown from wherever it is found. */
class Wrong extends Error {
  readonly finding: Finding;
  constructor(what: Finding['what'], seq: number, detail: string) {
    super(detail);
    this.finding = { what, seq, detail };
  }
}

export async function verifyBook(state: BookState, journals: AsyncIterable<PostedJournal>): Promise<Verdict> {
  const replay = createReplay(state);
  const counts = { accounts: state.accounts.length, sealedMonths: state.months.length };
  try {
    for await (const journal of journals) replay.next(journal);
    replay.compare();
    return { ...counts, journals: replay.count(), wrong: null };
  } catch (error) {
    if (error instanceof Wrong) return { ...counts, journals: replay.count(), wrong: error.finding };
    throw error;
  }
}

function createReplay(state: BookState) {
  const accounts = new Map(state.accounts.map((account) => [account.code, account]));
  const reversed = new Set<number>();
  const leaves = new Map<Period, { tree: ReturnType<typeof growingRoot>; count: number; lastSeq: number }>();
  const sums = new Map<string, RunningTurnover>();
  const lastSeqOf = new Map<string, number>();
  let seq = 0;
  let hash = GENESIS_HASH;

  function checkChain(journal: PostedJournal): void {
    const expected = seq + 1;
    if (journal.seq !== expected) throw new Wrong('GAP', expected, `journal ${expected} is missing`);
    if (journal.previousHash !== hash) throw new Wrong('HASH', expected, 'it does not name the hash of the one before');
    if (journal.hash !== leafHash(canonicalBytes(journal)))
      throw new Wrong('HASH', expected, 'its hash is not the hash of its content');
    if (journal.contentHash !== hashOfContent(journal))
      throw new Wrong('HASH', expected, 'the hash that finds repetitions is not the hash of its content');
  }

  function checkContent(journal: PostedJournal): void {
    const lines = parseLines(journal.lines);
    const refused = isRefusal(lines) ? lines : checkOwners(journal, accounts);
    if (refused) throw new Wrong('UNBALANCED', journal.seq, refused.message('en'));
    if (journal.seq === state.repeatedAt) throw new Wrong('SOURCE', journal.seq, 'its source is posted twice');
    if (journal.reverses === undefined) return;
    if (journal.reverses >= journal.seq || reversed.has(journal.reverses))
      throw new Wrong(
        'SOURCE',
        journal.seq,
        `it reverses ${journal.reverses}, which is reversed already or not before it`,
      );
  }

  function checkMonth(journal: PostedJournal): void {
    const sealed = state.months.findLast((month) => (month.sealedAtSeq ?? 0) < journal.seq);
    const effectiveOn = effectiveDay(journal.date, sealed?.period ?? null);
    if (journal.effectiveOn !== effectiveOn || journal.month !== periodOf(effectiveOn))
      throw new Wrong(
        'MONTH',
        journal.seq,
        `it is effective on ${journal.effectiveOn}, and should be on ${effectiveOn}`,
      );
    const voucher = formatVoucher(journal.month, (leaves.get(journal.month)?.count ?? 0) + 1);
    if (journal.voucherNumber !== voucher)
      throw new Wrong(
        'VOUCHER',
        journal.seq,
        `its voucher number is ${journal.voucherNumber}, and should be ${voucher}`,
      );
  }

  function add(journal: PostedJournal): void {
    ({ seq, hash } = journal);
    if (journal.reverses !== undefined) reversed.add(journal.reverses);
    const month = leaves.get(journal.month) ?? { tree: growingRoot(), count: 0, lastSeq: 0 };
    leaves.set(journal.month, month);
    month.tree.add(hash);
    month.count += 1;
    month.lastSeq = seq;
    foldTurnover(sums, journal);
    for (const line of journal.lines) lastSeqOf.set(line.account, seq);
  }

  function compareMonths(): void {
    for (const [index, month] of state.months.entries()) {
      const empty = { tree: growingRoot(), count: 0, lastSeq: month.sealedAtSeq ?? 0 };
      const { tree, count, lastSeq } = leaves.get(month.period) ?? empty;
      const before = state.months[index - 1];
      if (before && month.period !== nextPeriod(before.period))
        throw new Wrong('MONTH', lastSeq, `${month.period} is sealed, and the month before it is not`);
      const sealedAt = month.sealedAtSeq ?? -1;
      if (sealedAt < (before?.sealedAtSeq ?? 0) || sealedAt > state.head.seq)
        throw new Wrong('MONTH', lastSeq, `${month.period} is said to be sealed at journal ${sealedAt}, out of order`);
      if (!month.sealedBy || month.sealedBy === month.proposedBy)
        throw new Wrong('MONTH', lastSeq, `${month.period} was not sealed by a second person`);
      if (month.journalCount !== count || month.merkleRoot !== tree.root())
        throw new Wrong('ROOT', lastSeq, `the Merkle root of ${month.period} is not the root of its journals`);
    }
  }

  function compareAccounts(): void {
    for (const account of state.accounts) {
      const { debit, credit, months } = sums.get(account.code) ?? { debit: 0n, credit: 0n, months: {} };
      const kept = canonical({ debit: account.debit, credit: account.credit, months: account.months });
      if (kept !== canonical({ debit, credit, months }))
        throw new Wrong(
          'BALANCE',
          lastSeqOf.get(account.code) ?? 0,
          `${account.code} does not hold what its journals say`,
        );
    }
  }

  function compareEnd(): void {
    const { head, lastSeq } = state;
    if (lastSeq > head.seq) throw new Wrong('HEAD', lastSeq, `it stands beyond the head, which is at ${head.seq}`);
    if (head.seq > seq)
      throw new Wrong('GAP', seq + 1, `journal ${seq + 1} is missing: the head stands at ${head.seq}`);
    if (head.hash !== hash) throw new Wrong('HEAD', seq, 'the head does not name the hash of the last journal');
  }

  function compareFence(): void {
    const { head, months } = state;
    if (head.sealedThrough !== (months.at(-1)?.period ?? null))
      throw new Wrong(
        'MONTH',
        seq,
        `the head is sealed through ${head.sealedThrough}, which is not the last sealed month`,
      );
    const open = [...leaves].filter(([period]) => head.sealedThrough === null || period > head.sealedThrough);
    const vouchers = Object.fromEntries(open.map(([period, { count }]) => [period, count]));
    if (canonical(vouchers) !== canonical(head.vouchers))
      throw new Wrong('VOUCHER', seq, "the head's count of vouchers is not that of the open months' journals");
  }

  return {
    next: (journal: PostedJournal) => {
      for (const check of [checkChain, checkContent, checkMonth, add]) check(journal);
    },
    compare: () => {
      for (const check of [compareEnd, compareMonths, compareAccounts, compareFence]) check();
    },
    count: () => seq,
  };
}

/** So many journals are in memory at a time: a long one is a megabyte. */
const JOURNALS_AT_ONCE = 500;
const SOURCES_AT_ONCE = 10_000;

/** A book as it stands in a database, as of the moment it is asked: what is posted meanwhile is not looked at. */
export async function verifyStoredBook(connection: Connection, { county, book }: BookKey): Promise<Verdict> {
  const key = { county, book };
  const { heads, accounts, months, journals } = bookCollections(connection);
  const repeatedAt = await repeatedSource(connection, key);
  const state = await readConsistently(connection, async (session): Promise<BookState> => {
    const head = (await heads.findOne({ _id: rowId(key) }, { session })) ?? emptyHead;
    const sealed = months.find({ ...key, state: 'SEALED' }, { session }).sort({ period: 1 });
    const open = accounts.find<Account>({ ...key, ...anyAccount }, { ...withoutId, session }).sort({ code: 1 });
    const last = await journals.findOne(key, { sort: { seq: -1 }, session });
    const beside = { accounts: await open.toArray(), months: await sealed.toArray() };
    return { head, repeatedAt, lastSeq: last?.seq ?? 0, ...beside };
  });
  const posted = { ...key, seq: { $lte: state.head.seq } };
  const inOrder = journals.find(posted, withoutId).sort({ seq: 1 }).batchSize(JOURNALS_AT_ONCE);
  return await verifyBook(state, inOrder);
}

/** Walks the sources in the order of their index, where equal ones are neighbours: no list of them all is kept. */
async function repeatedSource(connection: Connection, key: BookKey): Promise<number | null> {
  const { journals } = bookCollections(connection);
  const bySource = { county: 1, book: 1, 'source.kind': 1, 'source.key': 1 } as const;
  const sources = journals.find<{ source: Source }>(key, { projection: { _id: 0, 'source.kind': 1, 'source.key': 1 } });
  const found: number[] = [];
  let before = '';
  for await (const { source } of sources.sort(bySource).allowDiskUse(true).batchSize(SOURCES_AT_ONCE)) {
    if (sourceKey(source) === before) {
      const twins = journals.find({ ...key, 'source.kind': source.kind, 'source.key': source.key });
      const [, second] = await twins.sort({ seq: 1 }).limit(2).toArray();
      if (second) found.push(second.seq);
    }
    before = sourceKey(source);
  }
  return found.length === 0 ? null : Math.min(...found);
}

/** The books that a database holds anything of: one whose head was taken out is still a book, and a damaged one. */
export async function storedBooks(connection: Connection): Promise<BookKey[]> {
  const { journals, accounts, months } = bookCollections(connection);
  const found: BookKey[] = [];
  for (const book of Object.keys(chart) as BookCode[]) {
    const kept = [journals, months, accounts].map((rows) => rows.distinct('county', { book }));
    for (const county of new Set((await Promise.all(kept)).flat())) found.push({ county, book });
  }
  return found.sort((one, other) => (rowId(one) < rowId(other) ? -1 : 1));
}
