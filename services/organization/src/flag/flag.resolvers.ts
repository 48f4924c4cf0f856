import type { PageArguments } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { publishAwards, replaceSecretary, stayInScoring } from './flag.commands.ts';
import { awards, lastAwardsOf, rectifications, rounds } from './flag.store.ts';

const ofBranch = { by: 'branch' } as const;

export const flag: readonly Registered[] = [
  [
    { ...rounds, effects: { publishFlagRound: publishAwards } },
    { root: 'flagRound', below: { County: 'flagRounds', Street: 'flagRounds' } },
  ],
  [
    { ...awards, effects: { scoreBranch: stayInScoring, rescoreBranch: stayInScoring } },
    { below: { FlagRound: { field: 'board', by: 'round' }, Branch: { field: 'awards', ...ofBranch } } },
  ],
  [
    { ...rectifications, effects: { decideReplacement: replaceSecretary } },
    { below: { Branch: { field: 'rectifications', ...ofBranch } } },
  ],
];

export function createFlagResolvers({ store, resolvers }: Pick<Registers, 'store' | 'resolvers'>): Resolvers {
  const lastAwards = lastAwardsOf(store(awards));
  return {
    Branch: {
      flag: async ({ id }: { id: string }, _: unknown, context: RequestContext) =>
        (await load(context, lastAwards, id))?.flag ?? null,
    },
    Query: {
      flagBoard: (_: unknown, { round, ...page }: PageArguments & { round: string }, context: RequestContext) =>
        resolvers.FlagRound.board({ id: round }, page, context),
    },
  };
}
