import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Reason } from '../reconciliation/suggestion.ts';
import { between, conditionsOf, type LineFilter } from './line-filter.ts';
import { isOfKind, type LineKind } from './line-kind.ts';

/** A line of a bank account 银行流水, once, however many statements show it. */
export interface BankLine {
  readonly id: string;
  readonly county: string;
  /** The bank account's code. */
  readonly account: string;
  /** The statement that brought it. */
  readonly statement: string;
  /** What makes it this line and no other: where two are equal to the last sign, they are numbered. */
  readonly identity: string;
  readonly bookedOn: LocalDate;
  readonly bookedAt: string | null;
  /** In fen; above zero came in. */
  readonly amount: Fen;
  readonly balance: Fen | null;
  readonly counterparty: string;
  readonly counterpartyAccount: string;
  readonly memo: string;
  readonly reference: string;
  /** Where it stood in its file, from 1, and what stood there. */
  readonly line: number;
  readonly raw: string;
  /** Of the amount what no match has taken. */
  readonly open: Fen;
  /** The day on which the book knew all of it; null before. */
  readonly recordedOn: LocalDate | null;
  readonly suggestions: readonly StoredSuggestion[];
}

/** What the matching found plausible and not unique; it is checked again when somebody confirms it. */
export interface StoredSuggestion {
  readonly rule: string;
  /** Why a person has to decide. */
  readonly reason: Reason;
  readonly confidenceBp: number;
  /** In fen: what the lines have more than the items. */
  readonly difference: Fen;
  readonly items: readonly { readonly item: string; readonly amount: Fen }[];
  readonly lines: readonly string[];
  /** The match whose payment came back. */
  readonly returns?: string;
}

export type BankLineRow = Omit<BankLine, 'id'> & {
  readonly _id: string;
  readonly isOpen: boolean;
  /** Whether the last match that took of it took a part; not there before one did. */
  readonly isInParts?: boolean;
};

export function lineOf({ _id, isOpen: _, isInParts: __, ...rest }: BankLineRow): BankLine {
  return { id: _id, ...rest };
}

const money = { bsonType: 'long' };

export const bankLinesCollection: CollectionSpec = {
  name: 'bankLines',
  indexes: [
    { name: 'identity', key: { county: 1, account: 1, identity: 1 }, unique: true },
    { name: 'booked', key: { county: 1, account: 1, bookedOn: 1, _id: 1 } },
    { name: 'open', key: { county: 1, account: 1, isOpen: 1, bookedOn: 1, _id: 1 } },
    { name: 'unmatched', key: { county: 1, bookedOn: 1, _id: 1 }, partialFilterExpression: { isOpen: true } },
    { name: 'recorded', key: { county: 1, account: 1, recordedOn: 1, bookedOn: 1 } },
    { name: 'statement', key: { statement: 1, line: 1 } },
  ],
  schema: {
    required: ['county', 'account', 'statement', 'identity', 'bookedOn', 'amount', 'open', 'isOpen', 'recordedOn'],
    properties: { amount: money, balance: { bsonType: ['long', 'null'] }, open: money },
  },
};

/** Of all open lines of a county; what is left out does not matter. */
export interface OpenFilter {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /** What came in, what went out, and what came back of what was paid; all where it is left out. */
  readonly kinds?: readonly LineKind[];
  readonly ids?: readonly string[];
}

interface Part {
  readonly line: string;
  /** The statement that brought it. */
  readonly statement: string;
  readonly amount: Fen;
}

interface StatementFence {
  readonly _id: string;
  readonly county: string;
  readonly account: string;
  readonly state: string;
  readonly touched: number;
}

export type Held = 'TAKEN' | 'NOT_OPEN' | 'SIGNED';

export type BankLineStore = ReturnType<typeof createBankLineStore>;

