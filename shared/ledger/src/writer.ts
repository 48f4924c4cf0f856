/**
 * Group commit. Requests queue in memory; one transaction at a time posts as many as fit, and the head document is
 * the fence: the transaction compares it with what the batch was built on and sets it to what follows. Any replica
 * may commit; the loser builds its batch anew on the new head, and so does a writer that slept. Whatever happened to
 * a commit, the next attempt first asks which sources are posted, so an unknown outcome is found out and not guessed.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Period, periodOf } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { AccountDraft, BookCode } from './account.ts';
import { type AccountTurnover, fitsTurnover, turnoverByAccount } from './balance.ts';
import {
  chained,
  checkOwners,
  checkReversal,
  effectiveDay,
  formatVoucher,
  GENESIS_HASH,
  type JournalContent,
  type JournalDraft,
  type PostedJournal,
  parseJournal,
  reversalsAmong,
  type Source,
} from './journal.ts';

/** Where a book stands: the last journal, the last sealed month, and how many vouchers each open month has. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly sealedThrough: Period | null;
  readonly vouchers: Readonly<Record<Period, number>>;
}

export const emptyHead: Head = { seq: 0, hash: GENESIS_HASH, sealedThrough: null, vouchers: {} };

export interface Batch {
  readonly on: Head;
  readonly journals: readonly PostedJournal[];
  readonly turnover: ReadonlyMap<string, AccountTurnover>;
  readonly next: Head;
}

/** The database refused the batch for what is in it, and would again; nothing of it is there. */
export interface Rejected {
  readonly rejected: Refusal | Error;
}

/** What the writer needs of a database. Any of these may throw: then nothing is known about what it did. */
export interface LedgerStorage {
  head(): Promise<Head>;
  journalsBySource(sources: readonly Source[]): Promise<readonly PostedJournal[]>;
  accounts(codes: readonly string[]): Promise<readonly AccountDraft[]>;
  /** The journals with these numbers, and those that reverse them. */
  journalsAndReversals(seqs: readonly number[]): Promise<readonly PostedJournal[]>;
  /** All of the batch or nothing: majority and journaled, if the head is still the one it was built on. */
  commit(batch: Batch): Promise<'COMMITTED' | 'HEAD_MOVED' | Rejected>;
}

export interface LedgerWriter {
  post(draft: JournalDraft): Promise<PostedJournal | Refusal>;
  /** Resolves when nothing is queued any more. */
  flush(): Promise<void>;
}

interface Request {
  readonly content: JournalContent;
  readonly answer: (result: PostedJournal | Refusal) => void;
  readonly fail: (error: unknown) => void;
}

const MAX_JOURNALS = 500;
const MAX_ACCOUNTS = 1_000;
const MAX_BATCH_LINES = 10_000; // keeps a transaction of long journals within seconds and tens of megabytes
const ATTEMPTS = 4;

export function createLedgerWriter(options: {
  storage: LedgerStorage;
  clock: Clock;
  county: string;
  book: BookCode;
  /** Hears of every batch that is committed. */
  committed?: (journals: number, milliseconds: number) => void;
  /** Hears of every failed try. */
  failed?: (error: unknown) => void;
}): LedgerWriter {
  const { storage, clock } = options;
  const accounts = new Map<string, AccountDraft>(); // an account is never closed and never changes its owner
  let queue: Request[] = [];
  let head: Head | null = null;
  let running: Promise<void> | null = null;
  /** Did the last batch hold something that was posted before? Then the next may too, and asking is cheaper. */
  let isRepeating = false;

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const { batch, rest } = takeBatch(queue);
      queue = rest;
      await settle(batch, isRepeating);
    }
    running = null;
  }

  /**
   * Answers every request, whatever it takes; never throws. To answer one again, after a failure, changes nothing.
   * The first try trusts that sources are new, since the unique index stops one that is not; every later one asks.
   */
  async function settle(requests: readonly Request[], asksFirst: boolean): Promise<void> {
    let open = requests;
    let asks = asksFirst;
    for (let failures = 0; open.length > 0; asks = true) {
      try {
        open = await attempt(open, asks);
      } catch (error) {
        options.failed?.(error);
        failures += 1;
        if (failures < ATTEMPTS) continue;
        for (const request of open) request.fail(error);
        return;
      }
    }
  }

  /** One try; what it leaves open is to be tried again. */
  async function attempt(requests: readonly Request[], asks: boolean): Promise<readonly Request[]> {
    head ??= await storage.head();
    const open = await answerDecided(requests, asks);
    if (open.length === 0) return [];
    const contents = open.map(({ content }) => content);
    const batch = buildBatch(head, contents, { ...options, now: clock.now() });
    const outcome = await commit(batch);
    head = outcome === 'COMMITTED' ? batch.next : null;
    if (outcome === 'COMMITTED') for (const [index, request] of open.entries()) request.answer(posted(batch, index));
    else if (outcome === 'HEAD_MOVED' || !asks) return open;
    else await isolate(open, outcome.rejected);
    return [];
  }

  async function commit(batch: Batch): Promise<'COMMITTED' | 'HEAD_MOVED' | Rejected> {
    const fits = [...batch.turnover.values()].every(fitsTurnover);
    if (!fits) return { rejected: refuse('AMOUNT_TOO_LARGE', { field: 'lines' }) };
    const since = performance.now();
    const outcome = await storage.commit(batch);
    if (outcome === 'COMMITTED') options.committed?.(batch.journals.length, performance.now() - since);
    return outcome;
  }

  /** One bad journal never fails its neighbours: halves, until it stands alone. */
  async function isolate(requests: readonly Request[], rejected: Refusal | Error): Promise<void> {
    const [first] = requests;
    if (first && requests.length === 1) return isRefusal(rejected) ? first.answer(rejected) : first.fail(rejected);
    const middle = requests.length >> 1;
    await settle(requests.slice(0, middle), true);
    await settle(requests.slice(middle), true);
  }

  /** Answers what is posted already or refused; the rest is open. */
  async function answerDecided(requests: readonly Request[], asks: boolean): Promise<Request[]> {
    const facts = await lookUp(requests.map((request) => request.content));
    const refusals = new Map(requests.map((request) => [request, refusalOf(request.content, facts)]));
    // The sources last: a reversal that another replica posts between the two reads is then known as this very one.
    const doubtful = asks ? requests : requests.filter((request) => refusals.get(request));
    const known = await journalsBySource(doubtful);
    isRepeating = known.size > 0;
    return requests.filter((request) => {
      const first = known.get(sourceKey(request.content.source));
      const decided = first ? repeated(request.content, first) : refusals.get(request);
      if (decided) request.answer(decided);
      return !decided;
    });
  }

  async function lookUp(contents: readonly JournalContent[]): Promise<Facts> {
    const unknown = new Set(contents.flatMap(({ lines }) => lines.map((line) => line.account)));
    for (const code of accounts.keys()) unknown.delete(code);
    const reversed = contents.flatMap(({ reverses }) => reverses ?? []);
    const found = unknown.size > 0 ? await storage.accounts([...unknown]) : [];
    for (const account of found) accounts.set(account.code, account);
    const related = reversed.length > 0 ? await storage.journalsAndReversals(reversed) : [];
    return {
      accounts,
      today: clock.today(),
      ...reversalsAmong(related),
    };
  }

  async function journalsBySource(requests: readonly Request[]): Promise<Map<string, PostedJournal>> {
    if (requests.length === 0) return new Map();
    const found = await storage.journalsBySource(requests.map(({ content }) => content.source));
    return new Map(found.map((journal) => [sourceKey(journal.source), journal]));
  }

  return {
    async post(draft) {
      const content = parseJournal(draft);
      if (isRefusal(content)) return content;
      return await new Promise((answer, fail) => {
        queue.push({ content, answer, fail });
        running ??= Promise.resolve().then(run);
      });
    },
    flush: async () => {
      while (running) await running;
    },
  };
}

