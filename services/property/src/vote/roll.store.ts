/** Rolls of votes: one document for each, with all its lines, written once when the vote opens. */
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { AND, sizeOf } from './roll.ts';
import type { RollLine } from './tally.ts';

export interface Roll {
  /** The vote's id. */
  readonly id: string;
  readonly county: string;
  readonly frozenAt: Date;
  readonly lines: readonly RollLine[];
}

interface RollRow extends Omit<Roll, 'id'>, ReturnType<typeof sizeOf> {
  readonly _id: string;
}

const string = { bsonType: 'string' };
const count = { bsonType: 'number', minimum: 1 };

export const rollsCollection: CollectionSpec = {
  name: 'vote_rolls',
  indexes: [],
  schema: {
    required: ['county', 'frozenAt', 'areaM2x100', 'owners', 'dwellings', 'lines'],
    properties: {
      county: string,
      frozenAt: { bsonType: 'date' },
      areaM2x100: count,
      owners: count,
      dwellings: count,
      lines: {
        bsonType: 'array',
        minItems: 1,
        items: {
          bsonType: 'object',
          required: ['dwelling', 'areaM2x100', 'ownerKey', 'representative'],
          properties: { dwelling: string, areaM2x100: count, ownerKey: string },
        },
      },
    },
  },
};

export type RollStore = ReturnType<typeof createRollStore>;

export function createRollStore(connection: Connection) {
  const rolls = connection.collection<RollRow>('vote_rolls');
  const linesWhere = async (vote: string, cond: object, session?: Session): Promise<readonly RollLine[]> => {
    const lines = { $filter: { input: '$lines', cond } };
    const stages = [{ $match: { _id: vote } }, { $project: { lines } }];
    const [row] = await rolls.aggregate<Pick<RollRow, 'lines'>>(stages, session ? { session } : {}).toArray();
    return row?.lines ?? [];
  };
  return {
    async insert({ id, ...rest }: Roll, session: Session): Promise<void> {
      await rolls.insertOne({ _id: id, ...rest, ...sizeOf(rest.lines) }, { session });
    },

    /** For loaders: what everybody may know of the rolls of these votes. */
    async sizes(votes: readonly string[]): Promise<ReadonlyMap<string, Omit<RollRow, 'lines'>>> {
      const rows = await rolls.find({ _id: { $in: [...votes] } }, { projection: { lines: 0 } }).toArray();
      return new Map(rows.map((row) => [row._id, row]));
    },

    linesOf: (vote: string, session: Session) => linesWhere(vote, {}, session),

    /** Of what this person owns, alone or with others. */
    linesOfPerson: (vote: string, person: string, session?: Session) =>
      linesWhere(vote, { $in: [person, { $split: ['$$this.ownerKey', AND] }] }, session),

    linesOfDwellings: (vote: string, dwellings: readonly string[], session: Session) =>
      linesWhere(vote, { $in: ['$$this.dwelling', [...dwellings]] }, session),
  };
}
