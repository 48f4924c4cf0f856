import { z } from 'zod';
import { defineEvent } from './event.ts';

export const BuildingsRegistered = defineEvent(
  'BuildingsRegistered',
  z.object({ compound: z.string(), buildings: z.array(z.string()) }),
  'These buildings stand in a compound. Buildings never move and are never gone.',
  ['organization'],
);
