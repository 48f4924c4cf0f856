import type { Registered } from '@hh/service/register/registers.ts';
import { dutyShifts } from './duty.store.ts';

export const duty: readonly Registered[] = [
  [
    dutyShifts,
    {
      below: { Compound: 'dutyShifts' },
      filters: { from: (day) => ({ date: { $gte: day } }), to: (day) => ({ date: { $lte: day } }) },
    },
  ],
];
