import { type LocalDate, type Period, periodOf } from '@hh/kernel/period.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import { type Actor, countyOf, rowsVisibleTo } from '@hh/service/actor.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { type Agreement, type AgreementState, agreementStates, type Terms } from './agreement.ts';

type AgreementRow = Omit<Agreement, 'id'> & { readonly _id: string };

export const agreementsCollection: CollectionSpec = {
  name: 'agreements',
  indexes: [
    { name: 'code', key: { county: 1, code: 1 }, unique: true },
    { name: 'operator', key: { county: 1, operator: 1, code: 1 } },
    { name: 'community', key: { county: 1, community: 1, code: 1 } },
    { name: 'beneficiary', key: { county: 1, 'terms.weights.beneficiary': 1, code: 1 } },
  ],
  schema: {
    required: ['county', 'code', 'name', 'operator', 'community', 'state', 'startsIn', 'terms', 'createdBy', 'version'],
    properties: {
      county: { bsonType: 'string', pattern: '^[0-9]{6}$' },
      version: { bsonType: 'int' },
      state: { enum: ['DRAFT', 'ACTIVE', 'ENDED'] },
      terms: {
        bsonType: 'array',
        minItems: 1,
        items: {
          required: ['from', 'rateBp', 'weights', 'state', 'draftedBy'],
          properties: {
            rateBp: { bsonType: 'long' },
            weights: { bsonType: 'array', minItems: 1, items: { properties: { weight: { bsonType: 'long' } } } },
          },
        },
      },
    },
  },
};

export interface AgreementFilter {
  readonly county?: string | null;
  readonly state?: AgreementState | null;
  readonly operator?: string | null;
  readonly community?: string | null;
}

export type AgreementStore = ReturnType<typeof createAgreementStore>;

