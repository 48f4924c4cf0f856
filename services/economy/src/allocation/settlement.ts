/**
 * Where shares stand on three of their four sides, as the economy's book has them today; what has arrived at the owners' bank
 * is property's answer. Read in one pass for any number of shares.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { AllocationStore } from './allocation.store.ts';
import type { Allocation } from './computation.ts';
import { payable, receivable } from './journal.ts';
import { type ShareSides, sidesOf } from './sides.ts';

export interface SettlementKey {
  readonly agreement: string;
  readonly period: Period;
  readonly compound: string;
}

/** Without what property answers. */
export type EconomySides = Omit<ShareSides, 'credited'>;

interface SettlementParts {
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly books: Books;
}

/** One text for a key, in the order that federation writes it. */
export function settlementId({ agreement, period, compound }: SettlementKey): string {
  return `${agreement} ${period} ${compound}`;
}

/** One for all resolvers: an operation's loaders are found by it. */
export type Settlements = ReturnType<typeof createSettlements>;

/** For loaders, by `settlementId`. The county of a share is the one its compound lies in. */
export function createSettlements({ allocations, statements, books }: SettlementParts) {
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, EconomySides>> => {
    const keys = ids.map(settlementKeyOf);
    const shares = unique(
      keys.map(({ agreement, period, compound }) => ({ county: compound.slice(0, 6), agreement, period })),
    );
    const found = await allocations.currentOf(shares);
    const declared = await statements.declarationsOf(shares);
    const sides = new Map<string, EconomySides>();
    for (const [county, inCounty] of Map.groupBy(found, (allocation) => allocation.county)) {
      const lines = await linesOf(books, county, inCounty, declared);
      for (const [id, line] of lines) sides.set(id, line);
    }
    return sides;
  };
}

async function linesOf(
  books: Books,
  county: string,
  allocations: readonly Allocation[],
  declarations: ReadonlyMap<string, Fen>,
): Promise<ReadonlyMap<string, EconomySides>> {
  const accounts = allocations.flatMap(({ operator, lines }) => [
    receivable(operator),
    ...lines.map(({ compound }) => payable(compound)),
  ]);
  const dimensions = allocations.map(({ agreement, period }) => ({ agreement, period }));
  const items = await books.of(county).openItems({ accounts: [...new Set(accounts)], dimensions });
  const open = Map.groupBy(
    items.map((item) => ({ ...item, book: 'economy' as const })),
    periodOf,
  );
  const sides = allocations.flatMap((allocation) => {
    const declared = declarations.get(`${county} ${periodOf(allocation)}`) ?? null;
    return sidesOf(allocation, declared, open.get(periodOf(allocation)) ?? []);
  });
  return new Map(sides.map(({ credited: _, ...known }) => [settlementId(known), known]));
}

function periodOf({
  agreement,
  period,
}: {
  readonly agreement: string | null;
  readonly period: string | null;
}): string {
  return `${agreement} ${period}`;
}

/** The key behind such a text. */
export function settlementKeyOf(id: string): SettlementKey {
  const [agreement = '', period = '', compound = ''] = id.split(' ');
  return { agreement, period: period as Period, compound };
}

function unique<T extends object>(keys: readonly T[]): readonly T[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
