/** The figures of the programme that this service counts, each a line. */
import type { FigureTable } from '@hh/service/figures.ts';
import type { StationStore } from '../station/station.store.ts';

const joint = { mechanism: 'JOINT_BUILDING', unit: 'COUNT' } as const;
const since = { on: 'since' } as const;

export function createFigures(stations: StationStore) {
  return {
    centers: {
      ...joint,
      row: 'S32',
      collection: 'volunteer_centers',
      type: 'VolunteerCenter',
      dated: since,
      finest: 'Street',
    },
    zones: {
      ...joint,
      row: 'S33',
      collection: 'volunteer_zones',
      type: 'VolunteerZone',
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
  } as const satisfies FigureTable;
}
