import type { Registered } from '@hh/service/register/registers.ts';
import { delegatedPowers, initiatives, milestones } from './initiative.store.ts';

export const initiative: readonly Registered[] = [
  [initiatives, { below: { County: 'initiatives' } }],
  [milestones, { below: { Initiative: { field: 'milestones', by: 'initiative' } } }],
  [delegatedPowers, { below: { County: 'delegatedPowers', Street: 'delegatedPowers' } }],
];
