import type { Fen } from '@hh/kernel/money.ts';
import { type LocalDate, type Period, periodOf } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { PostedJournal } from '@hh/ledger/ledger.ts';
import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { byPage, pageKey } from '@hh/service/pages.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import type { PublishedStore } from '../publication/publication.store.ts';
import { creditPublicRevenue, type PublicRevenueParts, reverseCredit } from './public-revenue.commands.ts';
import { bank, type Credit, countyOfAccount, fund, movementKind, publicMemo } from './public-revenue.ts';
import { type Receipt, receivePublicRevenue, reverseReceipt } from './receipt.commands.ts';

interface Parent {
  readonly code: string;
  readonly isLive: boolean;
}

interface SettlementKey {
  readonly agreement: string;
  readonly period: Period;
  readonly compound: string;
}

export function createPublicRevenueResolvers(
  parts: PublicRevenueParts & { readonly published: PublishedStore },
): Resolvers {
  const { books } = parts;
  const { balances, balancesAsOf, received, journalPages, journalCounts } = batchesOf(books);
  const balanceOf = async (account: string, context: RequestContext) => (await load(context, balances, account)) ?? 0n;
  const fundOn = async (date: LocalDate, code: string, context: RequestContext) =>
    -((await load(context, balancesAsOf, pointKey(date, fund(code)))) ?? 0n);
  const publishedOf = async (code: string, context: RequestContext) =>
    (await load(context, parts.published.ofCompounds, code)) ?? [];

  return {
    Compound: {
      // Who may see it live is asked once; everybody else sees in the fields below what is published, and null before that.
      publicRevenue: ({ code }: { code: string }, _: unknown, { actor }: RequestContext): Parent => ({
        code,
        isLive: canAt(actor, 'public-revenue:read', code),
      }),
    },
    PublicRevenue: {
      isOfToday: ({ isLive }: Parent) => isLive,
      balance: async ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive
          ? -(await balanceOf(fund(code), context))
          : ((await publishedOf(code, context)).at(-1)?.closingBalance ?? null),
      available: async ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive
          ? await balanceOf(bank(code), context)
          : ((await publishedOf(code, context)).at(-1)?.availableAtBank ?? null),
      balanceAsOf: async ({ code, isLive }: Parent, { date }: { date?: LocalDate | null }, context: RequestContext) => {
        if (isLive) return date ? await fundOn(date, code, context) : -(await balanceOf(fund(code), context));
        const months = await publishedOf(code, context);
        if (!date) return months.at(-1)?.closingBalance ?? null;
        const own = periodOf(date);
        if (months.some(({ period }) => period === own)) return await fundOn(date, code, context);
        return months.findLast(({ period }) => period < own)?.closingBalance ?? null;
      },
      entries: async ({ code, isLive }: Parent, args: PageArguments, context: RequestContext) => {
        const months = isLive ? null : (await publishedOf(code, context)).map(({ period }) => period);
        if (months?.length === 0) return null;
        const page = pageOf(args);
        const key = monthsKey({ account: fund(code), months });
        const journals = (await load(context, journalPages, pageKey(key, page))) ?? [];
        return connectionOf(
          page,
          journals.map((journal) => movement(journal, fund(code), isLive)),
          ({ seq }) => [seq],
          async () => (await load(context, journalCounts, key)) ?? 0,
        );
      },
    },
    PublicRevenueEntryConnection: {
      totalCount: (connection: { totalCount: () => unknown }) => connection.totalCount(),
    },
    Settlement: {
      __resolveReference: ({ agreement, period, compound }: SettlementKey) => ({
        __typename: 'Settlement',
        agreement,
        period,
        compound,
      }),
      credited: async ({ agreement, period, compound }: SettlementKey, _: unknown, context: RequestContext) =>
        (await load(context, received, settlementKey({ agreement, period, compound }))) ?? 0n,
    },
    Mutation: {
      creditPublicRevenue: async (_: unknown, { input }: { input: Credit }) => {
        const posted = await creditPublicRevenue(parts, input);
        return isRefusal(posted) ? refused(posted) : { __typename: 'PublicRevenueCredited', ...posted };
      },
      reverseCredit: async (_: unknown, { input }: { input: { allocation: string; reason: string } }) => {
        const posted = await reverseCredit(parts, input);
        return isRefusal(posted) ? refused(posted) : { __typename: 'CreditReversed', ...posted };
      },
      receivePublicRevenue: async (_: unknown, { input }: { input: Receipt }) => {
        const posted = await receivePublicRevenue(parts, input);
        if (isRefusal(posted)) return refused(posted);
        return { __typename: 'PublicRevenueReceived', ...posted, journal: posted.seq };
      },
      reverseReceipt: async (_: unknown, { input }: { input: Parameters<typeof reverseReceipt>[1] }) => {
        const reversed = await reverseReceipt(parts, input);
        return isRefusal(reversed) ? refused(reversed) : { __typename: 'ReceiptReversed', ...reversed };
      },
    },
  };
}

