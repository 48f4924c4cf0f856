/** The writer's storage in memory, and one that fails where it is told to: the second adapters that a proof of crashes needs. */
import { fitsFen } from '@hh/kernel/money.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import type { AccountDraft } from '../account.ts';
import { type AccountTurnover, turnoverByAccount } from '../balance.ts';
import type { PostedJournal } from '../journal.ts';
import type { BookState } from '../verify.ts';
import { type Batch, emptyHead, type LedgerStorage, sourceKey } from '../writer.ts';

export interface MemoryStorage extends LedgerStorage {
  /** What `verifyBook` asks for. */
  state(): BookState;
  journals(): AsyncIterable<PostedJournal>;
}

export function createMemoryStorage(accounts: readonly AccountDraft[]): MemoryStorage {
  let head = emptyHead;
  let posted: readonly PostedJournal[] = [];
  let sums: ReadonlyMap<string, AccountTurnover> = new Map();

  function commit(batch: Batch): Awaited<ReturnType<LedgerStorage['commit']>> {
    if (batch.on.seq !== head.seq || batch.on.hash !== head.hash) return 'HEAD_MOVED';
    const all = [...posted, ...batch.journals];
    if (new Set(all.map(({ source }) => sourceKey(source))).size < all.length)
      return { rejected: new Error('a unique index refuses a source that is there') };
    const next = turnoverByAccount(all);
    for (const sum of next.values())
      if (!fitsFen(sum.debit) || !fitsFen(sum.credit)) return { rejected: refuse('AMOUNT_TOO_LARGE') };
    [head, posted, sums] = [batch.next, all, next];
    return 'COMMITTED';
  }

  return {
    head: async () => head,
    journalsBySource: async (sources) => {
      const keys = new Set(sources.map(sourceKey));
      return posted.filter((journal) => keys.has(sourceKey(journal.source)));
    },
    accounts: async (codes) => accounts.filter((account) => codes.includes(account.code)),
    journalsAndReversals: async (seqs) =>
      posted.filter(({ seq, reverses }) => seqs.includes(seq) || (reverses !== undefined && seqs.includes(reverses))),
    commit: async (batch) => commit(batch),
    state: () => ({
      book: 'economy',
      assertions: [],
      head,
      lastSeq: posted.length,
      repeatedAt: repeatedAt(posted),
      months: [],
      accounts: accounts.map((account) => {
        const sum = sums.get(account.code) ?? { debit: 0n, credit: 0n, months: {} };
        return { ...account, ...sum };
      }),
    }),
    async *journals() {
      yield* posted;
    },
  };
}

function repeatedAt(posted: readonly PostedJournal[]): number | null {
  const sources = posted.map(({ source }) => sourceKey(source));
  const again = sources.findIndex((source, at) => sources.indexOf(source) < at);
  return again < 0 ? null : again + 1;
}

/** Where a call goes wrong: before it has done anything, or after it has done all and before the answer arrives. */
export interface Fault {
  readonly call: number;
  readonly when: 'BEFORE' | 'AFTER';
  /** FAILS: this call only. DIES: every later one too, as for a process that is gone. */
  readonly how: 'FAILS' | 'DIES';
}

export function faulty(storage: LedgerStorage, fault: Fault | null): LedgerStorage & { calls(): number } {
  let calls = 0;

  async function run<T>(call: () => Promise<T>): Promise<T> {
    calls += 1;
    const isHere = fault?.call === calls;
    const isDead = fault?.how === 'DIES' && calls > fault.call;
    if (isDead || (isHere && fault.when === 'BEFORE')) throw new Error('the storage is gone');
    const answer = await call();
    if (isHere) throw new Error('the answer is lost');
    return answer;
  }

  return {
    calls: () => calls,
    head: () => run(() => storage.head()),
    journalsBySource: (sources) => run(() => storage.journalsBySource(sources)),
    accounts: (codes) => run(() => storage.accounts(codes)),
    journalsAndReversals: (seqs) => run(() => storage.journalsAndReversals(seqs)),
    commit: (batch) => run(() => storage.commit(batch)),
  };
}
