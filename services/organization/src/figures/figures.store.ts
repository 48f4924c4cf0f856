/** The figures of the programme that this service counts, each a line. */
import type { Computed, Figure, FigureTable } from '@hh/service/figures.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { buildingCoverageIn, tiersIn } from './party-figures.store.ts';
import { requestFigures } from './request-figures.store.ts';
import { stationCoverageIn, stationStandardIn } from './station-figures.store.ts';

const planning = { mechanism: 'SYSTEMATIC_PLANNING', unit: 'COUNT', finest: 'Compound' } as const;
const founded = { from: 'foundedOn', to: 'dissolvedOn' } as const;
const held = { from: 'since', to: 'until' } as const;
const post = { ...planning, collection: 'posts', type: 'Post', unit: 'PERSONS', dated: held } as const;
const activated = { mechanism: 'ACTIVATED_FACTORS', unit: 'PERSONS' } as const;

const counted = {
  generalBranches: {
    ...planning,
    row: 'S04',
    collection: 'general_branches',
    type: 'GeneralBranch',
    titled: 'name',
    dated: founded,
    finest: 'Community',
  },
  branches: { ...planning, row: 'S05', collection: 'branches', type: 'Branch', titled: 'name', dated: founded },
  groups: { ...planning, row: 'S06', collection: 'groups', type: 'Group', titled: 'name', dated: founded },
  hubHouseholds: {
    ...planning,
    row: 'S07',
    collection: 'hub_households',
    type: 'HubHousehold',
    titled: 'plateNo',
    dated: held,
  },
  fullTimeSecretaries: {
    ...planning,
    row: 'S22',
    collection: 'appointments',
    type: 'Appointment',
    where: { rung: 2, fullTime: true, state: { $in: ['IN_FORCE', 'ENDED'] } },
    dated: held,
    unit: 'PERSONS',
  },
  gridWorkers: {
    ...post,
    row: 'S27',
    mechanism: 'JOINT_BUILDING',
    where: { kind: 'GRID_WORKER' },
    finest: 'Community',
  },
  socialWorkers: {
    ...post,
    row: 'S28',
    mechanism: 'JOINT_BUILDING',
    where: { kind: 'SOCIAL_WORKER' },
    finest: 'Community',
  },
  buildingChiefs: { ...post, row: 'S29', mechanism: 'JOINT_BUILDING', where: { kind: 'BUILDING_CHIEF' } },
  initiatives: {
    ...planning,
    row: 'S08',
    collection: 'initiatives',
    type: 'Initiative',
    titled: 'name',
    told: 'goal',
    dated: { on: 'since' },
    finest: 'County',
  },
  stations: {
    ...planning,
    row: 'S20',
    collection: 'service_stations',
    type: 'ServiceStation',
    titled: 'name',
    dated: { from: 'openedOn', to: 'closedOn' },
  },
  stationInvestment: {
    ...planning,
    row: 'S19',
    collection: 'station_investments',
    type: 'StationInvestment',
    dated: { on: 'paidOn' },
    value: { sum: 'amount' },
    unit: 'CNY',
  },
  yellowFlagReplacements: {
    ...activated,
    row: 'S72',
    collection: 'appointments',
    type: 'Appointment',
    where: { endReason: 'YELLOW_FLAG' },
    dated: { on: 'until' },
    finest: 'Compound',
  },
  ladderRungs: {
    ...activated,
    row: 'S73',
    collection: 'ladder_rungs',
    type: 'LadderRung',
    titled: 'name',
    dated: held,
    finest: 'County',
    unit: 'COUNT',
  },
  commendations: {
    ...activated,
    row: 'S76',
    collection: 'commendations',
    type: 'Commendation',
    titled: 'title',
    where: { state: 'PUBLISHED' },
    dated: { on: 'publishedOn' },
    finest: 'Community',
  },
  ...requestFigures,
} as const satisfies FigureTable;

export function createFigures(connection: Connection) {
  const county = { ...planning, finest: 'County' } as const;
  const tiers: Computed = { ...county, row: 'S03', type: 'PartyUnit', compute: tiersIn(connection) };
  const mechanisms: Computed = {
    ...county,
    row: 'S02',
    type: 'Figure',
    compute: async (places) => {
      const all = new Set(Object.values<Figure>(counted).map(({ mechanism }) => mechanism));
      return new Map(places.map((place) => [place, all.size]));
    },
  };
  const buildingCoverageBp: Computed = {
    ...planning,
    row: 'S14',
    type: 'Group',
    unit: 'BP',
    compute: buildingCoverageIn(connection),
  };
  const station = { ...planning, type: 'ServiceStation', unit: 'BP' } as const;
  const stationStandardBp: Computed = { ...station, row: 'S21', compute: stationStandardIn(connection) };
  const stationCoverageBp: Computed = { ...station, row: 'S20', compute: stationCoverageIn(connection) };
  const computed = { tiers, mechanisms, buildingCoverageBp, stationStandardBp, stationCoverageBp };
  return { ...counted, ...computed } satisfies FigureTable;
}
