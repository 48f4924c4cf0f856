/**
 * Ballots, append only. The unique index is the guarantee of one channel for an owner: each paper is numbered after those
 * it has seen, so of two at once only one can be the next.
 */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Paper } from '../vote/tally.ts';
import type { BallotChannel } from './ballot.ts';

export interface Ballot extends Paper {
  readonly id: string;
  readonly county: string;
  readonly place: string;
  readonly vote: string;
  readonly channel: BallotChannel;
  /** Who cast it; null for a paper of the developer. */
  readonly castBy: string | null;
  readonly proxyOf: string | null;
  /** Who entered a paper, and where it is filed. */
  readonly recordedBy: string | null;
  readonly evidence: string | null;
}

type BallotRow = Omit<Ballot, 'id'> & { readonly _id: string };

const string = { bsonType: 'string' };
const perhaps = { bsonType: ['string', 'null'] };

export const ballotsCollection: CollectionSpec = {
  name: 'ballots',
  indexes: [{ name: 'one after another', key: { county: 1, vote: 1, ownerKey: 1, seq: 1 }, unique: true }],
  schema: {
    required: ['county', 'place', 'vote', 'ownerKey', 'seq', 'choice', 'channel', 'receivedAt', 'invalidBecause'],
    properties: {
      county: string,
      place: string,
      vote: string,
      ownerKey: string,
      seq: { bsonType: 'number', minimum: 1 },
      choice: { enum: ['FOR', 'AGAINST', 'ABSTAIN'] },
      channel: { enum: ['ONLINE', 'PAPER'] },
      receivedAt: { bsonType: 'date' },
      invalidBecause: perhaps,
      castBy: perhaps,
      proxyOf: perhaps,
      recordedBy: perhaps,
      evidence: perhaps,
    },
  },
};

export type BallotStore = ReturnType<typeof createBallotStore>;

export function createBallotStore(connection: Connection) {
  const ballots = connection.collection<BallotRow>('ballots');
  return {
    /** The papers of a vote, of these owners or of all. */
    async of(vote: { id: string; county: string }, owners: readonly string[] | null, session?: Session) {
      const { id, county } = vote;
      const among = owners ? { ownerKey: { $in: [...owners] } } : {};
      return await ballots.find({ county, vote: id, ...among }, session ? { session } : {}).toArray();
    },

    async insert(rows: readonly Ballot[], session: Session): Promise<void> {
      await ballots.insertMany(
        rows.map(({ id, ...rest }) => ({ _id: id, ...rest })),
        { session },
      );
    },
  };
}
