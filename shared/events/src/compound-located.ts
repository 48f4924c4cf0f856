import { z } from 'zod';
import { defineEvent } from './event.ts';

export const CompoundLocated = defineEvent(
  'CompoundLocated',
  z.object({
    compound: z.string(),
    location: z.object({ latitude: z.number(), longitude: z.number() }),
    /** Counts the times it was located, since events may overtake one another. */
    times: z.number(),
  }),
  'A compound was given a position, or another one.',
  ['volunteers'],
);
