import { defineRegister } from '@hh/service/register/register.ts';
import { commendationExtra, commendationFields, commendationStates } from './commendation.ts';

export const commendations = defineRegister({
  type: 'Commendation',
  collection: 'commendations',
  fields: commendationFields,
  extra: commendationExtra,
  place: 'place',
  create: {
    mutation: 'proposeCommendation',
    may: 'commendations:propose',
    state: 'PROPOSED',
    decide: (_, { actor }) => ({ proposedBy: actor.id }),
  },
  states: commendationStates,
  unique: [{ name: 'one title a person and year', fields: ['title', 'year', 'person'] }],
  read: 'commendations:propose',
  open: { state: 'PUBLISHED' },
  order: ['publishedOn'],
});
