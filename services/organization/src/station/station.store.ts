import { defineRegister } from '@hh/service/register/register.ts';
import {
  assessed,
  assessmentExtra,
  assessmentFields,
  invested,
  investmentFields,
  opened,
  stationExtra,
  stationFields,
  stationStates,
} from './station.ts';

const standing = { state: 'IN_FORCE' };

export const stations = defineRegister({
  type: 'ServiceStation',
  collection: 'service_stations',
  fields: stationFields,
  extra: stationExtra,
  place: 'compound',
  create: { mutation: 'openStation', may: 'stations:keep', decide: opened },
  states: stationStates,
  unique: [
    { name: 'one station a compound', fields: ['compound'], where: standing },
    { name: 'premises of one station', fields: ['premises'], where: standing },
  ],
});

export const stationInvestments = defineRegister({
  type: 'StationInvestment',
  collection: 'station_investments',
  fields: investmentFields,
  place: { of: 'station' },
  create: { mutation: 'recordStationInvestment', may: 'stations:keep', decide: invested },
  indexes: [{ name: 'station', key: { station: 1, paidOn: 1, _id: 1 } }],
  order: ['paidOn'],
});

export const stationAssessments = defineRegister({
  type: 'StationAssessment',
  collection: 'station_assessments',
  fields: assessmentFields,
  extra: assessmentExtra,
  place: { of: 'station' },
  create: { mutation: 'recordStationAssessment', may: 'stations:assess', decide: assessed },
  indexes: [{ name: 'station', key: { station: 1, assessedOn: 1, _id: 1 } }],
  order: ['assessedOn'],
});
