/** What a posting begins with. Many are posted at the same time: each group asks once. */
import { grouped } from '@hh/service/grouped.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { AllocationStore } from './allocation.store.ts';
import type { Allocation } from './computation.ts';

export interface ToPost {
  readonly allocation: Allocation | null;
  readonly agreement: Agreement | null;
}

/** Of an allocation, by its id. */
export type FindToPost = (id: string) => Promise<ToPost>;

const POSTED_AT_ONCE = 50;

export function createFindingToPost(parts: {
  readonly allocations: AllocationStore;
  readonly agreements: AgreementStore;
}): FindToPost {
  return grouped(POSTED_AT_ONCE, async (ids) => {
    const allocations = await parts.allocations.byIds(ids);
    const agreements = await parts.agreements.byIds([...allocations.values()].map(({ agreementId }) => agreementId));
    return ids.map((id) => {
      const allocation = allocations.get(id) ?? null;
      return { allocation, agreement: (allocation && agreements.get(allocation.agreementId)) ?? null };
    });
  });
}
