import { defineRegister } from '@hh/service/register/register.ts';
import { compoundsOfBuildings } from '../building/building.store.ts';
import { decideVisit, visitFields } from './visit.ts';

export const buildingVisits = defineRegister({
  type: 'BuildingVisit',
  collection: 'building_visits',
  fields: visitFields,
  place: 'compound',
  create: { mutation: 'recordBuildingVisit', may: 'visits:record', decide: decideVisit },
  indexes: [{ name: 'building', key: { county: 1, building: 1, heldOn: 1 } }],
  looks: { recordBuildingVisit: compoundsOfBuildings('building') },
  order: ['heldOn'],
});
