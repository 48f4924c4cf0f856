import type { RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { hourEntries, hourSettlements } from './hours.store.ts';

export const hourRegisters: readonly Registered[] = [
  [
    hourEntries,
    {
      below: {
        Person: { field: 'hours', by: 'person' },
        HourSettlement: { field: 'hours', by: 'settledIn' },
      },
    },
  ],
  [hourSettlements, { below: { Community: 'hourSettlements' } }],
];

export function createHourResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  return {
    Person: {
      minutesServed: async ({ id }: { id: string }, { year }: { year: number }, { actor }: RequestContext) => {
        if (actor?.id !== id) return null;
        const entries = await store(hourEntries).find({ person: id, year });
        return entries.reduce((sum, { minutes }) => sum + Number(minutes), 0);
      },
    },
  };
}
