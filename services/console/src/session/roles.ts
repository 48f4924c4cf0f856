/** The roles of the graph's grants, by what they are called on the pages. */
import type { Text } from '../language/text.ts';

export const roleNames = {
  RESIDENT: ['居民', 'Resident'],
  OWNER: ['业主', 'Owner'],
  VOLUNTEER: ['志愿者', 'Volunteer'],
  GRID_WORKER: ['网格员', 'Grid worker'],
  BUILDING_CHIEF: ['楼栋长', 'Building chief'],
  SOCIAL_WORKER: ['社区工作者', 'Social worker'],
  BRANCH_SECRETARY: ['小区党支部书记', 'Branch secretary'],
  COMMUNITY_SECRETARY: ['社区党总支书记', 'Community secretary'],
  STREET_OFFICER: ['街道干部', 'Street officer'],
  COUNTY_OFFICER: ['县级干部', 'County officer'],
  DEPARTMENT: ['职能部门', 'Department'],
  COMMITTEE_DIRECTOR: ['业委会主任', "Director of an owners' committee"],
  PROPERTY_MANAGER: ['物业负责人', 'Property manager'],
  COMPANY_MANAGER: ['强社公司负责人', 'Manager of a community company'],
  PARTNER: ['国企经办', 'Clerk of a partner enterprise'],
  FINANCE_MAKER: ['财务制单', 'Finance maker'],
  FINANCE_CHECKER: ['财务复核', 'Finance checker'],
  AUDITOR: ['审计', 'Auditor'],
  ADMIN: ['系统管理员', 'Administrator'],
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roleNames;

/** Whether one of these roles is among what somebody was given, wherever. */
export function hasRole(grants: readonly { readonly role: Role }[], ...roles: readonly Role[]): boolean {
  return grants.some(({ role }) => roles.includes(role));
}

export const finance = ['FINANCE_MAKER', 'FINANCE_CHECKER', 'AUDITOR'] as const satisfies readonly Role[];
/** Whoever proposes, approves or looks after what owners' money is spent on. */
export const spenders = [...finance, 'COMMITTEE_DIRECTOR'] as const satisfies readonly Role[];
export const partner = ['PARTNER'] as const satisfies readonly Role[];
/** Whoever lives, owns or helps in a compound. */
export const residents = ['RESIDENT', 'OWNER', 'VOLUNTEER'] as const satisfies readonly Role[];
/** Whoever drafts notices. */
export const noticeWriters = [
  'COMMITTEE_DIRECTOR',
  'FINANCE_MAKER',
  'BRANCH_SECRETARY',
  'SOCIAL_WORKER',
  'COMPANY_MANAGER',
  'COMMUNITY_SECRETARY',
  'STREET_OFFICER',
  'COUNTY_OFFICER',
] as const satisfies readonly Role[];
/** Whoever has a part in running owners' votes, and of them who organises one. */
export const voteRunners = [
  'COMMITTEE_DIRECTOR',
  'COMMUNITY_SECRETARY',
  'STREET_OFFICER',
  'SOCIAL_WORKER',
] as const satisfies readonly Role[];
export const voteOrganisers = ['COMMITTEE_DIRECTOR', 'STREET_OFFICER'] as const satisfies readonly Role[];
/** Whoever is in a post that requests are given to. */
export const handlers = [
  'GRID_WORKER',
  'BUILDING_CHIEF',
  'SOCIAL_WORKER',
  'BRANCH_SECRETARY',
  'COMMUNITY_SECRETARY',
  'STREET_OFFICER',
  'COUNTY_OFFICER',
] as const satisfies readonly Role[];