/** One question to the book, whatever the number of compounds; keys are texts, since loaders compare them. */
function batchesOf(books: Books) {
  return {
    balances: async (accounts: readonly string[]): Promise<ReadonlyMap<string, Fen>> =>
      await united(Map.groupBy(accounts, countyOfAccount), (county, own) => books.of(county).balances(own)),

    balancesAsOf: async (keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> => {
      const points = keys.map((key) => JSON.parse(key) as [LocalDate, string]);
      const groups = Map.groupBy(points, ([date, account]) => `${countyOfAccount(account)} ${date}`);
      return await united(groups, async (_, group) => {
        const [on, first] = group[0] as [LocalDate, string];
        const accounts = group.map(([, account]) => account);
        const found = await books.of(countyOfAccount(first)).balancesAsOf(accounts, { on });
        return new Map([...found].map(([account, balance]) => [pointKey(on, account), balance]));
      });
    },

    journalPages: byPage<PostedJournal>((keys, page) =>
      byMonths(keys, (county, own, months) => books.of(county).journalPages(own, page, months)),
    ),

    journalCounts: (keys: readonly string[]): Promise<ReadonlyMap<string, number>> =>
      byMonths(keys, (county, own, months) => books.of(county).journalCounts(own, months)),

    received: async (keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> => {
      const wanted = keys.map((key) => JSON.parse(key) as SettlementKey);
      const groups = Map.groupBy(wanted, ({ compound }) => countyCode(compound));
      return await united(groups, async (county, dimensions) => {
        const accounts = dimensions.map(({ compound }) => bank(compound));
        const items = await books.of(county).openItems({ accounts, dimensions });
        return new Map(items.map((item) => [settlementKey(item), item.open]));
      });
    },
  };
}

/** An account's journals: of these months, or all. */
interface OfMonths {
  readonly account: string;
  readonly months: readonly Period[] | null;
}

function monthsKey({ account, months }: OfMonths): string {
  return JSON.stringify([account, months]);
}

/** One question for all accounts of which the same months are wanted, as is almost always. */
async function byMonths<Value>(
  keys: readonly string[],
  read: (
    county: string,
    accounts: readonly string[],
    months?: readonly Period[],
  ) => Promise<ReadonlyMap<string, Value>>,
): Promise<ReadonlyMap<string, Value>> {
  const wanted = keys.map((key) => JSON.parse(key) as [string, readonly Period[] | null]);
  const groups = Map.groupBy(wanted, ([account, months]) => JSON.stringify([countyOfAccount(account), months]));
  return await united(groups, async (group, own) => {
    const [county, months] = JSON.parse(group) as [string, readonly Period[] | null];
    const found = await read(
      county,
      own.map(([account]) => account),
      months ?? undefined,
    );
    return new Map([...found].map(([account, value]) => [monthsKey({ account, months }), value]));
  });
}

function pointKey(date: LocalDate, account: string): string {
  return JSON.stringify([date, account]);
}

function settlementKey({ agreement, period, compound }: { [Key in keyof SettlementKey]: string | null }): string {
  return JSON.stringify({ agreement, period, compound });
}

async function united<K, Value>(
  groups: ReadonlyMap<string, readonly K[]>,
  batch: (group: string, keys: readonly K[]) => Promise<ReadonlyMap<string, Value>>,
): Promise<ReadonlyMap<string, Value>> {
  const found = await Promise.all([...groups].map(([group, keys]) => batch(group, keys)));
  return new Map(found.flatMap((map) => [...map]));
}

/** What people have typed is for those who see it live; the public reads what it is. */
function movement(journal: PostedJournal, account: string, isLive: boolean) {
  const amount = journal.lines.reduce(
    (sum, line) => (line.account === account ? sum + line.credit - line.debit : sum),
    0n,
  );
  const { seq, effectiveOn, memo, voucherNumber, source } = journal;
  const kind = movementKind(source.kind);
  return { seq, occurredOn: effectiveOn, amount, kind, memo: isLive ? memo : publicMemo(kind, memo), voucherNumber };
}
