import { defineRegister } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { compoundsOfBuildings } from '../building/building.store.ts';
import { assigned, postExtra, postFields, postStates } from './post.ts';

export const posts = defineRegister({
  type: 'Post',
  collection: 'posts',
  fields: postFields,
  extra: postExtra,
  place: 'place',
  create: { mutation: 'assignPost', may: 'posts:assign', decide: assigned },
  states: postStates,
  unique: [
    { name: 'one chief a building', fields: ['building'], where: { kind: 'BUILDING_CHIEF', state: 'IN_FORCE' } },
  ],
  indexes: [
    { name: 'building', key: { building: 1, state: 1 } },
    { name: 'person', key: { person: 1, state: 1 } },
    { name: 'figures', key: { county: 1, kind: 1, place: 1, since: 1, until: 1 } },
  ],
  looks: { assignPost: compoundsOfBuildings('building') },
  order: ['since'],
});

/** For loaders: the chief of each building. */
export const chiefsOf = (store: RegisterStore) => async (buildings: readonly string[]) => {
  const rows = await store.find({ building: { $in: [...buildings] }, kind: 'BUILDING_CHIEF', state: 'IN_FORCE' });
  return new Map(rows.map((row) => [String(row.building), row]));
};
