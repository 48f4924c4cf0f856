import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { property { ${key} } } }`;

export const property: Coverage = {
  S66: {
    zh: '重点小区集中整治行动',
    en: 'key-compound rectification campaign',
    at: ['KeyCompound', 'Finding', 'Compound.findings'],
    ask: '{ compound(code: "37132200100101") { findings(first: 1) { edges { node { inspection { keyCompound { campaign } } } } } } }',
    holds: ({ compound }) => compound.findings.edges[0].node.inspection.keyCompound.campaign.length > 0,
  },
  S67: {
    zh: '县级领导班子成员一对一帮包',
    en: 'county leader, one-to-one charge',
    at: ['KeyCompound.countyLeader', 'PropertyFigures.countyLeads'],
    ask: figure('countyLeads'),
    holds: ({ county }) => county.property.countyLeads === 8,
  },
  S68: {
    zh: '街道班子成员、红领书记靠上',
    en: 'street leaders and red-collar secretaries attached',
    at: ['KeyCompound.streetLeads', 'PropertyFigures.streetLeads'],
    ask: figure('streetLeads'),
    holds: ({ county }) => county.property.streetLeads === 12,
  },
  S69: {
    zh: '现场办公、检查督导',
    en: 'on-site sessions and inspections',
    at: ['Inspection', 'InspectionKind', 'PropertyFigures.inspections'],
    ask: figure('inspections'),
    holds: ({ county }) => county.property.inspections === 45,
  },
  S70: {
    zh: '协调解决物业服务等问题',
    en: 'rectification findings solved',
    at: ['Finding.verifiedOn', 'PropertyFigures.findingsResolved'],
    ask: figure('findingsResolved'),
    holds: ({ county }) => county.property.findingsResolved > 160,
  },
};
