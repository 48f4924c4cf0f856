import { z } from 'zod';
import { defineEvent } from './event.ts';

export const PremisesUsed = defineEvent(
  'PremisesUsed',
  z.object({ premises: z.string() }),
  'Public-service premises were given to a body that uses them alone.',
  ['organization'],
);
