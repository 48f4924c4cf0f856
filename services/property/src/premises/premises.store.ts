import { refuse } from '@hh/kernel/refusal.ts';
import { type Ask, defineRegister } from '@hh/service/register/register.ts';
import {
  handoverFields,
  premisesExtra,
  premisesFields,
  premisesStates,
  whyNotFound,
  whyNotHandedOver,
} from './premises.ts';

const STATION = 'query($id: ID!) { premises(id: $id) { station { id } } }';

/** A station is kept by another service, and has its premises for itself. */
const noStation: Ask = async ({ id }, _, ask) => {
  const { premises } = await ask<{ premises: { station: object | null } | null }>(STATION, { id });
  return premises?.station ? refuse('PREMISES_IN_USE', { field: 'id' }) : null;
};

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
  asks: { usePremises: noStation },
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
