/**
 * Where owners' money came from and where it went, of the months that compounds have published: sums of what publications
 * say, no figure of its own. Income is what the owners' books gained; what it was a share of stands beside it.
 */
import type { Fen } from '@hh/kernel/money.ts';

/** What publications of some months say, added up by what each line is of. */
export interface PublishedSums {
  readonly publications: number;
  readonly compounds: readonly string[];
  readonly shares: readonly {
    readonly agreement: string;
    readonly name: string;
    readonly operator: string | null;
    readonly base: Fen;
    readonly rateBp: number;
    readonly pool: Fen;
  }[];
  readonly income: readonly {
    readonly compound: string;
    readonly agreement: string | null;
    readonly amount: Fen;
  }[];
  readonly spent: readonly { readonly compound: string; readonly purpose: string; readonly amount: Fen }[];
}

export function publishedMoney({ publications, compounds, shares, income, spent }: PublishedSums) {
  const ventures = shares
    .map(({ name: source, ...share }) => ({
      ...share,
      source,
      income: income
        .filter(({ agreement }) => agreement === share.agreement)
        .map(({ compound, amount }) => ({ compound, amount }))
        .toSorted(byCompound),
    }))
    .toSorted((one, other) => (one.agreement < other.agreement ? -1 : 1));
  return {
    publications,
    ventures,
    compounds: compounds.toSorted().map((compound) => {
      const gained = income.filter((each) => each.compound === compound);
      const uses = spent.filter((each) => each.compound === compound);
      const [all, used] = [sum(gained), sum(uses)];
      return {
        compound,
        income: all,
        otherIncome: sum(gained.filter(({ agreement }) => !shares.some((share) => share.agreement === agreement))),
        spent: used,
        kept: all - used,
        uses: uses
          .map(({ purpose, amount }) => ({ purpose, amount }))
          .toSorted((one, other) => (one.purpose < other.purpose ? -1 : 1)),
      };
    }),
  };
}

function sum(amounts: readonly { readonly amount: Fen }[]): Fen {
  return amounts.reduce((total, { amount }) => total + amount, 0n);
}

function byCompound(one: { readonly compound: string }, other: { readonly compound: string }): number {
  return one.compound < other.compound ? -1 : 1;
}
