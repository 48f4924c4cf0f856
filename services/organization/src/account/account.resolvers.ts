import type { Resolvers } from '@hh/service/service.ts';
import type { AccountStore } from './account.store.ts';

export function createAccountResolvers(accounts: AccountStore): Resolvers {
  return {
    Query: {
      demoAccount: (_: unknown, { persona }: { persona: string }) => accounts.byPersona(persona),
      demoPersonas: () => accounts.all(),
    },
  };
}
