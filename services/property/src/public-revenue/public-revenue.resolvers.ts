import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
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
import { creditPublicRevenue, type PublicRevenueParts, reverseCredit } from './public-revenue.commands.ts';
import { bank, type Credit, countyOfAccount, fund, movementKind } from './public-revenue.ts';

interface Parent {
  readonly code: string;
  readonly isLive: boolean;
}

interface SettlementKey {
  readonly agreement: string;
  readonly period: Period;
  readonly compound: string;
}

export function createPublicRevenueResolvers(parts: PublicRevenueParts): Resolvers {
  const { books } = parts;
  const { balances, balancesAsOf, received, journalPages, journalCounts } = batchesOf(books);
  const balanceOf = async (account: string, context: RequestContext) => (await load(context, balances, account)) ?? 0n;

  return {
    Compound: {
      // Who may see it live is asked once; the fields below are null for everybody else until something is published.
      publicRevenue: ({ code }: { code: string }, _: unknown, { actor }: RequestContext): Parent => ({
        code,
        isLive: canAt(actor, 'public-revenue:read', code),
      }),
    },
    PublicRevenue: {
      balance: ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive ? negated(balanceOf(fund(code), context)) : null,
      available: ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive ? balanceOf(bank(code), context) : null,
      balanceAsOf: async ({ code, isLive }: Parent, { date }: { date?: LocalDate | null }, context: RequestContext) => {
        if (!isLive) return null;
        if (!date) return await negated(balanceOf(fund(code), context));
        return -((await load(context, balancesAsOf, pointKey(date, fund(code)))) ?? 0n);
      },
      entries: async ({ code, isLive }: Parent, args: PageArguments, context: RequestContext) => {
        if (!isLive) return null;
        const page = pageOf(args);
        const journals = (await load(context, journalPages, pageKey(fund(code), page))) ?? [];
        return connectionOf(
          page,
          journals.map((journal) => movement(journal, fund(code))),
          ({ seq }) => [seq],
          async () => (await load(context, journalCounts, fund(code))) ?? 0,
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

    journalPages: byPage<PostedJournal>((accounts, page) =>
      united(Map.groupBy(accounts, countyOfAccount), (county, own) => books.of(county).journalPages(own, page)),
    ),

    journalCounts: (accounts: readonly string[]): Promise<ReadonlyMap<string, number>> =>
      united(Map.groupBy(accounts, countyOfAccount), (county, own) => books.of(county).journalCounts(own)),

    received: async (keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> => {
      const wanted = keys.map((key) => JSON.parse(key) as SettlementKey);
      const groups = Map.groupBy(wanted, ({ compound }) => countyCode(compound));
      return await united(groups, async (county, dimensions) => {
        const accounts = dimensions.map(({ compound }) => bank(compound));
        const items = await books.of(county).openItems({ accounts, dimensions });
        return new Map(items.map((item) => [settlementKey(item), item.debit]));
      });
    },
  };
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

/** A liability is credit: the balance of a fund is the negative of the account's, which is debit-positive. */
async function negated(balance: Promise<Fen>): Promise<Fen> {
  return -(await balance);
}

function movement(journal: PostedJournal, account: string) {
  const amount = journal.lines.reduce(
    (sum, line) => (line.account === account ? sum + line.credit - line.debit : sum),
    0n,
  );
  const { seq, effectiveOn, memo, voucherNumber, source } = journal;
  return { seq, occurredOn: effectiveOn, amount, kind: movementKind(source.kind), memo, voucherNumber };
}
