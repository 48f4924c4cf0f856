/** Questions about revenue, each answered by balances of the economy's book: nothing of it is stored beside. */
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { RowOf } from '@hh/service/register/register.ts';
import type { Registers } from '@hh/service/register/registers.ts';
import { revenuePoints } from '../company/company.store.ts';
import { boundsOf, placeAccounts, pointAccount } from './revenue.ts';

export type RevenueStore = ReturnType<typeof createRevenueStore>;

export function createRevenueStore({ books, registers }: { readonly books: Books; readonly registers: Registers }) {
  const points = registers.store(revenuePoints);

  /**
   * What these accounts were credited in a year up to the end of a day, each group of accounts as one sum. Carrying the year
   * forward takes it to the profit, and it was earned all the same.
   */
  async function sums(
    county: string,
    accounts: ReadonlyMap<string, readonly string[]>,
    year: number,
    asOf: LocalDate,
  ): Promise<ReadonlyMap<string, Fen>> {
    const { before, through } = boundsOf(year, asOf);
    const codes = [...new Set([...accounts.values()].flat())];
    if (codes.length === 0 || through <= before) return new Map([...accounts.keys()].map((key) => [key, 0n]));
    const ledger = books.of(county);
    const [opening, closing] = await ledger.balancesAt(codes, [
      { on: before },
      { on: through, isBeforeCarrying: true },
    ]);
    const credited = (code: string) => (opening?.get(code) ?? 0n) - (closing?.get(code) ?? 0n);
    return new Map([...accounts].map(([key, own]) => [key, own.reduce((sum, code) => sum + credited(code), 0n)]));
  }

  /** Below a community, a place has the points that lie in it. */
  async function accountsOf(places: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const compounds = places.filter((place) => place.length > 12);
    const own = compounds.length === 0 ? [] : await points.find({ compound: { $in: compounds } });
    return new Map(
      places.map((place) => [
        place,
        place.length > 12
          ? (own as readonly RowOf<typeof revenuePoints>[])
              .filter(({ compound }) => compound === place)
              .map((point) => pointAccount(point, place.slice(0, 12)))
          : placeAccounts(place),
      ]),
    );
  }

  const byCounty = async <Key>(
    keys: readonly Key[],
    countyOf: (key: Key) => string,
    read: (county: string, own: readonly Key[]) => Promise<ReadonlyMap<string, Fen>>,
  ): Promise<ReadonlyMap<string, Fen>> => {
    const groups = [...Map.groupBy(keys, countyOf)];
    const found = await Promise.all(groups.map(([county, own]) => read(county, own)));
    return new Map(found.flatMap((each) => [...each]));
  };

  const ofPlaces = async (places: readonly string[], year: number, asOf: LocalDate) => {
    const accounts = await accountsOf(places);
    return await byCounty(
      places,
      (place) => place.slice(0, 6),
      (county, own) => sums(county, new Map(own.map((place) => [place, accounts.get(place) ?? []])), year, asOf),
    );
  };

  return {
    /** The revenue of companies at each place in a calendar year, as far as a day. */
    ofPlaces,

    /** The same for loaders: keys are `[place, year, asOf]`. */
    byKeys: async (keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> => {
      const asked = keys.map((key) => ({ key, of: JSON.parse(key) as [string, number, LocalDate] }));
      const groups = [...Map.groupBy(asked, ({ of: [, year, asOf] }) => `${year} ${asOf}`).values()];
      const answers = groups.map(async (group) => {
        const [, year, asOf] = (group[0] as (typeof group)[number]).of;
        const found = await ofPlaces([...new Set(group.map(({ of: [place] }) => place))], year, asOf);
        return group.map(({ key, of: [place] }) => [key, found.get(place) ?? 0n] as const);
      });
      return new Map((await Promise.all(answers)).flat());
    },

    /** Of points, by `county account`: for loaders, with the year and the day in front. */
    byAccounts: async (keys: readonly string[]): Promise<ReadonlyMap<string, Fen>> => {
      const asked = keys.map((key) => ({ key, of: JSON.parse(key) as [string, string, number, LocalDate] }));
      const groups = [...Map.groupBy(asked, ({ of: [county, , year, asOf] }) => `${county} ${year} ${asOf}`).values()];
      const answers = groups.map(async (group) => {
        const [county, , year, asOf] = (group[0] as (typeof group)[number]).of;
        const found = await sums(county, new Map(group.map(({ of: [, account] }) => [account, [account]])), year, asOf);
        return group.map(({ key, of: [, account] }) => [key, found.get(account) ?? 0n] as const);
      });
      return new Map((await Promise.all(answers)).flat());
    },
  };
}
