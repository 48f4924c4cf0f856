import type { Registered } from '@hh/service/register/registers.ts';
import { memberships } from './membership.store.ts';

export const membership: readonly Registered[] = [
  [
    memberships,
    {
      below: {
        GeneralBranch: 'members',
        Branch: { field: 'members', by: 'unit' },
        Group: { field: 'members', by: 'group' },
      },
    },
  ],
];
