/** What can be asked of a book. Questions that join several documents are answered out of one snapshot. */
import type { Fen } from '@hh/kernel/money.ts';
import { firstDay, type LocalDate, type Period } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import { type Connection, readConsistently, type Session } from '@hh/service/mongo.ts';
import { childCounts, childPages } from '@hh/service/pages.ts';
import { type Account, isUnder, type Name, nameAbove, namesOfParts, syntheticOf } from './account.ts';
import { monthsMoved } from './account-ledger.ts';
import {
  type AccountView,
  type AsOf,
  balanceOf,
  firstMonthToRead,
  type MonthRange,
  summed,
  sumsAbove,
  turnoverBefore,
} from './balance.ts';
import { numbered } from './found-by-number.ts';
import { type Dimensions, dimensionNames, type PostedJournal, type Source } from './journal.ts';
import { anyAccount, type BookKey, bookCollections, rowId, withoutId } from './ledger.store.ts';
import type { Head } from './writer.ts';
import { carriedIn } from './year.store.ts';
import { CARRYING } from './year.ts';

export interface JournalFilter {
  /** An account, or a synthetic one with all below it. */
  readonly account?: string;
  /** The book month they are effective in, or the first of some. */
  readonly period?: Period;
  /** The last of some. */
  readonly through?: Period;
  readonly agreement?: string;
  readonly compound?: string;
  readonly sourceKind?: string;
  readonly voucherNumber?: string;
}

/** What is debited and credited on one account for one agreement, period and compound; null where a line names none. */
export interface OpenItem {
  readonly account: string;
  readonly agreement: string | null;
  readonly period: string | null;
  readonly compound: string | null;
  readonly debit: Fen;
  readonly credit: Fen;
  /** debit − credit; zero when the item is settled. */
  readonly open: Fen;
}

export interface OpenItemQuery {
  /** Accounts, each with all below it. */
  readonly accounts: string | readonly string[];
  /** Items that match one of these in every dimension it names; all items when left out. */
  readonly dimensions?: Dimensions | readonly Dimensions[];
  /** Only what is effective up to this day; everything when left out. */
  readonly until?: LocalDate;
}

export interface BookStore {
  head(): Promise<Head | null>;
  journals(filter: JournalFilter, page: Page): Promise<PostedJournal[]>;
  countJournals(filter: JournalFilter): Promise<number>;
  journalPages(
    accounts: readonly string[],
    page: Page,
    months?: readonly Period[],
  ): Promise<ReadonlyMap<string, readonly PostedJournal[]>>;
  journalCounts(accounts: readonly string[], months?: readonly Period[]): Promise<ReadonlyMap<string, number>>;
  journalsAt(seqs: readonly number[]): Promise<PostedJournal[]>;
  journalBySource(source: Source): Promise<PostedJournal | null>;
  journalsAfter(seq: number, limit: number): Promise<PostedJournal[]>;
  /** By code, leaves only; all of the book when no codes are given, else those and the ones below them. */
  leaves(codes?: readonly string[]): Promise<Account[]>;
  leafPage(under: string | null, page: Page): Promise<Account[]>;
  countLeaves(under: string | null): Promise<number>;
  leavesOfOwner(owner: string | undefined): Promise<Account[]>;
  /** At each of the points in time, the accounts read once. */
  balancesAt(codes: readonly string[], points: readonly AsOf[]): Promise<readonly ReadonlyMap<string, Fen>[]>;
  openItems(query: OpenItemQuery): Promise<OpenItem[]>;
  /** The journals effective in some months, by month and `seq`, and the names of accounts, out of one snapshot. */
  readJournals<T>(range: MonthRange, use: ReadJournals<T>): Promise<T>;
}

export type ReadJournals<T> = (journals: AsyncIterable<PostedJournal>, names: ReadonlyMap<string, Name>) => Promise<T>;

