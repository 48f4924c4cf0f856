import { defineRegister } from '@hh/service/register/register.ts';
import { compoundsOfBuildings } from '../building/building.store.ts';
import { nominationExtra, nominationFields, nominationStates, submitted } from './nomination.ts';

/** Who was put forward is for those who decide, for who did it, and for the person. */
export const nominations = defineRegister({
  type: 'Nomination',
  collection: 'nominations',
  fields: nominationFields,
  extra: nominationExtra,
  place: 'place',
  create: { mutation: 'submitNomination', may: 'nominations:submit', state: 'SUBMITTED', decide: submitted },
  states: nominationStates,
  looks: { submitNomination: compoundsOfBuildings('building') },
  read: 'nominations:read',
  readBy: ['person', 'submittedBy'],
});
