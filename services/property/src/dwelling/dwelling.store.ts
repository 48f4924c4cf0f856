import { defineRegister, type Look } from '@hh/service/register/register.ts';
import { createBuildingStore } from '../building/building.store.ts';
import { admit, dwellingFields, dwellingStates } from './dwelling.ts';

/** The compound of each building that the drafts name. Buildings are never deleted, so they are read beside the transaction. */
const compoundsOfBuildings: Look = async (drafts, { parts }) => {
  const buildings = createBuildingStore(parts.writer.connection);
  const found = await buildings.byIds([...new Set(drafts.map(({ building }) => String(building)))]);
  return new Map([...found].map(([id, { compound }]) => [id, compound]));
};

export const dwellings = defineRegister({
  type: 'Dwelling',
  collection: 'dwellings',
  fields: dwellingFields,
  place: 'compound',
  create: { mutation: 'registerDwelling', may: 'dwellings:register', decide: admit },
  states: dwellingStates,
  unique: [{ name: 'one dwelling a door', fields: ['building', 'unit', 'no'] }],
  indexes: [{ name: 'building', key: { building: 1, _id: 1 } }],
  read: 'dwellings:read',
  looks: { registerDwelling: compoundsOfBuildings },
});
