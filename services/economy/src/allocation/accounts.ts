/**
 * Opens the accounts that the journals of allocations need, under the names that operators and compounds have now. Many
 * are posted at the same time, of the same operators and compounds: each group asks once.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import { grouped } from '@hh/service/grouped.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { compoundNames } from '../agreement/beneficiaries.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import type { Allocation } from './computation.ts';
import { accountsFor } from './journal.ts';

export type OpenAccounts = (allocation: Allocation) => Promise<Refusal | null>;

const POSTED_AT_ONCE = 50;

export function createAccountOpening(parts: {
  readonly books: Books;
  readonly enterprises: EnterpriseStore;
  readonly ask: AskGraph;
}): OpenAccounts {
  return grouped(POSTED_AT_ONCE, async (allocations) => {
    const operators = await parts.enterprises.byKeys([...new Set(allocations.map(operatorKey))]);
    const codes = new Set(allocations.flatMap(compoundsOf));
    const names = await compoundNames(parts.ask, [...codes]);
    for (const [county, own] of Map.groupBy(allocations, (allocation) => allocation.county)) {
      const accounts = own.flatMap((allocation) => {
        const operator = operators.get(operatorKey(allocation));
        const compounds = [...names].filter(([code]) => compoundsOf(allocation).includes(code));
        return operator ? accountsFor(county, operator, new Map(compounds)) : [];
      });
      const distinct = new Map(accounts.map((account) => [account.code, account]));
      await parts.books.of(county).openAccounts([...distinct.values()]);
    }
    return allocations.map((allocation) =>
      operators.has(operatorKey(allocation))
        ? null
        : refuse('NOT_FOUND', { field: 'operator', what: allocation.operator }),
    );
  });
}

function operatorKey({ county, operator }: Allocation): string {
  return `${county} ${operator}`;
}

function compoundsOf({ lines }: Allocation): string[] {
  return lines.map(({ compound }) => compound);
}
