/** Where a month of an agreement stands, from closing to publication, and who can do the next thing. */

import type { RefusalCode } from '../../graph/types.ts';
import { allows } from '../../kit/allows.ts';
import { hasRole, type Role } from '../../session/roles.ts';
import type { BoardMonthFragment } from './finance.generated.ts';

export type Stage =
  | 'RUNNING'
  | 'BLOCKED'
  | 'TO_CLOSE'
  | 'HELD_UP'
  | NonNullable<BoardMonthFragment['allocation']>['state'];

/** What only time or an earlier month brings: nothing is wrong. */
const patient = new Set<RefusalCode>(['PERIOD_NOT_OVER', 'EARLIER_PERIOD_OPEN']);

export function stageOf({ state, closingBlockedBy, allocation }: BoardMonthFragment): Stage {
  if (state === 'OPEN') {
    if (!closingBlockedBy) return 'TO_CLOSE';
    return patient.has(closingBlockedBy.refusal) ? 'RUNNING' : 'BLOCKED';
  }
  if (!allocation) return 'RUNNING';
  return allocation.state === 'COMPUTED' && allocation.approvalBlockedBy ? 'HELD_UP' : allocation.state;
}

/** What the viewer can do about it now; null: look. */
export function nextOf(
  month: BoardMonthFragment,
  grants: readonly { readonly role: Role }[],
): 'close' | 'resolve' | 'approve' | 'reopen' | 'publish' | null {
  const stage = stageOf(month);
  const may = (mutation: string) => allows(month.allocation?.allowedTransitions, mutation);
  if (stage === 'TO_CLOSE') return hasRole(grants, 'FINANCE_MAKER') ? 'close' : null;
  if (stage === 'BLOCKED' || stage === 'HELD_UP')
    return hasRole(grants, 'FINANCE_MAKER', 'FINANCE_CHECKER') ? 'resolve' : null;
  if (stage === 'RECONCILED') return 'publish';
  if (stage === 'COMPUTED' && may('approveAllocation')) return 'approve';
  if (stage === 'REJECTED' && may('reopenPeriod')) return 'reopen';
  return null;
}
