import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { dwellings } from './dwelling.store.ts';

export const dwellingRegister: Registered = [
  dwellings,
  {
    root: 'dwelling',
    below: { Compound: 'dwellings', Building: { field: 'dwellings', by: 'building' } },
    filters: { delivered: (delivered) => ({ deliveredOn: delivered ? { $ne: null } : null }) },
  },
];

export const dwellingResolvers: Resolvers = {
  Dwelling: { delivered: ({ deliveredOn }: { deliveredOn: string | null }) => deliveredOn !== null },
};
