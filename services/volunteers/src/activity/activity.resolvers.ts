import type { Row } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { attendances, volunteerActivities } from './activity.store.ts';

export const activityRegisters: readonly Registered[] = [
  [
    volunteerActivities,
    {
      root: 'volunteerActivity',
      below: {
        Community: 'volunteerActivities',
        Compound: 'volunteerActivities',
        VolunteerTeam: { field: 'activities', by: 'team' },
        RedPartner: { field: 'activities', by: 'coHosts' },
        PartnerEnterprise: { field: 'sponsoredActivities', by: 'sponsors' },
      },
    },
  ],
  [
    attendances,
    {
      below: {
        VolunteerActivity: { field: 'attendances', by: 'activity' },
        Person: { field: 'attendances', by: 'person' },
      },
    },
  ],
];

export const activityResolvers: Resolvers = {
  PartnerEnterprise: {
    __resolveReference: ({ uscc }: { uscc: string }) => ({ __typename: 'PartnerEnterprise', uscc }),
  },
  VolunteerActivity: {
    community: ({ place }: Row) => ({ __typename: 'Community', code: place.slice(0, 12) }),
    compound: ({ place }: Row) => (place.length === 14 ? { __typename: 'Compound', code: place } : null),
  },
};
