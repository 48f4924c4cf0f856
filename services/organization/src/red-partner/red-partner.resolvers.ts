import type { Registered } from '@hh/service/register/registers.ts';
import { redPartners } from './red-partner.store.ts';

export const redPartner: readonly Registered[] = [
  [redPartners, { root: 'redPartner', below: { Community: 'redPartners', Street: 'redPartners' } }],
];
