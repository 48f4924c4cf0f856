import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { PostedJournal } from '@hh/ledger/ledger.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionOf, type Page, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Row, RowOf } from '@hh/service/register/register.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { companies, type revenuePoints } from '../company/company.store.ts';
import { postRevenue, type RevenueParts, reverseRevenue } from './revenue.commands.ts';
import type { RevenueStore } from './revenue.store.ts';
import { entriesAccount, entryOf, pointAccount, type RevenueDraft } from './revenue.ts';

type PointRow = RowOf<typeof revenuePoints>;

const EVER = '9999-12-31' as LocalDate;

export function createRevenueResolvers(parts: RevenueParts & { readonly revenue: RevenueStore }): Resolvers {
  const { books, registers, revenue } = parts;
  const ofCompanies = registers.store(companies);

  /** Keys are `[page or null, county, account]`: a page of journals, or how many there are. */
  const journals = async (keys: readonly string[]): Promise<ReadonlyMap<string, readonly PostedJournal[] | number>> => {
    const asked = keys.map((key) => ({ key, of: JSON.parse(key) as [Page | null, string, string] }));
    const groups = [...Map.groupBy(asked, ({ of: [page, county] }) => JSON.stringify([page, county])).values()];
    const answers = groups.map(async (group) => {
      const [page, county] = (group[0] as (typeof group)[number]).of;
      const [ledger, accounts] = [books.of(county), group.map(({ of }) => of[2])];
      const found = page ? await ledger.journalPages(accounts, page) : await ledger.journalCounts(accounts);
      return group.map(({ key, of }) => [key, found.get(of[2]) ?? (page ? [] : 0)] as const);
    });
    return new Map((await Promise.all(answers)).flat());
  };

  const answer = (posted: PostedJournal | Refusal | null) =>
    isRefusal(posted) ? refused(posted) : posted && { __typename: 'RevenuePosted', entry: entryOf(posted) };

  return {
    Company: {
      revenue: ({ place }: Row, { year }: { year: number }, context: RequestContext) =>
        load(context, revenue.byKeys, JSON.stringify([place, year, EVER])),
    },
    RevenuePoint: {
      revenue: (point: PointRow, { year }: { year: number }, context: RequestContext) => {
        const account = pointAccount(point, point.place.slice(0, 12));
        return load(context, revenue.byAccounts, JSON.stringify([point.county, account, year, EVER]));
      },
      entries: async (point: PointRow, args: PageArguments, context: RequestContext) => {
        if (!canAt(context.actor, 'companies:read', point.place)) return null;
        const company = (await load(context, ofCompanies.byIds, point.company)) as RowOf<typeof companies>;
        const [page, account] = [pageOf(args), entriesAccount(point, company)];
        const ask = (of: Page | null) => load(context, journals, JSON.stringify([of, point.county, account]));
        const rows = ((await ask(page)) ?? []) as readonly PostedJournal[];
        return connectionOf(
          page,
          rows.map(entryOf),
          ({ journal }) => [journal],
          async () => Number((await ask(null)) ?? 0),
        );
      },
    },
    RevenueEntry: {
      postedBy: ({ postedBy }: { postedBy: string | null }) => postedBy && { __typename: 'Person', id: postedBy },
    },
    Mutation: {
      postRevenue: async (
        _: unknown,
        { input }: { input: RevenueDraft & { point: string } },
        { actor }: RequestContext,
      ) => answer(actor && (await postRevenue(parts, actor, input))),
      reverseRevenue: async (
        _: unknown,
        { input }: { input: { journal: number; reason: string } },
        { actor }: RequestContext,
      ) => {
        const county = countyOf(actor);
        return answer(
          actor &&
            (county
              ? await reverseRevenue(parts, actor, { ...input, county })
              : refuse('NOT_FOUND', { field: 'journal', what: String(input.journal) })),
        );
      },
    },
  };
}
