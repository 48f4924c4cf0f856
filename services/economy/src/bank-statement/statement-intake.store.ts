/**
 * How a statement comes to be: it stands in state IMPORTING while its lines come in, batch by batch, and nobody sees it;
 * one write makes it IMPORTED. A line of the account is there once, whichever statement brought it.
 */

import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import { stringify } from 'csv-stringify/sync';
import type { KnownRow, ProvedRow, Span } from './bank-statement.ts';
import { statementStates } from './states.ts';

export interface NewStatement extends Span {
  readonly county: string;
  /** The account's code. */
  readonly account: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly importedBy: string;
  readonly importedAt: Date;
}

type StatementRow = Omit<NewStatement, 'id' | 'overlaps'> & {
  readonly _id: string;
  readonly state: string;
  readonly overlaps?: readonly string[];
};

interface LineRow {
  readonly _id: string;
  readonly county: string;
  readonly account: string;
  readonly statement: string;
  readonly identity: string;
  readonly bookedOn: LocalDate;
  readonly amount: Fen;
}

const { finishImport } = statementStates;
const VISIBLE = { $ne: 'IMPORTING' };

export type StatementIntake = ReturnType<typeof createStatementIntake>;

export function createStatementIntake(connection: Connection) {
  const statements = connection.collection<StatementRow>('bankStatements');
  const lines = connection.collection<LineRow>('bankLines');
  return {
    /** What is visible of an account, oldest first: a few each month. */
    async spans(county: string, account: string): Promise<readonly Span[]> {
      const rows = await statements.find({ county, account, state: VISIBLE }).sort({ to: 1, _id: 1 }).toArray();
      return rows.map(spanOf);
    },

    /** For loaders: those of each account, which is written `county account`. */
    async spansByAccount(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Span[]>> {
      const wanted = keys.map((key) => ({ county: key.slice(0, 6), account: key.slice(7) }));
      const rows = await statements.find({ $or: wanted, state: VISIBLE }).sort({ to: 1, _id: 1 }).toArray();
      return Map.groupBy(rows.map(spanOf), ({ key }) => key);
    },

    async sameFile(county: string, account: string, sha256: string): Promise<string | null> {
      return (await statements.findOne({ county, account, sha256 }, { projection: { _id: 1 } }))?._id ?? null;
    },

    /** The lines of an account on these days, and which statement brought each. */
    async known(
      { county, account }: Pick<NewStatement, 'county' | 'account'>,
      { from, to }: Pick<Span, 'from' | 'to'>,
    ): Promise<readonly (KnownRow & { readonly statement: string })[]> {
      const found = lines.find(
        { county, account, bookedOn: { $gte: from, $lte: to } },
        { projection: { _id: 0, bookedOn: 1, identity: 1, statement: 1 } },
      );
      return await found.toArray();
    },

    async begin({ id, ...rest }: NewStatement, session: Session): Promise<void> {
      const unsigned = { signedBy: null, signedAt: null, reopenedBy: null, reason: null };
      await statements.insertOne({ _id: id, ...rest, ...unsigned, state: 'IMPORTING' }, { session });
    },

    /**
     * Inserts the lines that are not there; says of each row whether it was new. The id of a line begins with an instant
     * that is its own, so that lines of one day sort as they were booked.
     */
    async take(
      { id, county, account }: Pick<NewStatement, 'id' | 'county' | 'account'>,
      { rows, firstInstant }: { readonly rows: readonly ProvedRow[]; readonly firstInstant: number },
      session: Session,
    ): Promise<readonly boolean[]> {
      const identities = rows.map(({ identity }) => identity);
      const there = await lines
        .find({ county, account, identity: { $in: identities } }, { projection: { _id: 0, identity: 1 }, session })
        .toArray();
      const known = new Set(there.map(({ identity }) => identity));
      const documents = rows.flatMap((row, at) =>
        known.has(row.identity)
          ? []
          : { _id: newId(firstInstant + at), county, account, statement: id, ...lineOf(row) },
      );
      if (documents.length > 0) await lines.insertMany(documents, { session });
      return rows.map(({ identity }) => !known.has(identity));
    },

    /** From here on it is seen; false where it was before. */
    async finish(id: string, session: Session): Promise<boolean> {
      const condition = { _id: id, ...conditionOf(finishImport, 'system') };
      const finished = await statements.updateOne(condition, { $set: { state: finishImport.to } }, { session });
      return finished.modifiedCount === 1;
    },

    /** Takes back what never was seen: the lines first, so that a statement says where they came from until the last. */
    async takeBack(id: string): Promise<void> {
      const statement = await statements.findOne({ _id: id, state: 'IMPORTING' }, { projection: { _id: 1 } });
      if (!statement) return;
      await lines.deleteMany({ statement: id });
      await statements.deleteOne({ _id: id, state: 'IMPORTING' });
    },
  };
}

function spanOf({ _id, county, account, from, to, opening, closing, overlaps = [] }: StatementRow) {
  return { key: `${county} ${account}`, id: _id, from, to, opening, closing, overlaps };
}

/** As it is kept: nothing of it is matched yet. */
function lineOf({ raw, isReversal, ...row }: ProvedRow) {
  const { counterparty, counterpartyAccount, memo, reference } = row;
  return {
    ...row,
    counterparty: counterparty ?? '',
    counterpartyAccount: counterpartyAccount ?? '',
    memo: memo ?? '',
    reference: reference ?? '',
    isReversal,
    raw: stringify([[...raw]], { record_delimiter: '' }),
    open: row.amount,
    isOpen: true,
    recordedOn: null,
    suggestions: [],
  };
}
