/**
 * The lines of an account, leaf or synthetic, in order of the day they count from, their journal and their place in it.
 * Months are walked one by one, by what the account's turnover says of them: a page reads no month it does not show, and
 * its first balance is what the months before hold and the lines of its own month that stand before it.
 */
import type { Fen } from '@hh/kernel/money.ts';
import { firstDay, lastDay, type Period, periodOf } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import { type Connection, readConsistently, type Session } from '@hh/service/mongo.ts';
import { type Account, namingCodes } from './account.ts';
import {
  type AccountLedger,
  accountLedger,
  type BalancedLine,
  type LedgerLine,
  monthsMoved,
  openingOf,
  withBalances,
} from './account-ledger.ts';
import { type AccountView, balanceOf, type MonthRange } from './balance.ts';
import { accountView, atOrBelow } from './book.store.ts';
import { type BookKey, bookCollections, withoutId } from './ledger.store.ts';

const ORDER = ['effectiveOn', 'seq', 'line'] as const;

export interface AccountLedgerStore {
  /** As `connectionOf` wants them: one more than the page where more follow, from the end where it is read backwards. */
  lines(code: string, range: MonthRange, page: Page): Promise<BalancedLine[]>;
  count(code: string, range: MonthRange): Promise<number>;
  /** The account and all its lines in some months, out of one snapshot that lasts as long as the use of them. */
  read<T>(code: string, range: MonthRange, use: (read: AccountReading | null) => Promise<T>): Promise<T>;
}

export interface AccountReading {
  readonly ledger: AccountLedger;
  readonly lines: AsyncIterable<BalancedLine>;
}

interface Found {
  readonly account: AccountView;
  readonly leaves: readonly Account[];
}

