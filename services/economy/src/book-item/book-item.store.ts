import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import type { BookCode } from '@hh/ledger/account.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import { type CollectionSpec, type Connection, inTransaction, type Session } from '@hh/service/mongo.ts';
import { type AmountRange, holding, ofAmount } from '../bank-statement/found-by.ts';
import type { BookItem, ItemChange } from './book-item.ts';

/** `free` is what no match has taken: open − taken; `isFree` says that there is some. */
export type ItemRow = Omit<BookItem, 'id'> & { readonly _id: string; readonly free: Fen; readonly isFree: boolean };

export function itemOf({ _id, free: _, isFree: __, ...rest }: ItemRow): BookItem {
  return { id: _id, ...rest };
}

interface CursorRow {
  /** County and book. */
  readonly _id: string;
  readonly seq: number;
}

const money = { bsonType: 'long' };

export const bookItemCollections: readonly CollectionSpec[] = [
  {
    name: 'bookItems',
    indexes: [
      {
        name: 'free',
        key: { county: 1, book: 1, account: 1, on: 1, _id: 1 },
        partialFilterExpression: { isFree: true },
      },
      { name: 'share', key: { county: 1, agreement: 1, period: 1, compound: 1 } },
      { name: 'bank', key: { county: 1, book: 1, account: 1, kind: 1, clearedOn: 1, on: 1 } },
    ],
    schema: {
      required: ['county', 'book', 'account', 'kind', 'debit', 'credit', 'open', 'taken', 'free', 'isFree'],
      properties: { debit: money, credit: money, open: money, taken: money, free: money },
    },
  },
  { name: 'bookCursors', indexes: [] },
];

/** What a match takes of an item; of a bank line it is gone at once, of a clearing account when its journal is posted. */
export interface Take {
  readonly item: string;
  readonly amount: Fen;
  readonly clearsOn: LocalDate | null;
}

/** Which items; what is left out does not matter. */
export interface ItemFilter extends AmountRange {
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
  readonly text?: string | null;
  readonly agreement?: string | null;
  readonly period?: Period | null;
  readonly compound?: string | null;
}

export type BookItemStore = ReturnType<typeof createBookItemStore>;

export function createBookItemStore(connection: Connection) {
  const items = connection.collection<ItemRow>('bookItems');
  const cursors = connection.collection<CursorRow>('bookCursors');

  async function found(ids: readonly string[], session?: Session): Promise<ReadonlyMap<string, BookItem>> {
    const rows = await items.find({ _id: { $in: [...ids] } }, session ? { session } : {}).toArray();
    return new Map(rows.map((row) => [row._id, itemOf(row)]));
  }

  return {
    /** The number of the last journal that was followed. */
    async cursor(county: string, book: BookCode): Promise<number> {
      return (await cursors.findOne({ _id: `${county}/${book}` }))?.seq ?? 0;
    },

    /** Follows journals from a cursor to another; false where somebody else went on from there first. */
    async follow(
      county: string,
      book: BookCode,
      from: number,
      to: number,
      changes: readonly ItemChange[],
    ): Promise<boolean> {
      const key = { _id: `${county}/${book}` };
      await cursors.updateOne(key, { $setOnInsert: { seq: 0 } }, { upsert: true });
      return await inTransaction(connection, async (session) => {
        const moved = await cursors.updateOne({ ...key, seq: from }, { $set: { seq: to } }, { session });
        if (moved.matchedCount === 0) return false;
        if (changes.length > 0)
          await items.bulkWrite(
            changes.map((change) => ({
              updateOne: { filter: { _id: change.id }, update: afterJournal(change), upsert: true },
            })),
            { session, ordered: true },
          );
        return true;
      });
    },

    /** Of these accounts what no match has taken, oldest first. Accounts are leaves, or numbers with all below them. */
    async free(county: string, book: BookCode, accounts: readonly string[]): Promise<readonly BookItem[]> {
      const rows = await items
        .find({ county, book, isFree: true, $or: accounts.map(accountFilter) })
        .sort({ on: 1, _id: 1 })
        .toArray();
      return rows.map(itemOf);
    },

    /** From the `offset`-th of them on, where there is no cursor to begin at. */
    async freePage(
      county: string,
      book: BookCode,
      accounts: readonly string[],
      wanted: ItemFilter,
      page: Page,
      offset = 0,
    ): Promise<readonly BookItem[]> {
      const { filter, sort, limit } = pageQuery(page, ['on', '_id']);
      const query = { $and: [{ county, book, ...freeOf(accounts, wanted) }, filter] };
      return (await items.find(query).sort(sort).skip(offset).limit(limit).toArray()).map(itemOf);
    },

    countFree: (county: string, book: BookCode, accounts: readonly string[], wanted: ItemFilter): Promise<number> =>
      items.countDocuments({ county, book, ...freeOf(accounts, wanted) }),

    /** For loaders. */
    byIds: (ids: readonly string[]) => found(ids),
    /** As a transaction sees them. */
    seen: (ids: readonly string[], session: Session) => found(ids, session),

    /** The items of agreements' periods, in both books. */
    async ofShares(
      county: string,
      shares: readonly { readonly agreement: string; readonly period: string }[],
      session?: Session,
    ): Promise<readonly BookItem[]> {
      if (shares.length === 0) return [];
      const wanted = shares.map(({ agreement, period }) => ({ county, agreement, period }));
      return (await items.find({ $or: wanted }, session ? { session } : {}).toArray()).map(itemOf);
    },

    /** Takes parts of items or all of them; false where so much is not free any more: then the transaction has to end. */
    async take(takes: readonly Take[], session: Session): Promise<boolean> {
      if (takes.length === 0) return true;
      const { matchedCount } = await items.bulkWrite(
        takes.map((take) => ({ updateOne: { filter: isFree(take), update: moved(take, 1n) } })),
        { session },
      );
      return matchedCount === takes.length;
    },

    /** Gives back what a match had taken and not booked; a bank line is open again. */
    async giveBack(takes: readonly Take[], session: Session): Promise<void> {
      if (takes.length === 0) return;
      await items.bulkWrite(
        takes.map((take) => ({ updateOne: { filter: { _id: take.item }, update: moved(take, -1n) } })),
        { session },
      );
    },
  };
}

