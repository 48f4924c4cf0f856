import type { Registered } from '@hh/service/register/registers.ts';
import { findings, inspections, keyCompounds } from './rectification.store.ts';

export const rectification: readonly Registered[] = [
  [keyCompounds, {}],
  [inspections, { below: { KeyCompound: { field: 'inspections', by: 'keyCompound' } } }],
  [findings, { root: 'finding', below: { Compound: 'findings', Inspection: { field: 'findings', by: 'inspection' } } }],
];
