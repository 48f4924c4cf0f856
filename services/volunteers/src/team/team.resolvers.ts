import type { Page } from '@hh/service/connection.ts';
import { afterwards, load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import { belowKey } from '@hh/service/register/store.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { ZoneStore } from '../zone/zone.store.ts';
import { type TeamStore, volunteerMembers, volunteerTeams } from './team.store.ts';

export const teamRegisters: readonly Registered[] = [
  [volunteerTeams, { root: 'volunteerTeam', below: { VolunteerZone: { field: 'teams', by: 'zone' } } }],
  [
    volunteerMembers,
    { below: { VolunteerTeam: { field: 'members', by: 'team' }, Person: { field: 'teams', by: 'person' } } },
  ],
];

/** More than there are in any community. */
const ALL: Page = { limit: 10_000, backwards: false, after: null, before: null };

export function createTeamResolvers(
  { store }: Pick<Registers, 'store'>,
  teams: TeamStore,
  zones: ZoneStore,
): Resolvers {
  const { below } = store(volunteerTeams);
  return {
    Community: {
      volunteerTeams: async ({ code }: { code: string }, _: unknown, context: RequestContext) => {
        await afterwards(context, zones.ofCommunities, code); // A zone leads to its own teams.
        const asked = belowKey({ parent: code, by: 'place', where: { state: 'ACTIVE' }, page: ALL });
        return ((await load(context, below, asked)) as readonly Row[]).map((team) => ({ ...team }));
      },
    },
    VolunteerTeam: {
      memberCount: async ({ code }: Row, _: unknown, context: RequestContext) =>
        (await load(context, teams.memberCounts, code)) ?? 0,
    },
  };
}
