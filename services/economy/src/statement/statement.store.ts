/** Entries in MongoDB, for ever: the unique keys are the guarantee that nothing is posted or reversed twice. */
import { newId } from '@hh/kernel/id.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { chainAfter, EMPTY_CHAIN } from './chain.ts';
import { createDeclarationStore, declarationsCollection, type PeriodKey } from './declaration.store.ts';
import type { Dispute, Entry, EntryKind, Evidence } from './entry.ts';
import { createRestatementStore } from './restatement.store.ts';
import type { TakenEntry } from './statement.ts';

type Defaulted = 'reversedBy' | 'isDisputed' | 'disputes' | 'evidence';
type EntryRow = Omit<Entry, 'id' | Defaulted> & Partial<Pick<Entry, Defaulted>> & { readonly _id: string };
type ChainRow = PeriodKey & { readonly _id: string; readonly count: number; readonly head: string };

const ofAgreement = { county: 1, agreement: 1 } as const;

const entriesCollection: CollectionSpec = {
  name: 'entries',
  indexes: [
    { name: 'externalRef', key: { ...ofAgreement, externalRef: 1 }, unique: true },
    {
      name: 'reverses',
      key: { ...ofAgreement, reverses: 1 },
      unique: true,
      partialFilterExpression: { reverses: { $type: 'string' } },
    },
    { name: 'ordinal', key: { ...ofAgreement, period: 1, ordinal: 1 }, unique: true },
    { name: 'occurredOn', key: { ...ofAgreement, occurredOn: 1 } },
    { name: 'late', key: { ...ofAgreement, belongsTo: 1 }, partialFilterExpression: { late: true } },
    { name: 'disputed', key: { ...ofAgreement, period: 1 }, partialFilterExpression: { isDisputed: true } },
    { name: 'cost', key: { ...ofAgreement, period: 1, amount: 1 }, partialFilterExpression: { kind: 'COST' } },
  ],
  schema: {
    required: ['county', 'agreement', 'externalRef', 'kind', 'amount', 'occurredOn', 'period', 'ordinal', 'source'],
    properties: {
      county: { bsonType: 'string', pattern: '^[0-9]{6}$' },
      kind: { enum: ['REVENUE', 'COST'] },
      amount: { bsonType: 'long', minimum: 1 },
      ordinal: { bsonType: 'int', minimum: 1 },
    },
  },
};

const chainsCollection: CollectionSpec = {
  name: 'entry_chains',
  indexes: [{ name: 'period', key: { ...ofAgreement, period: 1 }, unique: true }],
  schema: { required: ['county', 'agreement', 'period', 'count', 'head'] },
};

export const statementCollections: readonly CollectionSpec[] = [
  entriesCollection,
  chainsCollection,
  declarationsCollection,
];

export interface EntryFilter {
  readonly period?: Period | null;
  readonly kind?: EntryKind | null;
  readonly late?: boolean | null;
  readonly externalRef?: string | null;
  readonly disputed?: boolean | null;
  /** Only costs above this that nothing proves. */
  readonly unprovenAbove?: Fen | null;
}

interface AgreementKey {
  readonly county: string;
  readonly code: string;
}

/** Where an entry stands among all of its agreement: a cursor. */
export function entryCursor({ period, ordinal }: Entry): readonly [string, number] {
  return [period, ordinal];
}

export type StatementStore = ReturnType<typeof createStatementStore>;

