import { defineRegister } from '@hh/service/register/register.ts';
import {
  handoverFields,
  premisesExtra,
  premisesFields,
  premisesStates,
  whyNotFound,
  whyNotHandedOver,
} from './premises.ts';

export const premises = defineRegister({
  type: 'Premises',
  collection: 'premises',
  fields: premisesFields,
  extra: premisesExtra,
  place: 'compound',
  create: {
    mutation: 'recordPremises',
    may: 'premises:record',
    state: 'FOUND',
    decide: (draft, facts) => whyNotFound(draft, facts) ?? {},
  },
  states: premisesStates,
  unique: [{ name: 'one entry of premises', fields: ['compound', 'address'] }],
  order: ['foundOn'],
});

export const handovers = defineRegister({
  type: 'PremisesHandover',
  collection: 'premises_handovers',
  fields: handoverFields,
  place: { of: 'premises' },
  create: {
    mutation: 'handOverPremises',
    may: 'premises:recover',
    decide: (draft, { today, found: { premises } }) => whyNotHandedOver(draft, premises as never, { today }) ?? {},
  },
  order: ['handedOverOn'],
});