export function createAgreementStore(connection: Connection) {
  const agreements = connection.collection<AgreementRow>('agreements');
  const entries = connection.collection<{ county: string; agreement: string; period: Period; occurredOn: LocalDate }>(
    'entries',
  );
  const read = ({ _id, ...rest }: AgreementRow): Agreement => ({ id: _id, ...rest });
  const readable = (actor: Actor | null) =>
    rowsVisibleTo(actor, 'agreements:read', { place: 'community', enterprise: 'operator' });
  const within = (session?: Session) => (session ? { session } : {});
  const matching = (filter: AgreementFilter) => ({
    ...(filter.county && { county: filter.county }),
    ...(filter.state && { state: filter.state }),
    ...(filter.operator && { operator: filter.operator }),
    ...(filter.community && { community: filter.community }),
  });

  async function grouped(
    actor: Actor | null,
    field: string,
    keys: readonly string[],
    keysOf: (agreement: Agreement) => readonly string[],
  ): Promise<ReadonlyMap<string, readonly Agreement[]>> {
    const rows = await agreements
      .find({ $and: [{ [field]: { $in: [...keys] } }, readable(actor)] })
      .sort({ county: 1, code: 1 })
      .toArray();
    const found = rows.map(read);
    return new Map(keys.map((key) => [key, found.filter((agreement) => keysOf(agreement).includes(key))]));
  }

  return {
    async byCode(county: string, code: string, session?: Session): Promise<Agreement | null> {
      const row = await agreements.findOne({ county, code }, within(session));
      return row && read(row);
    },

    /** By its code, where the actor may read it. */
    async readable(actor: Actor | null, county: string, code: string): Promise<Agreement | null> {
      const row = await agreements.findOne({ $and: [{ county, code }, readable(actor)] });
      return row && read(row);
    },

    /**
     * The county that is meant: the one named, the actor's, or the only one there is. Null where that leaves a choice:
     * the caller has to name it.
     */
    async countyMeant(actor: Actor | null, asked: string | null | undefined): Promise<string | null> {
      const known = asked ?? countyOf(actor);
      if (known) return known;
      const edge = (direction: 1 | -1) =>
        agreements.findOne({}, { sort: { county: direction, code: direction }, projection: { county: 1 } });
      const [first, last] = await Promise.all([edge(1), edge(-1)]);
      return first && first.county === last?.county ? first.county : null;
    },

    /** For loaders; whoever asks decides who may read them. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Agreement>> {
      const rows = await agreements.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    /** For loaders, by county and code as `<county>/<code>`; whoever asks decides who may read them. */
    async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Agreement>> {
      const wanted = keys.map((key) => {
        const [county, code] = key.split('/') as [string, string];
        return { county, code };
      });
      const rows = await agreements.find({ $or: wanted }).toArray();
      return new Map(rows.map((row) => [`${row.county}/${row.code}`, read(row)]));
    },

    /** For loaders: those of each operator that the actor may read, by code. */
    byOperators: (actor: Actor | null, operators: readonly string[]) =>
      grouped(actor, 'operator', operators, ({ operator }) => [operator]),

    /** For loaders: those under whose terms each compound benefits and that the actor may read, by code. */
    byBeneficiaries: (actor: Actor | null, compounds: readonly string[]) =>
      grouped(actor, 'terms.weights.beneficiary', compounds, ({ terms }) =>
        terms.flatMap(({ weights }) => weights.map(({ beneficiary }) => beneficiary)),
      ),

    /** Those of some counties that are active in a period: for figures, which tell nothing of a single one. */
    /** What the codes of a county's agreements begin with, such as `JV`. */
    async series(county: string): Promise<readonly string[]> {
      const codes: readonly string[] = await agreements.distinct('code', { county });
      return [...new Set(codes.map((code) => code.slice(0, code.indexOf('-'))))];
    },

    activeIn: async (counties: readonly string[], period: Period): Promise<readonly Agreement[]> =>
      (
        await agreements
          .find({ county: { $in: [...counties] }, state: { $ne: 'DRAFT' }, startsIn: { $lte: period } })
          .toArray()
      )
        .map(read)
        .filter(({ endsOn }) => endsOn === null || periodOf(endsOn) >= period),

    async page(actor: Actor | null, filter: AgreementFilter, page: Page): Promise<readonly Agreement[]> {
      const { filter: bounds, sort, limit } = pageQuery(page, ['county', 'code']);
      const query = { $and: [matching(filter), readable(actor), bounds] };
      return (await agreements.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: (actor: Actor | null, filter: AgreementFilter): Promise<number> =>
      agreements.countDocuments({ $and: [matching(filter), readable(actor)] }),

    async insert({ id, ...rest }: Agreement, session: Session): Promise<void> {
      await agreements.insertOne({ _id: id, ...rest }, { session });
    },

    /** Maker ≠ checker is a condition of the write: false when it is no draft any more, or this person made a part of it. */
    async activate(id: string, by: string, at: Date, session: Session): Promise<boolean> {
      const updated = await agreements.updateOne(
        { _id: id, ...conditionOf(agreementStates.activateAgreement, by) },
        {
          $set: {
            state: agreementStates.activateAgreement.to,
            activatedBy: by,
            activatedAt: at,
            'terms.$[].state': 'IN_FORCE',
            'terms.$[].activatedBy': by,
          },
          $inc: { version: 1 },
        },
        { session },
      );
      return updated.modifiedCount === 1;
    },

    /**
     * Makes this transaction and any other that decides on the same agreement meet: closing, reopening, approving,
     * activating and ending each look at more documents than they write, and would pass each other unseen. It is no
     * other version afterwards: nobody's decision about the terms grows old by a dispute.
     */
    async fence(id: string, session: Session): Promise<void> {
      await agreements.updateOne({ _id: id }, { $inc: { fences: 1 } }, { session });
    },

    /** The latest day after this one that an entry is dated on; such entries lie in open periods. */
    async lastEntryAfter({ county, code }: Agreement, day: LocalDate, session: Session): Promise<LocalDate | null> {
      const row = await entries.findOne(
        { county, agreement: code, period: { $gte: periodOf(day) }, occurredOn: { $gt: day } },
        { sort: { occurredOn: -1 }, session },
      );
      return row?.occurredOn ?? null;
    },

    async setEnd(id: string, endsOn: LocalDate, session: Session): Promise<void> {
      await agreements.updateOne({ _id: id }, { $set: { endsOn }, $inc: { version: 1 } }, { session });
    },

    async setState(id: string, state: AgreementState, session: Session): Promise<void> {
      await agreements.updateOne({ _id: id }, { $set: { state }, $inc: { version: 1 } }, { session });
    },

    async setTerms(id: string, startsIn: Period, terms: readonly Terms[], session: Session): Promise<void> {
      await agreements.updateOne(
        { _id: id },
        { $set: { startsIn, terms: [...terms] }, $inc: { version: 1 } },
        { session },
      );
    },

    /** Maker ≠ checker is a condition of the write here too: false where this person drafted the version. */
    async activateTerms(
      id: string,
      draft: Terms,
      terms: readonly Terms[],
      by: string,
      session: Session,
    ): Promise<boolean> {
      const drafted = { from: draft.from, state: 'DRAFT', draftedBy: { $ne: by } };
      const updated = await agreements.updateOne(
        { _id: id, state: 'ACTIVE', terms: { $elemMatch: drafted } },
        { $set: { terms: [...terms] }, $inc: { version: 1 } },
        { session },
      );
      return updated.modifiedCount === 1;
    },
  };
}
