/** The figures of the programme that this service counts, each a line. */
import { area } from '@hh/kernel/shape.ts';
import type { FigureTable } from '@hh/service/figures.ts';
import { whoAreSecretaries } from '../owners-committee/owners-committee.store.ts';

const breakthrough = { mechanism: 'KEY_BREAKTHROUGHS', unit: 'COUNT', finest: 'Compound' } as const;
const charge = {
  ...breakthrough,
  collection: 'key_compounds',
  type: 'KeyCompound',
  titled: 'campaign',
  dated: { on: 'since' },
} as const;
const recovered = {
  mechanism: 'SYSTEMATIC_PLANNING',
  finest: 'Compound',
  collection: 'premises',
  type: 'Premises',
  titled: 'address',
  where: { recoveredOn: { $ne: null } },
  dated: { on: 'recoveredOn' },
} as const;
const serving = {
  ...breakthrough,
  collection: 'owners_committee_members',
  type: 'OwnersCommitteeMember',
  dated: { from: 'since', to: 'until' },
} as const;

export const figures = {
  premisesRecovered: { ...recovered, row: 'S16', unit: 'COUNT' },
  premisesAreaM2: {
    ...recovered,
    row: 'S17',
    unit: 'M2',
    value: { sum: 'areaM2' },
    show: (hundredths) => area.show?.(Number(hundredths) as never),
  },
  concurrentDirectors: { ...serving, row: 'S64', where: { isDirector: true }, among: whoAreSecretaries },
  crossAppointments: { ...serving, row: 'S63', where: { isBranchMember: true } },
  consultationItemsResolved: {
    ...breakthrough,
    row: 'S65',
    collection: 'consultation_items',
    type: 'ConsultationItem',
    titled: 'title',
    where: { state: 'RESOLVED' },
    dated: { on: 'resolvedOn' },
  },
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
    titled: 'title',
    where: { state: 'VERIFIED' },
    dated: { on: 'verifiedOn' },
  },
} as const satisfies FigureTable;
