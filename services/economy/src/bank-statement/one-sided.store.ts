/**
 * What one side of a bank account has on a day and the other has later or not yet: in the book and not at the bank, or at the
 * bank and not in the book. There may be any number of it, so the database adds it up, and of the list one reads the beginning.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { compare } from '@hh/kernel/rounding.ts';
import type { Collection, Connection } from '@hh/service/mongo.ts';
import { type ItemRow, itemOf } from '../book-item/book-item.store.ts';
import type { BookItem } from '../book-item/book-item.ts';
import type { BankAccount } from './bank-account.store.ts';
import { type BankLine, type BankLineRow, lineOf } from './bank-line.store.ts';

/** In fen, in the bank's direction. */
export interface InAndOut {
  readonly cameIn: Fen;
  /** Below zero. */
  readonly wentOut: Fen;
  readonly count: number;
}

/** A line of which the book may know a part. */
interface InParts {
  readonly id: string;
  readonly amount: Fen;
}

interface Sums {
  /** Decimals, whole numbers of fen. */
  readonly cameIn: object;
  readonly wentOut: object;
  readonly count: number;
  readonly inParts?: readonly InParts[];
}

/** How a side says when it has something, when the other has it too, and how much it is. */
interface Side {
  readonly on: 'on' | 'bookedOn';
  readonly metOn: 'clearedOn' | 'recordedOn';
  readonly amount: unknown;
  /** Leads to what was not met yet in the order of its days, however much was. */
  readonly index: string;
  /** What else of it is counted. */
  readonly also?: object;
}

const book: Side = { on: 'on', metOn: 'clearedOn', amount: { $subtract: ['$debit', '$credit'] }, index: 'bank' };
// A line that a match has taken whole is known or it is not.
const mayBeKnownInPart = { $and: [{ $ne: ['$open', '$amount'] }, { $ne: ['$isInParts', false] }] };
const bank: Side = {
  on: 'bookedOn',
  metOn: 'recordedOn',
  amount: '$amount',
  index: 'recorded',
  also: { inParts: { $push: { $cond: [mayBeKnownInPart, { id: '$_id', amount: '$amount' }, '$$REMOVE'] } } },
};

export type OneSidedStore = ReturnType<typeof createOneSidedStore>;

export function createOneSidedStore(connection: Connection) {
  const items = connection.collection<ItemRow>('bookItems');
  const lines = connection.collection<BankLineRow>('bankLines');
  const statements = connection.collection('bankStatements');

  const booked = ({ county, book, ledgerAccount }: BankAccount) =>
    ({ county, book, account: ledgerAccount, kind: 'BOOKED' }) as const;
  /** A statement that is being imported is not seen, nor are its lines; there is hardly ever one. */
  const shown = async ({ county, code: account }: BankAccount) => {
    const importing = await statements.find({ county, account, state: 'IMPORTING' }).project({ _id: 1 }).toArray();
    return { county, account, statement: { $nin: importing.map(({ _id }) => String(_id)) } };
  };

  return {
    /** Of the book, as it says it. */
    async inTransit(account: BankAccount, on: LocalDate): Promise<InAndOut> {
      return total(await addedUp(items, booked(account), book, on));
    },

    /** The oldest so many of them. */
    async inTransitFirst(account: BankAccount, on: LocalDate, limit: number): Promise<readonly BookItem[]> {
      return (await firstOf(items, booked(account), book, on, limit)).map(itemOf);
    },

    /** Of the bank, whole, and beside it the lines of which the book may know a part. */
    async notRecorded(
      account: BankAccount,
      on: LocalDate,
    ): Promise<InAndOut & { readonly inParts: readonly InParts[] }> {
      const sums = await addedUp(lines, await shown(account), bank, on);
      return { ...total(sums), inParts: sums.flatMap(({ inParts = [] }) => inParts) };
    },

    async notRecordedFirst(account: BankAccount, on: LocalDate, limit: number): Promise<readonly BankLine[]> {
      return (await firstOf(lines, await shown(account), bank, on, limit)).map(lineOf);
    },
  };
}

/** Not met yet, or later: two ranges of one index. */
function oneSided({ on, metOn }: Side, day: LocalDate): readonly object[] {
  return [null, { $gt: day }].map((met) => ({ [metOn]: met, [on]: { $lte: day } }));
}

async function addedUp(
  collection: Pick<Collection<object>, 'aggregate'>,
  where: object,
  side: Side,
  day: LocalDate,
): Promise<readonly Sums[]> {
  const sums = { cameIn: sumOf('$gt', side), wentOut: sumOf('$lt', side), count: { $sum: 1 }, ...side.also };
  const found = await Promise.all(
    oneSided(side, day).map((one) =>
      collection
        .aggregate<Sums>([{ $match: { ...where, ...one } }, { $group: { _id: null, ...sums } }], { hint: side.index })
        .toArray(),
    ),
  );
  return found.flat();
}

function total(sums: readonly Sums[]): InAndOut {
  const added = (name: 'cameIn' | 'wentOut') => sums.reduce((sum, each) => sum + BigInt(each[name].toString()), 0n);
  return {
    cameIn: added('cameIn'),
    wentOut: added('wentOut'),
    count: sums.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Decimals: a sum of longs that leaves int64 would turn into a rounded double. */
function sumOf(direction: '$gt' | '$lt', { amount }: Side): object {
  return { $sum: { $cond: [{ [direction]: [amount, 0n] }, { $toDecimal: amount }, { $toDecimal: 0 }] } };
}

/** The oldest; of one day, those that were there first. */
async function firstOf<Row extends { _id: string }>(
  collection: Collection<Row>,
  where: object,
  side: Side,
  day: LocalDate,
  limit: number,
): Promise<Row[]> {
  const found = await Promise.all(
    oneSided(side, day).map((one) =>
      collection
        .find({ ...where, ...one } as object)
        .sort({ [side.on]: 1 })
        .hint(side.index)
        .limit(limit)
        .toArray(),
    ),
  );
  const dayOf = (row: unknown) => (row as Readonly<Record<string, string>>)[side.on] as string;
  return (found.flat() as Row[])
    .toSorted((one, other) => compare(dayOf(one), dayOf(other)) || compare(one._id, other._id))
    .slice(0, limit);
}
