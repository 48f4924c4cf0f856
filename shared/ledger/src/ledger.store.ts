/** The documents of a book and the writing of them. The unique indexes are the guarantee, the head is the fence. */
import type { Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { reach } from '@hh/service/failpoint.ts';
import {
  type Collection,
  type CollectionSpec,
  type Connection,
  inTransaction,
  isDuplicateKey,
  type Session,
} from '@hh/service/mongo.ts';
import mongoose from 'mongoose';
import type { Account, AccountDraft, BookCode } from './account.ts';
import type { AccountTurnover } from './balance.ts';
import type { PostedJournal } from './journal.ts';
import { type Batch, emptyHead, type Head, type LedgerStorage, type Rejected } from './writer.ts';

/** One book of one county: what every key begins with. */
export interface BookKey {
  readonly county: string;
  readonly book: BookCode;
}

/** Stands before the accounts in their collection: one command writes it and them, and no account has an empty code. */
export interface HeadRow extends Head, BookKey {
  readonly _id: string;
  readonly code: '';
}

export interface AccountRow extends Account, BookKey {
  readonly _id: string;
}

/** A month that somebody proposed to seal, or sealed. */
export interface MonthRow extends BookKey {
  readonly _id: string;
  readonly period: Period;
  readonly state: 'OPEN' | 'SEALED';
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly sealedBy?: string;
  readonly sealedAt?: Date;
  /** The head's `seq` when it was sealed: no journal after it is effective in this month. */
  readonly sealedAtSeq?: number;
  readonly journalCount?: number;
  readonly merkleRoot?: string;
}

export interface BookCollections {
  readonly heads: Collection<HeadRow>;
  readonly journals: Collection<PostedJournal>;
  readonly accounts: Collection<AccountRow>;
  readonly months: Collection<MonthRow>;
}

const turnover = { debit: { bsonType: 'long', minimum: 0 }, credit: { bsonType: 'long', minimum: 0 } };
const journalSchema = {
  required: [
    'county',
    'book',
    'seq',
    'month',
    'voucherNumber',
    'effectiveOn',
    'source',
    'lines',
    'previousHash',
    'hash',
  ],
  properties: {
    seq: { bsonType: 'int', minimum: 1 },
    lines: {
      bsonType: 'array',
      minItems: 2,
      maxItems: 1000,
      items: { required: ['account', 'debit', 'credit'], properties: turnover },
    },
  },
};
const headSchema = {
  required: ['county', 'book', 'code', 'seq', 'hash', 'vouchers'],
  properties: { code: { enum: [''] }, seq: { bsonType: 'int' } },
};
const accountSchema = {
  required: ['county', 'book', 'code', 'name', 'owner', 'debit', 'credit', 'months'],
  properties: {
    code: { bsonType: 'string', minLength: 1 },
    ...turnover,
    months: {
      additionalProperties: { required: ['debit', 'credit'], properties: turnover, additionalProperties: false },
    },
  },
};

const book = { county: 1, book: 1 } as const;

/** What posting and sealing write; the further ones stand with their stores. */
export const journalCollections: readonly CollectionSpec[] = [
  {
    name: 'ledger_journals',
    indexes: [
      { name: 'seq', key: { ...book, seq: 1 }, unique: true },
      { name: 'source', key: { ...book, 'source.kind': 1, 'source.key': 1 }, unique: true },
      { name: 'voucher', key: { ...book, month: 1, voucherNumber: 1 }, unique: true },
      {
        name: 'reversal',
        key: { ...book, reverses: 1 },
        unique: true,
        partialFilterExpression: { reverses: { $exists: true } },
      },
      { name: 'account', key: { ...book, 'lines.account': 1, effectiveOn: 1, seq: 1 } },
      {
        name: 'item',
        key: { ...book, 'lines.dimensions.agreement': 1, 'lines.dimensions.period': 1 },
        partialFilterExpression: { 'lines.dimensions.agreement': { $exists: true } },
      },
    ],
    schema: journalSchema,
  },
  {
    name: 'ledger_accounts',
    indexes: [
      { name: 'code', key: { ...book, code: 1 }, unique: true },
      { name: 'owner', key: { ...book, 'owner.code': 1 } },
    ],
    schema: { anyOf: [accountSchema, headSchema] },
  },
  {
    name: 'ledger_months',
    indexes: [{ name: 'period', key: { ...book, period: 1 }, unique: true }],
    schema: { required: ['county', 'book', 'period', 'state', 'proposedBy'] },
  },
];

export function bookCollections(connection: Connection): BookCollections {
  const db = connection.getClient().db(connection.name);
  return {
    heads: db.collection<HeadRow>('ledger_accounts'),
    journals: db.collection<PostedJournal>('ledger_journals'),
    accounts: db.collection<AccountRow>('ledger_accounts'),
    months: db.collection<MonthRow>('ledger_months'),
  };
}

export function rowId(key: BookKey, ...rest: readonly string[]): string {
  return [key.county, key.book, ...rest].join('/');
}

/** The accounts of a book without its head. */
export const anyAccount = { code: { $gt: '' } } as const;

/** A driver's document as the journal it is. */
export const withoutId = { projection: { _id: 0 } } as const;

class HeadMoved extends Error {}
class AccountMissing extends Error {}

export function createLedgerStorage(connection: Connection, { county, book }: BookKey): LedgerStorage {
  const key = { county, book };
  const { heads, journals, accounts } = bookCollections(connection);

  return {
    head: async () => (await heads.findOne({ _id: rowId(key) })) ?? (await openBook(heads, key)),

    journalsBySource: async (sources) => {
      const keysByKind = Map.groupBy(sources, (source) => source.kind);
      const ofKinds = [...keysByKind].map(([kind, group]) => ({
        ...key,
        'source.kind': kind,
        'source.key': { $in: group.map((source) => source.key) },
      }));
      return await journals.find({ $or: ofKinds }, withoutId).toArray();
    },

    accounts: async (codes) => {
      const ids = codes.map((code) => rowId(key, code));
      const projection = { _id: 0, code: 1, name: 1, owner: 1 };
      return await accounts.find<AccountDraft>({ _id: { $in: ids } }, { projection }).toArray();
    },

    journalsAndReversals: (seqs) => journalsAndReversals(connection, key, seqs),

    commit: async (batch) => {
      try {
        await inTransaction(connection, (session) => writeBatch(connection, key, batch, session));
        reach('ledger.committed', book);
        return 'COMMITTED';
      } catch (error) {
        if (error instanceof HeadMoved) return 'HEAD_MOVED';
        return rejection(error);
      }
    },
  };
}

/** The journals of these numbers, and those that reverse them. */
export async function journalsAndReversals(
  connection: Connection,
  key: BookKey,
  seqs: readonly number[],
  session?: Session,
): Promise<PostedJournal[]> {
  const among = { $in: [...seqs] };
  const { journals } = bookCollections(connection);
  const inSession = session ? { session } : {};
  return await journals
    .find({ ...key, $or: [{ seq: among }, { reverses: among }] }, { ...withoutId, ...inSession })
    .toArray();
}

/** The head first: who lost the race finds out before the work, not after it. */
export async function writeBatch(connection: Connection, key: BookKey, batch: Batch, session: Session): Promise<void> {
  const { journals, accounts } = bookCollections(connection);
  const increments = [...batch.turnover].map(([code, sum]) => increment(rowId(key, code), sum));
  const touched = await accounts.bulkWrite([advance(key, batch), ...increments], { session }).catch(headMoved);
  if (touched.matchedCount !== 1 + increments.length) throw new AccountMissing('an account of the batch is not there');
  // Without it the driver writes an `_id` into the caller's journal.
  await journals.insertMany([...batch.journals], { session, forceServerObjectId: true });
  reach('ledger.written', key.book);
}

/** On any other head this becomes an insert, whose `_id` is taken: an error, and the increments after it are not begun. */
function advance(key: BookKey, { on, next }: Batch) {
  const filter = { _id: rowId(key), seq: on.seq, hash: on.hash, sealedThrough: on.sealedThrough };
  const vouchers = Object.entries(next.vouchers).map(([month, count]) => [`vouchers.${month}`, count]);
  const $set = { seq: next.seq, hash: next.hash, ...Object.fromEntries(vouchers) };
  return { updateOne: { filter, update: { $set, $setOnInsert: { ...key, code: '' } }, upsert: true } };
}

/** Nothing else among the increments inserts. The error only gets its name; it ends the transaction all the same. */
function headMoved(error: unknown): never {
  throw isDuplicateKey(error) ? new HeadMoved() : error;
}

async function openBook(heads: Collection<HeadRow>, key: BookKey): Promise<Head> {
  const head = { ...key, _id: rowId(key), code: '' as const, ...emptyHead };
  try {
    await heads.insertOne(head);
    return head;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await heads.findOne({ _id: head._id })) as Head; // another replica opened it first
  }
}

