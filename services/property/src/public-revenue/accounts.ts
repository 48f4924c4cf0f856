/**
 * Opens the three accounts of compounds under the names that these have now, and answers which of them there are. Many
 * are credited at the same time: each group asks once.
 */
import type { Books } from '@hh/ledger/books.ts';
import { grouped } from '@hh/service/grouped.ts';
import type { CompoundStore } from '../compound/compound.store.ts';
import { countyCode } from '../compound/compound.ts';
import { accountsOf } from './public-revenue.ts';

/** For the codes of compounds, those that there are. */
export type OpenAccounts = (compounds: readonly string[]) => Promise<ReadonlySet<string>>;

const CREDITED_AT_ONCE = 50;

export function createAccountOpening(parts: {
  readonly books: Books;
  readonly compounds: CompoundStore;
}): OpenAccounts {
  return grouped(CREDITED_AT_ONCE, async (wanted) => {
    const known = await parts.compounds.byCodes([...new Set(wanted.flat())]);
    for (const [county, own] of Map.groupBy(known.values(), ({ code }) => countyCode(code)))
      await parts.books.of(county).openAccounts(own.flatMap(accountsOf));
    return wanted.map((codes) => new Set(codes.filter((code) => known.has(code))));
  });
}
