/** What the demonstration county counts at the end of 2025, by service and figure. */
export const published = {
  volunteers: {
    centers: '1',
    zones: '4',
    zoneCommunities: '27',
    teams: '58',
    circleCoverageBp: '10000',
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
