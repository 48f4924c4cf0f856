import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { volunteerCenters, volunteerZones, type ZoneStore, zoneCommunities } from './zone.store.ts';

export const zoneRegisters: readonly Registered[] = [
  [volunteerCenters, { below: { Street: 'volunteerCenters' } }],
  [volunteerZones, { root: 'volunteerZone', below: { VolunteerCenter: { field: 'zones', by: 'center' } } }],
  [zoneCommunities, { below: { VolunteerZone: { field: 'assignments', by: 'zone' } } }],
];

export function createZoneResolvers(zones: ZoneStore): Resolvers {
  return {
    VolunteerZone: {
      communities: async ({ code }: Row, _: unknown, context: RequestContext) =>
        ((await load(context, zones.communitiesOf, code)) ?? []).map((community) => ({
          __typename: 'Community',
          code: community,
        })),
    },
    Community: {
      zone: async ({ code }: { code: string }, _: unknown, context: RequestContext) => {
        const zone = await load(context, zones.ofCommunities, code);
        return zone && { ...zone };
      },
    },
  };
}