export function createAccountLedgerStore(connection: Connection, { county, book }: BookKey): AccountLedgerStore {
  const key = { county, book };
  const { journals, accounts } = bookCollections(connection);

  async function find(code: string, session: Session): Promise<Found | null> {
    const under = { ...key, $or: atOrBelow('code', code) };
    const leaves = await accounts.find<Account>(under, { ...withoutId, session }).toArray();
    const naming = await accounts
      .find<Account>({ ...key, code: { $in: [...namingCodes(book, code)] } }, { ...withoutId, session })
      .toArray();
    const account = accountView(key, code, leaves, naming);
    return account && { account, leaves };
  }

  /** The journals of a month that touch the account, and after that its lines in them. */
  function linesOf({ leaves }: Found, month: Period) {
    const moved = { 'lines.account': { $in: leaves.filter(({ months }) => months[month]).map(({ code }) => code) } };
    const effectiveOn = { $gte: firstDay(month), $lte: lastDay(month) };
    return {
      journals: (bounds: object = {}) => [{ $match: { $and: [{ ...key, ...moved, effectiveOn }, bounds] } }],
      unwound: (within: object = {}) => [
        { $unwind: { path: '$lines', includeArrayIndex: 'line' } },
        { $match: { $and: [moved, within] } },
      ],
    };
  }

  async function pageOfMonth(found: Found, month: Period, page: Page, session: Session): Promise<LedgerLine[]> {
    const { filter, sort, limit } = pageQuery(page, ORDER);
    const { line: _, ...byJournal } = sort;
    const of = linesOf(found, month);
    const rows = journals.aggregate<LedgerLine>(
      [
        ...of.journals(journalBounds(page)),
        { $sort: byJournal },
        // Each has a line of the page, but for those that the cursors stand in.
        { $limit: limit + 2 },
        ...of.unwound(filter),
        { $sort: sort },
        { $limit: limit },
        projection,
      ],
      { session },
    );
    return await rows.toArray();
  }

  /** What the lines of a month move that stand before one of them. */
  async function movedBefore(found: Found, { effectiveOn, seq, line }: LedgerLine, session: Session): Promise<Fen> {
    const page = { limit: 1, backwards: false, after: null, before: [effectiveOn, seq, line] };
    const of = linesOf(found, periodOf(effectiveOn));
    const rows = journals.aggregate<{ debit: Fen; credit: Fen }>(
      [
        ...of.journals(journalBounds(page)),
        ...of.unwound(pageQuery(page, ORDER).filter),
        { $group: { _id: null, debit: { $sum: '$lines.debit' }, credit: { $sum: '$lines.credit' } } },
      ],
      { session },
    );
    const [sum] = await rows.toArray();
    return sum ? balanceOf(sum) : 0n;
  }

  async function* allLines(found: Found, range: MonthRange, session: Session): AsyncGenerator<BalancedLine> {
    let balance = openingOf(found.account, range.period);
    for (const month of monthsMoved(found.account, range)) {
      const of = linesOf(found, month);
      const inOrder = { $sort: { effectiveOn: 1, seq: 1 } };
      const rows = journals.aggregate<LedgerLine>([...of.journals(), inOrder, ...of.unwound(), projection], {
        session,
        allowDiskUse: true,
        batchSize: LINES_AT_ONCE,
      });
      for await (const line of rows) {
        balance += balanceOf(line);
        yield { ...line, balance };
      }
    }
  }

  return {
    lines: (code, range, page) =>
      readConsistently(connection, async (session) => {
        const found = await find(code, session);
        const months = found ? monthsWithin(monthsMoved(found.account, range), page) : [];
        if (page.backwards) months.reverse();
        const lines: LedgerLine[] = [];
        for (const month of months) {
          const rest = { ...page, limit: page.limit - lines.length };
          lines.push(...(await pageOfMonth(found as Found, month, rest, session)));
          if (lines.length > page.limit) break;
        }
        if (page.backwards) lines.reverse();
        const [first] = lines;
        if (!found || !first) return [];
        const opening = openingOf(found.account, periodOf(first.effectiveOn));
        const balanced = withBalances(opening + (await movedBefore(found, first, session)), lines);
        return page.backwards ? balanced.reverse() : balanced;
      }),

    count: (code, range) =>
      readConsistently(connection, async (session) => {
        const found = await find(code, session);
        let count = 0;
        for (const month of found ? monthsMoved(found.account, range) : []) {
          const of = linesOf(found as Found, month);
          const counted = journals.aggregate<{ n: number }>([...of.journals(), ...of.unwound(), { $count: 'n' }], {
            session,
          });
          count += (await counted.toArray())[0]?.n ?? 0;
        }
        return count;
      }),

    read: (code, range, use) =>
      readConsistently(connection, async (session) => {
        const found = await find(code, session);
        if (!found) return await use(null);
        return await use({ ledger: accountLedger(found.account, range), lines: allLines(found, range, session) });
      }),
  };
}

const LINES_AT_ONCE = 1_000;

const projection = {
  $project: {
    _id: 0,
    effectiveOn: 1,
    seq: 1,
    line: { $toInt: '$line' },
    voucherNumber: 1,
    account: '$lines.account',
    memo: { $ifNull: ['$lines.memo', '$memo'] },
    debit: '$lines.debit',
    credit: '$lines.credit',
  },
};

/** The journals that a page can have lines of: the cursor's own as well, for its other lines. */
function journalBounds({ after, before }: Pick<Page, 'after' | 'before'>): object {
  const beyond = ([effectiveOn, seq]: readonly unknown[], than: '$gt' | '$lt') => ({
    $or: [{ effectiveOn: { [than]: effectiveOn } }, { effectiveOn, seq: { [`${than}e`]: seq } }],
  });
  const bounds = [after && beyond(after, '$gt'), before && beyond(before, '$lt')].filter((bound) => bound !== null);
  return bounds.length > 0 ? { $and: bounds } : {};
}

function monthsWithin(months: readonly Period[], { after, before }: Page): Period[] {
  const [from, to] = [after, before].map((cursor) => cursor && String(cursor[0]).slice(0, 7));
  return months.filter((month) => (!from || month >= from) && (!to || month <= to));
}
