import { defineRegister } from '@hh/service/register/register.ts';
import { type Held, ownershipExtra, ownershipFields, ownershipStates, whyNotHeld } from './ownership.ts';

export const ownerships = defineRegister({
  type: 'Ownership',
  collection: 'ownerships',
  fields: ownershipFields,
  extra: ownershipExtra,
  place: { of: 'dwelling' },
  create: {
    mutation: 'recordOwnership',
    may: 'ownerships:record',
    decide: (draft: Held, { today }) => whyNotHeld(draft, today) ?? {},
  },
  states: ownershipStates,
  unique: [{ name: 'one ownership of a dwelling', fields: ['dwelling'], where: { state: 'IN_FORCE' } }],
  indexes: [
    { name: 'owners', key: { owners: 1, since: 1, _id: 1 } },
    { name: 'dwelling', key: { dwelling: 1, since: 1, _id: 1 } },
  ],
  read: 'ownerships:read',
  readBy: ['owners'],
  order: ['since'],
});
