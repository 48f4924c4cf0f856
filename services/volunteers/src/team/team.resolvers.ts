import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { type TeamStore, volunteerMembers, volunteerTeams } from './team.store.ts';

export const teamRegisters: readonly Registered[] = [
  [volunteerTeams, { root: 'volunteerTeam', below: { VolunteerZone: { field: 'teams', by: 'zone' } } }],
  [
    volunteerMembers,
    { below: { VolunteerTeam: { field: 'members', by: 'team' }, Person: { field: 'teams', by: 'person' } } },
  ],
];

export function createTeamResolvers(teams: TeamStore): Resolvers {
  return {
    Community: {
      volunteerTeams: async ({ code }: { code: string }, _: unknown, context: RequestContext) =>
        ((await load(context, teams.inCommunities, code)) ?? []).map((team) => ({ ...team })),
    },
    VolunteerTeam: {
      memberCount: async ({ code }: Row, _: unknown, context: RequestContext) =>
        (await load(context, teams.memberCounts, code)) ?? 0,
    },
  };
}
