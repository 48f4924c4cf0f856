/** How far a month's share has come, in words that somebody of the settlement office uses. */

import type { AllocationState } from '../graph/types.ts';
import { type Text, textsOf, useTexts } from '../language/text.ts';
import { type Look, Status } from './status.tsx';

const states = textsOf({
  COMPUTED: ['待复核', 'To be approved'],
  APPROVED: ['已复核', 'Approved'],
  POSTED: ['已记账', 'Posted'],
  CREDITED: ['待付款', 'To be paid'],
  PAID: ['已支付', 'Paid'],
  RECONCILED: ['已对账', 'Reconciled'],
  PUBLISHED: ['已公示', 'Published'],
  REJECTED: ['已驳回', 'Rejected'],
  SUPERSEDED: ['已作废', 'Superseded'],
} as const satisfies Record<AllocationState, Text>);

const looks = {
  COMPUTED: 'ready',
  APPROVED: 'underway',
  POSTED: 'underway',
  CREDITED: 'waiting',
  PAID: 'waiting',
  RECONCILED: 'ready',
  PUBLISHED: 'done',
  REJECTED: 'blocked',
  SUPERSEDED: 'gone',
} as const satisfies Record<AllocationState, Look>;

/** The states in which it advances, in their order. */
export const wayOfAllocation = [
  'COMPUTED',
  'APPROVED',
  'POSTED',
  'CREDITED',
  'PAID',
  'RECONCILED',
  'PUBLISHED',
] as const satisfies readonly AllocationState[];

export function AllocationStatus({ state }: { readonly state: AllocationState }) {
  const t = useAllocationStates();
  return <Status look={looks[state]}>{t[state]}</Status>;
}

export function useAllocationStates() {
  return useTexts(states);
}
