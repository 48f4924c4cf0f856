/** The figures of the programme that this service counts, each a line. */
import type { FigureTable } from '@hh/service/figures.ts';

const breakthrough = { mechanism: 'KEY_BREAKTHROUGHS', unit: 'COUNT', finest: 'Compound' } as const;
const charge = { ...breakthrough, collection: 'key_compounds', type: 'KeyCompound', dated: { on: 'since' } } as const;

export const figures = {
  countyLeads: { ...charge, row: 'S67', value: { distinct: 'countyLeader' } },
  streetLeads: { ...charge, row: 'S68', value: { sum: { $size: '$streetLeads' } } },
  inspections: {
    ...breakthrough,
    row: 'S69',
    collection: 'inspections',
    type: 'Inspection',
    dated: { on: 'heldOn' },
  },
  findingsResolved: {
    ...breakthrough,
    row: 'S70',
    collection: 'findings',
    type: 'Finding',
    where: { state: 'VERIFIED' },
    dated: { on: 'verifiedOn' },
  },
} as const satisfies FigureTable;
