import { load, type RequestContext } from '@hh/service/context.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { ZoneStore } from './zone.store.ts';
import type { Zone } from './zone.ts';

export function createZoneResolvers(zones: ZoneStore): Resolvers {
  const copy = (zone: Zone | null) => zone && { ...zone };
  return {
    VolunteerZone: {
      __resolveReference: async ({ code }: { code: string }, context: RequestContext) =>
        copy(await load(context, zones.byCodes, code)),
      communities: ({ communities }: Zone) => communities.map((code) => ({ __typename: 'Community', code })),
    },
    Community: {
      __resolveReference: ({ code }: { code: string }) => ({ __typename: 'Community', code }),
      zone: async ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        copy(await load(context, zones.ofCommunities, code)),
    },
  };
}
