/** Where a spending stands, in words and by its look. */
import type { PublicRevenueSpendingState } from '../../graph/types.ts';
import type { Look } from '../../kit/status.tsx';
import { textsOf } from '../../language/text.ts';

export const spendingStates = textsOf({
  PROPOSED: ['待审批', 'To be approved'],
  APPROVED: ['已审批，待报销', 'Approved, receipts missing'],
  ACCOUNTED: ['已报销', 'Receipts entered'],
  REVERSAL_PROPOSED: ['待审批冲销', 'To be taken back'],
  REVERSED: ['已冲销', 'Taken back'],
  REJECTED: ['已驳回', 'Rejected'],
}) satisfies Record<PublicRevenueSpendingState, unknown>;

export const looksOfStates: Readonly<Record<PublicRevenueSpendingState, Look>> = {
  PROPOSED: 'ready',
  APPROVED: 'waiting',
  ACCOUNTED: 'done',
  REVERSAL_PROPOSED: 'ready',
  REVERSED: 'gone',
  REJECTED: 'gone',
};
