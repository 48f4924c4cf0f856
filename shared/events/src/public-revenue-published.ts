import { z } from 'zod';
import { defineEvent } from './event.ts';

export const PublicRevenuePublished = defineEvent(
  'PublicRevenuePublished',
  z.object({
    publication: z.string(),
    compound: z.string(),
    period: z.string(),
    /** The publication whose place it takes. */
    corrects: z.string().nullable(),
    /** The allocations of the period whose lines for this compound it shows. */
    allocations: z.array(z.string()),
    publishedBy: z.string(),
    /** Its notice, in words that follow from the figures. */
    notice: z.object({ title: z.string(), body: z.string() }),
  }),
  'The public revenue of a compound for a month is published; its notice goes up, and its allocations may be published.',
  ['economy', 'organization'],
);
