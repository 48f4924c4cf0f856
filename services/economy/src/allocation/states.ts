/**
 * The way of an allocation: COMPUTED → APPROVED → POSTED → CREDITED → PAID → RECONCILED → PUBLISHED, beside them
 * REJECTED and SUPERSEDED. A person decides at its beginning; the rest is done by the workflow. ECONOMY.md, Allocation.
 */
import type { StateMachine } from '@hh/kernel/state-machine.ts';

export type AllocationState =
  | 'COMPUTED'
  | 'APPROVED'
  | 'POSTED'
  | 'CREDITED'
  | 'PAID'
  | 'RECONCILED'
  | 'PUBLISHED'
  | 'REJECTED'
  | 'SUPERSEDED';

/** Who closed the period checks nothing of it. */
const notBy = ['closedBy'];

/** Payment, reconciliation and publication lead on from CREDITED, and are not there yet. */
export const allocationStates = {
  approveAllocation: { from: ['COMPUTED'], to: 'APPROVED', may: 'allocations:approve', notBy },
  rejectAllocation: { from: ['COMPUTED'], to: 'REJECTED', may: 'allocations:approve', notBy, requires: ['reason'] },
  reopenPeriod: {
    from: ['COMPUTED', 'REJECTED'],
    to: 'SUPERSEDED',
    may: 'periods:reopen',
    notBy,
    requires: ['reason'],
  },
  postAllocation: { from: ['APPROVED'], to: 'POSTED', may: 'system' },
  recordAllocationCredited: { from: ['POSTED'], to: 'CREDITED', may: 'system' },
  reverseAllocation: { from: ['APPROVED', 'POSTED', 'CREDITED'], to: 'REJECTED', may: 'system' },
} as const satisfies StateMachine<string, AllocationState>;

export type AllocationMutation = keyof typeof allocationStates;
