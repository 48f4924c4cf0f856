/** What paid shares: the live matches of what either book holds open of them. */
import type { Period } from '@hh/kernel/period.ts';
import { settlementId, settlementKeyOf } from '../allocation/settlement.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import type { MatchStore } from './match.store.ts';
import type { Match } from './match.ts';

/** For loaders, by `settlementId`. A share lies in the county of its compound. */
export function createPaid({ items, matches }: { readonly items: BookItemStore; readonly matches: MatchStore }) {
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, readonly Match[]>> => {
    const counties = Map.groupBy(ids.map(settlementKeyOf), ({ compound }) => compound.slice(0, 6));
    const shares = await Promise.all([...counties].map(([county, keys]) => items.ofShares(county, keys)));
    const held = Map.groupBy(shares.flat(), ({ agreement, period, compound }) =>
      settlementId({ agreement: agreement ?? '', period: period as Period, compound: compound ?? '' }),
    );
    const own = ids.map((id) => [id, held.get(id)?.map((item) => item.id) ?? []] as const);
    const found = await matches.ofItems(own.flatMap(([, share]) => share));
    return new Map(own.map(([id, share]) => [id, inOrder(share.flatMap((item) => found.get(item) ?? []))]));
  };
}

/** Each once, by id: ids are in the order of time. */
function inOrder(matches: readonly Match[]): readonly Match[] {
  return [...new Map(matches.map((match) => [match.id, match])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
