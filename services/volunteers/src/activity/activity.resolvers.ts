import type { Page } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import { belowKey } from '@hh/service/register/store.ts';
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

/** A person attends an activity once. */
const ONE: Page = { limit: 1, backwards: false, after: null, before: null };

export function createActivityResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const { below } = store(attendances);
  return {
    PartnerEnterprise: {
      __resolveReference: ({ uscc }: { uscc: string }) => ({ __typename: 'PartnerEnterprise', uscc }),
    },
    VolunteerActivity: {
      community: ({ place }: Row) => ({ __typename: 'Community', code: place.slice(0, 12) }),
      compound: ({ place }: Row) => (place.length === 14 ? { __typename: 'Compound', code: place } : null),
      myAttendance: async ({ id }: Row, _: unknown, context: RequestContext) => {
        const own = { person: context.actor?.id };
        const asked = belowKey({ parent: id, by: 'activity', where: own, page: ONE });
        const [row = null] = (await load(context, below, asked)) as readonly Row[];
        return row;
      },
    },
  };
}
