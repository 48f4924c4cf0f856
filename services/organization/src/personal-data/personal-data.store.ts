import type { Connection } from '@hh/service/mongo.ts';
import { defineRegister, type Register } from '@hh/service/register/register.ts';
import { requestExtra, requestFields, requestStates } from './personal-data.ts';

export const personalDataRequests = defineRegister({
  type: 'PersonalDataRequest',
  collection: 'personal_data_requests',
  fields: requestFields,
  extra: requestExtra,
  place: 'place',
  create: { mutation: 'requestPersonalData', may: 'effect', state: 'REQUESTED' },
  states: requestStates,
  unique: [{ name: 'one open request of a kind', fields: ['person', 'kind'], where: { state: 'REQUESTED' } }],
  indexes: [{ name: 'person', key: { person: 1, _id: 1 } }],
  read: 'people:decide',
  readBy: ['person'],
});

/** Rows of one register that name a person, and in which fields. */
export interface Kept {
  readonly type: string;
  readonly fields: readonly string[];
  readonly count: number;
  readonly ids: readonly string[];
}

const AT_MOST = 200;

/** Where the registers of this service name a person: by the index of the county, a question each, since few ask and seldom. */
export function keptOf(connection: Connection, registers: readonly Register[]) {
  const naming = registers.flatMap(({ type, collection, fields, extra = {} }) => {
    const own = Object.entries({ ...fields, ...extra }).filter(([, { of }]) => of === 'Person');
    return own.length > 0 ? [{ type, collection, fields: own.map(([name]) => name) }] : [];
  });
  return async (county: string, person: string): Promise<readonly Kept[]> => {
    const found = naming.map(async ({ type, collection, fields }) => {
      const rows = connection.collection<{ _id: string }>(collection);
      const filter = { county, $or: fields.map((field) => ({ [field]: person })) };
      const some = await rows
        .find(filter, { projection: { _id: 1 } })
        .limit(AT_MOST)
        .toArray();
      const count = some.length < AT_MOST ? some.length : await rows.countDocuments(filter);
      return { type, fields, count, ids: some.map(({ _id }) => String(_id)) };
    });
    return (await Promise.all(found)).filter(({ count }) => count > 0);
  };
}
