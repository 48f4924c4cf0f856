/** The people of the demonstration, one for each persona; names are invented, numbers belong to nobody. */
import { COUNTY, compounds, places } from './county.ts';
import { pick } from './random.ts';
import { operators } from './ventures.ts';

const COMMUNITY = '371322001001';
const COMPOUND = '37132200100101';
const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '郭',
  '何',
  '林',
];
const given = [
  '建国',
  '秀英',
  '志强',
  '丽华',
  '明',
  '芳',
  '海燕',
  '立军',
  '桂兰',
  '伟东',
  '晓梅',
  '文博',
  '佳慧',
  '永福',
  '春玲',
  '振华',
  '雪',
  '思远',
];

interface Persona {
  readonly persona: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly place: string;
  readonly grants: readonly string[];
}

const personas: readonly Persona[] = [
  at('resident', '居民', 'Resident', COMPOUND, 'RESIDENT'),
  at('owner', '业主', 'Owner', COMPOUND, 'OWNER'),
  { ...at('volunteer', '志愿者', 'Volunteer', COMMUNITY, 'VOLUNTEER'), grants: [`VOLUNTEER@${COMMUNITY}`] },
  at('grid-worker', '网格员', 'Grid worker', COMMUNITY, 'GRID_WORKER'),
  at('branch-secretary', '小区党支部书记', "Secretary of the compound's Party branch", COMPOUND, 'BRANCH_SECRETARY'),
  at(
    'community-secretary',
    '社区党总支书记',
    "Secretary of the community's general Party branch",
    COMMUNITY,
    'COMMUNITY_SECRETARY',
  ),
  at('street-officer', '街道党建办干部', 'Officer of the street', '371322001', 'STREET_OFFICER'),
  at('county-officer', '县委社会工作部干部', 'Officer of the county', COUNTY, 'COUNTY_OFFICER'),
  at('property-manager', '物业负责人', 'Property manager', COMPOUND, 'PROPERTY_MANAGER'),
  at('committee-director', '业委会主任', "Director of the owners' committee", COMPOUND, 'COMMITTEE_DIRECTOR'),
  at('company-manager', '强社公司负责人', 'Manager of the community company', COMMUNITY, 'COMPANY_MANAGER'),
  partner('operator', '家政服务公司经办（JV-0001）', 'Clerk of the housekeeping company (JV-0001)', 0),
  partner('other-operator', '便利商业公司经办（JV-0002）', 'Clerk of the convenience store company (JV-0002)', 1),
  at('finance-maker', '财务制单', 'Finance maker', COUNTY, 'FINANCE_MAKER'),
  at('finance-checker', '财务复核', 'Finance checker', COUNTY, 'FINANCE_CHECKER'),
  at('auditor', '审计', 'Auditor', COUNTY, 'AUDITOR'),
  at('admin', '系统管理员', 'Administrator', COUNTY, 'ADMIN'),
  // What one checker has signed, another one reopens.
  at('other-finance-checker', '财务复核（另一人）', 'Second finance checker', COUNTY, 'FINANCE_CHECKER'),
];

/** With the name of a compound or community in theirs, so that whoever chooses one knows where they begin. */
function at(persona: string, nameZh: string, nameEn: string, place: string, role: string): Persona {
  const where = [...places, ...compounds].find(({ code }) => code === place && code.length >= COMMUNITY.length)?.name;
  const [zh, en] = where ? [`${nameZh}（${where}）`, `${nameEn} (${where})`] : [nameZh, nameEn];
  return { persona, nameZh: zh, nameEn: en, place, grants: [`${role}@${place}`] };
}

function partner(persona: string, nameZh: string, nameEn: string, operator: number): Persona {
  return { persona, nameZh, nameEn, place: COUNTY, grants: [`PARTNER@${operators[operator]?.uscc}`] };
}

const personId = (index: number) => `person-${String(index + 1).padStart(4, '0')}`;

/** The n-th person of the demonstration has this name and this number. */
export function nameOf(index: number): string {
  return `${surnames[pick('surname', index, surnames.length)]}${given[pick('given name', index, given.length)]}`;
}
export function phoneOf(index: number): string {
  return String(19_900_000_000 + index);
}

export const people = personas.map(({ place }, index) => ({
  id: personId(index),
  county: COUNTY,
  name: nameOf(index),
  phone: phoneOf(index),
  place,
}));

export const accounts = personas.map(({ persona, nameZh, nameEn, grants }, index) => ({
  persona,
  county: COUNTY,
  nameZh,
  nameEn,
  person: personId(index),
  grants,
}));
