import type { Registered } from '@hh/service/register/registers.ts';
import { checkIns } from './check-in.store.ts';

export const checkInRegisters: readonly Registered[] = [
  [
    checkIns,
    {
      below: {
        Community: 'checkIns',
        Person: { field: 'checkIns', by: 'person' },
        RedPartner: { field: 'checkIns', by: 'unit' },
      },
    },
  ],
];
