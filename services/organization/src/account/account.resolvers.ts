import { load, type RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { AccountStore, DemoAccount } from './account.store.ts';
import { accountGrants, grantsInForce } from './grant.store.ts';

export const account: readonly Registered[] = [
  [accountGrants, { below: { County: 'accountGrants', Person: { field: 'accountGrants', by: 'person' } } }],
];

export function createAccountResolvers(accounts: AccountStore, { store }: Pick<Registers, 'store'>): Resolvers {
  const inForce = grantsInForce(store(accountGrants));
  return {
    Query: {
      demoAccount: (_: unknown, { persona }: { persona: string }) => accounts.byPersona(persona),
      demoPersonas: () => accounts.all(),
    },
    DemoAccount: {
      // A persona signs in with what it is, and with what an administrator has given it since.
      grants: async ({ person, grants }: DemoAccount, _: unknown, context: RequestContext) => [
        ...new Set([...grants, ...((await load(context, inForce, person)) ?? [])]),
      ],
    },
  };
}