export function createStatementStore(connection: Connection) {
  const entries = connection.collection<EntryRow>('entries');
  const chains = connection.collection<ChainRow>('entry_chains');
  const agreements = connection.collection<{ county: string; code: string; operator: string }>('agreements');
  const within = (session?: Session) => (session ? { session } : {});
  const whereOf = ({ county, code: agreement }: AgreementKey, filter: EntryFilter) => ({
    county,
    agreement,
    ...(filter.period && { period: filter.period }),
    ...(filter.kind && { kind: filter.kind }),
    ...(filter.late != null && { late: filter.late }),
    ...(filter.externalRef && { externalRef: filter.externalRef }),
    ...(filter.disputed != null && { isDisputed: filter.disputed || { $ne: true } }),
    ...(filter.unprovenAbove != null && { $and: [unproven(filter.unprovenAbove)] }),
  });

  async function page(agreement: AgreementKey, filter: EntryFilter, asked: Page): Promise<readonly Entry[]> {
    const bounds = pageQuery(asked, ['period', 'ordinal']);
    const query = { $and: [whereOf(agreement, filter), bounds.filter] };
    return (await entries.find(query).sort(bounds.sort).limit(bounds.limit).toArray()).map(read);
  }

  /** Numbers the entries that one period takes, lengthens its chain, and inserts them. */
  async function takeInto(
    key: PeriodKey,
    taken: readonly Omit<Entry, 'ordinal'>[],
    session: Session,
  ): Promise<Entry[]> {
    const before = await chains.findOne({ ...key }, { session });
    let head = before?.head ?? EMPTY_CHAIN;
    const numbered = taken.map((entry, index) => {
      head = chainAfter(head, entry);
      return { ...entry, ordinal: (before?.count ?? 0) + index + 1 };
    });
    const count = (before?.count ?? 0) + taken.length;
    await chains.updateOne(
      { ...key },
      { $set: { count, head }, $setOnInsert: { _id: newId() } },
      { upsert: true, session },
    );
    await entries.insertMany(numbered.map(rowOf), { session });
    return numbered;
  }

  return {
    ...createDeclarationStore(connection),
    ...createRestatementStore(connection),
    page,

    /** The entries posted under these keys. */
    async posted(agreement: AgreementKey, refs: readonly string[], session?: Session) {
      const where = { county: agreement.county, agreement: agreement.code, externalRef: { $in: [...refs] } };
      const rows = await entries.find(where, within(session)).toArray();
      return new Map(rows.map((row) => [row.externalRef, read(row)]));
    },

    /** For loaders, by `entryKey`. */
    async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
      const wanted = keys.map((key) => {
        const [county = '', agreement = '', ...ref] = key.split(' ');
        return { county, agreement, externalRef: ref.join(' ') };
      });
      const rows = await entries.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [entryKey(row), read(row)]));
    },

    /**
     * Inserts what was decided to be POSTED, in order, and marks what it reverses. A key that another writer used
     * meanwhile makes a duplicate-key error: the writer runs the whole work again.
     */
    async take(
      { county, code: agreement }: AgreementKey,
      taken: readonly (TakenEntry & Pick<Entry, 'postedAt' | 'postedBy' | 'source'>)[],
      session: Session,
    ): Promise<readonly Entry[]> {
      const reversals = new Map(taken.map(({ reverses, externalRef }) => [reverses, externalRef]));
      const fresh = taken.map((entry) => ({
        ...entry,
        id: newId(),
        county,
        agreement,
        reversedBy: reversals.get(entry.externalRef) ?? null,
        isDisputed: false,
        disputes: [],
        evidence: [],
      }));
      const inserted: Entry[] = [];
      for (const [period, own] of Map.groupBy(fresh, (entry) => entry.period)) {
        inserted.push(...(await takeInto({ county, agreement, period }, own, session)));
      }
      const marks = [...reversals].flatMap(([externalRef, reversedBy]) =>
        externalRef === null
          ? []
          : [{ updateOne: { filter: { county, agreement, externalRef }, update: { $set: { reversedBy } } } }],
      );
      if (marks.length > 0) await entries.bulkWrite(marks, { session });
      return inserted;
    },

    entriesOf: (county: string, agreement: string, period: Period, asked: Page) =>
      page({ county, code: agreement }, { period }, asked),

    /** Those taken into some periods, by period and in the order in which they were taken. */
    async *read(
      { county, code }: AgreementKey,
      from: Period,
      through: Period,
      session: Session,
    ): AsyncGenerator<Entry> {
      const taken = { county, agreement: code, period: { $gte: from, $lte: through } };
      for await (const row of entries.find(taken, { session }).sort({ period: 1, ordinal: 1 })) yield read(row);
    },

    async countEntries(county: string, agreement: string, period: Period): Promise<number> {
      return (await chains.findOne({ county, agreement, period }))?.count ?? 0;
    },

    count: (agreement: AgreementKey, filter: EntryFilter): Promise<number> =>
      entries.countDocuments(whereOf(agreement, filter)),

    /** How many entries the period took, and their chain: what the hash of an allocation covers. */
    async entryFacts(county: string, agreement: string, period: Period, session?: Session) {
      const row = await chains.findOne({ county, agreement, period }, within(session));
      return { count: row?.count ?? 0, hash: row?.head ?? EMPTY_CHAIN };
    },

    /** What keeps a period from approval (disputed) and from closing (costs above the limit without evidence). */
    async blockingEntries(
      county: string,
      agreement: string,
      period: Period,
      { costEvidenceLimit }: { costEvidenceLimit: Fen | null },
      session?: Session,
    ): Promise<{ readonly disputed: readonly string[]; readonly withoutEvidence: readonly string[] }> {
      const refs = async (where: object) => {
        const options = { projection: { externalRef: 1, ordinal: 1 }, sort: { ordinal: 1 } as const, limit: 100 };
        const rows = await entries.find({ county, agreement, period, ...where }, { ...options, ...within(session) });
        return (await rows.toArray()).map(({ externalRef }) => externalRef);
      };
      return {
        disputed: await refs({ isDisputed: true }),
        withoutEvidence: costEvidenceLimit === null ? [] : await refs(unproven(costEvidenceLimit)),
      };
    },

    async setDisputes(id: string, disputes: readonly Dispute[], session: Session): Promise<void> {
      const isDisputed = disputes.some(({ resolvedAt }) => resolvedAt === null);
      await entries.updateOne({ _id: id }, { $set: { disputes: [...disputes], isDisputed } }, { session });
    },

    async attach(id: string, evidence: Evidence, session: Session): Promise<void> {
      await entries.updateOne({ _id: id }, { $push: { evidence } }, { session });
    },

    /** The county in which one of these enterprises operates the agreement: an enterprise's grant names no county. */
    async countyOperatedIn(code: string, operators: readonly string[]): Promise<string | null> {
      const found = await agreements.findOne({ county: { $gt: '' }, operator: { $in: [...operators] }, code });
      return found?.county ?? null;
    },
  };
}

/** A reversal, and what is taken back in full, need no evidence. */
function unproven(limit: Fen) {
  return {
    kind: 'COST' as const,
    amount: { $gt: limit },
    reverses: null,
    reversedBy: null,
    'evidence.0': { $exists: false },
  };
}

/** One text for an agreement: what maps are keyed by. */
export function agreementKey({ county, code }: AgreementKey): string {
  return `${county} ${code}`;
}

/** One text for the key of an entry. */
export function entryKey({ county, agreement, externalRef }: Pick<Entry, 'county' | 'agreement' | 'externalRef'>) {
  return `${county} ${agreement} ${externalRef}`;
}

/** What most entries never have is not stored with each of a million. */
function rowOf({ id, reversedBy, isDisputed, disputes, evidence, ...rest }: Entry): EntryRow {
  return { _id: id, ...rest, ...(reversedBy !== null && { reversedBy }) };
}

function read({ _id, ...row }: EntryRow): Entry {
  return { id: _id, reversedBy: null, isDisputed: false, disputes: [], evidence: [], ...row };
}