function increment(_id: string, { debit, credit, months }: AccountTurnover) {
  const byMonth = Object.entries(months).flatMap(([month, sum]) => [
    [`months.${month}.debit`, sum.debit],
    [`months.${month}.credit`, sum.credit],
  ]);
  return { updateOne: { filter: { _id }, update: { $inc: { debit, credit, ...Object.fromEntries(byMonth) } } } };
}

/** A refusal by the server for what the batch holds; anything else leaves open what happened, and is thrown on. */
function rejection(error: unknown): Rejected {
  const { MongoServerError } = mongoose.mongo;
  if (error instanceof AccountMissing) return { rejected: error };
  if (!(error instanceof MongoServerError)) throw error;
  const passing = ['TransientTransactionError', 'UnknownTransactionCommitResult', 'RetryableWriteError'];
  if (passing.some((label) => error.hasErrorLabel(label))) throw error;
  return { rejected: isOverflow(error) ? tooLarge() : error };
}

/** `$inc` beyond int64 is BadValue and leaves the document as it was. */
function isOverflow(error: { code?: number | string; message: string }): boolean {
  return error.code === 2 && error.message.includes('Failed to apply $inc');
}

function tooLarge(): Refusal {
  return refuse('AMOUNT_TOO_LARGE', { field: 'lines' });
}