const freedom = {
  free: { $subtract: ['$open', '$taken'] },
  isFree: { $ne: [{ $subtract: ['$open', '$taken'] }, 0n] },
};

function isFree({ item, amount }: Take): object {
  return { _id: item, free: amount > 0n ? { $gte: amount } : { $lte: amount } };
}

/** A bank line is cleared on the day of the bank; a clearing account waits for the journal. */
function moved({ amount, clearsOn }: Take, sign: 1n | -1n): object[] {
  const change =
    clearsOn === null
      ? { taken: { $add: ['$taken', sign * amount] } }
      : { open: { $subtract: ['$open', sign * amount] }, clearedOn: sign > 0n ? clearsOn : null };
  return [{ $set: change }, { $set: freedom }];
}

/** An update that makes the item where it is not there: texts are literals, since a memo may begin with a dollar sign. */
function afterJournal({ debit, credit, taken, opens: { id: _, ...opens } }: ItemChange): object[] {
  // What is of no share, an advance or a fee, is opened anew by whatever comes after it was cleared.
  const isNew = { $eq: [{ $ifNull: ['$open', 0n] }, 0n] };
  const first = Object.fromEntries(
    Object.entries(opens).map(([field, value]) => {
      const known = { $ifNull: [`$${field}`, { $literal: value }] };
      return [field, opens.agreement === null ? { $cond: [isNew, { $literal: value }, known] } : known];
    }),
  );
  const sum = (field: string, change: Fen) => ({ $add: [{ $ifNull: [`$${field}`, 0n] }, change] });
  return [
    {
      $set: {
        ...first,
        debit: sum('debit', debit),
        credit: sum('credit', credit),
        open: sum('open', debit - credit),
        taken: sum('taken', taken),
      },
    },
    { $set: freedom },
  ];
}

function freeOf(accounts: readonly string[], { from, to, agreement, period, compound, ...wanted }: ItemFilter): object {
  return {
    isFree: true,
    ...(from || to ? { on: { ...(from && { $gte: from }), ...(to && { $lte: to }) } } : {}),
    ...(agreement && { agreement }),
    ...(period && { period }),
    ...(compound && { compound }),
    $and: [
      { $or: accounts.map(accountFilter) },
      holding(wanted.text, ['memo', 'voucherNumber', 'agreement']),
      ofAmount(wanted, 'free'),
    ],
  };
}

function accountFilter(account: string): object {
  return { account: account.includes('.') ? account : { $gte: `${account}.`, $lt: `${account}/` } };
}
