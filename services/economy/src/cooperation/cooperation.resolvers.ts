import type { Registered } from '@hh/service/register/registers.ts';
import { cooperations, discounts, donations, enterpriseLinks, siteServices } from './cooperation.store.ts';

export const cooperationRegisters: readonly Registered[] = [
  [
    cooperations,
    {
      below: {
        Company: { field: 'cooperations', by: 'company' },
        PartnerEnterprise: { field: 'cooperations', by: 'owner' },
      },
    },
  ],
  [siteServices, { below: { Compound: 'siteServices' } }],
  [
    discounts,
    {
      below: {
        Community: 'discounts',
        CooperationAgreement: { field: 'discounts', by: 'cooperation' },
        PartnerEnterprise: { field: 'discounts', by: 'owner' },
      },
    },
  ],
  [enterpriseLinks, { below: { Community: 'enterpriseLinks' } }],
  [donations, { below: { Community: 'donations' } }],
];