export function createBookStore(connection: Connection, { county, book }: BookKey): BookStore {
  const key = { county, book };
  const { heads, journals, accounts, months } = bookCollections(connection);
  const ofAccounts = (months?: readonly Period[]) => ({
    collection: journals.collectionName,
    parent: 'lines.account',
    where: { ...key, 'source.kind': { $ne: CARRYING }, ...(months && { month: { $in: [...months] } }) },
  });

  const findLeaves = (filter: object, session?: Session) =>
    accounts
      .find<Account>({ ...key, ...filter }, { ...withoutId, ...(session && { session }) })
      .sort({ code: 1 })
      .toArray();

  async function lastMonthSealedBy(seq: number, session: Session): Promise<Period | null> {
    const row = await months.findOne(
      { ...key, state: 'SEALED', sealedAtSeq: { $lte: seq } },
      { sort: { period: -1 }, session },
    );
    return row?.period ?? null;
  }

  /** The journals' share of a balance: what the accounts' months do not say already. */
  async function movements(codes: readonly string[], from: Period | null, asOf: AsOf, session: Session) {
    const effectiveOn = { $lte: asOf.on, ...(from && { $gte: firstDay(from) }) };
    if (from && firstDay(from) > asOf.on) return new Map<string, Fen>();
    const known = asOf.knownAtSeq === undefined ? {} : { seq: { $lte: asOf.knownAtSeq } };
    const isTouched = { 'lines.account': { $in: [...codes] } };
    const rows = await journals
      .aggregate<{ _id: string; debit: Fen; credit: Fen }>(
        [
          { $match: { ...key, ...isTouched, effectiveOn, ...known } },
          { $unwind: '$lines' },
          { $match: isTouched },
          { $group: { _id: '$lines.account', debit: { $sum: '$lines.debit' }, credit: { $sum: '$lines.credit' } } },
        ],
        { session },
      )
      .toArray();
    return new Map(rows.map((row) => [row._id, balanceOf(row)]));
  }

  /** A year is carried forward on its last day, so before it there is nothing to leave out. */
  async function carriedBy(on: LocalDate, session: Session): Promise<ReadonlyMap<string, Fen>> {
    return on.endsWith('-12-31') ? await carriedIn(connection, key, Number(on.slice(0, 4)), session) : new Map();
  }

  async function firstMonth(asOf: AsOf, session: Session): Promise<Period | null> {
    if (asOf.knownAtSeq === undefined) return firstMonthToRead(asOf, 0, null);
    const head = await heads.findOne({ _id: rowId(key) }, { session });
    return firstMonthToRead(asOf, head?.seq ?? 0, await lastMonthSealedBy(asOf.knownAtSeq, session));
  }

  async function balancesOf(codes: readonly string[], leaves: readonly Account[], asOf: AsOf, session: Session) {
    const from = await firstMonth(asOf, session);
    const moved = await movements(
      leaves.map(({ code }) => code),
      from,
      asOf,
      session,
    );
    const carried = asOf.isBeforeCarrying ? await carriedBy(asOf.on, session) : new Map<string, Fen>();
    const sums = sumsAbove(
      leaves.map(({ code, months }) => {
        const before = from ? balanceOf(turnoverBefore(months, from)) : 0n;
        return [code, before + (moved.get(code) ?? 0n) - (carried.get(code) ?? 0n)];
      }),
    );
    return new Map(codes.map((code) => [code, sums.get(code) ?? 0n]));
  }

  return {
    head: () => heads.findOne({ _id: rowId(key) }),

    journals: async (filter, page) => {
      const { filter: within, sort, limit } = pageQuery(page, ['seq']);
      const query = { $and: [{ ...key, ...matching(filter) }, within] };
      return await journals.find(query, withoutId).sort(sort).limit(limit).toArray();
    },
    countJournals: (filter) => journals.countDocuments({ ...key, ...matching(filter) }),
    journalPages: (codes, page, months) =>
      childPages<PostedJournal>(connection, ofAccounts(months), codes, page, ['seq']),
    journalCounts: (codes, months) => childCounts(connection, ofAccounts(months), codes),
    journalsAt: (seqs) => journals.find({ ...key, seq: { $in: [...seqs] } }, withoutId).toArray(),
    journalBySource: ({ kind, key: of }) =>
      journals.findOne({ ...key, 'source.kind': kind, 'source.key': of }, withoutId),
    journalsAfter: (seq, limit) =>
      journals
        .find({ ...key, seq: { $gt: seq } }, withoutId)
        .sort({ seq: 1 })
        .limit(limit)
        .toArray(),

    leaves: (codes) => readConsistently(connection, (session) => findLeaves(under(codes), session)),
    leafPage: async (above, page) => {
      const { filter, sort, limit } = pageQuery(page, ['code']);
      const query = { $and: [{ ...key, ...under(above === null ? undefined : [above]) }, filter] };
      return await accounts.find<Account>(query, withoutId).sort(sort).limit(limit).toArray();
    },
    countLeaves: (above) => accounts.countDocuments({ ...key, ...under(above === null ? undefined : [above]) }),
    leavesOfOwner: (owner) =>
      readConsistently(connection, (session) => findLeaves(owner ? { 'owner.code': owner } : anyAccount, session)),

    balancesAt: (codes, points) =>
      readConsistently(connection, async (session) => {
        const leaves = await findLeaves(under(codes), session);
        const found: Map<string, Fen>[] = [];
        for (const asOf of points) found.push(await balancesOf(codes, leaves, asOf, session));
        return found;
      }),

    readJournals: (range, use) =>
      readConsistently(connection, async (session) => {
        const leaves = await findLeaves(anyAccount, session);
        const moved = new Set(leaves.flatMap((leaf) => monthsMoved(leaf, range)));
        const inOrder = async function* () {
          for (const month of [...moved].sort())
            yield* journals
              .find({ ...key, month }, { ...withoutId, session })
              .sort({ seq: 1 })
              .allowDiskUse(true);
        };
        return await use(inOrder(), new Map(leaves.map(({ code, name }) => [code, name])));
      }),

    openItems: async ({ accounts: above, dimensions, until }) => {
      const wanted = dimensions === undefined ? null : [dimensions].flat();
      const onAccounts = { $or: [above].flat().flatMap((code) => atOrBelow('lines.account', code)) };
      const about = superset(wanted);
      // Where agreements are named, their index alone leads to few journals; the accounts would lead to their whole past.
      const candidates = agreementField in about ? about : onAccounts;
      const rows = await journals
        .aggregate<{ _id: Dimensions & { account: string }; debit: Fen; credit: Fen }>([
          { $match: { ...key, ...candidates, ...(until && { effectiveOn: { $lte: until } }) } },
          { $unwind: '$lines' },
          { $match: { ...onAccounts, ...about } },
          {
            $group: {
              _id: { account: '$lines.account', ...itemKey },
              debit: { $sum: '$lines.debit' },
              credit: { $sum: '$lines.credit' },
            },
          },
          { $sort: { _id: 1 } },
        ])
        .toArray();
      return rows
        .map(({ _id, debit, credit }) => ({ ...noDimensions, ..._id, debit, credit, open: debit - credit }))
        .filter((item) => wanted === null || wanted.some((each) => isAbout(item, each)));
    },
  };
}

