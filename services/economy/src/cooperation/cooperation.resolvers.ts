import { loadShown, type RequestContext } from '@hh/service/context.ts';
import { type Registered, type Registers, referenceById } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { cooperations, discounts, donations, enterpriseLinks, servedBy, siteServices } from './cooperation.store.ts';

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

export function createCooperationResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const agreements = servedBy(store(siteServices));
  return {
    ConvenienceProject: {
      ...referenceById('ConvenienceProject'),
      agreement: async ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, agreements, id),
    },
  };
}
