import { z } from 'zod';
import { defineEvent } from './event.ts';

export const AllocationApproved = defineEvent(
  'AllocationApproved',
  z.object({ allocation: z.string(), agreement: z.string(), period: z.string() }),
  'A checker approved the allocation of a closed period; its share can be posted and credited.',
  ['workflows'],
);

/** A share is paid within so many days after its approval: its debtor owes it until then, and its workflow waits. ECONOMY.md, Reconciliation. */
export const PAYMENT_DAYS = 15;
