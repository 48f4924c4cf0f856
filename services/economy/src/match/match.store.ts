import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type Match, type MatchState, matchStates } from './match.ts';

interface MatchRow extends Omit<Match, 'id'> {
  readonly _id: string;
  /** The lines and items that it takes whole: a unique index keeps them out of a second live match. */
  readonly whole: readonly string[];
  readonly holdsWhole: boolean;
  /** Does the driver have to do something about it? */
  readonly isUnderWay: boolean;
}

interface WriteOffRow {
  /** County and month. */
  readonly _id: string;
  readonly total: Fen;
}

const money = { bsonType: 'long' };
const amounts = { bsonType: 'array', items: { required: ['amount'], properties: { amount: money } } };

export const matchCollections: readonly CollectionSpec[] = [
  {
    name: 'matches',
    indexes: [
      // Lines and items have ids of different shapes.
      { name: 'whole', key: { whole: 1 }, unique: true, partialFilterExpression: { holdsWhole: true } },
      { name: 'account', key: { county: 1, bankAccount: 1, _id: 1 } },
      { name: 'line', key: { 'lines.line': 1 } },
      { name: 'statement', key: { 'lines.statement': 1, madeBy: 1 } },
      { name: 'item', key: { 'items.item': 1 } },
      { name: 'batch', key: { batch: 1, _id: 1 }, partialFilterExpression: { batch: { $type: 'string' } } },
      { name: 'to_check', key: { county: 1, _id: 1 }, partialFilterExpression: { state: 'PROPOSED' } },
      { name: 'under_way', key: { madeAt: 1 }, partialFilterExpression: { isUnderWay: true } },
    ],
    schema: {
      required: ['county', 'bankAccount', 'book', 'state', 'rule', 'lines', 'items', 'whole'],
      properties: { lines: amounts, items: amounts },
    },
  },
  { name: 'writeOffs', indexes: [], schema: { required: ['total'], properties: { total: money } } },
];

/** Null for whatever state. */
type States = readonly MatchState[] | null;
const inOneOf = (states: States) => (states ? { state: { $in: [...states] } } : {});
const standingOf = (batch: string, states: readonly MatchState[]) => ({ batch, state: { $in: [...states] } });
const within = (session?: Session) => (session ? { session } : {});
/** What the driver has to do something about. */
const UNDER_WAY = ['CONFIRMED', 'UNDOING'];

export type MatchStore = ReturnType<typeof createMatchStore>;

