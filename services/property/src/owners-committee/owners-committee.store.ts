import type { LocalDate } from '@hh/kernel/period.ts';
import type { CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import { defineRegister, type Look } from '@hh/service/register/register.ts';
import { countyCode } from '../compound/compound.ts';
import { committeeExtra, committeeFields, committeeStates, memberExtra, memberFields } from './owners-committee.ts';

/** Of those who are named, the ones who own something in the compound. */
const ownersAmong: Look = async (committees, { parts, session }) => {
  const { place, elected } = committees[0] as { readonly place: string; readonly elected: readonly string[] };
  const held = { county: countyCode(place), place, state: 'IN_FORCE', owners: { $in: [...elected] } };
  const found = (await parts.stores.get('Ownership')?.find(held, session)) ?? [];
  return new Set(found.flatMap(({ owners }) => owners));
};

/** One is in office in a compound. */
export const committees = defineRegister({
  type: 'OwnersCommittee',
  collection: 'owners_committees',
  fields: committeeFields,
  extra: committeeExtra,
  place: 'compound',
  create: {
    mutation: 'prepareOwnersCommittee',
    may: 'committees:prepare',
    state: 'PREPARING',
    decide: () => ({ elected: [], branchMembers: [] }),
  },
  states: committeeStates,
  looks: { electOwnersCommittee: ownersAmong, replaceCommitteeDirector: ownersAmong },
  unique: [
    { name: 'one committee of a term', fields: ['compound', 'term'] },
    { name: 'one committee in office', fields: ['compound'], where: { state: 'IN_OFFICE' } },
  ],
  order: ['term'],
});

/** Who serves, from a day to a day: entered and ended by what becomes of the committee. */
export const members = defineRegister({
  type: 'OwnersCommitteeMember',
  collection: 'owners_committee_members',
  fields: memberFields,
  extra: memberExtra,
  place: { of: 'committee' },
  create: { mutation: 'beginCommitteeMembership', may: 'effect' },
  unique: [
    { name: 'one membership of a person', fields: ['committee', 'person'], where: { until: null } },
    { name: 'one director', fields: ['committee'], where: { isDirector: true, until: null } },
  ],
  order: ['since'],
});

/**
 * What is known here of the secretary of a compound's branch: organization owns it and says when it changes. The figures of
 * a whole county count by it; of one committee the organization is asked itself.
 */
export interface Secretary {
  /** The appointment's id, and the number of its change. */
  readonly id: string;
  readonly version: number;
  readonly place: string;
  readonly person: string;
  readonly since: LocalDate;
  readonly until: LocalDate | null;
}

export const secretariesCollection: CollectionSpec = {
  name: 'secretaries',
  indexes: [{ name: 'place', key: { county: 1, place: 1, since: 1 } }],
  schema: { required: ['county', 'place', 'person', 'since', 'until', 'version'] },
};

type SecretaryRow = Omit<Secretary, 'id'> & { readonly _id: string; readonly county: string };

export function createSecretaryStore(connection: Connection) {
  const secretaries = connection.collection<SecretaryRow>('secretaries');
  return {
    /** An earlier change that comes after a later one says nothing. */
    async save({ id, ...rest }: Secretary, session: Session): Promise<void> {
      const known = await secretaries.findOne({ _id: id }, { session });
      if (known && known.version >= rest.version) return;
      const row = { ...rest, county: countyCode(rest.place) };
      await secretaries.replaceOne({ _id: id }, row, { upsert: true, session });
    },
  };
}

/** Leaves, of a figure's rows of members, the directors who were secretary of the branch of the same compound that day. */
export function whoAreSecretaries(asOf: LocalDate): readonly object[] {
  const same = [
    { $eq: ['$county', '$$county'] },
    { $eq: ['$place', '$$place'] },
    { $eq: ['$person', '$$person'] },
    { $lte: ['$since', asOf] },
    { $or: [{ $eq: ['$until', null] }, { $gt: ['$until', asOf] }] },
  ];
  return [
    {
      $lookup: {
        from: 'secretaries',
        let: { county: '$county', place: '$place', person: '$person' },
        pipeline: [{ $match: { $expr: { $and: same } } }, { $limit: 1 }, { $project: { _id: 1 } }],
        as: 'secretary',
      },
    },
    { $match: { secretary: { $ne: [] } } },
  ];
}
