import { type Ask, defineRegister } from '@hh/service/register/register.ts';
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
  whyNotThere,
} from './station.ts';

const standing = { state: 'IN_FORCE' };
const PREMISES = 'query($id: ID!) { premises(id: $id) { state purpose compound { code } } }';

/**
 * Premises live in another service, which asks here in turn before it gives them to somebody. Who asks at the same moment
 * as the other hears of neither; of what both then did, `whereNobodyIs` and `leavePremises` undo one. Decision 43.
 */
const inFreePremises: Ask = async ({ premises, compound }, _, ask) => {
  const found = await ask<{ premises: Parameters<typeof whyNotThere>[0] }>(PREMISES, { id: premises });
  return whyNotThere(found.premises, compound);
};

export const stations = defineRegister({
  type: 'ServiceStation',
  collection: 'service_stations',
  fields: stationFields,
  extra: stationExtra,
  place: 'compound',
  create: { mutation: 'openStation', may: 'stations:keep', decide: opened },
  states: stationStates,
  asks: { openStation: inFreePremises },
  indexes: [{ name: 'where', key: { premises: 1, _id: 1 } }],
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
