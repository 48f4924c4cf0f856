import { z } from 'zod';
import { defineEvent } from './event.ts';

export const AllocationReached = defineEvent(
  'AllocationReached',
  z.object({ allocation: z.string(), state: z.enum(['PAID', 'RECONCILED', 'PUBLISHED']) }),
  'A credited allocation moved on: its operator has paid, all four sides agree, or all compounds have published it.',
  ['workflows'],
);
