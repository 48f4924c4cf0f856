/**
 * The ledger beside medici, in sessions, and beside what the database can do at all: `insertMany` of the same journals,
 * made before, into a collection with the same indexes and the same validator, as many at once as clients wait.
 */
import { randomInt } from 'node:crypto';
import { manualClock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { AccountDraft } from '@hh/ledger/account.ts';
import { chained, GENESIS_HASH, type JournalDraft, type PostedJournal, parseJournal } from '@hh/ledger/journal.ts';
import { createLedger, type Ledger, ledgerCollections } from '@hh/ledger/ledger.ts';
import { applyCollection, type Connection, connectMongo } from '@hh/service/mongo.ts';
import type { BenchOptions } from './bench.ts';
import { runPeer } from './peers.ts';
import { inTurns, type Outcome, type Result } from './table.ts';

const COUNTY = '371322';
const ACCOUNTS = 200;
const CLIENTS = [1, 16, 256];
const LINES = 1_000_000;
const READERS = 16;
const clock = manualClock('2025-02-01');
const office = { kind: 'SETTLEMENT_OFFICE', code: 'OFFICE' } as const;
const codeOf = (number: number) => `1221.${String(number % ACCOUNTS).padStart(4, '0')}`;
const accounts: readonly AccountDraft[] = Array.from({ length: ACCOUNTS }, (_, number) => ({
  code: codeOf(number),
  name: { zh: `科目 ${number}`, en: `Account ${number}` },
  owner: office,
}));

export async function ledger(options: BenchOptions): Promise<Outcome> {
  const results: Result[] = [];
  for (const clients of CLIENTS) results.push(await posting(options, clients));
  return { results: [...results, ...(await reading(options))], notes: notesOf(options) };
}

function notesOf({ scale, rounds, seconds }: BenchOptions): string[] {
  return [
    `Medians of ${rounds} rounds of ${seconds} s, one contender after another in each; ${ACCOUNTS} accounts; majority and journaled.`,
    'insertMany: the same journals, made before, the same indexes and validator, as many at once as clients wait.',
    'medici: each journal in a session of its own, without locks on accounts; its balances with its snapshots (as it comes, warm) and without.',
    ...(scale === 1 ? [] : [`Balances over ${scale * LINES} lines instead of ${LINES}.`]),
  ];
}

async function posting({ mongoUri, rounds, seconds, progress }: BenchOptions, clients: number): Promise<Result> {
  progress(`${clients} clients …`);
  const ready = manufactured(Math.ceil(seconds * (clients === 1 ? 3_000 : 40_000)));
  const { ours, ...peers } = await inTurns(
    {
      ours: () =>
        onBook(mongoUri, async (book) => {
          let number = 0;
          return await perSecond(clients, seconds, () => posted(book, draft(number++)));
        }),
      insertMany: () => onDatabase(mongoUri, (connection) => insertMany(connection, ready, clients, seconds)),
      medici: () =>
        onDatabase(mongoUri, async ({ name: database }) => {
          const task = { kind: 'post', uri: mongoUri, database, clients, seconds, accounts: ACCOUNTS };
          return (await runPeer<{ perSecond: number }>('medici', task)).perSecond;
        }),
    },
    rounds,
  );
  return { case: `c=${clients}`, unit: 'journals/s', ours: ours ?? 0, peers };
}

/** Over a million lines, 24 months: the balance now, and as of a day in the middle of a month. */
async function reading({ mongoUri, rounds, seconds, scale, progress }: BenchOptions): Promise<Result[]> {
  const journals = Math.round((scale * LINES) / 2);
  return await onBook(mongoUri, async (book) => {
    return await onDatabase(mongoUri, async ({ name: database }) => {
      progress(`${journals * 2} lines for medici …`);
      const task = { uri: mongoUri, database, clients: READERS, seconds, accounts: ACCOUNTS, journals };
      await runPeer('medici', { ...task, kind: 'fill' });
      progress('the same for us …');
      await fill(book, journals);
      progress('balances …');
      const medici = (read: string) => async () =>
        (await runPeer<{ perSecond: number }>('medici', { ...task, kind: 'read', read })).perSecond;
      const now = await inTurns(
        {
          ours: () => perSecond(READERS, seconds, () => book.balance(codeOf(randomInt(ACCOUNTS)))),
          'medici with snapshots': medici('snapshots'),
          'medici without': medici('full'),
        },
        rounds,
      );
      const asOf = { on: '2024-06-15' as LocalDate };
      const then = await inTurns(
        {
          ours: () => perSecond(READERS, seconds, () => book.balanceAsOf(codeOf(randomInt(ACCOUNTS)), asOf)),
          medici: medici('asOf'),
        },
        rounds,
      );
      const peersOf = (found: Record<string, number>) =>
        Object.fromEntries(Object.entries(found).filter(([name]) => name !== 'ours'));
      return [
        { case: 'balance', unit: 'reads/s', ours: now.ours ?? 0, peers: peersOf(now) },
        { case: 'balance as of a day', unit: 'reads/s', ours: then.ours ?? 0, peers: peersOf(then) },
      ];
    });
  });
}

function draft(number: number, date = '2025-01-31'): JournalDraft {
  const amount = BigInt(100 + randomInt(100_000));
  const dimensions = { agreement: 'JV-0001', period: '2025-01' };
  return {
    source: { kind: 'bench', key: String(number) },
    date: date as LocalDate,
    memo: 'profit share',
    lines: [
      { account: codeOf(number), debit: amount, dimensions },
      { account: codeOf(number + 1), credit: amount, dimensions },
    ],
  };
}

async function posted(book: Ledger, journal: JournalDraft): Promise<void> {
  const answer = await book.post(journal);
  if (isRefusal(answer)) throw new Error(answer.code);
}

/** The same number of lines in the same months as the peer's. */
async function fill(book: Ledger, journals: number): Promise<void> {
  for (let from = 0; from < journals; from += 5_000) {
    const some = Array.from({ length: Math.min(5_000, journals - from) }, (_, at) => {
      const number = from + at;
      const day = new Date(Date.UTC(2023, number % 24, 1 + (number % 28))).toISOString().slice(0, 10);
      return posted(book, draft(number, day));
    });
    await Promise.all(some);
  }
}

/** Journals as the ledger would have stored them, chained and hashed. */
function manufactured(count: number): PostedJournal[] {
  let previousHash = GENESIS_HASH;
  return Array.from({ length: count }, (_, number) => {
    const content = parseJournal(draft(number));
    if (isRefusal(content)) throw new Error(content.code);
    const journal = chained(content, {
      county: COUNTY,
      book: 'economy',
      seq: number + 1,
      month: '2025-01' as Period,
      voucherNumber: `2025-01 记-${String(number + 1).padStart(4, '0')}`,
      effectiveOn: content.date,
      postedAt: clock.now(),
      previousHash,
    });
    previousHash = journal.hash;
    return journal;
  });
}

async function insertMany(
  connection: Connection,
  ready: readonly PostedJournal[],
  atOnce: number,
  seconds: number,
): Promise<number> {
  const journals = connection.getClient().db(connection.name).collection('ledger_journals');
  let done = 0;
  const since = performance.now();
  const until = since + seconds * 1000;
  while (performance.now() < until && done + atOnce <= ready.length) {
    await journals.insertMany(ready.slice(done, done + atOnce).map((journal) => ({ ...journal })));
    done += atOnce;
  }
  return (done / (performance.now() - since)) * 1000;
}

/** Calls of some clients, each one after another, for so many seconds. */
async function perSecond(clients: number, seconds: number, work: () => Promise<unknown>): Promise<number> {
  let done = 0;
  const since = performance.now();
  const until = since + seconds * 1000;
  const client = async () => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (done / (performance.now() - since)) * 1000;
}

async function onBook<T>(mongoUri: string, use: (book: Ledger) => Promise<T>): Promise<T> {
  return await onDatabase(mongoUri, async (connection) => {
    const book = createLedger({ connection, county: COUNTY, book: 'economy', clock });
    await book.openAccounts(accounts);
    return await use(book).finally(() => book.close());
  });
}

/** A database of its own with the collections of a book, dropped at the end. */
async function onDatabase<T>(mongoUri: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connectMongo(mongoUri, `bench_${newId().replaceAll('-', '').slice(-12)}`);
  try {
    for (const collection of ledgerCollections) await applyCollection(connection, collection);
    return await use(connection);
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}
