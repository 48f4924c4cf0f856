/** Months as they are proposed and sealed. Sealing writes the head, so it and every posting exclude each other. */
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { type Connection, inTransaction, type Session } from '@hh/service/mongo.ts';
import type { PostedJournal } from './journal.ts';
import { type BookKey, bookCollections, type MonthRow, rowId, withoutId } from './ledger.store.ts';
import { awaitedBy, type BookMonth } from './month.ts';
import type { Head } from './writer.ts';
import { endsYear } from './year.ts';

export interface Sealing {
  readonly period: Period;
  /** A head that the caller has read; only its last sealed month has to be the current one still. */
  readonly on: Head;
  readonly sealedBy: string;
  readonly at: Date;
  /** The root over the month's journals up to that head and the few that came since; pure, it may run again. */
  rootWith(since: readonly PostedJournal[]): { readonly merkleRoot: string; readonly journalCount: number };
}

/** One transaction around a change, for a caller that writes something beside it, if anything was changed. */
export type Within = (change: (session: Session) => Promise<boolean>) => Promise<unknown>;

export interface Leaves {
  readonly seqs: readonly number[];
  readonly hashes: readonly string[];
}

export interface MonthStore {
  find(period: Period): Promise<MonthRow | null>;
  /** Those that were proposed or sealed, in order. */
  all(): Promise<readonly MonthRow[]>;
  /** The first proposal stands; another person's later one changes nothing. */
  propose(period: Period, proposedBy: string, at: Date, within?: Within): Promise<void>;
  /**
   * The fence falls with the first write, so sealing never waits for a pause in posting; the long part of the work is
   * done before it. MOVED: somebody else sealed, nobody else proposed, or an earlier month has got journals; look again.
   */
  seal(sealing: Sealing, within?: Within): Promise<'SEALED' | 'MOVED'>;
  /** The journals effective in a month up to a `seq`, in order. */
  journalsOf(period: Period, until: number): AsyncIterable<PostedJournal>;
  /** The hashes of a month's journals in order of `seq`: the leaves of its tree. */
  leavesOf(period: Period): Promise<Leaves>;
}

class Moved extends Error {}

export function createMonthStore(connection: Connection, { county, book }: BookKey): MonthStore {
  const key = { county, book };
  const { heads, months, journals } = bookCollections(connection);
  const alone: Within = (change) => inTransaction(connection, change);

  return {
    find: (period) => months.findOne({ _id: rowId(key, period) }),
    all: () => months.find(key).sort({ period: 1 }).toArray(),

    propose: async (period, proposedBy, at, within = alone) => {
      const proposal = { ...key, period, state: 'OPEN' as const, proposedBy, proposedAt: at };
      const month = { _id: rowId(key, period) };
      await within(async (session) => {
        const made = await months.updateOne(month, { $setOnInsert: proposal }, { upsert: true, session });
        return made.upsertedCount > 0;
      });
    },

    seal: async (sealing, within = alone) => {
      try {
        await within(async (session) => {
          const { period, on, sealedBy } = sealing;
          const head = await heads.findOneAndUpdate(
            { _id: rowId(key), sealedThrough: on.sealedThrough },
            { $set: { sealedThrough: period }, $unset: { [`vouchers.${period}`]: '' } },
            { session, returnDocument: 'before' },
          );
          if (!head || openBefore(head, period)) throw new Moved();
          const since = journals.find({ ...key, month: period, seq: { $gt: on.seq } }, { ...withoutId, session });
          const late = await since.sort({ seq: 1 }).toArray();
          // It was looked whether the year is carried forward, and may not be any more.
          if (endsYear(period) && late.length > 0) throw new Moved();
          const root = sealing.rootWith(late);
          if (root.journalCount !== (head.vouchers[period] ?? 0))
            throw new Error(
              `the book is damaged: ${period} has ${root.journalCount} journals and ${head.vouchers[period] ?? 0} vouchers`,
            );
          const sealed = { state: 'SEALED' as const, sealedBy, sealedAt: sealing.at, sealedAtSeq: head.seq };
          const month = await months.updateOne(
            { _id: rowId(key, period), state: 'OPEN', proposedBy: { $exists: true, $ne: sealedBy } },
            { $set: { ...sealed, ...root } },
            { session },
          );
          if (month.matchedCount === 0) throw new Moved();
          return true;
        });
        return 'SEALED';
      } catch (error) {
        if (error instanceof Moved) return 'MOVED';
        throw error;
      }
    },

    journalsOf: (period, until) =>
      journals
        .find({ ...key, month: period, seq: { $lte: until } }, withoutId)
        .sort({ seq: 1 })
        .allowDiskUse(true),

    leavesOf: async (period) => {
      const found = journals.find<{ seq: number; hash: string }>(
        { ...key, month: period },
        { projection: { _id: 0, seq: 1, hash: 1 } },
      );
      const rows = await found.sort({ seq: 1 }).allowDiskUse(true).toArray();
      return { seqs: rows.map((row) => row.seq), hashes: rows.map((row) => row.hash) };
    },
  };
}

/** Before the first seal no month is behind the fence, so a journal may have come into an earlier one meanwhile. */
function openBefore(head: Head, period: Period): boolean {
  return Object.keys(head.vouchers).some((month) => month < period);
}

export function bookMonth(
  period: Period,
  row: MonthRow | null,
  head: Head,
  on: { readonly isSealed: boolean; readonly today: LocalDate },
): BookMonth {
  const proposedBy = row?.proposedBy ?? null;
  return {
    period,
    state: on.isSealed ? 'SEALED' : 'OPEN',
    awaits: on.isSealed ? null : awaitedBy(period, head, { today: on.today, proposedBy }),
    journalCount: row?.journalCount ?? head.vouchers[period] ?? 0,
    merkleRoot: row?.merkleRoot ?? null,
    proposedBy,
    proposedAt: row?.proposedAt ?? null,
    sealedBy: row?.sealedBy ?? null,
    sealedAt: row?.sealedAt ?? null,
    sealedAtSeq: row?.sealedAtSeq ?? null,
  };
}
