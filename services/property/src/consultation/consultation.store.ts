import { defineRegister } from '@hh/service/register/register.ts';
import { consultationFields, itemExtra, itemFields, itemStates, whyNotCarriedOn, whyNotHeld } from './consultation.ts';

const REQUEST = 'query($id: ID!) { serviceRequest(id: $id) { level compound { code } } }';

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
  asks: {
    escalateConsultationItem: async ({ place }, { request }, ask) => {
      const { serviceRequest } = await ask<{ serviceRequest: Parameters<typeof whyNotCarriedOn>[0] }>(REQUEST, {
        id: request,
      });
      return whyNotCarriedOn(serviceRequest, place);
    },
  },
  order: ['dueOn'],
});
