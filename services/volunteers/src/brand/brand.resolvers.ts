import type { Registered } from '@hh/service/register/registers.ts';
import { serviceBrands } from './brand.store.ts';

export const brandRegisters: readonly Registered[] = [
  [
    serviceBrands,
    { root: 'serviceBrand', below: { County: 'serviceBrands', Compound: { field: 'serviceBrands', by: 'sites' } } },
  ],
];
