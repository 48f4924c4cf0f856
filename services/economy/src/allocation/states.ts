/**
 * The way of an allocation: COMPUTED → APPROVED → POSTED → CREDITED → PAID → RECONCILED → PUBLISHED, beside them
 * REJECTED and SUPERSEDED. A person decides at its beginning; the rest is done by the workflow. ECONOMY.md, Allocation.
 */
import type { StateMachine, Transition } from '@hh/kernel/state-machine.ts';

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
  /** From PAID only where nothing was shared: what was paid is not taken back. */
  reverseAllocation: { from: ['APPROVED', 'POSTED', 'CREDITED', 'PAID'], to: 'REJECTED', may: 'system' },
} as const satisfies StateMachine<string, AllocationState>;

export type AllocationMutation = keyof typeof allocationStates;

/** What follows from its four sides, by no mutation of its own: see advance.ts. */
export const allocationProgress = {
  recordPaid: { from: ['CREDITED'], to: 'PAID', may: 'system' },
  recordReconciled: { from: ['PAID'], to: 'RECONCILED', may: 'system' },
  recordPublished: { from: ['RECONCILED'], to: 'PUBLISHED', may: 'system' },
  /** A receipt or a transfer was matched wrongly, and that is undone. */
  reopenPayment: { from: ['PAID', 'RECONCILED', 'PUBLISHED'], to: 'CREDITED', may: 'system' },
} as const satisfies StateMachine<string, AllocationState>;

/** Settling without a declaration moves nothing by itself: the other three sides do. */
export const declarationSettling = {
  from: ['APPROVED', 'POSTED', 'CREDITED', 'PAID'],
  to: 'RECONCILED',
  may: 'declarations:settle',
  notBy,
} as const satisfies Transition<AllocationState>;

export type AllocationStep = keyof typeof allocationProgress;
