import { defineRegister } from '@hh/service/register/register.ts';
import {
  initiativeFields,
  milestoneExtra,
  milestoneFields,
  milestoneStates,
  planned,
  powerExtra,
  powerFields,
  powerStates,
} from './initiative.ts';

export const initiatives = defineRegister({
  type: 'Initiative',
  collection: 'initiatives',
  fields: initiativeFields,
  place: 'county',
  create: { mutation: 'beginInitiative', may: 'initiatives:direct' },
  unique: [{ name: 'each initiative once', fields: ['code'] }],
  order: ['code'],
});

export const milestones = defineRegister({
  type: 'Milestone',
  collection: 'milestones',
  fields: milestoneFields,
  extra: milestoneExtra,
  place: 'place',
  create: { mutation: 'planMilestone', may: 'initiatives:work', state: 'PLANNED', decide: planned },
  states: milestoneStates,
  indexes: [{ name: 'initiative', key: { initiative: 1, dueOn: 1, _id: 1 } }],
  order: ['dueOn'],
});

export const delegatedPowers = defineRegister({
  type: 'DelegatedPower',
  collection: 'delegated_powers',
  fields: powerFields,
  extra: powerExtra,
  place: 'street',
  create: { mutation: 'delegatePower', may: 'initiatives:direct' },
  states: powerStates,
  unique: [{ name: 'one delegation of a power', fields: ['street', 'power'], where: { state: 'IN_FORCE' } }],
  order: ['since'],
});
