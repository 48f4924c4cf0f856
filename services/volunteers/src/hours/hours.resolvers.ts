import type { Registered } from '@hh/service/register/registers.ts';
import { hourEntries, hourSettlements } from './hours.store.ts';

export const hourRegisters: readonly Registered[] = [
  [
    hourEntries,
    {
      below: {
        Person: { field: 'hours', by: 'person' },
        HourSettlement: { field: 'hours', by: 'settledIn' },
      },
    },
  ],
  [hourSettlements, { below: { Community: 'hourSettlements' } }],
];
