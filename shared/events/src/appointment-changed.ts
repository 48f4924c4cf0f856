import { z } from 'zod';
import { defineEvent } from './event.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const AppointmentChanged = defineEvent(
  'AppointmentChanged',
  z.object({
    appointment: z.string(),
    /** Counts the changes of the appointment: a later one is not undone by an earlier one that comes after it. */
    version: z.number().int(),
    unit: z.string(),
    /** The place of the unit. */
    place: z.string(),
    person: z.string(),
    role: z.enum(['SECRETARY', 'DEPUTY', 'MEMBER']),
    /** 2 is the secretary of a compound's branch; null is on no rung of the ladder. */
    rung: z.number().int().nullable(),
    since: day,
    until: day.nullable(),
  }),
  'An appointment came into force or ended.',
  ['property'],
);
