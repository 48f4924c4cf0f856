import { load, type RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { contracts, propertyCompanies } from './property-company.store.ts';

export const propertyCompanyRegisters: readonly Registered[] = [
  [propertyCompanies, { root: 'propertyCompany', below: { County: 'propertyCompanies' } }],
  [
    contracts,
    { below: { Compound: 'serviceContracts', PropertyCompany: { field: 'serviceContracts', by: 'company' } } },
  ],
];

/** The company of a compound is the one of its contract in force. */
export function propertyCompanyResolvers(registers: Registers): Resolvers {
  const inForce = registers.store(contracts).oneAt({ state: 'IN_FORCE' });
  const { byIds } = registers.store(propertyCompanies);
  return {
    Compound: {
      propertyCompany: async ({ code }: { code: string }, _: unknown, context: RequestContext) => {
        const contract = await load(context, inForce, code);
        const company = contract && (await load(context, byIds, contract.company));
        return company && { ...company };
      },
    },
  };
}
