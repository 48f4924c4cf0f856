import { z } from 'zod';
import { defineEvent } from './event.ts';

export const AllocationApproved = defineEvent(
  'AllocationApproved',
  z.object({ allocation: z.string(), agreement: z.string(), period: z.string() }),
  'A checker approved the allocation of a closed period; its share can be posted and credited.',
  ['workflows'],
);
