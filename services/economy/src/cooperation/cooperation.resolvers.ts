import { loadShown, type RequestContext } from '@hh/service/context.ts';
import { type Registered, type Registers, referenceById } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
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

export function createCooperationResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  // By which one in force a project is served: the latest, where there are several.
  const agreements = store(siteServices).latest('project', 'from', { state: 'IN_FORCE' });
  return {
    ConvenienceProject: {
      ...referenceById('ConvenienceProject'),
      agreement: async ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, agreements, id),
    },
  };
}
