import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { PostedJournal } from '@hh/ledger/ledger.ts';
import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { countyCode } from '../compound/compound.ts';
import { creditPublicRevenue, type PublicRevenueParts, reverseCredit } from './public-revenue.commands.ts';
import { bank, type Credit, fund, movementKind } from './public-revenue.ts';

interface SettlementKey {
  readonly agreement: string;
  readonly period: Period;
  readonly compound: string;
}

export function createPublicRevenueResolvers(parts: PublicRevenueParts): Resolvers {
  const { books } = parts;
  const balances = byCounty((county, accounts: readonly string[]) => books.of(county).balances(accounts));
  const received = byCounty(async (county, keys: readonly string[]) => {
    const wanted = keys.map((key) => JSON.parse(key) as SettlementKey);
    const items = await books
      .of(county)
      .openItems({ accounts: wanted.map(({ compound }) => bank(compound)), dimensions: wanted });
    return new Map(
      items.map(({ agreement, period, compound, debit }) => [JSON.stringify({ agreement, period, compound }), debit]),
    );
  });
  const balanceOf = async (account: string, context: RequestContext) => (await load(context, balances, account)) ?? 0n;

  return {
    Compound: {
      // Who may see it live is asked once; the fields below are null for everybody else until something is published.
      publicRevenue: ({ code }: { code: string }, _: unknown, { actor }: RequestContext) => ({
        code,
        isLive: canAt(actor, 'public-revenue:read', code),
      }),
    },
    PublicRevenue: {
      balance: ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive ? negated(balanceOf(fund(code), context)) : null,
      available: ({ code, isLive }: Parent, _: unknown, context: RequestContext) =>
        isLive ? balanceOf(bank(code), context) : null,
      balanceAsOf: ({ code, isLive }: Parent, { date }: { date?: LocalDate | null }, context: RequestContext) => {
        if (!isLive) return null;
        return negated(
          date ? books.of(countyCode(code)).balanceAsOf(fund(code), { on: date }) : balanceOf(fund(code), context),
        );
      },
      entries: async ({ code, isLive }: Parent, args: PageArguments) => {
        if (!isLive) return null;
        const [page, ledger, filter] = [pageOf(args), books.of(countyCode(code)), { account: fund(code) }];
        const journals = await ledger.journals(filter, page);
        return connectionOf(
          page,
          journals.map((journal) => movement(journal, fund(code))),
          ({ seq }) => [seq],
          () => ledger.countJournals(filter),
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
        (await load(context, received, JSON.stringify({ agreement, period, compound }))) ?? 0n,
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

interface Parent {
  readonly code: string;
  readonly isLive: boolean;
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

/** Batches by county, since each county keeps its own book; keys carry a compound's code, whose first digits are the county. */
function byCounty<V>(batch: (county: string, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {
  return async (keys: readonly string[]): Promise<ReadonlyMap<string, V>> => {
    const groups = Map.groupBy(keys, (key) => /\d{14}(?!.*\d{14})/.exec(key)?.[0].slice(0, 6) ?? '');
    const found = await Promise.all([...groups].map(([county, group]) => batch(county, group)));
    return new Map(found.flatMap((map) => [...map]));
  };
}
