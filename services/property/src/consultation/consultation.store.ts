import { defineRegister } from '@hh/service/register/register.ts';
import { consultationFields, itemExtra, itemFields, itemStates, whyNotHeld } from './consultation.ts';

export const consultations = defineRegister({
  type: 'Consultation',
  collection: 'consultations',
  fields: consultationFields,
  place: 'compound',
  create: {
    mutation: 'recordConsultation',
    may: 'consultations:record',
    decide: (draft, { today }) => whyNotHeld(draft, today) ?? {},
  },
  order: ['heldOn'],
});

export const consultationItems = defineRegister({
  type: 'ConsultationItem',
  collection: 'consultation_items',
  fields: itemFields,
  extra: itemExtra,
  place: { of: 'consultation' },
  create: {
    mutation: 'raiseConsultationItem',
    may: 'consultations:record',
    state: 'RAISED',
    decide: () => ({ agreedBy: [] }),
  },
  states: itemStates,
  order: ['dueOn'],
});
