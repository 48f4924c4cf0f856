/** What the demonstration county counts at the end of 2025, by service and figure. */
export const published = {
  volunteers: {
    centers: '1',
    zones: '4',
    zoneCommunities: '27',
    teams: '58',
    circleCoverageBp: '10000',
  },
  organization: {
    generalBranches: '27',
    branches: '58',
    groups: '932',
    hubHouseholds: '4312',
    tiers: '4',
    fullTimeSecretaries: '58',
    gridWorkers: '93',
    socialWorkers: '618',
    buildingChiefs: '1635',
  },
  property: {
    premisesRecovered: '452',
    premisesAreaM2: '61800.00',
    consultationItemsResolved: '138',
    countyLeads: '8',
    streetLeads: '12',
    inspections: '45',
    findingsResolved: '163',
  },
} as const;
