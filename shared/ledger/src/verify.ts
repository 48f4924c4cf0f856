/**
 * Replays a book from its first journal and compares everything that is kept beside the journals with what they say:
 * the chain, the vouchers, the months they are effective in, the accounts' turnover, the sealed months' roots, the
 * head. Reads only, and stops at the first thing that is wrong. ECONOMY.md, Ledger.
 */
import { canonical } from '@hh/kernel/canonical.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import { nextPeriod, type Period, periodOf } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Account, BookCode } from './account.ts';
import { type BalanceAssertion, replayAssertions } from './assertion.ts';
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
} from './journal.ts';
import type { MonthRow } from './ledger.store.ts';
import { growingRoot, leafHash } from './merkle.ts';
import type { Head } from './writer.ts';
import { endsYear, isOfResult, leftAt } from './year.ts';

export interface Finding {
  readonly what:
    | 'GAP'
    | 'HASH'
    | 'UNBALANCED'
    | 'SOURCE'
    | 'VOUCHER'
    | 'MONTH'
    | 'YEAR'
    | 'BALANCE'
    | 'ROOT'
    | 'HEAD'
    | 'ASSERTION';
  /** The journal it was found at; for a balance or a root, the last journal that it should contain. */
  readonly seq: number;
  readonly detail: string;
}

export interface Verdict {
  readonly journals: number;
  readonly accounts: number;
  readonly sealedMonths: number;
  /** Those that are not withdrawn. */
  readonly assertions: number;
  /** The first thing that is wrong; null when the book is right. */
  readonly wrong: Finding | null;
}

type SealedMonth = Pick<MonthRow, 'period' | 'proposedBy' | 'sealedBy' | 'sealedAtSeq' | 'journalCount' | 'merkleRoot'>;

/** What is kept beside the journals, all of one moment. */
export interface BookState {
  readonly book: BookCode;
  readonly head: Head;
  /** The first journal whose source an earlier one has; null when there is none. */
  readonly repeatedAt: number | null;
  /** The highest number that a journal has. */
  readonly lastSeq: number;
  readonly accounts: readonly Account[];
  /** The sealed months, in order. */
  readonly months: readonly SealedMonth[];
  /** What accounts hold by sources outside of the book, by day; without what was withdrawn. */
  readonly assertions: readonly BalanceAssertion[];
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
  const counts = {
    accounts: state.accounts.length,
    sealedMonths: state.months.length,
    assertions: state.assertions.length,
  };
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
  const asserted = replayAssertions(state.assertions);
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
    asserted.add(journal);
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

  /** A year that is sealed leaves nothing on an account of results for the next. */
  function compareYears(): void {
    for (const { period, sealedAtSeq } of state.months.filter((month) => endsYear(month.period)))
      for (const [code, { months }] of sums)
        if (isOfResult(state.book, code) && leftAt({ months }, period) !== 0n)
          throw new Wrong('YEAR', sealedAtSeq ?? 0, `${period} is sealed, and ${code} was not carried forward`);
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

  function compareAssertions(): void {
    const broken = asserted.firstBroken();
    if (!broken) return;
    const { assertion, balance, seq: last } = broken;
    const { account, on, amount, basis, id } = assertion;
    const held = `${account} held ${formatMoney(balance)} on ${on}`;
    throw new Wrong('ASSERTION', last, `${held}, and ${formatMoney(amount)} by ${basis}, assertion ${id}`);
  }

  return {
    next: (journal: PostedJournal) => {
      for (const check of [checkChain, checkContent, checkMonth, add]) check(journal);
    },
    compare: () => {
      for (const check of [compareEnd, compareMonths, compareYears, compareAccounts, compareFence, compareAssertions])
        check();
    },
    count: () => seq,
  };
}
