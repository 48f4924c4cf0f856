import { defineRegister } from '@hh/service/register/register.ts';
import { measureFields, microServiceFields, recordMicroService } from './measure.ts';

export const serviceMeasures = defineRegister({
  type: 'ServiceMeasure',
  collection: 'service_measures',
  fields: measureFields,
  place: 'county',
  create: { mutation: 'defineServiceMeasure', may: 'services:define' },
  unique: [{ name: 'one measure a number', fields: ['no'] }],
  order: ['no'],
});

export const microServices = defineRegister({
  type: 'MicroService',
  collection: 'micro_services',
  fields: microServiceFields,
  place: 'compound',
  create: { mutation: 'recordMicroService', may: 'micro-services:record', decide: recordMicroService },
  indexes: [
    { name: 'measure', key: { measure: 1, heldOn: 1, _id: 1 } },
    { name: 'team', key: { team: 1, heldOn: 1, _id: 1 } },
    { name: 'figures', key: { county: 1, place: 1, heldOn: 1, personTimes: 1 } },
  ],
  order: ['heldOn'],
});
