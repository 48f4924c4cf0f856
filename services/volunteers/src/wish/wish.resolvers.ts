import type { Registered } from '@hh/service/register/registers.ts';
import { wishes } from './wish.store.ts';

export const wishRegisters: readonly Registered[] = [
  [
    wishes,
    {
      root: 'wish',
      below: {
        Community: 'wishes',
        Compound: 'wishes',
        Person: [
          { field: 'wishes', by: 'wisher', isPersonal: true },
          { field: 'claimedWishes', by: 'claimant', isPersonal: true },
        ],
      },
    },
  ],
];
