import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { Lease } from '@hh/service/lease.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { StoredProblem } from '../upload/stored-problem.ts';
import { createWorkStore, type Work } from '../upload/work.store.ts';
import type { Choice } from './choice.ts';

export interface MatchBatch extends Work {
  readonly kind: 'SUGGESTIONS' | 'OPEN_LINES' | 'UNDO' | 'APPROVE';
  /** The account's code, and where it lies: what reading is decided by. */
  readonly bankAccount: string;
  readonly place: string;
  /** The batch whose matches it takes back, and why; null for others. */
  readonly undoes: string | null;
  readonly reason: string | null;
  /** The batch whose matches it approves as a second person; null for others, and not there in earlier ones. */
  readonly approves?: string | null;
  /** Suggestions to confirm, matches to take back or to approve, or lines that were open when it began. */
  readonly total: number;
  /** Of them, how many are worked off: the first so many. */
  readonly done: number;
  /** The last match that was taken back or approved, or refused. */
  readonly last: string | null;
  readonly matched: number;
  readonly refused: number;
  /** Of open lines, how many have suggestions now. */
  readonly suggested: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** What could not be confirmed, taken back or approved, and why. */
export interface BatchRefusal {
  readonly batch: string;
  /** Its place in what was asked, from 0. */
  readonly index: number;
  readonly suggestion: string | null;
  readonly match: string | null;
  readonly problem: StoredProblem;
}

interface ChoicesRow {
  /** Batch and part. */
  readonly _id: string;
  readonly county: string;
  readonly choices: readonly Choice[];
}

type RefusedRow = BatchRefusal & { readonly _id: string; readonly county: string };

/** How many choices are kept together, and how many are confirmed, taken back or approved in one transaction at most. */
export const AT_ONCE = 100;

const count = { bsonType: 'int', minimum: 0 };

export const matchBatchCollections: readonly CollectionSpec[] = [
  {
    name: 'matchBatches',
    indexes: [
      { name: 'account', key: { county: 1, bankAccount: 1, _id: 1 } },
      { name: 'running', key: { county: 1, _id: 1 }, partialFilterExpression: { state: 'RUNNING' } },
      // One process looks through an account at a time; a second one would find what the first is about to take.
      {
        name: 'looking_through',
        key: { county: 1, bankAccount: 1 },
        unique: true,
        partialFilterExpression: { state: 'RUNNING', kind: 'OPEN_LINES' },
      },
    ],
    schema: {
      required: ['county', 'bankAccount', 'kind', 'state', 'madeBy', 'total', 'done', 'matched', 'refused'],
      properties: { total: count, done: count, matched: count, refused: count, suggested: count },
    },
  },
  { name: 'matchBatchChoices', indexes: [] },
  { name: 'matchBatchRefusals', indexes: [{ name: 'index', key: { batch: 1, index: 1 }, unique: true }] },
];

/** What one step adds. */
export interface Progress {
  readonly done: number;
  readonly matched: number;
  readonly refused: readonly BatchRefusal[];
  readonly last?: string | null;
}

export type MatchBatchStore = ReturnType<typeof createMatchBatchStore>;

export function createMatchBatchStore(connection: Connection, holder: string) {
  const works = createWorkStore<MatchBatch>(connection, 'matchBatches', holder);
  const { collection, read } = works;
  const choices = connection.collection<ChoicesRow>('matchBatchChoices');
  const refusals = connection.collection<RefusedRow>('matchBatchRefusals');
  return {
    ...works,

    /** The batch that looks through an account now. */
    async lookingThrough(county: string, bankAccount: string, session: Session): Promise<MatchBatch | null> {
      const row = await collection.findOne({ county, bankAccount, state: 'RUNNING', kind: 'OPEN_LINES' }, { session });
      return row && read(row);
    },

    async page(county: string, bankAccount: string, page: Page): Promise<readonly MatchBatch[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const query = { $and: [{ county, bankAccount }, filter] };
      return (await collection.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: (county: string, bankAccount: string): Promise<number> => collection.countDocuments({ county, bankAccount }),

    async keepChoices({ id, county }: MatchBatch, all: readonly Choice[], session: Session): Promise<void> {
      const rows = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, part) => ({
        _id: `${id}/${part}`,
        county,
        choices: all.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
      }));
      await choices.insertMany(rows, { session });
    },

    /** The choices of a batch from this one on, as many as are kept together. */
    async choicesFrom(batch: string, done: number): Promise<readonly Choice[]> {
      const row = await choices.findOne({ _id: `${batch}/${Math.floor(done / AT_ONCE)}` });
      return row?.choices.slice(done % AT_ONCE) ?? [];
    },

    /** How far it came, with what was refused: in the transaction of what was done. */
    async advance(
      { id, county }: Pick<MatchBatch, 'id' | 'county'>,
      lease: Lease,
      { done, matched, refused, last }: Progress,
      session: Session,
    ): Promise<void> {
      const added = { done, matched, refused: refused.length };
      const counts = Object.entries(added).map(([name, by]) => [name, { $add: [`$${name}`, by] }]);
      const change = { ...Object.fromEntries(counts), attempts: 0, ...(last ? { last } : {}) };
      await works.change(id, lease, change, session);
      if (refused.length > 0)
        await refusals.insertMany(
          refused.map((each) => ({ _id: `${id}/${each.index}`, county, ...each })),
          { session },
        );
    },

    async refusals(batch: string, page: Page): Promise<readonly BatchRefusal[]> {
      const { filter, sort, limit } = pageQuery(page, ['index']);
      return await refusals
        .find({ $and: [{ batch }, filter] })
        .sort(sort)
        .limit(limit)
        .toArray();
    },
  };
}
