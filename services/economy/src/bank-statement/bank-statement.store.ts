import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import { mirrored, type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type StatementState, statementStates } from './states.ts';

/** A statement of a bank account 对账单, from its file. */
export interface BankStatement {
  readonly id: string;
  readonly county: string;
  /** The bank account's code. */
  readonly account: string;
  readonly state: StatementState;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly sha256: string;
  readonly fileName: string;
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly reopenedBy: string | null;
  readonly reason: string | null;
  /** How often it was signed, reopened, or a match of its lines made or taken back. */
  readonly version: number;
}

/** `touched` is its version: whoever matches its lines counts it up. Missing before the first time. */
type BankStatementRow = Omit<BankStatement, 'id' | 'version'> & { readonly _id: string; readonly touched?: number };

const money = { bsonType: 'long' };
const isThere = { state: { $ne: 'IMPORTING' as const } };

export const bankStatementsCollection: CollectionSpec = {
  name: 'bankStatements',
  indexes: [
    { name: 'file', key: { county: 1, account: 1, sha256: 1 }, unique: true },
    { name: 'standing', key: { county: 1, state: 1, to: 1, _id: 1 } },
    { name: 'days', key: { county: 1, account: 1, to: 1, _id: 1 } },
  ],
  schema: {
    required: ['county', 'account', 'state', 'from', 'to', 'opening', 'closing', 'sha256'],
    properties: { opening: money, closing: money },
  },
};

/** What is being imported nobody sees, whatever they ask for. */
function standing(state: StatementState | null): object {
  return state ? { $and: [isThere, { state }] } : isThere;
}

export type BankStatementStore = ReturnType<typeof createBankStatementStore>;

export function createBankStatementStore(connection: Connection) {
  const statements = connection.collection<BankStatementRow>('bankStatements');
  const lines = connection.collection<{ _id: string; balance: Fen }>('bankLines');
  const read = ({ _id, touched = 0, ...rest }: BankStatementRow): BankStatement => ({
    id: _id,
    version: touched,
    ...rest,
  });
  const within = (session?: Session) => (session ? { session } : {});

  /** A transition is a condition of the write, and so is the version: null where either does not hold any more. */
  async function move(
    id: string,
    mutation: keyof typeof statementStates,
    by: string,
    { version, ...set }: Partial<BankStatementRow> & Pick<BankStatement, 'version'>,
    session: Session,
  ): Promise<BankStatement | null> {
    const transition = statementStates[mutation];
    const row = await statements.findOneAndUpdate(
      { _id: id, ...conditionOf(transition, by), touched: version === 0 ? { $not: { $gt: 0 } } : version },
      { $set: { ...set, state: transition.to }, $inc: { touched: 1 } },
      { returnDocument: 'after', session },
    );
    return row && read(row);
  }

  /** The one that tells of the end of a day: the latest that has it. */
  async function covering(county: string, account: string, on: LocalDate): Promise<BankStatement | null> {
    const of = { county, account, ...isThere, from: { $lte: on }, to: { $gte: on } };
    const row = await statements.findOne(of, { sort: { from: -1, _id: -1 } });
    return row && read(row);
  }

  return {
    async byId(id: string, session?: Session): Promise<BankStatement | null> {
      const row = await statements.findOne({ _id: id }, within(session));
      return row && read(row);
    },

    /** For loaders. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, BankStatement>> {
      const rows = await statements.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** Newest first; those that are being imported are not there yet. */
    async page(county: string, account: string, page: Page): Promise<readonly BankStatement[]> {
      const { filter, sort, limit } = pageQuery(mirrored(page), ['to', '_id']);
      const rows = await statements
        .find({ $and: [{ county, account, ...isThere }, filter] })
        .sort(sort)
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    count: (county: string, account: string): Promise<number> =>
      statements.countDocuments({ county, account, ...isThere }),

    /** Of all accounts, the oldest last day first: what waits longest. */
    async pageOfCounty(county: string, state: StatementState | null, page: Page): Promise<readonly BankStatement[]> {
      const { filter, sort, limit } = pageQuery(page, ['to', '_id']);
      const rows = await statements
        .find({ $and: [{ county, ...standing(state) }, filter] })
        .sort(sort)
        .limit(limit)
        .toArray();
      return rows.map(read);
    },

    countOfCounty: (county: string, state: StatementState | null): Promise<number> =>
      statements.countDocuments({ county, ...standing(state) }),

    async last(county: string, account: string, session?: Session): Promise<BankStatement | null> {
      const row = await statements.findOne(
        { county, account, ...isThere },
        { sort: { to: -1, _id: -1 }, ...within(session) },
      );
      return row && read(row);
    },

    covering,

    /** What the bank said at the end of a day; null where no statement covers it. */
    async balanceOn(county: string, account: string, on: LocalDate): Promise<Fen | null> {
      const statement = await covering(county, account, on);
      if (!statement) return null;
      // A statement may begin or end in the middle of a day; every line knows the balance after it, and ids are in their order.
      const last = await lines.findOne(
        { county, account, bookedOn: { $gte: statement.from, $lte: on } },
        { sort: { bookedOn: -1, _id: -1 }, projection: { balance: 1 } },
      );
      return last?.balance ?? statement.opening;
    },

    sign: ({ id, version }: BankStatement, by: string, at: Date, session: Session) =>
      move(id, 'signBankStatement', by, { version, signedBy: by, signedAt: at }, session),

    reopen: ({ id, version }: BankStatement, by: string, reason: string, session: Session) => {
      const unsigned = { signedBy: null, signedAt: null, reopenedBy: by };
      return move(id, 'reopenBankStatement', by, { version, ...unsigned, reason }, session);
    },
  };
}
