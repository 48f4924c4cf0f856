/**
 * The profit share (利润分成): the approved allocation of a closed period is posted in the economy's book, the same
 * lines are credited in the owners' book, and the economy records that they were. Then it waits: until its operator has
 * paid, who is reminded once when the payment is overdue; until all four sides agree; until every compound has published it. A pool of 0 has no journal and nothing to be paid. ECONOMY.md, Allocation and Reconciliation.
 */
import { AllocationApproved, PAYMENT_DAYS } from '@hh/events/allocation-approved.ts';
import { AllocationReached } from '@hh/events/allocation-reached.ts';
import { defineWorkflow } from '../engine/definition.ts';
import type { Run } from '../run/run.ts';
import { allocationPosted, type Books } from './books.ts';

const DAY_MS = 86_400_000;
/** What is open so long waits for a person. */
const PATIENCE_DAYS = 90;

const inDays =
  (days: number) =>
  ({ now }: { readonly now: Date }) =>
    new Date(now.getTime() + days * DAY_MS);
const payload = AllocationReached.schema;
/** What is paid is not taken back by undoing a run: a correction is counted in a later month (ECONOMY.md, Restatement). */
const isFinal = true;
const patiently = { payload, until: inDays(PATIENCE_DAYS), otherwise: 'park', isFinal } as const;

/** The first version ended where the share is credited; what began with it ends there. */
export function shareProfitToCredit(books: Books) {
  return credited(books, 1);
}

export function shareProfit(books: Books) {
  return credited(books, 2)
    .waitFor('payment', {
      signal: 'PAID',
      payload,
      until: inDays(PAYMENT_DAYS),
      otherwise: () => 'overdue' as const,
      isFinal,
    })
    .onlyIf(({ results }) => results.payment === 'overdue')
    .step('remind', {
      run: ({ input, key }) => books.economy.remindOfPayment({ key, allocation: input.allocation }),
      undo: 'not needed',
      // Whoever was told by telephone need not be told again; the payment is waited for all the same.
      canSkip: true,
    })
    .onlyIf(({ results }) => results.payment === 'overdue' && results.remind?.isDue !== false)
    .waitFor('late-payment', { ...patiently, signal: 'PAID' })
    .waitFor('reconciliation', { ...patiently, signal: 'RECONCILED' })
    .waitFor('publication', { ...patiently, signal: 'PUBLISHED' });
}

function credited({ economy, property }: Books, version: number) {
  return defineWorkflow({ name: 'share-profit', version, input: AllocationApproved.schema })
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
          preparedBy: post.closedBy,
          approvedBy: post.approvedBy,
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

interface Title {
  readonly zh: string;
  readonly en: string;
}

/** The allocation of a run; null for a run of another story. */
export function allocationOfRun({
  definition,
  id,
}: {
  readonly definition: string;
  readonly id: string;
}): string | null {
  return definition === 'share-profit' ? id.slice('alloc-'.length) : null;
}

/** The run of an allocation; the same allocation never has two. */
export function runOfAllocation(allocation: string): string {
  return `alloc-${allocation}`;
}

/** What people call a run of this story; null for a run of another one. */
export function titleOfRun({ definition, input, steps }: Pick<Run, 'definition' | 'input' | 'steps'>): Title | null {
  if (definition !== 'share-profit') return null;
  const { agreement, period } = AllocationApproved.schema.parse(input);
  const { data } = allocationPosted.safeParse(steps.find(({ name }) => name === 'post')?.result);
  if (!data) return { zh: `${agreement} · ${period}`, en: `${agreement} · ${period}` };
  const [name, compounds] = [`${data.agreementName} ${agreement} · ${period}`, data.lines.length];
  return {
    zh: `${name} · ${compounds} 个小区`,
    en: `${name} · ${compounds} ${compounds === 1 ? 'compound' : 'compounds'}`,
  };
}