export function createMatchStore(connection: Connection) {
  const matches = connection.collection<MatchRow>('matches');
  const writeOffs = connection.collection<WriteOffRow>('writeOffs');
  // Matches of earlier versions know of no batch, and of no return.
  const read = ({ _id, whole: _, holdsWhole: __, isUnderWay: ___, ...row }: MatchRow): Match => {
    const { batch = null, returns = null, returnedBy = null, ...rest } = row;
    return { id: _id, batch, returns, returnedBy, ...rest };
  };

  /** A transition is a condition of the write: null where it does not hold any more. */
  async function move(
    id: string,
    mutation: keyof typeof matchStates,
    by: string,
    set: Partial<MatchRow>,
    session: Session,
    onlyIf: Partial<Pick<MatchRow, 'returnedBy'>> = {},
  ): Promise<Match | null> {
    const transition = matchStates[mutation];
    const row = await matches.findOneAndUpdate(
      { _id: id, ...conditionOf(transition, by), ...onlyIf },
      { $set: { ...set, state: transition.to, isUnderWay: UNDER_WAY.includes(transition.to) } },
      { returnDocument: 'after', session },
    );
    return row && read(row);
  }

  /** The live matches of each of these lines or items. */
  async function liveOf(
    side: 'lines.line' | 'items.item',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Match[]>> {
    const rows = await matches
      .find({ [side]: { $in: [...ids] }, state: { $nin: ['UNDONE'] } })
      .sort({ _id: 1 })
      .toArray();
    const held = rows.map(read).flatMap((match) => {
      const own = side === 'lines.line' ? match.lines.map(({ line }) => line) : match.items.map(({ item }) => item);
      return own.map((id) => ({ id, match }));
    });
    const byId = Map.groupBy(held, ({ id }) => id);
    return new Map(ids.map((id) => [id, [...new Set(byId.get(id)?.map(({ match }) => match) ?? [])]]));
  }

  async function found(ids: readonly string[], session?: Session): Promise<ReadonlyMap<string, Match>> {
    if (ids.length === 0) return new Map();
    const rows = await matches.find({ _id: { $in: [...ids] } }, within(session)).toArray();
    return new Map(rows.map((row) => [row._id, read(row)]));
  }

  return {
    async byId(id: string, session?: Session): Promise<Match | null> {
      const row = await matches.findOne({ _id: id }, within(session));
      return row && read(row);
    },

    /** For loaders. */
    byIds: (ids: readonly string[]) => found(ids),
    /** As a transaction sees them. */
    seen: (ids: readonly string[], session: Session) => found(ids, session),

    /** For loaders: the live matches of each line, and of each item of the books. */
    ofLines: (ids: readonly string[]) => liveOf('lines.line', ids),
    ofItems: (ids: readonly string[]) => liveOf('items.item', ids),

    /** Did this person make a match that stands, of a line of this statement? */
    async isAnyOfStatementBy(statement: string, person: string, session: Session): Promise<boolean> {
      const made = { 'lines.statement': statement, madeBy: person, state: { $ne: 'UNDONE' as const } };
      return (await matches.findOne(made, { session, projection: { _id: 1 } })) !== null;
    },

    /** Does a match of its lines wait for a second person, for its journal or for its reversal? */
    async isAnyOfStatementUnderWay(statement: string, session: Session): Promise<boolean> {
      const waiting = { 'lines.statement': statement, state: { $nin: ['BOOKED' as const, 'UNDONE' as const] } };
      return (await matches.findOne(waiting, { session, projection: { _id: 1 } })) !== null;
    },

    /** Of these lines, what the book knew on a day, in fen by line. */
    async recordedBy(lines: readonly string[], on: LocalDate): Promise<ReadonlyMap<string, Fen>> {
      const rows = await matches
        .find({ 'lines.line': { $in: [...lines] }, state: 'BOOKED', effectiveOn: { $lte: on } })
        .toArray();
      const known = new Map<string, Fen>();
      for (const { line, amount } of rows.flatMap((row) => row.lines))
        known.set(line, (known.get(line) ?? 0n) + amount);
      return known;
    },

    /** Ids are in the order of time. */
    async page(county: string, bankAccount: string, states: States, page: Page): Promise<readonly Match[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const rows = await matches
        .find({ $and: [{ county, bankAccount, ...inOneOf(states) }, filter] })
        .sort(sort)
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    /** Of all accounts, what waits for a second person. */
    async pageToCheck(county: string, page: Page): Promise<readonly Match[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const rows = await matches
        .find({ $and: [{ county, state: 'PROPOSED' }, filter] })
        .sort(sort)
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    countToCheck: (county: string): Promise<number> => matches.countDocuments({ county, state: 'PROPOSED' }),

    /** All of an account, oldest first, for who reads the whole list. */
    async *read(county: string, bankAccount: string, session: Session): AsyncGenerator<Match> {
      for await (const row of matches.find({ county, bankAccount }, { session }).sort({ _id: 1 })) yield read(row);
    },

    count: (county: string, bankAccount: string, states: States): Promise<number> =>
      matches.countDocuments({ county, bankAccount, ...inOneOf(states) }),

    async pageOfBatch(batch: string, page: Page): Promise<readonly Match[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      return (
        await matches
          .find({ $and: [{ batch }, filter] })
          .sort(sort)
          .limit(limit)
          .toArray()
      ).map(read);
    },

    /** Of a batch those in one of these states, in the order of their ids. */
    async standing(
      batch: string,
      states: readonly MatchState[],
      after: string | null,
      limit: number,
    ): Promise<readonly Match[]> {
      const rows = matches.find({ ...standingOf(batch, states), ...(after ? { _id: { $gt: after } } : {}) });
      return (await rows.sort({ _id: 1 }).limit(limit).toArray()).map(read);
    },

    countStanding: (batch: string, states: readonly MatchState[]): Promise<number> =>
      matches.countDocuments(standingOf(batch, states)),

    countOfBatch: (batch: string): Promise<number> => matches.countDocuments({ batch }),

    async insert(made: readonly { readonly match: Match; readonly whole: readonly string[] }[], session: Session) {
      if (made.length === 0) return;
      await matches.insertMany(
        made.map(({ match: { id, ...rest }, whole }) => ({
          _id: id,
          ...rest,
          whole,
          holdsWhole: whole.length > 0,
          isUnderWay: UNDER_WAY.includes(rest.state),
        })),
        { session },
      );
    },

    /** Those that wait for their journals or for their reversals, oldest first. */
    async underWay(limit: number): Promise<readonly string[]> {
      const rows = await matches
        .find({ isUnderWay: true }, { projection: { _id: 1 } })
        .sort({ madeAt: 1 })
        .limit(limit)
        .toArray();
      return rows.map(({ _id }) => _id);
    },

    isAnyUnderWay: async (): Promise<boolean> =>
      (await matches.findOne({ isUnderWay: true }, { projection: { _id: 1 } })) !== null,

    approve: (id: string, by: string, session: Session) =>
      move(id, 'approveWriteOff', by, { approvedBy: by, isBegun: true }, session),

    book: (
      id: string,
      posted: {
        readonly journal: number | null;
        readonly voucherNumber: string | null;
        readonly effectiveOn: LocalDate;
      },
      session: Session,
    ) => move(id, 'bookMatch', 'system', posted, session),

    undo: (id: string, by: string, reason: string, session: Session) =>
      move(id, 'undoMatch', by, { undoneBy: by, reason }, session, { returnedBy: null }),

    /** What it had settled comes back by another match, once: false where it did already, or is not booked. */
    async comeBack(id: string, by: string, session: Session): Promise<boolean> {
      const standing = { _id: id, state: matchStates.bookMatch.to, returnedBy: null };
      return (await matches.updateOne(standing, { $set: { returnedBy: by } }, { session })).matchedCount === 1;
    },

    /** It did not come back after all. */
    async stayAway(id: string, by: string, session: Session): Promise<void> {
      await matches.updateOne({ _id: id, returnedBy: by }, { $set: { returnedBy: null } }, { session });
    },

    finishUndoing: (id: string, session: Session) =>
      move(id, 'finishUndoing', 'system', { whole: [], holdsWhole: false }, session),

    /** Adds to what a county has written off in a month; answers what that is then. */
    async writeOff(county: string, month: Period, amount: Fen, session: Session): Promise<Fen> {
      const _id = `${county}/${month}`;
      const { total } = (await writeOffs.findOneAndUpdate(
        { _id },
        { $inc: { total: amount } },
        { upsert: true, returnDocument: 'after', session },
      )) as WriteOffRow;
      return total;
    },
  };
}
