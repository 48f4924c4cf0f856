import type { LocalDate } from '@hh/kernel/period.ts';
import { type Actor, rowsVisibleTo } from '@hh/service/actor.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { Agreement, AgreementState, Terms } from './agreement.ts';

type AgreementRow = Omit<Agreement, 'id'> & { readonly _id: string };

export const agreementsCollection: CollectionSpec = {
  name: 'agreements',
  indexes: [
    { name: 'code', key: { county: 1, code: 1 }, unique: true },
    { name: 'operator', key: { county: 1, operator: 1, code: 1 } },
    { name: 'operator_anywhere', key: { operator: 1, code: 1 } },
    { name: 'community', key: { county: 1, community: 1, code: 1 } },
    { name: 'beneficiary', key: { county: 1, 'terms.weights.beneficiary': 1, code: 1 } },
  ],
  schema: {
    required: ['county', 'code', 'name', 'operator', 'community', 'state', 'startsIn', 'terms', 'createdBy'],
    properties: {
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
  readonly state?: AgreementState | null;
  readonly operator?: string | null;
  readonly community?: string | null;
  readonly beneficiary?: string | null;
}

export type AgreementStore = ReturnType<typeof createAgreementStore>;

export function createAgreementStore(connection: Connection) {
  const agreements = connection.collection<AgreementRow>('agreements');
  const read = ({ _id, ...rest }: AgreementRow): Agreement => ({ id: _id, ...rest });
  const readable = (actor: Actor | null) =>
    rowsVisibleTo(actor, 'agreements:read', { place: 'community', enterprise: 'operator' });
  const within = (session?: Session) => (session ? { session } : {});
  const matching = (filter: AgreementFilter) => ({
    ...(filter.state && { state: filter.state }),
    ...(filter.operator && { operator: filter.operator }),
    ...(filter.community && { community: filter.community }),
    ...(filter.beneficiary && { 'terms.weights.beneficiary': filter.beneficiary }),
  });

  return {
    async byCode(county: string, code: string, session?: Session): Promise<Agreement | null> {
      const row = await agreements.findOne({ county, code }, within(session));
      return row && read(row);
    },

    /** Those of one code that an actor may read: one, or one per county where codes repeat. */
    async readableByCode(actor: Actor | null, code: string, county: string | null): Promise<readonly Agreement[]> {
      const rows = await agreements
        .find({ $and: [{ code, ...(county && { county }) }, readable(actor)] })
        .limit(2)
        .toArray();
      return rows.map(read);
    },

    /** The agreement of one code that one of these enterprises operates. */
    async operatedBy(enterprises: readonly string[], code: string): Promise<Agreement | null> {
      const row = await agreements.findOne({ operator: { $in: [...enterprises] }, code });
      return row && read(row);
    },

    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Agreement>> {
      const rows = await agreements.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(rows.map((row) => [row._id, read(row)]));
    },

    async page(
      actor: Actor | null,
      county: string | null,
      filter: AgreementFilter,
      page: Page,
    ): Promise<readonly Agreement[]> {
      const { filter: bounds, sort, limit } = pageQuery(page, ['code', '_id']);
      const query = { $and: [{ ...(county && { county }), ...matching(filter) }, readable(actor), bounds] };
      return (await agreements.find(query).sort(sort).limit(limit).toArray()).map(read);
    },

    count: (actor: Actor | null, county: string | null, filter: AgreementFilter): Promise<number> =>
      agreements.countDocuments({ $and: [{ ...(county && { county }), ...matching(filter) }, readable(actor)] }),

    async insert({ id, ...rest }: Agreement, session: Session): Promise<void> {
      await agreements.insertOne({ _id: id, ...rest }, { session });
    },

    /** Maker ≠ checker is a condition of the write: false when it is no draft any more, or this person drafted it. */
    async activate(id: string, by: string, at: Date, session: Session): Promise<boolean> {
      const updated = await agreements.updateOne(
        { _id: id, state: 'DRAFT', createdBy: { $ne: by } },
        {
          $set: {
            state: 'ACTIVE',
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

    async end(id: string, endsOn: LocalDate, session: Session): Promise<boolean> {
      const updated = await agreements.updateOne(
        { _id: id, state: 'ACTIVE' },
        { $set: { state: 'ENDED', endsOn }, $inc: { version: 1 } },
        { session },
      );
      return updated.modifiedCount === 1;
    },

    /** Adds a drafted version, in the place of a draft from the same period. */
    async draftTerms(id: string, version: number, terms: readonly Terms[], session: Session): Promise<boolean> {
      const updated = await agreements.updateOne(
        { _id: id, version },
        { $set: { terms: [...terms] }, $inc: { version: 1 } },
        { session },
      );
      return updated.modifiedCount === 1;
    },
  };
}
