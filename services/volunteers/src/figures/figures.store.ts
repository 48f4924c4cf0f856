/** The figures of the programme that this service counts, each a line. */
import type { FigureTable } from '@hh/service/figures.ts';
import type { StationStore } from '../station/station.store.ts';

const joint = { mechanism: 'JOINT_BUILDING', unit: 'COUNT' } as const;
const since = { on: 'since' } as const;
const measure = {
  ...joint,
  collection: 'service_measures',
  type: 'ServiceMeasure',
  titled: 'name',
  dated: since,
  finest: 'County',
} as const;
const microService = {
  ...joint,
  collection: 'micro_services',
  type: 'MicroService',
  dated: { on: 'heldOn' },
  finest: 'Compound',
} as const;

export function createFigures(stations: StationStore) {
  return {
    centers: {
      ...joint,
      row: 'S32',
      collection: 'volunteer_centers',
      type: 'VolunteerCenter',
      titled: 'name',
      dated: since,
      finest: 'Street',
    },
    zones: {
      ...joint,
      row: 'S33',
      collection: 'volunteer_zones',
      type: 'VolunteerZone',
      titled: 'name',
      dated: since,
      finest: 'Street',
    },
    zoneCommunities: {
      ...joint,
      row: 'S33',
      collection: 'zone_communities',
      type: 'ZoneCommunity',
      dated: since,
      finest: 'Community',
    },
    teams: {
      ...joint,
      row: 'S34',
      collection: 'volunteer_teams',
      type: 'VolunteerTeam',
      titled: 'name',
      dated: { from: 'since', to: 'until' },
      finest: 'Community',
    },
    circleCoverageBp: {
      mechanism: 'JOINT_BUILDING',
      unit: 'BP',
      row: 'S35',
      type: 'VolunteerStation',
      finest: 'Compound',
      compute: stations.coverage,
    },
    beneficiaries: {
      ...joint,
      row: 'S36',
      unit: 'PERSONS',
      collection: 'volunteer_activities',
      type: 'VolunteerActivity',
      titled: 'title',
      where: { state: 'DONE' },
      dated: { on: 'endsAt' },
      value: { sum: 'beneficiaries' },
      finest: 'Community',
    },
    brands: {
      ...joint,
      row: 'S47',
      collection: 'service_brands',
      type: 'ServiceBrand',
      titled: 'name',
      dated: { from: 'since', to: 'until' },
      finest: 'Street',
    },
    projectCategories: {
      ...joint,
      row: 'S49',
      collection: 'project_categories',
      type: 'ProjectCategory',
      titled: 'name',
      dated: since,
      finest: 'County',
    },
    convenienceProjects: {
      ...joint,
      row: 'S50',
      collection: 'convenience_projects',
      type: 'ConvenienceProject',
      titled: 'name',
      dated: { from: 'confirmedOn', to: 'retiredOn' },
      finest: 'Compound',
    },
    targetGroups: { ...measure, row: 'S51', value: { distinct: 'targetGroup' } },
    measures: { ...measure, row: 'S52' },
    microServices: { ...microService, row: 'S53' },
    microServicePersonTimes: { ...microService, row: 'S54', unit: 'PERSON_TIMES', value: { sum: 'personTimes' } },
  } as const satisfies FigureTable;
}
