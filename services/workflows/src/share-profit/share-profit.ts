/**
 * The profit share (利润分成): the approved allocation of a closed period is posted in the economy's book, the same
 * lines are credited in the owners' book, and the economy records that they were. A pool of 0 has no journal and
 * passes straight through. ECONOMY.md, Allocation; payment, reconciliation and publication follow here.
 */
import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import { defineWorkflow } from '../engine/definition.ts';
import type { Books } from './books.ts';

export function shareProfit({ economy, property }: Books) {
  return defineWorkflow({ name: 'share-profit', version: 1, input: AllocationApproved.schema })
    .step('post', {
      run: ({ input, key }) => economy.postAllocation({ key, allocation: input.allocation }),
      undo: ({ input, key, reason }) => economy.reverseAllocation({ key, allocation: input.allocation, reason }),
    })
    .step('credit', {
      run: ({ input, results: { post }, key }) =>
        property.creditPublicRevenue({
          key,
          allocation: input.allocation,
          agreement: post.agreement,
          period: post.period,
          memo: `${post.agreementName} ${post.period} 利润分成`,
          lines: post.lines,
        }),
      undo: ({ input, key, reason }) => property.reverseCredit({ key, allocation: input.allocation, reason }),
    })
    .step('record', {
      run: ({ input, results: { credit }, key }) =>
        economy.recordAllocationCredited({ key, allocation: input.allocation, ownersJournal: credit.journal }),
      // Reversing the posting takes the allocation back whatever its state.
      undo: 'not needed',
    });
}

/** The run of an allocation; the same allocation never has two. */
export function runOfAllocation(allocation: string): string {
  return `alloc-${allocation}`;
}
