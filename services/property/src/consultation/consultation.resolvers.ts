import type { Registered } from '@hh/service/register/registers.ts';
import { consultationItems, consultations } from './consultation.store.ts';

export const consultation: readonly Registered[] = [
  [consultations, { below: { Compound: 'consultations' } }],
  [
    consultationItems,
    {
      root: 'consultationItem',
      below: { Compound: 'consultationItems', Consultation: { field: 'items', by: 'consultation' } },
    },
  ],
];
