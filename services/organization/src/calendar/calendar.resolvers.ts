import type { Registered } from '@hh/service/register/registers.ts';
import { workCalendar } from './calendar.store.ts';

export const calendar: readonly Registered[] = [
  [
    workCalendar,
    {
      below: { County: 'workCalendar' },
      filters: { year: (year) => ({ date: { $gte: `${year}`, $lt: `${year}-13` } }) },
    },
  ],
];