export function createBankLineStore(connection: Connection) {
  const lines = connection.collection<BankLineRow>('bankLines');
  const statements = connection.collection<StatementFence>('bankStatements');
  /** A statement that is being imported is seen whole or not at all, and its lines with it; there are a few each month. */
  const ofSeen = async (county: string, accounts?: readonly string[]) => {
    const own = accounts ? { account: { $in: [...accounts] } } : {};
    const isSeen = { county, ...own, state: { $ne: 'IMPORTING' } };
    const seen = await statements.find(isSeen, { projection: { _id: 1 } }).toArray();
    return { statement: { $in: seen.map(({ _id }) => _id) } };
  };
  const where = async (county: string, account: string, filter: LineFilter) => ({
    county,
    account,
    ...(filter.state ? { isOpen: filter.state === 'UNMATCHED' } : {}),
    ...between(filter),
    $and: [
      await ofSeen(county, [account]),
      ...(filter.statement ? [{ statement: filter.statement }] : []),
      ...conditionsOf(filter),
    ],
  });

  const openIn = async (county: string, { kinds, ids, ...days }: OpenFilter) => ({
    county,
    isOpen: true,
    ...between(days),
    ...(kinds ? { $or: kinds.map((kind) => isOfKind[kind]) } : {}),
    ...(ids ? { _id: { $in: [...ids] } } : {}),
    ...(await ofSeen(county)),
  });

  async function found(ids: readonly string[], session?: Session): Promise<ReadonlyMap<string, BankLine>> {
    const rows = await lines.find({ _id: { $in: [...ids] } }, session ? { session } : {}).toArray();
    return new Map(rows.map((row) => [row._id, lineOf(row)]));
  }

  /** The lines' statements, touched: signing one and matching its lines exclude each other. */
  async function fence(parts: readonly Part[], session: Session): Promise<Held> {
    const own = [...new Set(parts.map(({ statement }) => statement))];
    const touched = await statements.updateMany(
      { _id: { $in: own }, state: { $ne: 'SIGNED' } },
      { $inc: { touched: 1 } },
      { session },
    );
    return touched.matchedCount === own.length ? 'TAKEN' : 'SIGNED';
  }

  return {
    fence,

    /** For loaders. */
    byIds: (ids: readonly string[]) => found(ids),
    /** As a transaction sees them. */
    seen: (ids: readonly string[], session: Session) => found(ids, session),

    /** From the `offset`-th of them on, where there is no cursor to begin at. */
    async page(
      county: string,
      account: string,
      filter: LineFilter,
      page: Page,
      offset = 0,
    ): Promise<readonly BankLine[]> {
      const { filter: beyond, sort, limit } = pageQuery(page, ['bookedOn', '_id']);
      const rows = await lines
        .find({ $and: [await where(county, account, filter), beyond] })
        .sort(sort)
        .skip(offset)
        .limit(limit)
        .toArray();
      return rows.map(lineOf);
    },

    /** All of them, oldest first, for who reads the whole list. */
    async *read(county: string, account: string, filter: LineFilter, session: Session): AsyncGenerator<BankLine> {
      const found = lines.find(await where(county, account, filter), { session }).sort({ bookedOn: 1, _id: 1 });
      // In the order of an index, however many there are; those of one statement are few.
      const inOrder = filter.statement ? found : found.hint(filter.state ? 'open' : 'booked');
      for await (const row of inOrder) yield lineOf(row);
    },

    count: async (county: string, account: string, filter: LineFilter): Promise<number> =>
      await lines.countDocuments(await where(county, account, filter)),

    /** All that is open of an account, oldest first: what the matching looks at. */
    async open(county: string, account: string): Promise<readonly BankLine[]> {
      const rows = await lines
        .find(
          { county, account, isOpen: true, ...(await ofSeen(county, [account])) },
          { projection: { raw: 0, suggestions: 0 } },
        )
        .sort({ bookedOn: 1, _id: 1 })
        .toArray();
      return rows.map((row) => lineOf({ ...row, raw: '', suggestions: [] }));
    },

    /** What was matched whole of an account on these days, of which one may have come back. */
    async *settled(
      county: string,
      account: string,
      days: { readonly from: LocalDate; readonly to: LocalDate },
    ): AsyncGenerator<BankLine> {
      const of = { county, account, isOpen: false, ...between(days) };
      const found = lines.find(of, { projection: { raw: 0, suggestions: 0 } });
      for await (const row of found) yield lineOf({ ...row, raw: '', suggestions: [] });
    },

    /** A page of what is open in a county, on whatever account, oldest first. */
    async openPage(county: string, filter: OpenFilter, page: Page): Promise<readonly BankLine[]> {
      const { filter: beyond, sort, limit } = pageQuery(page, ['bookedOn', '_id']);
      const rows = await lines
        .find({ $and: [await openIn(county, filter), beyond] }, { projection: { raw: 0 } })
        .sort(sort)
        .limit(limit)
        .toArray();
      return rows.map((row) => lineOf({ ...row, raw: '' }));
    },

    /** All that is open in a county, oldest first, for who reads the whole list. */
    async *readOpen(county: string, filter: OpenFilter, session: Session): AsyncGenerator<BankLine> {
      const found = lines.find(await openIn(county, filter), { session }).sort({ bookedOn: 1, _id: 1 });
      for await (const row of found) yield lineOf(row);
    },

    countOpen: async (county: string, filter: OpenFilter): Promise<number> =>
      await lines.countDocuments(await openIn(county, filter)),

    /** Takes parts of lines or all of them; anything but TAKEN has to end the transaction. */
    async take(parts: readonly Part[], session: Session): Promise<Held> {
      if (parts.length === 0) return 'TAKEN';
      const held = await fence(parts, session);
      if (held !== 'TAKEN') return held;
      const { matchedCount } = await lines.bulkWrite(
        parts.map(({ line, amount }) => ({
          updateOne: {
            filter: { _id: line, open: amount > 0n ? { $gte: amount } : { $lte: amount } },
            update: [
              { $set: { open: { $subtract: ['$open', amount] }, isInParts: { $ne: [amount, '$amount'] } } },
              { $set: isOpen },
            ],
          },
        })),
        { session },
      );
      return matchedCount === parts.length ? 'TAKEN' : 'NOT_OPEN';
    },

    async giveBack(parts: readonly Part[], session: Session): Promise<void> {
      if (parts.length === 0) return;
      await lines.bulkWrite(
        parts.map(({ line, amount }) => ({
          updateOne: {
            filter: { _id: line },
            update: [{ $set: { open: { $add: ['$open', amount] }, recordedOn: null } }, { $set: isOpen }],
          },
        })),
        { session },
      );
    },

    /** Notes the day from which the book knows them; a line of which a part is open is not known yet. */
    async record(parts: readonly Part[], on: LocalDate, session: Session): Promise<void> {
      await lines.updateMany(
        { _id: { $in: parts.map(({ line }) => line) } },
        [{ $set: { recordedOn: { $cond: ['$isOpen', null, { $max: ['$recordedOn', on] }] }, suggestions: [] } }],
        { session },
      );
    },

    async suggest(found: ReadonlyMap<string, readonly StoredSuggestion[]>): Promise<void> {
      if (found.size === 0) return;
      await lines.bulkWrite(
        [...found].map(([line, suggestions]) => ({
          updateOne: { filter: { _id: line, isOpen: true }, update: { $set: { suggestions: [...suggestions] } } },
        })),
        { ordered: false },
      );
    },
  };
}

const isOpen = { isOpen: { $ne: ['$open', 0n] } };
