import type { Connection, Session } from '@hh/service/mongo.ts';
import { defineRegister, type Look, type Row } from '@hh/service/register/register.ts';
import { createBallotStore } from '../ballot/ballot.store.ts';
import { createRollStore } from './roll.store.ts';
import { assemblyFields, draftVote, ELECTION, voteExtra, voteFields, voteStates } from './vote.ts';

export const assemblies = defineRegister({
  type: 'Assembly',
  collection: 'assemblies',
  fields: assemblyFields,
  place: 'compound',
  create: { mutation: 'conveneAssembly', may: 'votes:organize' },
  order: ['heldOn'],
});

/** What a vote is tallied from. */
const rollAndPapers: Look = async ([vote], { parts, session }) => {
  const { id, county } = vote as Row;
  const { connection } = parts.writer;
  const roll = await createRollStore(connection).linesOf(id, session);
  return { roll, papers: await createBallotStore(connection).of({ id, county }, null, session) };
};

export const votes = defineRegister({
  type: 'Vote',
  collection: 'votes',
  fields: voteFields,
  extra: voteExtra,
  place: 'compound',
  create: { mutation: 'draftVote', may: 'votes:organize', state: 'DRAFT', decide: draftVote },
  states: voteStates,
  indexes: [{ name: 'assembly', key: { assembly: 1, _id: 1 } }],
  looks: { tallyVote: rollAndPapers },
});

const unfinished = {
  $or: [
    { state: { $in: ['DRAFT', 'NOTICED', 'OPEN', 'CLOSED', 'TALLIED', 'CONFIRMED'] } },
    { state: 'ANNOUNCED', matter: ELECTION, 'tally.isCarried': true },
  ],
};

/** Those to which something has yet to be done, or the others. */
export function underWay(isUnderWay: boolean): object {
  return isUnderWay ? unfinished : { $nor: [unfinished] };
}

/**
 * Counts the papers that were handed in, while the vote is in the state that was read: a ballot and the close of its vote
 * meet on this document, so that one of them comes first.
 */
export async function takePapers(connection: Connection, vote: Row, count: number, session: Session): Promise<boolean> {
  const filter = { _id: vote.id, state: vote.state };
  const rows = connection.collection<{ _id: string }>(votes.collection);
  return (await rows.updateOne(filter, { $inc: { papers: count } }, { session })).modifiedCount === 1;
}
