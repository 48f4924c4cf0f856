import type { Registered } from '@hh/service/register/registers.ts';
import { buildingVisits } from './visit.store.ts';

export const visits: readonly Registered[] = [
  [buildingVisits, { below: { Compound: 'visits', Building: { field: 'visits', by: 'building' } } }],
];