const agreementField = 'lines.dimensions.agreement';
const noDimensions = { agreement: null, period: null, compound: null };
const itemKey = Object.fromEntries(dimensionNames.map((name) => [name, `$lines.dimensions.${name}`]));

function isAbout(item: OpenItem, dimensions: Dimensions): boolean {
  return dimensionNames.every((name) => dimensions[name] === undefined || dimensions[name] === item[name]);
}

/** What the index can narrow down for several combinations at once: every value of a dimension that all of them name. */
function superset(wanted: readonly Dimensions[] | null): Record<string, object> {
  const conditions = dimensionNames.flatMap((name) => {
    const values = wanted?.map((each) => each[name]) ?? [undefined];
    return values.includes(undefined) ? [] : [[`lines.dimensions.${name}`, { $in: [...new Set(values)] }]];
  });
  return Object.fromEntries(conditions);
}

/** Either condition: the account itself, or the codes that go on with a point (`/` follows it in code point order). */
export function atOrBelow(field: string, code: string): object[] {
  return [{ [field]: code }, { [field]: { $gte: `${code}.`, $lt: `${code}/` } }];
}

function under(codes: readonly string[] | undefined): object {
  return codes ? { $or: codes.flatMap((code) => atOrBelow('code', code)) } : anyAccount;
}

function matching(filter: JournalFilter): object {
  const { account, period, through, agreement, compound, sourceKind, voucherNumber } = filter;
  const line = {
    ...(account && { $or: atOrBelow('account', account) }),
    ...(agreement && { 'dimensions.agreement': agreement }),
    ...(compound && { 'dimensions.compound': compound }),
  };
  return {
    ...(Object.keys(line).length > 0 && { lines: { $elemMatch: line } }),
    ...(agreement && { [agreementField]: agreement }), // the index of items is asked for by this name only
    ...((period || through) && { month: through ? { $gte: period ?? '', $lte: through } : period }),
    ...(sourceKind && { 'source.kind': sourceKind }),
    ...(voucherNumber && numbered(voucherNumber)),
  };
}

/**
 * The account with this code as one: a leaf as it is, another as the sum of those below, called by what `naming` says of its
 * parts; null for no such account.
 */
export function accountView(
  key: BookKey,
  code: string,
  leaves: readonly Account[],
  naming: readonly Account[],
): AccountView | null {
  const own = leaves.find((leaf) => leaf.code === code);
  const below = leaves.filter((leaf) => isUnder(leaf.code, code));
  if (own && below.length === 1) return own;
  const isKnown = below.length > 0 || syntheticOf(key.book, code)?.code === code;
  return isKnown ? summed(below, { code, name: own?.name ?? nameAbove(key.book, code, namesOfParts(naming)) }) : null;
}
