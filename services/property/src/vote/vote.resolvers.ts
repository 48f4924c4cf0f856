import { load, type RequestContext } from '@hh/service/context.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { formatArea } from '../compound/compound.ts';
import type { RollStore } from './roll.store.ts';
import type { Tally } from './tally.ts';
import { freezeRoll } from './vote.commands.ts';
import { assemblies, underWay, votes } from './vote.store.ts';
import { isPassed, type Vote } from './vote.ts';

export const voteRegisters: readonly Registered[] = [
  [assemblies, { root: 'assembly', below: { Compound: 'assemblies' } }],
  [
    { ...votes, effects: { openVote: freezeRoll } },
    {
      root: 'vote',
      below: { Street: 'votes', Community: 'votes', Compound: 'votes', Assembly: { field: 'votes', by: 'assembly' } },
      filters: { isUnderWay: (isUnderWay) => underWay(isUnderWay === true) },
    },
  ],
];

export function createVoteResolvers(rolls: RollStore): Resolvers {
  const area = (field: keyof Tally) => (tally: Tally) => formatArea(Number(tally[field]));
  return {
    Vote: {
      isPassed: (vote: Vote) => isPassed(vote),
      roll: ({ id }: Vote, _: unknown, context: RequestContext) => load(context, rolls.sizes, id),
    },
    VoteRoll: { areaM2: ({ areaM2x100 }: { areaM2x100: number }) => formatArea(areaM2x100) },
    VoteTally: {
      areaM2: area('areaM2x100'),
      participatingAreaM2: area('participatingAreaM2x100'),
      forAreaM2: area('forAreaM2x100'),
      againstAreaM2: area('againstAreaM2x100'),
      abstainAreaM2: area('abstainAreaM2x100'),
    },
  };
}
