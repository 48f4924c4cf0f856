/**
 * The same draw in the database: an account's bank lines and what its book holds open, matched by what runs after an
 * import, 200 matches in a transaction, beside `insertMany` of those very lines and items. Each match that is stored is
 * checked against what was drawn.
 */
import { createBankAccountStore } from '@hh/economy/bank-statement/bank-account.store.ts';
import { bankLinesCollection, createBankLineStore } from '@hh/economy/bank-statement/bank-line.store.ts';
import { bookItemCollections, createBookItemStore } from '@hh/economy/book-item/book-item.store.ts';
import { createEnterpriseStore, enterprisesCollection } from '@hh/economy/enterprise/enterprise.store.ts';
import { createMatchStore, matchCollections } from '@hh/economy/match/match.store.ts';
import { matchOpen } from '@hh/economy/match/matching.commands.ts';
import type { BankLine, OpenItem } from '@hh/economy/reconciliation/sides.ts';
import { manualClock } from '@hh/kernel/clock.ts';
import { periodOf } from '@hh/kernel/period.ts';
import { applyCollection, type Connection, connectMongo } from '@hh/service/mongo.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import type { BenchOptions } from './bench.ts';
import { cpuMs } from './cpu.ts';
import { drawSides, eventOf, type Sides } from './reconcile-sides.ts';
import type { Outcome } from './table.ts';

const LINES = 1_000_000;
const AT_ONCE = 1_000;
const COUNTY = '371322';
const account = {
  id: 'BA-0001',
  county: COUNTY,
  code: 'BA-0001',
  book: 'economy',
  compound: null,
  name: { zh: '基本户', en: 'Basic account' },
  bank: 'bench',
  numberEnd: '0001',
  ledgerAccount: '1002.BA-0001',
} as const;
const collections = [
  bankLinesCollection,
  enterprisesCollection,
  ...bookItemCollections,
  ...matchCollections,
  ...writerCollections,
];

export async function store({ mongoUri, scale, progress }: BenchOptions): Promise<Outcome> {
  const sides = drawSides(Math.round(LINES * scale));
  const count = sides.lines.length;
  const connection = await connectMongo(mongoUri, 'bench_reconcile');
  try {
    for (const collection of collections) await applyCollection(connection, collection);
    progress(`${count} lines and ${sides.items.length} items by insertMany …`);
    const raw = await measured(() => insert(connection, sides));
    progress('matching …');
    const ours = await measured(() => matchOpen(partsOn(connection), account));
    const { matched, suggested } = ours.answer;
    await checked(connection, matched);
    const of = `${count.toLocaleString('en')} × ${sides.items.length.toLocaleString('en')}, stored`;
    return {
      results: [
        { case: of, unit: 'lines/s', ours: count / ours.seconds, peers: { insertMany: count / raw.seconds } },
        { case: of, unit: 's', ours: ours.seconds, peers: { insertMany: raw.seconds } },
        {
          case: `${of}, processors`,
          unit: 'µs/line',
          ours: (ours.cpu * 1_000) / count,
          peers: { insertMany: (raw.cpu * 1_000) / count },
        },
      ],
      notes: [
        `Stored: from reading what is open to the last suggestion; majority and journaled. ${matched} lines were matched, none of them wrongly, and ${suggested} have suggestions.`,
        `insertMany: the same lines and items, ${AT_ONCE} at a time, one call after another, the same indexes and validators. Processors have the database in them.`,
      ],
    };
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

async function measured<Answer>(run: () => Promise<Answer>) {
  const [cpu, since] = [cpuMs(), performance.now()];
  const answer = await run();
  return { answer, seconds: (performance.now() - since) / 1_000, cpu: cpuMs() - cpu };
}

function partsOn(connection: Connection): Parameters<typeof matchOpen>[0] {
  const clock = manualClock('2026-01-31');
  return {
    clock,
    writer: createWriter({ connection, clock }),
    accounts: createBankAccountStore(connection),
    lines: createBankLineStore(connection),
    items: createBookItemStore(connection),
    matches: createMatchStore(connection),
    enterprises: createEnterpriseStore(connection),
    agreements: { series: async () => ['JV'] },
    // Its items are there, nothing is written off, and no booking follows: each is a measure of its own.
    follow: async () => {},
    writeOffs: { each: 1_00n, monthly: 1_000_00n },
    wakeBooking: () => {},
    ask: async () => {
      throw new Error('no other service is asked');
    },
  };
}

async function insert(connection: Connection, { lines, items }: Sides): Promise<void> {
  const payers = new Map(items.map(({ counterparties: [name, uscc] }) => [uscc, name]));
  const periods = [...new Set(lines.map(({ bookedOn }) => periodOf(bookedOn)))];
  await connection
    .collection('enterprises')
    .insertMany([...payers].map(([uscc, name]) => ({ county: COUNTY, uscc, name, kind: 'PRIVATE', trade: null })));
  await connection
    .collection<{ _id: string }>('bankStatements')
    .insertMany(periods.map((_id) => ({ _id, county: COUNTY, account: account.code, state: 'OPEN', touched: 0 })));
  for (let from = 0; from < lines.length; from += AT_ONCE)
    await connection
      .collection<{ _id: string }>('bankLines')
      .insertMany(lines.slice(from, from + AT_ONCE).map(lineRow));
  for (let from = 0; from < items.length; from += AT_ONCE)
    await connection
      .collection<{ _id: string }>('bookItems')
      .insertMany(items.slice(from, from + AT_ONCE).map(itemRow));
}

function lineRow({ id, ...line }: BankLine, number: number) {
  const { bookedOn, amount, counterparty, memo } = line;
  return {
    _id: id,
    county: COUNTY,
    account: account.code,
    statement: periodOf(bookedOn),
    identity: id,
    ...line,
    bookedAt: null,
    balance: null,
    line: number + 1,
    raw: JSON.stringify([bookedOn, `${amount}`, counterparty, memo]),
    open: amount,
    isOpen: true,
    recordedOn: null,
    suggestions: [],
  };
}

function itemRow({ id, kind, date, amount, counterparties, references, period }: OpenItem, number: number) {
  const [voucherNumber = '', share = ''] = references;
  return {
    _id: id,
    county: COUNTY,
    book: account.book,
    account: kind === 'OWED' ? `1221.${counterparties[1]}` : account.ledgerAccount,
    kind,
    agreement: share.slice(0, share.indexOf(' ')),
    period,
    compound: null,
    seq: number + 1,
    voucherNumber,
    on: date,
    memo: '',
    debit: amount > 0n ? amount : 0n,
    credit: amount < 0n ? -amount : 0n,
    open: amount,
    taken: 0n,
    free: amount,
    isFree: true,
  };
}

/** Nobody is matched with what another event drew, and as many lines are stored as were counted. */
async function checked(connection: Connection, matched: number): Promise<void> {
  const stored = connection.collection<{ lines: { line: string }[]; items: { item: string }[] }>('matches');
  let lines = 0;
  for await (const match of stored.find({}, { projection: { lines: 1, items: 1 } })) {
    const ids = [...match.lines.map(({ line }) => line), ...match.items.map(({ item }) => item)];
    if (new Set(ids.map(eventOf)).size > 1) throw new Error(`${ids} are matched with one another`);
    lines += match.lines.length;
  }
  if (lines !== matched) throw new Error(`${lines} lines are in matches, ${matched} were counted`);
}
