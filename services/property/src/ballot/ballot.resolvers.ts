import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Vote } from '../vote/vote.ts';
import { type BallotParts, castBallot, type Received, recordPaperBallots } from './ballot.commands.ts';
import { takesPapers, whyNotOnline } from './ballot.ts';

type Write = typeof castBallot;

export function createBallotResolvers(parts: BallotParts): Resolvers {
  const { registers, rolls, ballots } = parts;
  const write =
    (command: Write, typename: string) =>
    async (_: unknown, { input }: { input: Parameters<Write>[2] }, { actor }: RequestContext) =>
      actor && answer(typename, await command(parts, actor, input));
  const voteOf = (id: string) => registers.stores.get('Vote')?.get(id) ?? null;
  return {
    Mutation: {
      castBallot: write(castBallot, 'BallotCast'),
      recordPaperBallots: write(recordPaperBallots, 'PaperBallotsRecorded'),
    },
    Vote: {
      canRecordPapers: (vote: Vote, _: unknown, { actor }: RequestContext) =>
        actor?.kind === 'PERSON' && canAt(actor, 'ballots:record', vote.place) && takesPapers(vote),
    },
    BallotCast: { vote: ({ vote }: Received) => voteOf(vote) },
    PaperBallotsRecorded: { vote: ({ vote }: Received) => voteOf(vote) },
    Query: {
      canIVote: async (_: unknown, { vote: id }: { vote: string }, { actor }: RequestContext) => {
        const vote = actor?.kind === 'PERSON' ? await voteOf(id) : null;
        if (!vote || !actor) return null;
        const lines = await rolls.linesOfPerson(vote.id, actor.id);
        const owners = lines.map(({ ownerKey }) => ownerKey);
        const cast = owners.length === 0 ? [] : await ballots.of({ id: vote.id, county: vote.county }, owners);
        const refusal = whyNotOnline(vote as unknown as Vote, lines, actor.id, cast, registers.clock.now());
        return { refusal, hasVoted: cast.length > 0, dwellings: lines.map(({ dwelling }) => dwelling) };
      },
    },
    VotingRight: {
      canVote: ({ refusal }: { refusal: Refusal | null }) => refusal === null,
      reason: ({ refusal }: { refusal: Refusal | null }) => refusal?.code ?? null,
      message: ({ refusal }: { refusal: Refusal | null }, _: unknown, { language }: RequestContext) =>
        refusal?.message(language) ?? null,
    },
  };
}

function answer(__typename: string, result: Received | Refusal) {
  return isRefusal(result) ? refused(result) : { __typename, ...result };
}
