import { loadShown, type RequestContext } from '@hh/service/context.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { beginNext } from './ownership.commands.ts';
import { ownerships } from './ownership.store.ts';

export const ownershipRegister: Registered = [
  { ...ownerships, effects: { transferOwnership: beginNext } },
  {
    hidden: ['dwelling'],
    below: {
      Person: { field: 'ownerships', by: 'owners' },
      Dwelling: { field: 'ownerships', by: 'dwelling' },
    },
  },
];

/** Who sees an ownership sees what is owned; a person is known here by the id alone. */
export function createOwnershipResolvers(dwellings: RegisterStore): Resolvers {
  return {
    Ownership: {
      dwelling: async ({ dwelling }: { dwelling: string }, _: unknown, context: RequestContext) =>
        await loadShown(context, dwellings.byIds, dwelling),
    },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Person', id }) },
  };
}
