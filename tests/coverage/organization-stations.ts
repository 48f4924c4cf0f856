import type { Coverage } from './coverage.ts';

const figure = (key: string) => `{ county(code: "371322") { organization { ${key} } } }`;
const initiative = (code: string) => ({
  at: ['Initiative', `InitiativeCode.${code}`, 'Initiative.milestones'],
  ask: '{ county(code: "371322") { initiatives { edges { node { code milestones { totalCount } } } } } }',
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  holds: ({ county }: any) =>
    county.initiatives.edges.some(
      ({ node }: { node: { code: string; milestones: { totalCount: number } } }) =>
        node.code === code && node.milestones.totalCount > 0,
    ),
});
const PARTNERS =
  '{ community(code: "371322001001") { redPartners { edges { node { kind pledges propertyCompany { name } } } } } }';
interface Partner {
  readonly node: {
    readonly kind: string;
    readonly pledges: readonly string[];
    readonly propertyCompany: object | null;
  };
}

export const stations: Coverage = {
  S01: {
    zh: '党建引领城市社区“幸福家园”建设',
    en: 'Happy Homes programme',
    at: ['County', 'County.organization', 'County.volunteers', 'County.property', 'County.economy'],
    ask: '{ county(code: "371322") { name organization { branches } volunteers { teams } property { premisesRecovered } economy { companies } } }',
    holds: ({ county }) =>
      county.name === '郯城县' &&
      county.organization.branches + county.volunteers.teams === 116 &&
      county.property.premisesRecovered === 452 &&
      county.economy.companies === 16,
  },
  S02: {
    zh: '四项机制',
    en: 'four mechanisms',
    at: ['Mechanism', 'Figure.mechanism'],
    ask: '{ county(code: "371322") { organization { figures { mechanism } } volunteers { figures { mechanism } } property { figures { mechanism } } economy { figures { mechanism } } } }',
    holds: ({ county }) =>
      new Set(
        Object.values(county as Record<string, { figures: { mechanism: string }[] }>).flatMap(({ figures }) =>
          figures.map(({ mechanism }) => mechanism),
        ),
      ).size === 4,
  },
  S08: {
    zh: '五项行动',
    en: 'five initiatives',
    at: ['Initiative', 'InitiativeCode', 'OrganizationFigures.initiatives'],
    ask: figure('initiatives'),
    holds: ({ county }) => county.organization.initiatives === 5,
  },
  S09: {
    zh: '街道赋权扩能',
    en: 'initiative 1: street empowerment',
    at: ['InitiativeCode.STREET_EMPOWERMENT', 'DelegatedPower', 'Street.delegatedPowers'],
    ask: '{ street(code: "371322001") { delegatedPowers { totalCount } } }',
    holds: ({ street }) => street.delegatedPowers.totalCount > 0,
  },
  S10: {
    zh: '社区治理创新',
    en: 'initiative 2: community governance innovation',
    ...initiative('COMMUNITY_INNOVATION'),
  },
  S11: { zh: '小区优化提升', en: 'initiative 3: compound upgrading', ...initiative('COMPOUND_UPGRADE') },
  S12: { zh: '楼栋赋能增效', en: 'initiative 4: building enablement', ...initiative('BUILDING_ENABLEMENT') },
  S13: {
    zh: '党员中心户集中亮相',
    en: 'initiative 5: public presentation of hub households',
    at: [
      'InitiativeCode.HUB_PRESENTATION',
      'HubHousehold.presentedOn',
      'HubHousehold.plateNo',
      'NoticeKind.HUB_HOUSEHOLDS',
    ],
    ask: '{ compound(code: "37132200100101") { hubHouseholds(first: 1) { edges { node { plateNo presentedOn } } } notices(filter: { kind: HUB_HOUSEHOLDS }) { edges { node { state lastDay } } } } }',
    holds: ({ compound }) =>
      compound.hubHouseholds.edges[0].node.presentedOn !== null && compound.notices.edges[0].node.state === 'CLOSED',
  },
  S15: {
    zh: '实体化小区党支部建设',
    en: 'entity (staffed, housed) compound branch',
    at: ['Branch.entityStatus', 'BranchEntityStatus.isEntity'],
    ask: '{ county(code: "371322") { communities { compounds { branch { entityStatus { isEntity } } } } } }',
    holds: ({ county }) =>
      county.communities.every(({ compounds }: { compounds: { branch: { entityStatus: { isEntity: boolean } } }[] }) =>
        compounds.every(({ branch }) => branch.entityStatus.isEntity),
      ),
  },
  S19: {
    zh: '投资建设党群服务站',
    en: 'investment in Party-mass service stations',
    at: ['StationInvestment', 'OrganizationFigures.stationInvestment'],
    ask: figure('stationInvestment'),
    holds: ({ county }) => Number(county.organization.stationInvestment) > 1_400_000,
  },
  S20: {
    zh: '党群服务站全覆盖、专属专用',
    en: 'service station in every compound, dedicated use',
    at: ['ServiceStation', 'ServiceStation.dedicated', 'Compound.station', 'OrganizationFigures.stations'],
    ask: '{ county(code: "371322") { organization { stations } communities { compounds { station { dedicated premises { state } } } } } }',
    holds: ({ county }) =>
      county.organization.stations === 58 &&
      county.communities.every(
        ({ compounds }: { compounds: { station: { dedicated: boolean; premises: object } }[] }) =>
          compounds.every(({ station }) => station.dedicated && station.premises),
      ),
  },
  S21: {
    zh: '建成达标率',
    en: 'station standard rate',
    at: ['StationAssessment.passed', 'OrganizationFigures.stationStandardBp'],
    ask: figure('stationStandardBp'),
    holds: ({ county }) => county.organization.stationStandardBp === 10_000,
  },
  S24: {
    zh: '“红色合伙人”模式',
    en: 'Red Partners',
    at: ['RedPartner', 'RedPartner.pledges', 'Community.redPartners'],
    ask: PARTNERS,
    holds: ({ community }) => community.redPartners.edges.every(({ node }: Partner) => node.pledges.length > 0),
  },
  S25: {
    zh: '居委会、业委会、物业企业、共驻共建单位、社会组织',
    en: 'five kinds of partner organisations',
    at: ['RedPartnerKind', 'RedPartner.propertyCompany', 'RedPartner.ownersCommittee'],
    ask: PARTNERS,
    holds: ({ community }) =>
      ['RESIDENTS_COMMITTEE', 'OWNERS_COMMITTEE', 'PROPERTY_COMPANY', 'CO_RESIDENT_UNIT', 'SOCIAL_ORG'].every((kind) =>
        community.redPartners.edges.some(
          ({ node }: Partner) => node.kind === kind && (kind !== 'PROPERTY_COMPANY' || node.propertyCompany),
        ),
      ),
  },
};
