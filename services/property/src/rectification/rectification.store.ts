import { defineRegister } from '@hh/service/register/register.ts';
import {
  dueOn,
  findingExtra,
  findingFields,
  findingStates,
  inspectionFields,
  keyCompoundFields,
} from './rectification.ts';

/** Each key compound has one county leader, and no leader has two. */
export const keyCompounds = defineRegister({
  type: 'KeyCompound',
  collection: 'key_compounds',
  fields: keyCompoundFields,
  place: 'compound',
  create: { mutation: 'nameKeyCompound', may: 'rectification:direct' },
  unique: [
    { name: 'one charge a compound', fields: ['compound'] },
    { name: 'one compound a leader', fields: ['countyLeader'] },
  ],
});

export const inspections = defineRegister({
  type: 'Inspection',
  collection: 'inspections',
  fields: inspectionFields,
  place: { of: 'keyCompound' },
  create: { mutation: 'recordInspection', may: 'rectification:inspect' },
  order: ['heldOn'],
});

export const findings = defineRegister({
  type: 'Finding',
  collection: 'findings',
  fields: findingFields,
  extra: findingExtra,
  place: { of: 'inspection' },
  create: {
    mutation: 'recordFinding',
    may: 'rectification:inspect',
    state: 'OPEN',
    decide: (draft) => ({ dueOn: dueOn(draft) }),
  },
  states: findingStates,
  order: ['foundOn'],
});