/** What a journal is judged by beside itself. */
export interface Facts {
  readonly accounts: ReadonlyMap<string, AccountDraft>;
  readonly originals: ReadonlyMap<number, PostedJournal>;
  readonly reversed: ReadonlySet<number>;
  readonly today: string;
}

/** The same again answers the first journal, for ever. */
function repeated(content: JournalContent, first: PostedJournal): PostedJournal | Refusal {
  return first.contentHash === content.contentHash ? first : refuse('JOURNAL_CONFLICT', { field: 'source' });
}

export function refusalOf(content: JournalContent, facts: Facts): Refusal | null {
  const unowned = checkOwners(content, facts.accounts);
  if (unowned) return unowned;
  if (content.date > facts.today) return refuse('DATE_IN_FUTURE', { field: 'date', date: content.date });
  if (content.reverses === undefined) return null;
  return checkReversal(content, facts.originals.get(content.reverses), facts.reversed.has(content.reverses));
}

/** The first requests that fit one transaction. Twins of one source, or of one reversal, wait for the next batch. */
function takeBatch(queue: readonly Request[]): { batch: Request[]; rest: Request[] } {
  const batch: Request[] = [];
  const twins: Request[] = [];
  const keys = new Set<string>();
  const touched = new Set<string>();
  let lines = 0;
  let next = 0;
  for (; next < queue.length && batch.length < MAX_JOURNALS; next += 1) {
    const request = queue[next] as Request;
    const { content } = request;
    const own = keysOf(content);
    if (own.some((key) => keys.has(key))) {
      twins.push(request);
      continue;
    }
    const fresh = new Set(content.lines.map((line) => line.account).filter((account) => !touched.has(account)));
    lines += content.lines.length;
    if (batch.length > 0 && (touched.size + fresh.size > MAX_ACCOUNTS || lines > MAX_BATCH_LINES)) break;
    for (const key of own) keys.add(key);
    for (const account of fresh) touched.add(account);
    batch.push(request);
  }
  return { batch, rest: twins.concat(queue.slice(next)) };
}

/** What may stand once in a batch, because the second has to see the first. */
function keysOf(content: JournalContent): string[] {
  const reversal = content.reverses === undefined ? [] : [`reverses ${content.reverses}`];
  return [sourceKey(content.source), ...reversal];
}

function posted(batch: Batch, index: number): PostedJournal {
  return batch.journals[index] as PostedJournal;
}

/** The journals as they follow on a head, numbered and chained. */
export function buildBatch(
  on: Head,
  contents: readonly JournalContent[],
  book: { readonly county: string; readonly book: BookCode; readonly now: Date },
): Batch {
  const vouchers: Record<Period, number> = { ...on.vouchers };
  let { seq, hash } = on;
  const journals = contents.map((content) => {
    const effectiveOn = effectiveDay(content.date, on.sealedThrough);
    const month = periodOf(effectiveOn);
    const voucher = (vouchers[month] ?? 0) + 1;
    const journal = chained(content, {
      county: book.county,
      book: book.book,
      seq: seq + 1,
      month,
      voucherNumber: formatVoucher(month, voucher),
      effectiveOn,
      postedAt: book.now,
      previousHash: hash,
    });
    vouchers[month] = voucher;
    ({ seq, hash } = journal);
    return journal;
  });
  const next = { seq, hash, sealedThrough: on.sealedThrough, vouchers };
  return { on, journals, turnover: turnoverByAccount(journals), next };
}

export function sourceKey(source: Source): string {
  return `${source.kind}\u0000${source.key}`;
}
