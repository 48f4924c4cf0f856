/**
 * Where shares stand on the four sides: declared by the operator, allocated, received by the settlement office,
 * received by the owners' bank (which property answers). Read in one pass for any number of shares.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { Books } from '@hh/ledger/books.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { AllocationStore } from './allocation.store.ts';
import { type Allocation, declaredLines } from './computation.ts';
import { payable, receivable } from './journal.ts';

export interface SettlementKey {
  readonly agreement: string;
  readonly period: Period;
  readonly compound: string;
}

export interface Sides {
  readonly county: string;
  readonly agreementId: string;
  readonly operator: string;
  readonly approvedAt: Date | null;
  readonly declared: Fen | null;
  /** A checker has settled without a declaration that agrees. */
  readonly isDeclarationSettled: boolean;
  readonly allocated: Fen;
  readonly paid: Fen;
  /** What the settlement office owes the compound still. */
  readonly payable: Fen;
  /** What is left open on the clearing accounts, whichever side. */
  readonly open: Fen;
}

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
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, Sides>> => {
    const keys = ids.map(settlementKeyOf);
    const shares = unique(
      keys.map(({ agreement, period, compound }) => ({ county: compound.slice(0, 6), agreement, period })),
    );
    const found = await allocations.currentOf(shares);
    const declared = await statements.declarationsOf(shares);
    const sides = new Map<string, Sides>();
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
): Promise<ReadonlyMap<string, Sides>> {
  const accounts = allocations.flatMap(({ operator, lines }) => [
    receivable(operator),
    ...lines.map(({ compound }) => payable(compound)),
  ]);
  const dimensions = allocations.map(({ agreement, period }) => ({ agreement, period }));
  const items = await books.of(county).openItems({ accounts: [...new Set(accounts)], dimensions });
  const byShare = Map.groupBy(items, ({ agreement, period, compound }) => `${agreement} ${period} ${compound}`);

  const sides = new Map<string, Sides>();
  for (const allocation of allocations) {
    const { agreement, period } = allocation;
    const declared = declaredLines(allocation, declarations.get(`${county} ${agreement} ${period}`) ?? null);
    for (const { compound, amount } of allocation.lines) {
      const id = settlementId({ agreement, period, compound });
      const own = byShare.get(id) ?? [];
      const received = own.filter(({ account }) => account === receivable(allocation.operator));
      const owed = own.filter(({ account }) => account === payable(compound));
      sides.set(id, {
        county,
        agreementId: allocation.agreementId,
        operator: allocation.operator,
        approvedAt: allocation.approvedAt,
        payable: owed.length === 0 ? amount : owed.reduce((sum, { open }) => sum - open, 0n),
        isDeclarationSettled: allocation.declarationSettled !== undefined,
        allocated: amount,
        declared: declared?.find(({ beneficiary }) => beneficiary === compound)?.amount ?? null,
        // What is not owed any more: a part that was written off is borne by the settlement office.
        paid: received.length === 0 ? 0n : received.reduce((sum, { open }) => sum - open, amount),
        open: own.reduce((sum, { open }) => sum + (open < 0n ? -open : open), 0n),
      });
    }
  }
  return sides;
}

/** All four sides agree to the fen, and nothing is open in the books. */
export function isSettled(sides: Sides, credited: Fen): boolean {
  return (
    (sides.isDeclarationSettled || sides.declared === sides.allocated) &&
    sides.paid === sides.allocated &&
    credited === sides.allocated &&
    sides.open === 0n
  );
}

/** The key behind such a text. */
export function settlementKeyOf(id: string): SettlementKey {
  const [agreement = '', period = '', compound = ''] = id.split(' ');
  return { agreement, period: period as Period, compound };
}

function unique<T extends object>(keys: readonly T[]): readonly T[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
