import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';

/** What people said of a break, and who works on it; the break itself is read off the sides. */
export interface BreakCase {
  readonly id: string;
  readonly county: string;
  readonly assignee: string | null;
  /** How often it was given to somebody else, or to nobody. */
  readonly assignments: number;
  readonly comments: readonly BreakComment[];
}

export interface BreakComment {
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  readonly evidence: string | null;
}

type CaseRow = Omit<BreakCase, 'id'> & { readonly _id: string };

export const breakCasesCollection: CollectionSpec = {
  name: 'breakCases',
  indexes: [{ name: 'assignee', key: { county: 1, assignee: 1 } }],
  schema: { required: ['county', 'comments'] },
};

export type BreakStore = ReturnType<typeof createBreakStore>;

export function createBreakStore(connection: Connection) {
  const cases = connection.collection<CaseRow>('breakCases');
  const read = ({ _id, assignee = null, assignments = 0, ...rest }: CaseRow): BreakCase => ({
    id: _id,
    assignee,
    assignments,
    ...rest,
  });
  return {
    /** For loaders. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, BreakCase>> {
      const rows = await cases.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    async assignedTo(county: string, assignee: string): Promise<ReadonlySet<string>> {
      const rows = await cases.find({ county, assignee }, { projection: { _id: 1 } }).toArray();
      return new Set(rows.map(({ _id }) => _id));
    },

    /** Who has it, and how often that changed. */
    async assigned(id: string, session: Session): Promise<Pick<BreakCase, 'assignee' | 'assignments'>> {
      const row = await cases.findOne({ _id: id }, { session });
      return row ? read(row) : { assignee: null, assignments: 0 };
    },

    async assign(county: string, id: string, assignee: string | null, session: Session): Promise<void> {
      await cases.updateOne(
        { _id: id },
        { $set: { assignee }, $inc: { assignments: 1 }, $setOnInsert: { county, comments: [] } },
        { upsert: true, session },
      );
    },

    async comment(county: string, id: string, comment: BreakComment, session: Session): Promise<void> {
      await cases.updateOne(
        { _id: id },
        { $push: { comments: comment }, $setOnInsert: { county, assignee: null } },
        { upsert: true, session },
      );
    },
  };
}
